//! Stack of open elements while a tree is built; elements left open are closed.

use std::ops::Range;

use super::{
    ArticleBlock, ArticleCell, ArticleLink, ArticleListItem, ArticleTable, BlockContent,
    InlinePart, TextStyle,
};
use crate::limits::article::{DEPTH, FORMLESS};
use crate::markdown::AdmonitionKind;

/// Kind of an open element.
#[derive(Clone, Debug)]
pub(super) enum OpenKind {
    /// Body, footnote, or an element without a form of its own.
    Plain,
    Paragraph,
    Heading(u8),
    /// List with its next number, if numbered.
    List(Option<u64>),
    Item(Option<u64>, char),
    Quote,
    Notice(AdmonitionKind, Option<String>),
    Table,
    Row,
    Cell(ArticleCell),
    Figure,
    /// Caption written in raw HTML.
    Caption,
    Term,
    Definition,
    Styled(TextStyle),
    Link(ArticleLink),
}

impl OpenKind {
    /// True for elements of running text.
    fn is_inline(&self) -> bool {
        matches!(self, Self::Styled(_) | Self::Link(_))
    }
}

/// Open element with its contents so far.
#[derive(Debug)]
pub(super) struct OpenArticleElement {
    pub(super) open: OpenKind,
    range: Range<usize>,
    blocks: Vec<ArticleBlock>,
    inlines: Vec<InlinePart>,
    items: Vec<ArticleListItem>,
    cells: Vec<ArticleCell>,
    rows: Vec<Vec<ArticleCell>>,
    caption: String,
}

impl OpenArticleElement {
    fn new(open: OpenKind, range: Range<usize>) -> Self {
        let blocks = Vec::new();
        let inlines = Vec::new();
        let items = Vec::new();
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
            self.blocks.push(ArticleBlock {
                range,
                content: BlockContent::Paragraph(inlines),
            });
        }
    }

    fn into_blocks(mut self) -> Vec<ArticleBlock> {
        self.flush();
        self.blocks
    }
}

/// True if nothing of the text is visible.
pub(super) fn is_blank(inlines: &[InlinePart]) -> bool {
    inlines.iter().all(|inline| match inline {
        InlinePart::Text(text) => text.trim().is_empty(),
        InlinePart::Break => true,
        InlinePart::Styled(_, inner) | InlinePart::Link(_, inner) => is_blank(inner),
        _ => false,
    })
}

/// Open elements, outermost first.
///
/// Writers recurse into the tree, so its depth is limited to little more than [`DEPTH`]: an element opened below has no
/// form of its own, and its text goes to the element open there.
#[derive(Debug)]
pub(super) struct ElementStack {
    frames: Vec<OpenArticleElement>,
    /// Open elements without a form, outermost first.
    formless: Vec<OpenKind>,
}

impl ElementStack {
    pub(super) fn new() -> Self {
        Self {
            frames: vec![OpenArticleElement::new(OpenKind::Plain, 0..0)],
            formless: Vec::new(),
        }
    }

    pub(super) fn open(&mut self, open: OpenKind, range: &Range<usize>) {
        if !self.is_full() {
            self.frames
                .push(OpenArticleElement::new(open, range.clone()));
            return;
        }
        self.part(&open);
        if self.formless.len() < FORMLESS {
            self.formless.push(open);
        }
    }

    /// True if further elements get no form. Lists, tables and rows hold text only in their own open elements.
    fn is_full(&self) -> bool {
        let has_text = |frame: &OpenArticleElement| {
            !matches!(
                frame.open,
                OpenKind::List(_) | OpenKind::Table | OpenKind::Row
            )
        };
        !self.formless.is_empty()
            || self.frames.len() >= DEPTH && self.frames.last().is_some_and(has_text)
    }

