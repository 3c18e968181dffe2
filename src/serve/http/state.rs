//! `_pufa/state?path=…`: what stands at an address, and whether the public sees it, as JSON.

use serde_json::{Value, json};

use super::address::{Asked, asked};
use super::answer::{Answer, Ask};
use super::{own, wechat};
use crate::content::When;
use crate::serve::snapshot::Snapshot;
use crate::site::{DocumentId, Site, State, What};
use crate::url::Url;

/// The state of the document at an address, `null` where there is none; a preview for 公众号 is its document's.
pub(super) fn state(snapshot: &Snapshot, ask: &Ask) -> Answer {
    let path = ask.value("path").unwrap_or_default();
    Answer::json(&json!({ "document": document(snapshot, &path) }))
}

fn document(snapshot: &Snapshot, path: &str) -> Option<Value> {
    let site = &snapshot.site;
    let Asked::Inside(inside) = asked(path, &site.config.base) else { return None };
    let id = previewed(snapshot, &inside).or_else(|| page_of(site, &inside))?;
    let document = site.document(id);
    let (state, when) = of(site, id);
    Some(json!({
        "file": document.path.as_str(),
        "path": format!("{}/{}", snapshot.root(), document.path.as_str()),
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
    let url = if is_folder { Url::folder(inside) } else { Url::file(inside) };
    match site.find(&url)?.what {
        What::Document(id) => Some(id),
        _ => None,
    }
}

/// The document whose preview for 公众号 stands at an address.
fn previewed(snapshot: &Snapshot, inside: &str) -> Option<DocumentId> {
    wechat::document(snapshot, own::rest_of(inside)?.strip_prefix(wechat::PATH)?)
}

/// The word for a document's state, and when it changed or will.
pub(super) fn of(site: &Site, id: DocumentId) -> (&'static str, Option<String>) {
    match site.documents.state(id) {
        State::Published => ("published", None),
        State::Draft => ("draft", None),
        State::Unjudged | State::Unread => ("unjudged", None),
        State::Scheduled(when) => ("scheduled", Some(in_words(when))),
        State::Expired(when) => ("expired", Some(in_words(when))),
    }
}

/// `2026-12-04`, with the time of day if one was written.
pub(super) fn in_words(when: When) -> String {
    let form = if when.has_time { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
    when.civil.strftime(form).to_string()
}
