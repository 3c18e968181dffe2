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
mod bare_addresses;
mod blocks;
mod body_event;
mod containers;
mod definitions;
mod emphasis;
mod facts;
mod feature_set;
mod figures;
mod footnotes;
mod headings;
mod html;
mod indented_code;
mod line_indents;
mod link_resolver;
mod literal_signs;
mod near_miss;
mod opening_title;
mod options;
mod paragraphs;
mod prepared_text;
mod raw_html;
mod raw_target;
mod reserved_ids;
mod sentinel;
mod soft_breaks;
mod spaced_destinations;
#[cfg(test)]
mod tests;
mod text_edits;
mod ui_strings;
mod unicode;

pub(crate) use admonitions::AdmonitionKind;
pub(crate) use annotations::{Annotation, AnnotationSet};
pub use blocks::address_keys;
pub(crate) use blocks::size_text;
pub(crate) use body_event::{BodyDiagnostic, BodyEvent, BodyEvents, task_mark};
pub use link_resolver::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget};
pub use options::MarkdownOptions;
pub(crate) use options::{BlockNames, MarkdownDialect};
pub(crate) use prepared_text::PreparedText;
pub(crate) use raw_html::{HtmlToken, tokenize};
pub(crate) use raw_target::{RawTarget as Written, kind as written_kind};
pub(crate) use reserved_ids::{PLAN_ITEMS, ReservedIds};
pub(crate) use spaced_destinations::has_extension as may_hold_spaces;

use crate::content::{BodyFacts, BodyStart, PrerenderedBody};
use crate::diagnostic::{Diagnostic, Diagnostics, LineIndex};
use crate::limits::diagnostic::AFTER;

/// Returns the facts of a body and all diagnostics of the text itself.
///
/// `body` is the byte offset in `text` at which the body begins, after the front matter, with the
/// title stated there.
pub fn facts<'a>(
    file: &str,
    text: &str,
    body: impl Into<BodyStart<'a>>,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics) {
    let start = body.into();
    let prepared = PreparedText::new(text, start, options);
    facts_of(file, text, prepared.checked_events())
}

/// Like [`facts()`], but also pre-renders a body of which only the links depend on the site.
pub(crate) fn facts_and_html<'a>(
    file: &str,
    text: &str,
    body: impl Into<BodyStart<'a>>,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics, Option<PrerenderedBody>) {
    let start = body.into();
    let prepared = PreparedText::new(text, start, options);
    let body = prepared.checked_events();
    let unlinked = html::prerender(&body, start.length_of(text), options);
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
pub fn html<'a>(
    file: &str,
    text: &str,
    body: impl Into<BodyStart<'a>>,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> (String, Diagnostics) {
    let start = body.into();
    let prepared = PreparedText::new(text, start, options);
    let body = prepared.events_with(around.annotations());
    let (html, findings) = html::emit(&body, start.length_of(text), options, around);
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
