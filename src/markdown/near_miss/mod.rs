//! Linter of bodies: marks that miss their form by a little and are printed as text, and text that is
//! lost.
//!
//! Reads the parser's events, not lines of source: a mark inside code, raw HTML or a link that was
//! parsed as meant is none. Each event is seen once; a block whose text holds no mark costs one pass
//! over its bytes.

mod code;
mod definitions;
mod emphasis;
mod fences;
mod footnotes;
mod foreign;
mod front_matter;
mod headings;
mod images;
mod links;
mod lint_sink;
mod lists;
mod lost;
mod mark_set;
mod quotes;
mod tables;
#[cfg(test)]
mod tests;
mod text_block;

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

pub(super) use self::definitions::LinkDefinition;
use self::lint_sink::LintSink;
use self::mark_set::MarkSet;
use self::text_block::{BlockKind, TextBlock};
use super::body_event::{BodyDiagnostic, BodyEvent, SpannedEvent};

/// Returns the near misses and losses of a body, as parsed and before any adaptor.
pub(super) fn scan(
    text: &str,
    events: &[SpannedEvent<'_>],
    definitions: &[LinkDefinition],
) -> Vec<BodyDiagnostic> {
    let mut linter = BodyLinter {
        sink: LintSink::new(text),
        block: TextBlock::default(),
        notes: footnotes::NoteLinter::default(),
        fences: Vec::new(),
        images: 0,
        is_after_rule: false,
    };
    for (event, range) in events {
        if let BodyEvent::Markdown(event) = event {
            linter.event(event, range);
        }
    }
    linter.flush(BlockKind::Other);
    fences::finish(&mut linter.sink, &linter.fences);
    linter.notes.finish(&mut linter.sink);
    definitions::check(&mut linter.sink, events, definitions);
    linter.sink.found
}

struct BodyLinter<'t> {
    sink: LintSink<'t>,
    block: TextBlock,
    notes: footnotes::NoteLinter,
    fences: Vec<fences::FenceLine>,
    /// Number of open images, whose text is not printed.
    images: usize,
    /// True if the next block follows a thematic break, as late front matter does.
    is_after_rule: bool,
}

impl BodyLinter<'_> {
    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(content) if self.images == 0 => {
                self.block.add_text(self.sink.text, content, range);
            }
            Event::SoftBreak | Event::HardBreak => self.block.is_at_line_start = true,
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Code(_) => {
                self.block.add_other(self.sink.text, range);
                fences::check_code_span(&mut self.sink, &self.block, range);
            }
            Event::FootnoteReference(name) => {
                self.block.add_other(self.sink.text, range);
                self.notes.reference(name);
            }
            Event::Html(_) => {}
            Event::Rule => self.is_after_rule = true,
            _ => self.block.add_other(self.sink.text, range),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {
                self.block.add_other(self.sink.text, range);
            }
            Tag::Link { dest_url, .. } => {
                self.block.add_other(self.sink.text, range);
                self.block.add_link(range, dest_url);
            }
            Tag::Image { dest_url, .. } => {
                self.block.add_other(self.sink.text, range);
                self.block.add_link(range, dest_url);
                self.images += 1;
            }
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        self.flush(BlockKind::of(tag));
        if std::mem::take(&mut self.is_after_rule) {
            self.block.marks.add(MarkSet::LINE);
        }
        match tag {
            Tag::BlockQuote(_) => self.block.quotes += 1,
            Tag::Item => self.block.items += 1,
            Tag::CodeBlock(_) => {
                lost::check_fence(&mut self.sink, range);
                // The code is text to the parser; hide it like the words of an image.
                self.images += 1;
            }
            Tag::HtmlBlock => lost::check_html_block(&mut self.sink, range),
            Tag::Table(columns) => self.block.columns = columns.len(),
            Tag::TableRow => {
                let (columns, is_top) = (self.block.columns, self.block.is_top());
                tables::check_row(&mut self.sink, range, columns, is_top);
            }
            Tag::FootnoteDefinition(name) => self.notes.definition(name, range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => {}
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            _ => {
                self.flush(BlockKind::Other);
                match tag {
                    TagEnd::BlockQuote(_) => self.block.quotes -= 1,
                    TagEnd::Item => self.block.items -= 1,
                    TagEnd::CodeBlock => self.images = self.images.saturating_sub(1),
                    TagEnd::FootnoteDefinition => self.notes.end_definition(),
                    _ => {}
                }
            }
        }
    }

    /// Checks the block that ends here; another of this kind begins.
    fn flush(&mut self, next: BlockKind) {
        if !self.block.marks.is_empty() {
            self.check();
        }
        self.block.clear(next);
    }

    fn check(&mut self) {
        let (block, sink) = (&self.block, &mut self.sink);
        sink.claimed.clear();
        fences::collect(sink, block, &mut self.fences);
        front_matter::check(sink, block);
        images::check(sink, block);
        foreign::check(sink, block);
        quotes::check(sink, block);
        tables::check(sink, block);
        self.notes.check(sink, block);
        headings::check(sink, block);
        lists::check(sink, block);
        links::check(sink, block);
        emphasis::check(sink, block);
        code::check(sink, block);
    }
}
