//! Makes raw elements nest among those of Markdown, so that an HTML parser builds the written tree.
//!
//! The rules invert the parser's tree construction (HTML, 13.2.6): a tag that the parser would
//! move, ignore or close early is moved, dropped or closed here. An element ends with the Markdown
//! container that it began in; one that is never closed is dropped, so that a forgotten `</b>` does
//! not embolden the rest of the page; parts of tables and lists stay in their parents; a block in a
//! line of text becomes a line break; links do not nest.

mod parents;

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag};

use crate::limits::html::DEPTH;
use crate::markdown::body_event::{BodyEvent, SpannedEvent};
use crate::markdown::raw_html::RawTag;
use crate::markdown::raw_html::elements::{ElementRule, NestingRole, rule};

/// Nests the raw elements of a body.
pub(in crate::markdown) fn nest(pieces: &mut Vec<SpannedEvent<'_>>) {
    if !pieces
        .iter()
        .any(|(piece, _)| matches!(piece, BodyEvent::RawStart(_) | BodyEvent::RawEnd(_)))
    {
        return;
    }
    let mut nester = ElementNester {
        out: Vec::with_capacity(pieces.len() + 8),
        open: Vec::new(),
        sealed: 0,
        markdown_links: 0,
        raw_links: 0,
        raw_depth: 0,
        line_break: None,
    };
    for (piece, range) in std::mem::take(pieces) {
        nester.piece(piece, range);
    }
    nester.pop_raw(0..0);
    *pieces = nester.out;
}

/// Open element.
#[derive(Clone, Copy, Debug)]
enum OpenElement {
    /// Element of Markdown or of the site that accepts blocks.
    Flow,
    /// Element of Markdown or of the site with inline content.
    Line,
    /// Link of Markdown.
    MarkdownLink,
    /// Raw element, with the index of its start tag.
    Raw(&'static ElementRule, usize),
}

/// Reason why an element ends without an end tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ImpliedEnd {
    /// End of the parent, or start of the next sibling.
    Implied,
    /// End of the text in which the element began.
    Forgotten,
}

struct ElementNester<'a> {
    out: Vec<SpannedEvent<'a>>,
    open: Vec<OpenElement>,
    /// Nesting depth in code or alternative texts, which contain no elements.
    sealed: usize,
    markdown_links: usize,
    raw_links: usize,
    raw_depth: usize,
    /// Index of the last line break that replaces a block.
    line_break: Option<usize>,
}

impl<'a> ElementNester<'a> {
    fn piece(&mut self, piece: BodyEvent<'a>, range: Range<usize>) {
        if self.sealed > 0 {
            return self.sealed_piece(piece, range);
        }
        match piece {
            BodyEvent::RawStart(tag) => return self.start(*tag, &range),
            BodyEvent::RawEnd(rule) => return self.end(rule, &range),
            BodyEvent::Markdown(ref event) => self.event(event, &range),
            BodyEvent::OpenBox(..) => self.open_block(OpenElement::Flow, &range),
            BodyEvent::OpenFigure => self.open_block(OpenElement::Line, &range),
            BodyEvent::Block(_) | BodyEvent::Insert(_) => {
                self.drop_raw_links();
                self.before_block(&range);
            }
            BodyEvent::NoteReference(..) => {
                self.drop_raw_links();
                self.before_text(&range);
            }
            BodyEvent::Anchor(_) => self.before_text(&range),
            BodyEvent::OpenNotes => {
                self.pop_raw(range.clone());
                self.open.push(OpenElement::Flow);
            }
            BodyEvent::OpenNote(_) => self.open.push(OpenElement::Flow),
            BodyEvent::CloseBox(_)
            | BodyEvent::CloseFigure(_)
            | BodyEvent::CloseNote(..)
            | BodyEvent::CloseNotes => {
                self.close_container(&range);
            }
        }
        self.out.push((piece, range));
    }

    fn sealed_piece(&mut self, piece: BodyEvent<'a>, range: Range<usize>) {
        match piece {
            BodyEvent::RawStart(_) | BodyEvent::RawEnd(_) => return,
            BodyEvent::Markdown(Event::Start(_)) => self.sealed += 1,
            BodyEvent::Markdown(Event::End(_)) => self.sealed -= 1,
            _ => {}
        }
        self.out.push((piece, range));
    }

    fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start_markdown(tag, range),
            Event::End(end) => self.end_markdown(*end, range),
            Event::Rule => self.before_block(range),
            Event::SoftBreak => {}
            Event::Text(text) if text.trim_matches([' ', '\t', '\n', '\r']).is_empty() => {}
            _ => self.before_text(range),
        }
    }

    fn start_markdown(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::HtmlBlock | Tag::FootnoteDefinition(_) | Tag::MetadataBlock(_) => {}
            Tag::CodeBlock(_) => {
                self.before_block(range);
                self.sealed = 1;
            }
            Tag::Image { .. } => {
                self.before_text(range);
                self.sealed = 1;
            }
            Tag::Paragraph | Tag::DefinitionListTitle => self.open_block(OpenElement::Line, range),
            Tag::Heading { .. } => {
                // A heading contains its self-link.
                self.drop_raw_links();
                self.open_block(OpenElement::Line, range);
            }
            Tag::List(_) | Tag::DefinitionList | Tag::Table(_) | Tag::BlockQuote(_) => {
                self.open_block(OpenElement::Flow, range);
            }
            Tag::Item
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell => {
                self.open.push(OpenElement::Flow);
            }
            Tag::Link { .. } => {
                self.drop_raw_links();
                self.before_text(range);
                self.markdown_links += 1;
                self.open.push(OpenElement::MarkdownLink);
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript => {
                self.before_text(range);
                self.open.push(OpenElement::Line);
            }
        }
    }

    fn end_markdown(&mut self, end: pulldown_cmark::TagEnd, range: &Range<usize>) {
        use pulldown_cmark::TagEnd;
        match end {
            TagEnd::HtmlBlock | TagEnd::FootnoteDefinition | TagEnd::MetadataBlock(_) => {}
            _ => self.close_container(range),
        }
    }

    fn open_block(&mut self, open: OpenElement, range: &Range<usize>) {
        self.before_block(range);
        self.open.push(open);
    }

    /// Ends the innermost Markdown container and the raw elements in it.
    fn close_container(&mut self, range: &Range<usize>) {
        self.pop_raw(range.clone());
        if let Some(OpenElement::MarkdownLink) = self.open.pop() {
            self.markdown_links -= 1;
        }
        if self
            .line_break
            .take()
            .is_some_and(|at| at + 1 == self.out.len())
        {
            self.out.pop();
        }
    }

    /// Ends all raw elements above the innermost container.
    fn pop_raw(&mut self, range: Range<usize>) {
        while let Some(OpenElement::Raw(..)) = self.open.last() {
            self.pop(ImpliedEnd::Forgotten, &range);
        }
    }

    /// Ends the innermost raw element without an end tag.
    fn pop(&mut self, end: ImpliedEnd, range: &Range<usize>) {
        let Some((rule, at)) = self.leave() else {
            return;
        };
        let is_dropped = match rule.role {
            NestingRole::Phrasing | NestingRole::Link => true,
            NestingRole::Block | NestingRole::Heading => end == ImpliedEnd::Forgotten,
            _ => false,
        };
        if is_dropped {
            self.out[at].0 = BodyEvent::Markdown(Event::Text(CowStr::Borrowed("")));
        } else {
            self.push(BodyEvent::RawEnd(rule), range);
        }
    }

    /// Removes the innermost element from the open ones, if it is a raw one.
    fn leave(&mut self) -> Option<(&'static ElementRule, usize)> {
        let Some(OpenElement::Raw(rule, at)) = self.open.pop() else {
            return None;
        };
        self.raw_depth -= 1;
        self.raw_links -= usize::from(rule.role == NestingRole::Link);
        Some((rule, at))
    }

    fn pop_to(&mut self, count: usize, range: &Range<usize>) {
        while self.open.len() > count {
            self.pop(ImpliedEnd::Implied, range);
        }
    }

    fn push(&mut self, piece: BodyEvent<'a>, range: &Range<usize>) {
        self.out.push((piece, range.start..range.start));
    }

    /// Opens or closes elements until text is valid here: text of a table belongs in cells.
    fn before_text(&mut self, range: &Range<usize>) {
        while let Some(OpenElement::Raw(known, _)) = self.open.last() {
            match known.role {
                NestingRole::ColumnGroup => self.pop(ImpliedEnd::Implied, range),
                NestingRole::Table | NestingRole::TableSection => self.open_implied("tr", range),
                NestingRole::Row => self.open_implied("td", range),
                _ => return,
            }
        }
    }

    /// Closes elements until a block is valid here, where possible.
    fn before_block(&mut self, range: &Range<usize>) {
        self.before_text(range);
        let line = self
            .open
            .iter()
            .rev()
            .take_while(|open| is_part_of_line(open))
            .count();
        let around = self.open.len() - line;
        if let Some(OpenElement::Raw(known, _)) =
            around.checked_sub(1).and_then(|at| self.open.get(at))
            && known.role == NestingRole::Paragraph
        {
            self.pop_to(around - 1, range);
        }
    }

    /// Returns true within a line of text that accepts no block and cannot end here.
    fn is_in_line(&self) -> bool {
        match self.open.iter().rev().find(|open| !is_part_of_line(open)) {
            Some(OpenElement::Line | OpenElement::MarkdownLink) => true,
            Some(OpenElement::Raw(known, _)) => known.role == NestingRole::Heading,
            Some(OpenElement::Flow) | None => false,
        }
    }

    fn open_implied(&mut self, name: &str, range: &Range<usize>) {
        if let Some(rule) = rule(name) {
            self.open_raw(RawTag::bare(rule), range);
        }
    }

    fn open_raw(&mut self, tag: RawTag, range: &Range<usize>) {
        if !tag.rule.is_void() {
            self.open.push(OpenElement::Raw(tag.rule, self.out.len()));
            self.raw_depth += 1;
            self.raw_links += usize::from(tag.rule.role == NestingRole::Link);
        }
        self.out
            .push((BodyEvent::RawStart(Box::new(tag)), range.clone()));
    }

    fn start(&mut self, tag: RawTag, range: &Range<usize>) {
        if !tag.rule.is_void() && self.raw_depth >= DEPTH {
            return;
        }
        match tag.rule.role {
            NestingRole::Phrasing | NestingRole::PhrasingVoid => self.before_text(range),
            NestingRole::Link => {
                if !self.end_raw_link(range) {
                    return;
                }
                self.before_text(range);
            }
            NestingRole::Block
            | NestingRole::BlockVoid
            | NestingRole::Paragraph
            | NestingRole::Heading
            | NestingRole::List
            | NestingRole::Table => {
                if self.is_in_line() {
                    return self.break_line(range);
                }
                self.before_block(range);
            }
            NestingRole::ListPart(parents) => {
                match self.nearest(|known| parents.contains(&known.name)) {
                    Some(list) => self.pop_to(list + 1, range),
                    None if tag.rule.name == "rt" || tag.rule.name == "rp" => return,
                    None => return self.break_line(range),
                }
            }
            NestingRole::TableSection
            | NestingRole::ColumnGroup
            | NestingRole::Column
            | NestingRole::Row
            | NestingRole::Cell
            | NestingRole::Caption => {
                if !self.enter_table(tag.rule.role, range) {
                    return;
                }
            }
        }
        self.open_raw(tag, range);
    }

    fn end(&mut self, rule: &'static ElementRule, range: &Range<usize>) {
        if rule.name == "br" {
            return self.break_line(range);
        }
        let leaves_cells = matches!(
            rule.role,
            NestingRole::Table
                | NestingRole::TableSection
                | NestingRole::Row
                | NestingRole::Cell
                | NestingRole::Caption
        );
        let found = if leaves_cells {
            let depth = self
                .open_raw_elements()
                .position(|known| std::ptr::eq(known, rule));
            let outside = self.open_raw_elements().position(|known| {
                known.role == NestingRole::Table && rule.role != NestingRole::Table
            });
            depth
                .filter(|depth| outside.is_none_or(|table| *depth < table))
                .map(|depth| self.open.len() - 1 - depth)
        } else {
            self.nearest(|known| std::ptr::eq(known, rule))
        };
        match found {
            Some(at) => {
                self.pop_to(at + 1, range);
                self.leave();
                self.push(BodyEvent::RawEnd(rule), range);
            }
            None if is_block(rule.role) && self.is_in_line() => self.break_line(range),
            None => {}
        }
    }

    /// Inserts a line break, unless one was just inserted.
    fn break_line(&mut self, range: &Range<usize>) {
        let before = self.out.iter().rev().find(
            |(piece, _)| !matches!(piece, BodyEvent::Markdown(Event::Text(text)) if text.trim().is_empty()),
        );
        let has_begun = matches!(
            before,
            None | Some((
                BodyEvent::Markdown(Event::Start(_) | Event::HardBreak | Event::SoftBreak)
                    | BodyEvent::RawStart(_)
                    | BodyEvent::OpenBox(..)
                    | BodyEvent::OpenNote(_),
                _
            ))
        );
        if !has_begun {
            self.line_break = Some(self.out.len());
            self.push(BodyEvent::Markdown(Event::HardBreak), range);
        }
    }
}

/// Returns true for an open raw element within a line of text.
fn is_part_of_line(open: &OpenElement) -> bool {
    matches!(open, OpenElement::Raw(known, _) if matches!(known.role, NestingRole::Phrasing | NestingRole::Link)
        || matches!(known.role, NestingRole::ListPart(["ruby"])))
}

/// Returns true if an element starts on a new line.
fn is_block(role: NestingRole) -> bool {
    !matches!(
        role,
        NestingRole::Phrasing
            | NestingRole::PhrasingVoid
            | NestingRole::Link
            | NestingRole::ListPart(["ruby"])
            | NestingRole::Cell
            | NestingRole::Column
    )
}
