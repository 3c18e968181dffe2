//! The open elements while a tree is built: text and blocks find their place, and what was left
//! open is closed.

use std::ops::Range;

use super::{Block, Cell, Content, Inline, Item, Link, Style, Table};
use crate::limits::article::{DEPTH, FORMLESS};
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
            self.blocks.push(Block {
                range,
                content: Content::Paragraph(inlines),
            });
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
///
/// Whoever writes a tree goes down it step by step, so it is never deeper than [`DEPTH`] and a few: what is opened below
/// that has no form of its own, and its text stands in what is open there.
#[derive(Debug)]
pub(super) struct Stack {
    frames: Vec<Frame>,
    /// What is open without a form, the outermost first.
    formless: Vec<Open>,
}

impl Stack {
    pub(super) fn new() -> Self {
        Self {
            frames: vec![Frame::new(Open::Plain, 0..0)],
            formless: Vec::new(),
        }
    }

    pub(super) fn open(&mut self, open: Open, range: &Range<usize>) {
        if !self.is_full() {
            self.frames.push(Frame::new(open, range.clone()));
            return;
        }
        self.part(&open);
        if self.formless.len() < FORMLESS {
            self.formless.push(open);
        }
    }

    /// Whether nothing more gets a form. Lists, tables and rows hold no text but in what is open in them.
    fn is_full(&self) -> bool {
        let has_text =
            |frame: &Frame| !matches!(frame.open, Open::List(_) | Open::Table | Open::Row);
        !self.formless.is_empty()
            || self.frames.len() >= DEPTH && self.frames.last().is_some_and(has_text)
    }

    /// Begins a new paragraph where a block without a form begins or ends.
    fn part(&mut self, formless: &Open) {
        let is_text = |open: &Open| {
            open.is_inline() || matches!(open, Open::Paragraph | Open::Heading(_) | Open::Term)
        };
        if let Some(frame) = self
            .frames
            .last_mut()
            .filter(|frame| !formless.is_inline() && !is_text(&frame.open))
        {
            frame.flush();
        }
    }

    /// Opens the next item of the innermost list.
    pub(super) fn open_item(&mut self, sign: char, range: &Range<usize>) {
        let number = self
            .frames
            .last_mut()
            .and_then(|frame| match &mut frame.open {
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
        self.frames.last().map_or(0..0, |frame| frame.range.clone())
    }

    /// Closes the innermost element that `is_it`, and all that was left open in it.
    pub(super) fn close(&mut self, is_it: impl Fn(&Open) -> bool) {
        if let Some(at) = self.formless.iter().rposition(&is_it) {
            let open = self.formless.swap_remove(at);
            self.formless.truncate(at);
            return self.part(&open);
        }
        let Some(at) = self
            .frames
            .iter()
            .rposition(|frame| is_it(&frame.open))
            .filter(|at| *at > 0)
        else {
            return;
        };
        self.formless.clear();
        while self.frames.len() > at {
            self.close_one();
        }
    }

    /// Closes the innermost element that `is_it`, unless one that `bounds` it is nearer.
    pub(super) fn close_within(
        &mut self,
        is_it: impl Fn(&Open) -> bool,
        bounds: impl Fn(&Open) -> bool,
    ) {
        let open = self
            .frames
            .iter()
            .map(|frame| &frame.open)
            .chain(&self.formless);
        if open
            .rev()
            .find(|open| is_it(open) || bounds(open))
            .is_some_and(&is_it)
        {
            self.close(is_it);
        }
    }

    /// Closes everything: the blocks of the body.
    pub(super) fn finish(mut self) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close_one();
        }
        self.frames
            .pop()
            .map(Frame::into_blocks)
            .unwrap_or_default()
    }