    /// Begins a new paragraph where a block without a form begins or ends.
    fn part(&mut self, formless: &OpenKind) {
        let is_text = |open: &OpenKind| {
            open.is_inline()
                || matches!(
                    open,
                    OpenKind::Paragraph | OpenKind::Heading(_) | OpenKind::Term
                )
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
                OpenKind::List(Some(next)) => {
                    *next += 1;
                    Some(*next - 1)
                }
                _ => None,
            });
        self.open(OpenKind::Item(number, sign), range);
    }

    /// Bytes of the innermost open element.
    pub(super) fn range(&self) -> Range<usize> {
        self.frames.last().map_or(0..0, |frame| frame.range.clone())
    }

    /// Closes the innermost element that `is_it`, and all that was left open in it.
    pub(super) fn close(&mut self, is_it: impl Fn(&OpenKind) -> bool) {
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
        is_it: impl Fn(&OpenKind) -> bool,
        bounds: impl Fn(&OpenKind) -> bool,
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
    pub(super) fn finish(mut self) -> Vec<ArticleBlock> {
        while self.frames.len() > 1 {
            self.close_one();
        }
        self.frames
            .pop()
            .map(OpenArticleElement::into_blocks)
            .unwrap_or_default()
    }

    /// Takes the blocks so far, as when the footnotes begin.
    pub(super) fn take(&mut self) -> Vec<ArticleBlock> {
        std::mem::replace(self, Self::new()).finish()
    }

    pub(super) fn inline(&mut self, inline: InlinePart) {
        if let Some(frame) = self.frames.last_mut() {
            match (frame.inlines.last_mut(), inline) {
                (Some(InlinePart::Text(before)), InlinePart::Text(text)) => before.push_str(&text),
                (_, inline) => frame.inlines.push(inline),
            }
        }
    }

    pub(super) fn block(&mut self, content: BlockContent, range: &Range<usize>) {
        let range = range.clone();
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        if frame.open.is_inline() {
            // A block inside running text, as raw HTML may have it, gives its words.
            frame.inlines.extend(words_of(content));
        } else {
            frame.flush();
            frame.blocks.push(ArticleBlock { range, content });
        }
    }

    fn close_one(&mut self) {
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        let range = frame.range.clone();
        match std::mem::replace(&mut frame.open, OpenKind::Plain) {
            OpenKind::Plain => {
                for block in frame.into_blocks() {
                    self.block(block.content, &block.range);
                }
            }
            OpenKind::Styled(style) if self.is_within(style) => {
                frame
                    .inlines
                    .into_iter()
                    .for_each(|inline| self.inline(inline));
            }
            OpenKind::Styled(style) => self.inline(InlinePart::Styled(style, frame.inlines)),
            OpenKind::Link(link) => self.inline(InlinePart::Link(link, frame.inlines)),
            OpenKind::Paragraph => self.paragraph(frame, BlockContent::Paragraph, &range),
            OpenKind::Heading(level) => {
                self.paragraph(frame, |words| BlockContent::Heading(level, words), &range);
            }
            OpenKind::Term => self.paragraph(frame, BlockContent::Term, &range),
            OpenKind::List(_) => {
                let mut items = std::mem::take(&mut frame.items);
                let loose = frame.into_blocks();
                if !loose.is_empty() {
                    items.push(ArticleListItem {
                        number: None,
                        sign: '.',
                        blocks: loose,
                    });
                }
                self.block(BlockContent::List(items), &range);
            }
            OpenKind::Item(number, sign) => self.item(number, sign, frame, &range),
            OpenKind::Quote => self.block(BlockContent::Quote(frame.into_blocks()), &range),
            OpenKind::Notice(kind, title) => {
                self.block(
                    BlockContent::Notice(kind, title, frame.into_blocks()),
                    &range,
                );
            }
            OpenKind::Definition => {
                self.block(BlockContent::Definition(frame.into_blocks()), &range);
            }
            OpenKind::Figure => self.figure(frame, &range),
            OpenKind::Caption => {
                let words = super::inline_text(&frame.inlines) + &super::plain_text(&frame.blocks);
                if let Some(above) = self.frames.last_mut() {
                    above.caption.push_str(words.trim());
                }
            }
            OpenKind::Cell(cell) => {
                let blocks = frame.into_blocks();
                if let Some(above) = self.frames.last_mut() {
                    above.cells.push(ArticleCell { blocks, ..cell });
                }
            }
            OpenKind::Row => {
                if let Some(above) = self.frames.last_mut().filter(|_| !frame.cells.is_empty()) {
                    above.rows.push(frame.cells);
                }
            }
            OpenKind::Table => self.table(frame, &range),
        }
    }

    /// True if an open element has the same style: bold within bold adds nothing.
    fn is_within(&self, style: TextStyle) -> bool {
        let adds_up = matches!(
            style,
            TextStyle::Superscript | TextStyle::Subscript | TextStyle::Gloss
        );
        let mut running = self
            .frames
            .iter()
            .rev()
            .take_while(|frame| frame.open.is_inline());
        !adds_up && running.any(|frame| matches!(frame.open, OpenKind::Styled(of) if of == style))
    }

    fn paragraph(
        &mut self,
        frame: OpenArticleElement,
        content: impl Fn(Vec<InlinePart>) -> BlockContent,
        range: &Range<usize>,
    ) {
        let OpenArticleElement {
            blocks, inlines, ..
        } = frame;
        for block in blocks {
            self.block(block.content, &block.range);
        }
        if !is_blank(&inlines) {
            self.block(content(inlines), range);
        }
    }

    /// Closes an item; outside a list, its contents remain.
    fn item(
        &mut self,
        number: Option<u64>,
        sign: char,
        frame: OpenArticleElement,
        range: &Range<usize>,
    ) {
        let blocks = frame.into_blocks();
        match self.frames.last_mut() {
            Some(above) if matches!(above.open, OpenKind::List(_)) => {
                above.items.push(ArticleListItem {
                    number,
                    sign,
                    blocks,
                });
            }
            _ => self.block(
                BlockContent::List(vec![ArticleListItem {
                    number,
                    sign,
                    blocks,
                }]),
                range,
            ),
        }
    }

    fn figure(&mut self, mut frame: OpenArticleElement, range: &Range<usize>) {
        let caption = std::mem::take(&mut frame.caption);
        let only_pictures = frame.blocks.is_empty();
        if only_pictures {
            self.block(BlockContent::Figure(frame.inlines, caption), range);
            return;
        }
        for block in frame.into_blocks() {
            self.block(block.content, &block.range);
        }
        if !caption.is_empty() {
            self.block(
                BlockContent::Paragraph(vec![InlinePart::Text(caption)]),
                range,
            );
        }
    }

    fn table(&mut self, mut frame: OpenArticleElement, range: &Range<usize>) {
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
                BlockContent::Paragraph(vec![InlinePart::Styled(
                    TextStyle::Strong,
                    vec![InlinePart::Text(caption)],
                )]),
                range,
            );
        }
        if !rows.is_empty() {
            self.block(BlockContent::Table(ArticleTable { rows }), range);
        }
    }
}

