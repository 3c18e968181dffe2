//! Markdown → events → HTML and facts.
//!
//! ```text
//! text ──Prepared──▶ pulldown-cmark ──adaptors──▶ Body (pieces, findings) ──▶ BodyFacts
//!                                                                         └─▶ HTML
//! ```
//!
//! Each adaptor is a small file that turns pieces into pieces; facts and HTML read the same
//! pieces, so that the anchors of the one are the anchors of the other. The room knows one text at
//! a time and nothing of sites: where a link leads, how large an image is, what a component looks
//! like, it asks its [`Surroundings`].

mod admonitions;
mod anchors;
mod annotations;
mod blocks;
mod body_event;
mod emphasis;
mod facts;
mod feature_set;
mod figures;
mod footnotes;
mod headings;
mod html;
mod indented_code;
mod link_resolver;
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

pub use admonitions::AdmonitionKind;
pub use annotations::{Annotation, AnnotationSet};
pub use blocks::{ComponentBlock, FileReference, address_keys, size_text};
pub use body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
pub use link_resolver::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget};
pub use options::{BlockNames, MarkdownDialect, MarkdownOptions};
pub use prepared_text::PreparedText;
pub use raw_html::{ElementRule, RawTag};
pub(crate) use raw_html::{HtmlToken, tokenize};
pub(crate) use raw_target::{RawTarget as Written, kind as written_kind};

use crate::content::{BodyFacts, PrerenderedBody};
use crate::diagnostic::{Diagnostic, Diagnostics, LineIndex};
use crate::limits::finding::AFTER;

/// What the body of a text holds, and everything that is wrong with the text itself.
///
/// `body_start` is the byte offset in `text` at which the body begins, after the front matter.
pub fn facts(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics) {
    let prepared = PreparedText::new(text, body_start, options);
    facts_of(file, text, prepared.events())
}

/// The same and, of a body that asks the site for no more than where its links lead, its HTML without them.
pub fn facts_and_html(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
) -> (BodyFacts, Diagnostics, Option<PrerenderedBody>) {
    let prepared = PreparedText::new(text, body_start, options);
    let body = prepared.events();
    let unlinked = html::unlinked(&body, text.len() - body_start.min(text.len()), options);
    let (found, diagnostics) = facts_of(file, text, body);
    (found, diagnostics, unlinked)
}

fn facts_of(file: &str, text: &str, body: BodyEvents<'_>) -> (BodyFacts, Diagnostics) {
    let (found, more) = facts::gather(text, &body);
    let findings = body.findings.into_iter().chain(more).collect();
    (found, at_places(file, text, findings))
}

/// What [`html()`] gives, of what [`facts_and_html`] gave under the same options.
pub fn link(
    unlinked: &PrerenderedBody,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> String {
    html::link(unlinked, options, around)
}

/// The HTML of the body of a text, as the site around it sees it.
///
/// The diagnostics are only what components answered: what is wrong with the text itself is told
/// by [`facts()`].
pub fn html(
    file: &str,
    text: &str,
    body_start: usize,
    options: &MarkdownOptions,
    around: &dyn LinkResolver,
) -> (String, Diagnostics) {
    let prepared = PreparedText::new(text, body_start, options);
    let body = prepared.events_with(around.inserts());
    let (html, findings) = html::emit(
        &body,
        text.len() - body_start.min(text.len()),
        options,
        around,
    );
    (html, at_places(file, text, findings))
}

/// The findings at their places, which are looked for in the order of the text.
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
        ..found
    };
    match finding.quote {
        Some(quote) => found.quote(quote),
        None => found,
    }
}