    /// The blocks so far, as when the footnotes begin.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::replace(self, Self::new()).finish()
    }

    pub(super) fn inline(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            match (frame.inlines.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, inline) => frame.inlines.push(inline),
            }
        }
    }

    pub(super) fn block(&mut self, content: Content, range: &Range<usize>) {
        let range = range.clone();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if frame.open.is_inline() {
            // A block inside running text, as raw HTML may have it, gives its words.
            frame.inlines.extend(words_of(content));
        } else {
            frame.flush();
            frame.blocks.push(Block { range, content });
        }
    }

    fn close_one(&mut self) {
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        let range = frame.range.clone();
        match std::mem::replace(&mut frame.open, Open::Plain) {
            Open::Plain => {
                for block in frame.into_blocks() {
                    self.block(block.content, &block.range);
                }
            }
            Open::Styled(style) if self.is_within(style) => {
                frame
                    .inlines
                    .into_iter()
                    .for_each(|inline| self.inline(inline));
            }
            Open::Styled(style) => self.inline(Inline::Styled(style, frame.inlines)),
            Open::Link(link) => self.inline(Inline::Link(link, frame.inlines)),
            Open::Paragraph => self.paragraph(frame, Content::Paragraph, &range),
            Open::Heading(level) => {
                self.paragraph(frame, |words| Content::Heading(level, words), &range)
            }
            Open::Term => self.paragraph(frame, Content::Term, &range),
            Open::List(_) => {
                let mut items = std::mem::take(&mut frame.items);
                let loose = frame.into_blocks();
                if !loose.is_empty() {
                    items.push(Item {
                        number: None,
                        sign: '.',
                        blocks: loose,
                    });
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
                if let Some(above) = self.frames.last_mut() {
                    above.caption.push_str(words.trim());
                }
            }
            Open::Cell(cell) => {
                let blocks = frame.into_blocks();
                if let Some(above) = self.frames.last_mut() {
                    above.cells.push(Cell { blocks, ..cell });
                }
            }
            Open::Row => {
                if let Some(above) = self.frames.last_mut().filter(|_| !frame.cells.is_empty()) {
                    above.rows.push(frame.cells);
                }
            }
            Open::Table => self.table(frame, &range),
        }
    }

    /// Whether what is open sets its text apart in the same way: bold within bold says no more.
    fn is_within(&self, style: Style) -> bool {
        let adds_up = matches!(style, Style::Superscript | Style::Subscript | Style::Gloss);
        let mut running = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| frame.open.is_inline());
        !adds_up && running.any(|frame| matches!(frame.open, Open::Styled(of) if of == style))
    }

    fn paragraph(
        &mut self,
        frame: Frame,
        content: impl Fn(Vec<Inline>) -> Content,
        range: &Range<usize>,
    ) {
        let Frame {
            blocks, inlines, ..
        } = frame;
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
        match self.frames.last_mut() {
            Some(above) if matches!(above.open, Open::List(_)) => {
                above.items.push(Item {
                    number,
                    sign,
                    blocks,
                });
            }
            _ => self.block(
                Content::List(vec![Item {
                    number,
                    sign,
                    blocks,
                }]),
                range,
            ),
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
                Content::Paragraph(vec![Inline::Styled(
                    Style::Strong,
                    vec![Inline::Text(caption)],
                )]),
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
        Content::Figure(words, caption) => {
            words.into_iter().chain([Inline::Text(caption)]).collect()
        }
        other => vec![Inline::Text(super::plain_text(&[Block {
            range: 0..0,
            content: other,
        }]))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(blocks: &[Block]) -> usize {
        let inner = |block: &Block| match &block.content {
            Content::Quote(blocks) | Content::Definition(blocks) => 1 + depth(blocks),
            Content::List(items) => {
                1 + items
                    .iter()
                    .map(|item| depth(&item.blocks))
                    .max()
                    .unwrap_or(0)
            }
            Content::Table(table) => {
                1 + table
                    .rows
                    .iter()
                    .flatten()
                    .map(|cell| depth(&cell.blocks))
                    .max()
                    .unwrap_or(0)
            }
            _ => 1,
        };
        blocks.iter().map(inner).max().unwrap_or(0)
    }

    fn text(stack: &mut Stack, words: &str) {
        stack.inline(Inline::Text(words.to_owned()));
    }

    #[test]
    fn a_tree_is_not_deeper_than_who_writes_it_can_go_and_no_word_is_lost() {
        let cell = || {
            Open::Cell(Cell {
                is_head: false,
                align: None,
                span: (1, 1),
                blocks: Vec::new(),
            })
        };
        let kinds: [&dyn Fn(usize) -> Open; 4] = [
            &|_| Open::Quote,
            &|at| {
                if at % 2 == 0 {
                    Open::List(None)
                } else {
                    Open::Item(None, '.')
                }
            },
            &|at| {
                if at % 2 == 0 {
                    Open::Styled(Style::Strong)
                } else {
                    Open::Styled(Style::Emphasis)
                }
            },
            &|at| {
                if at % 3 == 0 {
                    Open::Table
                } else if at % 3 == 1 {
                    Open::Row
                } else {
                    cell()
                }
            },
        ];
        for kind in kinds {
            let mut stack = Stack::new();
            for at in 0..60_000 {
                stack.open(kind(at), &(0..1));
                if at % 6 == 5 {
                    text(&mut stack, "法");
                }
            }
            text(&mut stack, "末");
            let blocks = stack.finish();
            assert!(depth(&blocks) <= DEPTH + 4);
            let words = crate::render::channel::article::plain_text(&blocks);
            assert_eq!(
                (words.matches('法').count(), words.matches('末').count()),
                (10_000, 1)
            );
        }
    }

    #[test]
    fn what_is_closed_below_the_limit_closes_nothing_above_it() {
        let mut stack = Stack::new();
        stack.open(Open::Definition, &(0..1));
        (0..200).for_each(|_| stack.open(Open::Quote, &(0..1)));
        text(&mut stack, "里");
        (0..200).for_each(|_| stack.close(|open| matches!(open, Open::Quote)));
        text(&mut stack, "外");
        let blocks = stack.finish();
        let [
            Block {
                content: Content::Definition(inner),
                ..
            },
        ] = blocks.as_slice()
        else {
            unreachable!("{blocks:?}")
        };
        assert!(matches!(
            inner.as_slice(),
            [
                Block {
                    content: Content::Quote(_),
                    ..
                },
                Block {
                    content: Content::Paragraph(_),
                    ..
                }
            ]
        ));
    }
}
