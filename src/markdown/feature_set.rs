//! Which of the rarer things a body holds, noted once for all, so that it is not looked through for each.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

/// A thing that an adaptor looks for, and that many a body is without.
#[derive(Clone, Copy, Debug)]
pub(super) enum Feature {
    /// Quotes, some of which may be notice boxes.
    Quotes,
    /// Fences with words after them, some of which may name a component.
    Fences,
    /// HTML.
    RawHtml,
    /// Footnotes, or references to some.
    Footnotes,
    /// Images.
    Images,
    /// Ends of lines within a paragraph.
    SoftBreaks,
}

/// What a body holds, as the parser saw it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FeatureSet(u8);

impl FeatureSet {
    /// Takes note of an event.
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
            _ => return,
        };
        self.0 |= 1 << rare as u8;
    }

    /// Whether there is such a thing.
    pub(super) fn any(self, rare: Feature) -> bool {
        self.0 & 1 << rare as u8 != 0
    }
}
