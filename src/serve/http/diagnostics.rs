//! `_pufa/findings`: diagnostics of the site, as JSON.

use serde_json::{Value, json};

use super::PreviewServer;
use super::request::HttpRequest;
use super::response::HttpResponse;
use crate::content::quote_lines;
use crate::diagnostic::{Diagnostic, Diagnostics, Language, Severity};
use crate::serve::live_site::Served;

/// Limit of the diagnostics that are sent; the counts include all.
const MOST: usize = 200;

/// Responds with the known diagnostics, errors first. `?file=` keeps those of one file, those without a file, and
/// all errors.
pub(super) fn findings(
    preview: &PreviewServer,
    shown: &Served,
    request: &HttpRequest,
) -> HttpResponse {
    let found = shown.diagnostics();
    let errors = found.count(Severity::Error);
    let warnings = found.count(Severity::Warning);
    let file = request.value("file");
    let is_asked = |found: &&Diagnostic| match (&file, &found.place) {
        (Some(file), Some(place)) => place.file == *file || found.severity == Severity::Error,
        _ => true,
    };
    let mut told: Vec<Diagnostic> = found.iter().filter(is_asked).cloned().collect();
    told.sort_by_key(|found| found.severity);
    told.truncate(MOST);
    let mut told = Diagnostics::from_iter(told);
    let files = preview.live.files();
    quote_lines(&mut told, files.world());
    let root = request.is_local.then(|| files.root());
    let is_checked = match shown {
        Served::Snapshot(snapshot) => snapshot.is_checked(),
        Served::Broken(_) => true,
    };
    let findings: Vec<Value> = told
        .iter()
        .map(|found| value(found, root, request.language))
        .collect();
    HttpResponse::json(&json!({
        "errors": errors, "warnings": warnings, "checked": is_checked, "findings": findings,
    }))
}

/// JSON value of a diagnostic with its line and, for local requests, the file's absolute path for an editor link.
fn value(found: &Diagnostic, root: Option<&str>, language: Language) -> Value {
    let place = found.place.as_ref();
    json!({
        "severity": found.severity.id(),
        "code": found.code.id(),
        "message": found.message.in_language(language),
        "file": place.map(|place| &place.file),
        "path": place.zip(root).map(|(place, root)| format!("{root}/{}", place.file)),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "length": place.map(|place| place.length),
        "excerpt": place.map(|place| &place.excerpt),
        "hint": found.hint.as_ref().map(|hint| hint.in_language(language)),
        "quote": found.quote,
    })
}
