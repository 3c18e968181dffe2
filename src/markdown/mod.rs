//! Markdown → events → HTML and facts.
//!
//! ```text
//! text ──PreparedText──▶ pulldown-cmark ──adaptors──▶ BodyEvents ──▶ BodyFacts
//!                                                                └─▶ HTML
//! ```
//!
//! Each adaptor is a small file that transforms events; facts and HTML read the same events, so
//! that their anchors agree. The module handles one text at a time and knows nothing of sites: link
//! targets, image sizes and component HTML come from a [`LinkResolver`].

mod admonitions;
mod anchors;
mod annotations;
mod blocks;
mod body_event;
mod containers;
mod emphasis;
mod facts;
mod feature_set;
mod figures;
mod footnotes;
mod headings;
mod html;
mod indented_code;
mod link_resolver;
mod near_miss;
mod opening_title;
mod options;
mod prepared_text;
mod raw_html;
mod raw_target;
mod sentinel;
mod soft_breaks;
#[cfg(test)]
mod tests;
mod ui_strings;
mod unicode;

pub(crate) use admonitions::AdmonitionKind;
pub(crate) use annotations::{Annotation, AnnotationSet};
pub use blocks::address_keys;
pub(crate) use blocks::size_text;
pub(crate) use body_event::{BodyDiagnostic, BodyEvent, BodyEvents};
pub use link_resolver::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget};
pub use options::MarkdownOptions;
pub(crate) use options::{BlockNames, MarkdownDialect};
pub(crate) use prepared_text::PreparedText;
pub(crate) use raw_html::{HtmlToken, tokenize};
pub(crate) use raw_target::{RawTarget as Written, kind as written_kind};

use crate::content::{BodyFacts, PrerenderedBody};
use crate::diagnostic::{Diagnostic, Diagnostics, LineIndex};
use crate::limits::diagnostic::AFTER;

/// Returns the facts of a body and all diagnostics of the text itself.
///
/// `body_start` is the byte offset in `text` at which the body begins, after the front matter.
pub fn facts(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics) {
    let prepared = PreparedText::new(text, body_start, options);
    facts_of(file, text, prepared.checked_events())
}

/// Like [`facts()`], but also pre-renders a body of which only the links depend on the site.
pub(crate) fn facts_and_html(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics, Option<PrerenderedBody>) {
    let prepared = PreparedText::new(text, body_start, options);
    let body = prepared.checked_events();
    let unlinked = html::prerender(&body, text.len() - body_start.min(text.len()), options);
    let (found, diagnostics) = facts_of(file, text, body);
    (found, diagnostics, unlinked)
}

fn facts_of(file: &str, text: &str, body: BodyEvents<'_>) -> (BodyFacts, Diagnostics) {
    let (found, more) = facts::gather(text, &body);
    let findings = body.diagnostics.into_iter().chain(more).collect();
    (found, at_places(file, text, findings))
}

/// Fills the links of a pre-rendered body (same options); the result equals that of [`html()`].
pub(crate) fn resolve_links(
    unlinked: &PrerenderedBody,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> String {
    html::link(unlinked, options, around)
}

/// Renders the HTML of a body.
///
/// Returns only the diagnostics of components; [`facts()`] reports those of the text itself.
pub fn html(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> (String, Diagnostics) {
    let prepared = PreparedText::new(text, body_start, options);
    let body = prepared.events_with(around.annotations());
    let (html, findings) = html::emit(
        &body,
        text.len() - body_start.min(text.len()),
        options,
        around,
    );
    (html, at_places(file, text, findings))
}

/// Resolves diagnostics to lines, looked up in text order; keeps the order of the input.
fn at_places(file: &str, text: &str, findings: Vec<BodyDiagnostic>) -> Diagnostics {
    if findings.is_empty() {
        return Diagnostics::new();
    }
    let mut lines = LineIndex::new(text);
    let mut inorder: Vec<(usize, BodyDiagnostic)> = findings.into_iter().enumerate().collect();
    inorder.sort_by_key(|(_, finding)| finding.range.start);
    let mut placed: Vec<(usize, Diagnostic)> = inorder
        .into_iter()
        .map(|(at, finding)| (at, at_place(file, text, &mut lines, finding)))
        .collect();
    placed.sort_by_key(|(at, _)| *at);
    placed.into_iter().map(|(_, found)| found).collect()
}

fn at_place(
    file: &str,
    text: &str,
    lines: &mut LineIndex<'_>,
    finding: BodyDiagnostic,
) -> Diagnostic {
    let covered = text.get(finding.range.clone()).unwrap_or_default();
    let length = covered
        .chars()
        .take(AFTER)
        .take_while(|&c| c != '\n' && c != '\r')
        .count();
    let found = Diagnostic::new(finding.code, finding.message).at(lines.place(
        file,
        finding.range.start,
        length,
    ));
    let found = Diagnostic {
        hint: finding.hint,
        edits: finding.edits,
        ..found
    };
    match finding.quote {
        Some(quote) => found.quote(quote),
        None => found,
    }
}
