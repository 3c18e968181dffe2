//! Building of the tree from adapted events.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::stack::{ElementStack, OpenKind};
use super::{
    Article, ArticleCell, ArticleImage, ArticleLink, BlockContent, ImageSource, InlinePart,
    TextStyle,
};
use crate::markdown::{BodyEvent, BodyEvents, LinkResolver, LinkTarget, Written, written_kind};
use crate::render::body_resolver::BodyResolver;
use crate::render::feed::writable;
use crate::site::ResolvedLink;

/// Tree of a body; `text` is the document's whole text.
pub(crate) fn build(text: &str, body: &BodyEvents<'_>, resolver: &BodyResolver<'_, '_>) -> Article {
    let mut builder = ArticleBuilder::new(text, resolver);
    for (piece, range) in &body.events {
        builder.piece(piece, range);
    }
    builder.finish()
}

/// Goes from piece to piece and builds.
pub(super) struct ArticleBuilder<'b, 'r, 's> {
    text: &'b str,
    resolver: &'b BodyResolver<'r, 's>,
    pub(super) stack: ElementStack,
    /// Inside code: its text so far.
    code: Option<String>,
    /// Inside images: their address and alternative text so far.
    images: Vec<(String, Range<usize>)>,
    words: String,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Blocks of the body, once the footnotes have begun.
    body: Option<Vec<super::ArticleBlock>>,
    notes: Vec<Vec<super::ArticleBlock>>,
    /// Inside raw HTML whose content is no text.
    pub(super) skipping: Option<String>,
}

