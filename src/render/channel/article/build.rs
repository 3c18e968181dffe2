//! From adapted pieces to the tree.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::stack::{Open, Stack};
use super::{Article, Cell, Content, Image, Inline, Link, Picture, Style};
use crate::markdown::{Body, LinkTarget, Piece, Surroundings, Written, written_kind};
use crate::render::body::Around;
use crate::render::feed::writable;
use crate::site::Destination;

/// The tree of a body; `text` is the document's whole text.
pub(crate) fn build(text: &str, body: &Body<'_>, around: &Around<'_, '_>) -> Article {
    let mut builder = Builder::new(text, around);
    for (piece, range) in &body.pieces {
        builder.piece(piece, range);
    }
    builder.finish()
}

/// Goes from piece to piece and builds.
pub(super) struct Builder<'b, 'r, 's> {
    text: &'b str,
    around: &'b Around<'r, 's>,
    pub(super) stack: Stack,
    /// Inside code: what it holds so far.
    code: Option<String>,
    /// Inside pictures: their address and title, and their words so far.
    images: Vec<(String, String, Range<usize>)>,
    words: String,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The body, once the footnotes have begun.
    body: Option<Vec<super::Block>>,
    notes: Vec<Vec<super::Block>>,
    /// Inside raw HTML whose content is no text.
    pub(super) skipping: Option<String>,
}

impl<'b, 'r, 's> Builder<'b, 'r, 's> {
    fn new(text: &'b str, around: &'b Around<'r, 's>) -> Self {
        Self {
            text,
            around,
            stack: Stack::new(),
            code: None,
            images: Vec::new(),
            words: String::new(),
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            body: None,
            notes: Vec::new(),
            skipping: None,
        }
    }

