//! The open elements while a tree is built: text and blocks find their place, and what was left
//! open is closed.

use std::ops::Range;

use super::{Block, Cell, Content, Inline, Item, Link, Style, Table};
use crate::markdown::BoxKind;

/// What is open.
#[derive(Clone, Debug)]
pub(super) enum Open {
    /// The body itself, a footnote, or what has no form of its own.
    Plain,
    Paragraph,
    Heading(u8),
    /// The next number, if it is numbered.
    List(Option<u64>),
    Item(Option<u64>, char),
    Quote,
    Notice(BoxKind, Option<String>),
    Table,
    Row,
    Cell(Cell),
    Figure,
    /// What raw HTML writes under a picture.
    Caption,
    Term,
    Definition,
    Styled(Style),
    Link(Link),
}

impl Open {
    /// Whether it stands in running text.
    fn is_inline(&self) -> bool {
        matches!(self, Self::Styled(_) | Self::Link(_))
    }
}

/// One open element and what it holds so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) open: Open,
    range: Range<usize>,
    blocks: Vec<Block>,
    inlines: Vec<Inline>,
    items: Vec<Item>,
    cells: Vec<Cell>,
    rows: Vec<Vec<Cell>>,
    caption: String,
}

impl Frame {
    fn new(open: Open, range: Range<usize>) -> Self {
        let (blocks, inlines, items) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            open,
            range,
            blocks,
            inlines,
            items,
            cells: Vec::new(),
            rows: Vec::new(),
            caption: String::new(),
        }
    }

    /// Text that stands alone among blocks is a paragraph.
    fn flush(&mut self) {
        let inlines = std::mem::take(&mut self.inlines);
        if !is_blank(&inlines) {
            let range = self.range.clone();
            self.blocks.push(Block { range, content: Content::Paragraph(inlines) });
        }
    }

    fn into_blocks(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

/// Whether nothing of some text is seen.
pub(super) fn is_blank(inlines: &[Inline]) -> bool {
    inlines.iter().all(|inline| match inline {
        Inline::Text(text) => text.trim().is_empty(),
        Inline::Break => true,
        Inline::Styled(_, inner) | Inline::Link(_, inner) => is_blank(inner),
        _ => false,
    })
}

/// The open elements, the outermost first.
#[derive(Debug)]
pub(super) struct Stack(Vec<Frame>);

impl Stack {
    pub(super) fn new() -> Self {
        Self(vec![Frame::new(Open::Plain, 0..0)])
    }

    pub(super) fn open(&mut self, open: Open, range: &Range<usize>) {
        self.0.push(Frame::new(open, range.clone()));
    }

    /// Opens the next item of the innermost list.
    pub(super) fn open_item(&mut self, sign: char, range: &Range<usize>) {
        let number = self.0.last_mut().and_then(|frame| match &mut frame.open {
            Open::List(Some(next)) => {
                *next += 1;
                Some(*next - 1)
            }
            _ => None,
        });
        self.open(Open::Item(number, sign), range);
    }

    /// The bytes of the innermost open element.
    pub(super) fn range(&self) -> Range<usize> {
        self.0.last().map_or(0..0, |frame| frame.range.clone())
    }

    /// Closes the innermost element that `is_it`, and all that was left open in it.
    pub(super) fn close(&mut self, is_it: impl Fn(&Open) -> bool) {
        let Some(at) = self.0.iter().rposition(|frame| is_it(&frame.open)).filter(|at| *at > 0) else {
            return;
        };
        while self.0.len() > at {
            self.close_one();
        }
    }

    /// Closes the innermost element that `is_it`, unless one that `bounds` it is nearer.
    pub(super) fn close_within(&mut self, is_it: impl Fn(&Open) -> bool, bounds: impl Fn(&Open) -> bool) {
        let nearest = self.0.iter().rposition(|frame| is_it(&frame.open) || bounds(&frame.open));
        if nearest.is_some_and(|at| is_it(&self.0[at].open)) {
            self.close(is_it);
        }
    }

    /// Closes everything: the blocks of the body.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.0.len() > 1 {
            self.close_one();
        }
        self.0.pop().map(Frame::into_blocks).unwrap_or_default()
    }

    /// The blocks so far, as when the footnotes begin.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::replace(self, Self::new()).finish()
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        if let Some(frame) = self.0.last_mut() {
            match (frame.inlines.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, inline) => frame.inlines.push(inline),
            }
        }
    }

    pub(super) fn block(&mut self, content: Content, range: &Range<usize>) {
        let range = range.clone();
        let Some(frame) = self.0.last_mut() else { return };
        if frame.open.is_inline() {
            // A block inside running text, as raw HTML may have it, gives its words.
            frame.inlines.extend(words_of(content));
        } else {
            frame.flush();
            frame.blocks.push(Block { range, content });
        }
    }

    fn close_one(&mut self) {
        let Some(mut frame) = self.0.pop() else { return };
        let range = frame.range.clone();
        match std::mem::replace(&mut frame.open, Open::Plain) {
            Open::Plain => {
                for block in frame.into_blocks() {
                    self.block(block.content, &block.range);
                }
            }
            Open::Styled(style) if self.is_within(style) => {
                frame.inlines.into_iter().for_each(|inline| self.inline(inline));
            }
            Open::Styled(style) => self.inline(Inline::Styled(style, frame.inlines)),
            Open::Link(link) => self.inline(Inline::Link(link, frame.inlines)),
            Open::Paragraph => self.paragraph(frame, Content::Paragraph, &range),
            Open::Heading(level) => self.paragraph(frame, |words| Content::Heading(level, words), &range),
            Open::Term => self.paragraph(frame, Content::Term, &range),
            Open::List(_) => {
                let mut items = std::mem::take(&mut frame.items);
                let loose = frame.into_blocks();
                if !loose.is_empty() {
                    items.push(Item { number: None, sign: '.', blocks: loose });
                }
                self.block(Content::List(items), &range);
            }
            Open::Item(number, sign) => self.item(number, sign, frame, &range),
            Open::Quote => self.block(Content::Quote(frame.into_blocks()), &range),
            Open::Notice(kind, title) => {
                self.block(Content::Notice(kind, title, frame.into_blocks()), &range);
            }
            Open::Definition => self.block(Content::Definition(frame.into_blocks()), &range),
            Open::Figure => self.figure(frame, &range),
            Open::Caption => {
                let words = super::inline_text(&frame.inlines) + &super::plain_text(&frame.blocks);
                if let Some(above) = self.0.last_mut() {
                    above.caption.push_str(words.trim());
                }
            }
            Open::Cell(cell) => {
                let blocks = frame.into_blocks();
                if let Some(above) = self.0.last_mut() {
                    above.cells.push(Cell { blocks, ..cell });
                }
            }
            Open::Row => {
                if let Some(above) = self.0.last_mut().filter(|_| !frame.cells.is_empty()) {
                    above.rows.push(frame.cells);
                }
            }
            Open::Table => self.table(frame, &range),
        }
    }

    /// Whether what is open sets its text apart in the same way: bold within bold says no more.
    fn is_within(&self, style: Style) -> bool {
        let adds_up = matches!(style, Style::Superscript | Style::Subscript | Style::Gloss);
        let mut running = self.0.iter().rev().take_while(|frame| frame.open.is_inline());
        !adds_up && running.any(|frame| matches!(frame.open, Open::Styled(of) if of == style))
    }

    fn paragraph(&mut self, frame: Frame, content: impl Fn(Vec<Inline>) -> Content, range: &Range<usize>) {
        let Frame { blocks, inlines, .. } = frame;
        for block in blocks {
            self.block(block.content, &block.range);
        }
        if !is_blank(&inlines) {
            self.block(content(inlines), range);
        }
    }

    /// An item outside a list is what it holds.
    fn item(&mut self, number: Option<u64>, sign: char, frame: Frame, range: &Range<usize>) {
        let blocks = frame.into_blocks();
        match self.0.last_mut() {
            Some(above) if matches!(above.open, Open::List(_)) => {
                above.items.push(Item { number, sign, blocks });
            }
            _ => self.block(Content::List(vec![Item { number, sign, blocks }]), range),
        }
    }

    fn figure(&mut self, mut frame: Frame, range: &Range<usize>) {
        let caption = std::mem::take(&mut frame.caption);
        let only_pictures = frame.blocks.is_empty();
        if only_pictures {
            self.block(Content::Figure(frame.inlines, caption), range);
            return;
        }
        for block in frame.into_blocks() {
            self.block(block.content, &block.range);
        }
        if !caption.is_empty() {
            self.block(Content::Paragraph(vec![Inline::Text(caption)]), range);
        }
    }

    fn table(&mut self, mut frame: Frame, range: &Range<usize>) {
        let mut rows = std::mem::take(&mut frame.rows);
        if !frame.cells.is_empty() {
            rows.push(std::mem::take(&mut frame.cells));
        }
        let caption = frame.caption.clone();
        for block in frame.into_blocks() {
            self.block(block.content, &block.range);
        }
        if !caption.is_empty() {
            self.block(
                Content::Paragraph(vec![Inline::Styled(Style::Strong, vec![Inline::Text(caption)])]),
                range,
            );
        }
        if !rows.is_empty() {
            self.block(Content::Table(Table { rows }), range);
        }
    }
}

/// What a block says, as running text.
fn words_of(content: Content) -> Vec<Inline> {
    match content {
        Content::Paragraph(words) | Content::Heading(_, words) | Content::Term(words) => words,
        Content::Figure(words, caption) => words.into_iter().chain([Inline::Text(caption)]).collect(),
        other => vec![Inline::Text(super::plain_text(&[Block { range: 0..0, content: other }]))],
    }
}
