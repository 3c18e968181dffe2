//! `_pufa/plans`: the items of work plans for which evidence is missing, as JSON.

use serde_json::{Value, json};

use crate::law::plan::{ItemProgress, ItemStatus, PlanItem};
use crate::serve::http::request::HttpRequest;
use crate::serve::http::response::HttpResponse;
use crate::serve::snapshot::Snapshot;
use crate::site::plans::{PlanRoute, SitePlan};
use crate::site::{RouteKind, Site};
use crate::url::Url;

/// The plans of the site, newest first, each with its items that lack evidence, in the order of its text.
pub(in crate::serve::http) fn plans(snapshot: &Snapshot, _: &HttpRequest) -> HttpResponse {
    let plans: Vec<Value> = snapshot
        .site
        .plans
        .numbered()
        .map(|(number, plan)| of(&snapshot.site, number, plan))
        .collect();
    HttpResponse::json(&json!({ "plans": plans }))
}

fn of(site: &Site, number: usize, plan: &SitePlan) -> Value {
    let items = plan.plan.items();
    // What an item holds in its inner ones is shown by these.
    let leaves = || {
        items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.items.is_empty())
    };
    let lacking: Vec<Value> = leaves()
        .filter(|(_, item)| lacks(plan, item))
        .map(|(place, item)| {
            row(
                site,
                plan,
                PlanRoute::Item {
                    plan: number,
                    item: place,
                },
                item,
            )
        })
        .collect();
    json!({
        "title": site.document(plan.document).title,
        "href": href(site, &site.document_url(plan.document), &RouteKind::Document(plan.document)),
        "items": leaves().count(),
        "lacking": lacking,
    })
}

/// Returns true for an unfinished item that no document names, or that has targets.
fn lacks(plan: &SitePlan, item: &PlanItem) -> bool {
    let is_done = plan
        .item_progress(&item.id)
        .is_some_and(|standing| standing.status == ItemStatus::Done);
    let is_named = !plan.evidence(&item.id).is_empty() || !plan.progress(&item.id).is_empty();
    !is_done && (!is_named || !item.targets.is_empty())
}

fn row(site: &Site, plan: &SitePlan, route: PlanRoute, item: &PlanItem) -> Value {
    let standing = plan.item_progress(&item.id);
    let reached = |at: usize| {
        standing
            .and_then(|standing| standing.reached.get(at))
            .copied()
            .unwrap_or(0)
    };
    let targets: Vec<Value> = item
        .targets
        .iter()
        .enumerate()
        .map(|(at, target)| json!([target.per, reached(at), target.count, target.measure]))
        .collect();
    let status = standing.map(ItemProgress::for_editors).unwrap_or_default();
    let href = route
        .url(site)
        .and_then(|url| href(site, &url, &RouteKind::Plan(route)));
    json!({
        "id": item.id,
        "label": item.label,
        "title": item.title,
        "href": href,
        "status": status.id(),
        "says": status.name(),
        "evidence": plan.evidence(&item.id).len(),
        "targets": targets,
        "deadline": item.deadline.as_ref().map(|deadline| &deadline.text),
    })
}

/// The address of a page, where the site makes it.
fn href(site: &Site, url: &Url, what: &RouteKind) -> Option<String> {
    let route = site.find(url).filter(|route| route.kind == *what)?;
    Some(site.config.base.href(&route.url))
}
