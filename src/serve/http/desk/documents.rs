//! `_pufa/documents`: every document in one line each, as JSON.
//!
//! Ten thousand of them are sent at once, so each is a list of values in the order of [`COLUMNS`].

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::content::{DocumentKind, KINDS};
use crate::diagnostic::{Diagnostics, Severity};
use crate::serve::http::publication_state;
use crate::serve::http::request::HttpRequest;
use crate::serve::http::response::HttpResponse;
use crate::serve::live_site::Served;
use crate::serve::snapshot::Snapshot;
use crate::site::DocumentId;

/// Columns of a document's row.
const COLUMNS: [&str; 10] = [
    "title", "file", "href", "kind", "venues", "state", "when", "date", "errors", "warnings",
];

/// All documents, in the order of their paths; none while there is no site.
pub(in crate::serve::http) fn documents(shown: &Served, request: &HttpRequest) -> HttpResponse {
    let Served::Snapshot(snapshot) = shown else {
        return HttpResponse::json(&json!({ "site": null, "documents": [] }));
    };
    let site = &snapshot.site;
    let found = snapshot.diagnostics();
    let wrong = wrong(&found);
    let documents: Vec<Value> = site
        .documents
        .ids()
        .map(|id| row(snapshot, id, &wrong))
        .collect();
    let kinds: Vec<&str> = KINDS.iter().map(|facts| facts.name).collect();
    let venues: Vec<[&str; 2]> = site
        .config
        .venues
        .iter()
        .map(|venue| [venue.id.as_str(), venue.name.as_str()])
        .collect();
    HttpResponse::json(&json!({
        "site": site.config.title,
        "root": request.is_local.then(|| snapshot.files.root()),
        "wechat": cfg!(feature = "channels"),
        "columns": COLUMNS,
        "kinds": kinds,
        "venues": venues,
        "documents": documents,
    }))
}

/// Counts the errors and warnings of each file.
fn wrong(found: &Diagnostics) -> HashMap<&str, (usize, usize)> {
    let mut wrong: HashMap<&str, (usize, usize)> = HashMap::new();
    for (finding, place) in found
        .iter()
        .filter_map(|found| Some((found, found.place.as_ref()?)))
    {
        let of = wrong.entry(&place.file).or_default();
        match finding.severity {
            Severity::Error => of.0 += 1,
            Severity::Warning => of.1 += 1,
            Severity::Hint => {}
        }
    }
    wrong
}

fn row(snapshot: &Snapshot, id: DocumentId, wrong: &HashMap<&str, (usize, usize)>) -> Value {
    let site = &snapshot.site;
    let document = site.document(id);
    let file = document.path.as_str();
    let href = site
        .documents
        .is_visible(id)
        .then(|| site.config.base.href(&site.document_url(id)));
    let (state, when) = publication_state::of(site, id);
    let date = site.documents.date(id).map(publication_state::in_words);
    let (errors, warnings) = wrong.get(file).copied().unwrap_or_default();
    json!([
        document.title,
        file,
        href,
        place_of(document.kind),
        document.venues,
        state,
        when,
        date,
        errors,
        warnings,
    ])
}

/// The place of a kind in the table that is sent along.
fn place_of(kind: DocumentKind) -> Option<usize> {
    KINDS.iter().position(|facts| facts.kind == kind)
}