/// Converts a block to running text.
fn words_of(content: BlockContent) -> Vec<InlinePart> {
    match content {
        BlockContent::Paragraph(words)
        | BlockContent::Heading(_, words)
        | BlockContent::Term(words) => words,
        BlockContent::Figure(words, caption) => words
            .into_iter()
            .chain([InlinePart::Text(caption)])
            .collect(),
        other => vec![InlinePart::Text(super::plain_text(&[ArticleBlock {
            range: 0..0,
            content: other,
        }]))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(blocks: &[ArticleBlock]) -> usize {
        let inner = |block: &ArticleBlock| match &block.content {
            BlockContent::Quote(blocks) | BlockContent::Definition(blocks) => 1 + depth(blocks),
            BlockContent::List(items) => {
                1 + items
                    .iter()
                    .map(|item| depth(&item.blocks))
                    .max()
                    .unwrap_or(0)
            }
            BlockContent::Table(table) => {
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

    fn text(stack: &mut ElementStack, words: &str) {
        stack.inline(InlinePart::Text(words.to_owned()));
    }

    #[test]
    fn a_tree_is_not_deeper_than_who_writes_it_can_go_and_no_word_is_lost() {
        let cell = || {
            OpenKind::Cell(ArticleCell {
                is_head: false,
                align: None,
                span: (1, 1),
                blocks: Vec::new(),
            })
        };
        let kinds: [&dyn Fn(usize) -> OpenKind; 4] = [
            &|_| OpenKind::Quote,
            &|at| {
                if at % 2 == 0 {
                    OpenKind::List(None)
                } else {
                    OpenKind::Item(None, '.')
                }
            },
            &|at| {
                if at % 2 == 0 {
                    OpenKind::Styled(TextStyle::Strong)
                } else {
                    OpenKind::Styled(TextStyle::Emphasis)
                }
            },
            &|at| {
                if at % 3 == 0 {
                    OpenKind::Table
                } else if at % 3 == 1 {
                    OpenKind::Row
                } else {
                    cell()
                }
            },
        ];
        for kind in kinds {
            let mut stack = ElementStack::new();
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
        let mut stack = ElementStack::new();
        stack.open(OpenKind::Definition, &(0..1));
        (0..200).for_each(|_| stack.open(OpenKind::Quote, &(0..1)));
        text(&mut stack, "里");
        (0..200).for_each(|_| stack.close(|open| matches!(open, OpenKind::Quote)));
        text(&mut stack, "外");
        let blocks = stack.finish();
        let [
            ArticleBlock {
                content: BlockContent::Definition(inner),
                ..
            },
        ] = blocks.as_slice()
        else {
            unreachable!("{blocks:?}")
        };
        assert!(matches!(
            inner.as_slice(),
            [
                ArticleBlock {
                    content: BlockContent::Quote(_),
                    ..
                },
                ArticleBlock {
                    content: BlockContent::Paragraph(_),
                    ..
                }
            ]
        ));
    }
}
