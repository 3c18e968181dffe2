//! `_pufa/state?path=…`: publication state of the document at an address, as JSON; `_pufa/hidden`: all that are not
//! public.

use serde_json::{Value, json};

use super::request::HttpRequest;
use super::request_path::{RequestPath, request_path};
use super::response::HttpResponse;
use super::{internal_routes, wechat};
use crate::content::Moment;
use crate::serve::snapshot::Snapshot;
use crate::site::{DocumentId, PublicationState, RouteKind, Site};
use crate::url::Url;

/// The state of the document at an address, `null` where there is none; a preview for 公众号 is its document's.
pub(super) fn state(snapshot: &Snapshot, request: &HttpRequest) -> HttpResponse {
    let path = request.value("path").unwrap_or_default();
    HttpResponse::json(&json!({ "document": document(snapshot, &path, request.is_local) }))
}

/// `_pufa/hidden`: the documents that the preview shows and the public does not see, each with its address, state
/// and instant.
pub(super) fn hidden(snapshot: &Snapshot, _: &HttpRequest) -> HttpResponse {
    let site = &snapshot.site;
    let hidden: Vec<Value> = site
        .documents
        .list()
        .iter()
        .filter_map(|&id| {
            let (state, when) = of(site, id);
            let href = || site.config.base.href(&site.document_url(id));
            (state != "published").then(|| json!([href(), state, when]))
        })
        .collect();
    HttpResponse::json(&json!({ "hidden": hidden }))
}

fn document(snapshot: &Snapshot, path: &str, is_local: bool) -> Option<Value> {
    let site = &snapshot.site;
    let RequestPath::Inside(inside) = request_path(path, &site.config.base) else {
        return None;
    };
    let id = previewed(snapshot, &inside).or_else(|| page_of(site, &inside))?;
    let document = site.document(id);
    let (state, when) = of(site, id);
    Some(json!({
        "file": document.path.as_str(),
        "path": is_local.then(|| format!("{}/{}", snapshot.files.root(), document.path.as_str())),
        "title": document.title,
        "kind": document.kind.name(),
        "state": state,
        "when": when,
        "wechat": wechat::link(snapshot, id),
    }))
}

/// The document whose page stands at an address.
fn page_of(site: &Site, inside: &str) -> Option<DocumentId> {
    let is_folder = inside.is_empty() || inside.ends_with('/');
    let url = if is_folder {
        Url::folder(inside)
    } else {
        Url::file(inside)
    };
    match site.find(&url)?.kind {
        RouteKind::Document(id) => Some(id),
        _ => None,
    }
}

/// The document whose preview for 公众号 stands at an address.
fn previewed(snapshot: &Snapshot, inside: &str) -> Option<DocumentId> {
    wechat::document(
        snapshot,
        internal_routes::rest_of(inside)?.strip_prefix(wechat::PATH)?,
    )
}

/// The word for a document's state, and when it changed or will.
pub(super) fn of(site: &Site, id: DocumentId) -> (&'static str, Option<String>) {
    match site.documents.state(id) {
        PublicationState::Published => ("published", None),
        PublicationState::Draft => ("draft", None),
        PublicationState::Unjudged | PublicationState::Unread => ("unjudged", None),
        PublicationState::Scheduled(when) => ("scheduled", Some(in_words(when))),
        PublicationState::Expired(when) => ("expired", Some(in_words(when))),
    }
}

/// `2026-12-04`, with the time of day if one was written.
pub(super) fn in_words(when: Moment) -> String {
    let form = if when.has_time {
        "%Y-%m-%d %H:%M"
    } else {
        "%Y-%m-%d"
    };
    when.civil.strftime(form).to_string()
}