impl<'b, 'r, 's> ArticleBuilder<'b, 'r, 's> {
    fn new(text: &'b str, resolver: &'b BodyResolver<'r, 's>) -> Self {
        Self {
            text,
            resolver,
            stack: ElementStack::new(),
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

    fn piece(&mut self, piece: &BodyEvent<'_>, range: &Range<usize>) {
        match piece {
            BodyEvent::Markdown(event) => self.event(event, range),
            BodyEvent::OpenBox(kind, title) => self
                .stack
                .open(OpenKind::Notice(*kind, title.clone()), range),
            BodyEvent::CloseBox(_) => self
                .stack
                .close(|open| matches!(open, OpenKind::Notice(..))),
            BodyEvent::Block(block) => {
                let data = block.resolved(self.resolver);
                self.stack
                    .block(BlockContent::Component(block.name.clone(), data), range);
            }
            BodyEvent::OpenFigure => self.stack.open(OpenKind::Figure, range),
            BodyEvent::CloseFigure(caption) => {
                self.stack.open(OpenKind::Caption, range);
                self.stack
                    .inline(InlinePart::Text(writable(caption).into_owned()));
                self.stack.close(|open| matches!(open, OpenKind::Caption));
                self.stack.close(|open| matches!(open, OpenKind::Figure));
            }
            BodyEvent::NoteReference(number, _) => self.stack.inline(InlinePart::Note(*number)),
            BodyEvent::OpenNotes => self.body = Some(self.stack.take()),
            // What the site adds to a plan's text belongs to its page alone.
            BodyEvent::OpenNote(_)
            | BodyEvent::CloseNotes
            | BodyEvent::Anchor(_)
            | BodyEvent::Insert(_) => {}
            BodyEvent::RawStart(tag) => {
                self.raw_start(tag.rule.name, &|key| tag.attribute(key), range);
            }
            BodyEvent::RawEnd(rule) => self.raw_end(rule.name),
            BodyEvent::CloseNote(..) => {
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
                self.stack
                    .inline(InlinePart::Code(writable(code).into_owned()));
            }
            Event::Code(code) => self.words.push_str(&writable(code)),
            Event::Html(html) | Event::InlineHtml(html) => self.raw(html, range),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak if self.images.is_empty() => self.stack.inline(InlinePart::Break),
            Event::HardBreak => self.words.push(' '),
            Event::Rule => self.stack.block(BlockContent::Rule, range),
            Event::TaskListMarker(done) => self.stack.inline(InlinePart::Task(*done)),
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
            self.stack.inline(InlinePart::Text(text.replace('\n', " ")));
        } else {
            self.words.push_str(&text.replace('\n', " "));
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let open = match tag {
            Tag::Paragraph => OpenKind::Paragraph,
            Tag::Heading { level, .. } => OpenKind::Heading(*level as u8),
            Tag::BlockQuote(_) => OpenKind::Quote,
            Tag::List(start) => OpenKind::List(*start),
            Tag::Item => return self.stack.open_item(self.sign(range), range),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.code = Some(String::new());
                return self.stack.open(OpenKind::Plain, range);
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                OpenKind::Table
            }
            Tag::TableHead | Tag::TableRow => {
                self.in_head = matches!(tag, Tag::TableHead);
                self.column = 0;
                OpenKind::Row
            }
            Tag::TableCell => self.cell(),
            Tag::DefinitionListTitle => OpenKind::Term,
            Tag::DefinitionListDefinition => OpenKind::Definition,
            Tag::Emphasis => OpenKind::Styled(TextStyle::Emphasis),
            Tag::Strong => OpenKind::Styled(TextStyle::Strong),
            Tag::Strikethrough => OpenKind::Styled(TextStyle::Strike),
            Tag::Superscript => OpenKind::Styled(TextStyle::Superscript),
            Tag::Subscript => OpenKind::Styled(TextStyle::Subscript),
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => OpenKind::Link(ArticleLink::Direct(dest_url.to_string())),
            Tag::Link { dest_url, .. } => OpenKind::Link(self.link(dest_url)),
            Tag::Image { dest_url, .. } => {
                self.images.push((dest_url.to_string(), range.clone()));
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
                self.stack.close(|open| matches!(open, OpenKind::Plain));
                return self.stack.block(BlockContent::Code(code), &range);
            }
            TagEnd::TableCell => self.column += 1,
            TagEnd::HtmlBlock => self.skipping = None,
            _ => {}
        }
        self.stack.close(|open| match tag {
            TagEnd::Paragraph => matches!(open, OpenKind::Paragraph),
            TagEnd::Heading(_) => matches!(open, OpenKind::Heading(_)),
            TagEnd::BlockQuote(_) => matches!(open, OpenKind::Quote),
            TagEnd::List(_) => matches!(open, OpenKind::List(_)),
            TagEnd::Item => matches!(open, OpenKind::Item(..)),
            TagEnd::Table => matches!(open, OpenKind::Table),
            TagEnd::TableHead | TagEnd::TableRow => matches!(open, OpenKind::Row),
            TagEnd::TableCell => matches!(open, OpenKind::Cell(_)),
            TagEnd::DefinitionListTitle => matches!(open, OpenKind::Term),
            TagEnd::DefinitionListDefinition => matches!(open, OpenKind::Definition),
            TagEnd::Emphasis => matches!(open, OpenKind::Styled(TextStyle::Emphasis)),
            TagEnd::Strong => matches!(open, OpenKind::Styled(TextStyle::Strong)),
            TagEnd::Strikethrough => matches!(open, OpenKind::Styled(TextStyle::Strike)),
            TagEnd::Superscript => matches!(open, OpenKind::Styled(TextStyle::Superscript)),
            TagEnd::Subscript => matches!(open, OpenKind::Styled(TextStyle::Subscript)),
            TagEnd::Link => matches!(open, OpenKind::Link(_)),
            _ => false,
        });
    }

    fn end_image(&mut self) {
        let Some((destination, range)) = self.images.pop() else {
            return;
        };
        if self.images.is_empty() {
            let words = std::mem::take(&mut self.words);
            self.image(&destination, words, range);
        }
    }

    /// Adds an image; one with an invalid address becomes its alternative text.
    pub(super) fn image(&mut self, destination: &str, words: String, range: Range<usize>) {
        if written_kind(destination) == Written::Somewhere {
            let source = match self
                .resolver
                .reads
                .destination(self.resolver.document, destination)
            {
                ResolvedLink::File(id) => ImageSource::File(id),
                ResolvedLink::External(address) => ImageSource::External(address.into_string()),
                _ => ImageSource::Nowhere,
            };
            self.stack.inline(InlinePart::Image(ArticleImage {
                source,
                words,
                range,
            }));
        } else {
            self.stack.inline(InlinePart::Text(words));
        }
    }

    /// Resolves a destination to an absolute link.
    pub(super) fn link(&self, destination: &str) -> ArticleLink {
        match written_kind(destination) {
            Written::Direct => return ArticleLink::Direct(destination.to_owned()),
            Written::Unsafe => return ArticleLink::Nowhere,
            Written::Somewhere => {}
        }
        let base = &self.resolver.reads.config().base;
        match self.resolver.link(destination) {
            LinkTarget::Page { href } if href.starts_with('#') => ArticleLink::Nowhere,
            LinkTarget::Page { href } => ArticleLink::Page(base.complete(&href)),
            LinkTarget::Attachment { href, kind, length } => {
                ArticleLink::File(base.complete(&href), kind, length)
            }
            LinkTarget::External { href } => ArticleLink::Page(href),
            LinkTarget::Nowhere => ArticleLink::Nowhere,
        }
    }

    /// Sign after an item's number, as written.
    fn sign(&self, range: &Range<usize>) -> char {
        let written = self.text.get(range.clone()).unwrap_or_default();
        let after = written
            .trim_start()
            .trim_start_matches(|c: char| c.is_ascii_digit());
        if after.starts_with(')') { ')' } else { '.' }
    }

    fn cell(&self) -> OpenKind {
        let align = match self.alignments.get(self.column) {
            Some(Alignment::Center) => Some("center"),
            Some(Alignment::Right) => Some("right"),
            _ => None,
        };
        OpenKind::Cell(ArticleCell {
            is_head: self.in_head,
            align,
            span: (1, 1),
            blocks: Vec::new(),
        })
    }
}
