//! Which of the rarer things a body holds, noted while it is parsed, so that it is not looked through for each.

use pulldown_cmark::{CodeBlockKind, Event, Tag};

/// What a body holds, as the parser saw it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Holds {
    /// Quotes, some of which may be notice boxes.
    pub(super) quotes: bool,
    /// Fences with words after them, some of which may name a component.
    pub(super) fences: bool,
    /// HTML.
    pub(super) raw_html: bool,
    /// Footnotes, or references to some.
    pub(super) footnotes: bool,
    /// Images.
    pub(super) images: bool,
    /// Ends of lines within a paragraph.
    pub(super) soft_breaks: bool,
}

impl Holds {
    /// Takes note of an event.
    pub(super) fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quotes = true,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => self.fences |= !info.is_empty(),
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => self.raw_html = true,
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => self.footnotes = true,
            Event::Start(Tag::Image { .. }) => self.images = true,
            Event::SoftBreak => self.soft_breaks = true,
            _ => {}
        }
    }
}
