//! Set of the rarer features in a body, recorded once so that not every adaptor scans for its own.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::line_indents::has_outer_space;

/// Feature that an adaptor handles and that many bodies lack.
#[derive(Clone, Copy, Debug)]
pub(super) enum Feature {
    /// Block quotes, some of which may be admonitions.
    Quotes,
    /// Fences with an info string, some of which may name a component.
    Fences,
    /// Raw HTML.
    RawHtml,
    /// Footnotes or references to them.
    Footnotes,
    /// Images.
    Images,
    /// Line breaks within a paragraph.
    SoftBreaks,
    /// Texts that begin or end with a wide space.
    Indents,
}

/// Features of a body, as the parser saw it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FeatureSet(u8);

impl FeatureSet {
    /// Records the feature of an event.
    pub(super) fn note(&mut self, event: &Event<'_>) {
        let rare = match event {
            Event::Start(Tag::BlockQuote(_)) => Feature::Quotes,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if !info.is_empty() => {
                Feature::Fences
            }
            Event::Html(_) | Event::InlineHtml(_) => Feature::RawHtml,
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                Feature::Footnotes
            }
            Event::Start(Tag::Image { .. }) => Feature::Images,
            Event::SoftBreak => Feature::SoftBreaks,
            Event::Text(text) if has_outer_space(text) => Feature::Indents,
            _ => return,
        };
        self.0 |= 1 << rare as u8;
    }

    /// Returns true if the body has the feature.
    pub(super) fn any(self, rare: Feature) -> bool {
        self.0 & 1 << rare as u8 != 0
    }
}