    fn finish(mut self) -> Article {
        let rest = self.stack.take();
        match self.body.take() {
            Some(blocks) => Article {
                blocks,
                notes: self.notes,
            },
            None => Article {
                blocks: rest,
                notes: self.notes,
            },
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, range: &Range<usize>) {
        match piece {
            Piece::Markdown(event) => self.event(event, range),
            Piece::OpenBox(kind, title) => {
                self.stack.open(Open::Notice(*kind, title.clone()), range)
            }
            Piece::CloseBox => self.stack.close(|open| matches!(open, Open::Notice(..))),
            Piece::Block(block) => {
                let data = block.resolved(self.around);
                self.stack
                    .block(Content::Component(block.name.clone(), data), range);
            }
            Piece::OpenFigure => self.stack.open(Open::Figure, range),
            Piece::CloseFigure(caption) => {
                self.stack.open(Open::Caption, range);
                self.stack
                    .inline(Inline::Text(writable(caption).into_owned()));
                self.stack.close(|open| matches!(open, Open::Caption));
                self.stack.close(|open| matches!(open, Open::Figure));
            }
            Piece::NoteReference(number, _) => self.stack.inline(Inline::Note(*number)),
            Piece::OpenNotes => self.body = Some(self.stack.take()),
            // What the site adds to a plan's text belongs to its page alone.
            Piece::OpenNote(_) | Piece::CloseNotes | Piece::Anchor(_) | Piece::Insert(_) => {}
            Piece::RawStart(tag) => self.raw_start(tag.rule.name, &|key| tag.attribute(key), range),
            Piece::RawEnd(rule) => self.raw_end(rule.name),
            Piece::CloseNote(..) => {
                let note = self.stack.take();
                self.notes.push(note);
            }
        }
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text),
            Event::Code(code) if self.images.is_empty() => {
                self.stack.inline(Inline::Code(writable(code).into_owned()));
            }
            Event::Code(code) => self.words.push_str(&writable(code)),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, range),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak if self.images.is_empty() => self.stack.inline(Inline::Break),
            Event::HardBreak => self.words.push(' '),
            Event::Rule => self.stack.block(Content::Rule, range),
            Event::TaskListMarker(done) => self.stack.inline(Inline::Task(*done)),
            Event::FootnoteReference(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.skipping.is_some() {
            return;
        }
        let text = &*writable(text);
        if let Some(code) = &mut self.code {
            code.push_str(text);
        } else if self.images.is_empty() {
            self.stack.inline(Inline::Text(text.replace('\n', " ")));
        } else {
            self.words.push_str(&text.replace('\n', " "));
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let open = match tag {
            Tag::Paragraph => Open::Paragraph,
            Tag::Heading { level, .. } => Open::Heading(*level as u8),
            Tag::BlockQuote(_) => Open::Quote,
            Tag::List(start) => Open::List(*start),
            Tag::Item => return self.stack.open_item(self.sign(range), range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.code = Some(String::new());
                return self.stack.open(Open::Plain, range);
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                Open::Table
            }
            Tag::TableHead | Tag::TableRow => {
                self.in_head = matches!(tag, Tag::TableHead);
                self.column = 0;
                Open::Row
            }
            Tag::TableCell => self.cell(),
            Tag::DefinitionListTitle => Open::Term,
            Tag::DefinitionListDefinition => Open::Definition,
            Tag::Emphasis => Open::Styled(Style::Emphasis),
            Tag::Strong => Open::Styled(Style::Strong),
            Tag::Strikethrough => Open::Styled(Style::Strike),
            Tag::Superscript => Open::Styled(Style::Superscript),
            Tag::Subscript => Open::Styled(Style::Subscript),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => Open::Link(Link::Direct(dest_url.to_string())),
            Tag::Link { dest_url, .. } => Open::Link(self.link(dest_url)),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.images
                    .push((dest_url.to_string(), title.to_string(), range.clone()));
                return;
            }
            Tag::HtmlBlock
            | Tag::DefinitionList
            | Tag::FootnoteDefinition(_)
            | Tag::MetadataBlock(_) => {
                return;
            }
        };
        if self.images.is_empty() {
            self.stack.open(open, range);
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => return self.end_image(),
            _ if !self.images.is_empty() => return,
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let range = self.stack.range();
                self.stack.close(|open| matches!(open, Open::Plain));
                return self.stack.block(Content::Code(code), &range);
            }
            TagEnd::TableCell => self.column += 1,
            TagEnd::HtmlBlock => self.skipping = None,
            _ => {}
        }
        self.stack.close(|open| match tag {
            TagEnd::Paragraph => matches!(open, Open::Paragraph),
            TagEnd::Heading(_) => matches!(open, Open::Heading(_)),
            TagEnd::BlockQuote(_) => matches!(open, Open::Quote),
            TagEnd::List(_) => matches!(open, Open::List(_)),
            TagEnd::Item => matches!(open, Open::Item(..)),
            TagEnd::Table => matches!(open, Open::Table),
            TagEnd::TableHead | TagEnd::TableRow => matches!(open, Open::Row),
            TagEnd::TableCell => matches!(open, Open::Cell(_)),
            TagEnd::DefinitionListTitle => matches!(open, Open::Term),
            TagEnd::DefinitionListDefinition => matches!(open, Open::Definition),
            TagEnd::Emphasis => matches!(open, Open::Styled(Style::Emphasis)),
            TagEnd::Strong => matches!(open, Open::Styled(Style::Strong)),
            TagEnd::Strikethrough => matches!(open, Open::Styled(Style::Strike)),
            TagEnd::Superscript => matches!(open, Open::Styled(Style::Superscript)),
            TagEnd::Subscript => matches!(open, Open::Styled(Style::Subscript)),
            TagEnd::Link => matches!(open, Open::Link(_)),
            _ => false,
        });
    }

    fn end_image(&mut self) {
        let Some((destination, title, range)) = self.images.pop() else {
            return;
        };
        if self.images.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.image(&destination, words, title, range);
        }
    }

    /// A picture; one with an address that is none is its words.
    pub(super) fn image(
        &mut self,
        destination: &str,
        words: String,
        title: String,
        range: Range<usize>,
    ) {
        if written_kind(destination) == Written::Somewhere {
            let source = match self
                .around
                .reads
                .destination(self.around.document, destination)
            {
                Destination::File(id) => Picture::File(id),
                Destination::External(address) => Picture::External(address.into_string()),
                _ => Picture::Nowhere,
            };
            self.stack.inline(Inline::Image(Image {
                source,
                words,
                title,
                range,
            }));
        } else {
            self.stack.inline(Inline::Text(words));
        }
    }

    /// Where a destination leads, absolutely.
    pub(super) fn link(&self, destination: &str) -> Link {
        match written_kind(destination) {
            Written::Direct => return Link::Direct(destination.to_owned()),
            Written::Unsafe => return Link::Nowhere,
            Written::Somewhere => {}
        }
        let base = &self.around.reads.config().base;
        match self.around.link(destination) {
            LinkTarget::Page { href } if href.starts_with('#') => Link::Nowhere,
            LinkTarget::Page { href } => Link::Page(base.complete(&href)),
            LinkTarget::Attachment { href, kind, length } => {
                Link::File(base.complete(&href), kind, length)
            }
            LinkTarget::External { href } => Link::Page(href),
            LinkTarget::Nowhere => Link::Nowhere,
        }
    }

    /// The sign after an item's number, as the editor wrote it.
    fn sign(&self, range: &Range<usize>) -> char {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let after = written
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        if after.starts_with(')') { ')' } else { '.' }
    }

    fn cell(&self) -> Open {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
            _ => None,
        };
        Open::Cell(Cell {
            is_head: self.in_head,
            align,
            span: (1, 1),
            blocks: Vec::new(),
        })
    }
}
