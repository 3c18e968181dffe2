//! Walks through the events of a body and collects its blocks of several lines.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::ParagraphEdits;
use super::block_line::{BlockLine, OpenContainer, content_column};
use super::decide::beginnings;
use super::prose::is_prose;
use super::text_line::{LineEnding, LineStart, RowKind, TextLine, row_kind};
use crate::markdown::text_edits::TextEdit;

/// Longest heading that is underlined, in columns.
const LONGEST_HEADING: usize = 80;

/// Block that is being read.
struct OpenParagraph {
    lines: Vec<BlockLine>,
    current: BlockLine,
    is_heading: bool,
    /// Number of open inline elements.
    depth: usize,
    /// Number of open tags of raw HTML.
    raw_depth: i32,
}

/// Collector of edits.
pub(super) struct ParagraphScanner<'t> {
    text: &'t str,
    containers: Vec<OpenContainer>,
    block: Option<OpenParagraph>,
    is_code: bool,
    /// Start of the rows without a bar that end the table which is open.
    plain_rows: Option<usize>,
    found: ParagraphEdits,
}

impl<'t> ParagraphScanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            containers: Vec::new(),
            block: None,
            is_code: false,
            plain_rows: None,
            found: ParagraphEdits::default(),
        }
    }

    pub(super) fn finish(mut self) -> ParagraphEdits {
        self.close();
        self.found.edits.sort_by_key(|edit| (edit.at, edit.removed));
        self.found
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag, range),
            Event::SoftBreak => self.line_break(range, false),
            Event::HardBreak => self.line_break(range, true),
            Event::InlineHtml(html) => {
                self.inline(range.start);
                if let Some(block) = &mut self.block {
                    block.raw_depth += raw_depth(html);
                }
            }
            Event::Rule | Event::Html(_) => self.close(),
            _ if self.is_code => {}
            _ => self.inline(range.start),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Link { .. }
            | Tag::Image { .. } => {
                self.inline(range.start);
                if let Some(block) = &mut self.block {
                    block.depth += 1;
                }
                return;
            }
            _ => self.close(),
        }
        match tag {
            Tag::Paragraph => self.open(range.start, false),
            Tag::Heading { .. } => {
                let is_underlined = !self.text[range.start..].starts_with('#');
                if is_underlined {
                    self.open(range.start, true);
                } else {
                    self.containers.push(OpenContainer::Fixed);
                }
            }
            Tag::Item => self
                .containers
                .push(OpenContainer::Item(content_column(self.text, range.start))),
            Tag::BlockQuote(_) => self.containers.push(OpenContainer::Quote),
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Table(_) => self.containers.push(OpenContainer::Fixed),
            Tag::TableRow if self.text[range.clone()].contains('|') => self.plain_rows = None,
            Tag::TableRow => {
                self.plain_rows.get_or_insert(range.start);
            }
            Tag::CodeBlock(kind) => {
                self.is_code = true;
                if matches!(kind, CodeBlockKind::Indented) {
                    self.indented(range);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Link
            | TagEnd::Image => {
                if let Some(block) = &mut self.block {
                    block.depth = block.depth.saturating_sub(1);
                }
            }
            TagEnd::CodeBlock => self.is_code = false,
            TagEnd::Heading(_) if self.block.is_none() => {
                self.containers.pop();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) => self.close(),
            TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => {
                self.close();
                self.containers.pop();
                if let (TagEnd::Table, Some(start)) = (tag, self.plain_rows.take()) {
                    self.text_under_table(start..range.end);
                }
            }
            _ => {}
        }
    }

    /// Parts the lines that follow a table without a bar, which CommonMark takes for rows.
    fn text_under_table(&mut self, range: Range<usize>) {
        if self.containers.contains(&OpenContainer::Fixed) {
            return;
        }
        let mut at = self.text[..range.start]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let mut lines = Vec::new();
        while at < range.end {
            let end = memchr::memchr(b'\n', &self.text.as_bytes()[at..])
                .map_or(self.text.len(), |length| at + length);
            let mut line = self.line_at(at);
            line.text.end = end.max(line.text.start);
            lines.push(line);
            at = end + 1;
        }
        if let Some(first) = lines.first() {
            if !begins_plainly(&self.text[first.text.clone()]) {
                return;
            }
            self.blank_before(first);
            self.outdent(first);
            self.found.begun.push(first.text.clone());
        }
        self.part_text(&lines);
    }

    fn open(&mut self, at: usize, is_heading: bool) {
        if self.containers.contains(&OpenContainer::Fixed) {
            return;
        }
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        self.block = Some(OpenParagraph {
            lines: Vec::new(),
            current: BlockLine {
                text: at..at,
                ..self.line_at(start)
            },
            is_heading,
            depth: 0,
            raw_depth: 0,
        });
    }

    /// Opens the block of a tight item's text, which has no paragraph of its own.
    fn inline(&mut self, at: usize) {
        if self.block.is_none() {
            self.open(at, false);
        }
    }

    fn line_at(&self, start: usize) -> BlockLine {
        BlockLine::measure(self.text, &self.containers, start)
    }

    fn line_break(&mut self, range: &Range<usize>, is_hard: bool) {
        let Some(mut block) = self.block.take() else {
            return;
        };
        let newline = memchr::memchr(b'\n', &self.text.as_bytes()[range.start..]);
        let next = newline.map_or(range.end, |length| range.start + length + 1);
        let is_backslash = is_hard && self.text.as_bytes()[range.start] == b'\\';
        let line = BlockLine {
            is_free: block.depth == 0 && block.raw_depth <= 0 && !is_backslash && newline.is_some(),
            follows_break: is_hard,
            ..self.line_at(next)
        };
        let mut ended = std::mem::replace(&mut block.current, line);
        ended.text.end = range.start.max(ended.text.start);
        block.lines.push(ended);
        self.block = Some(block);
    }

    /// Ends the block and decides on its lines.
    fn close(&mut self) {
        let Some(mut block) = self.block.take() else {
            return;
        };
        let mut last = block.current;
        let rest = &self.text.as_bytes()[last.text.start..];
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        last.text.end = last.text.start + length;
        block.lines.push(last);
        if block.is_heading && !self.unmake_heading(&block.lines) {
            return;
        }
        self.part(&block.lines);
    }

    /// Undoes an underlined heading that is text; returns false if it is a heading.
    fn unmake_heading(&mut self, lines: &[BlockLine]) -> bool {
        let Some(last) = lines.last() else {
            return false;
        };
        let first = TextLine::new(&self.text[last.text.clone()], 0);
        let is_sentence = first.ending != LineEnding::Bare && first.last != '：';
        if !first.has_han || lines.len() == 1 && first.width <= LONGEST_HEADING && !is_sentence {
            return false;
        }
        let mut written = lines.iter().map(|line| &self.text[line.text.clone()]);
        if written.any(is_hidden) {
            return false;
        }
        let row = self.line_at((last.text.end + 1).min(self.text.len()));
        let rest = &self.text[row.text.start..];
        let row_end = row.text.start + rest.find('\n').unwrap_or(rest.len());
        let sign = self.text[row.text.start..row_end].trim_end();
        // A tag or comment that spans lines stands between.
        if !sign.bytes().all(|byte| matches!(byte, b'-' | b'=')) {
            return false;
        }
        if sign.starts_with('-') && sign.len() >= 3 {
            self.blank_before(&row);
        } else {
            self.found
                .edits
                .push(TextEdit::replace(row.text.start..row_end, ""));
        }
        self.found.rows.push(row.text.start..row_end);
        true
    }

    /// Parts the lines of a block.
    fn part(&mut self, lines: &[BlockLine]) {
        let kind = |line: &BlockLine| {
            let is_row = line.is_free
                && matches!(
                    self.text.as_bytes().get(line.text.start),
                    Some(0xe2 | 0xef | b'=')
                );
            is_row
                .then(|| row_kind(&self.text[line.text.clone()]))
                .flatten()
        };
        let rows: Vec<(usize, RowKind)> = lines
            .iter()
            .enumerate()
            .filter_map(|(at, line)| Some((at, kind(line)?)))
            .collect();
        let mut from = 0;
        for (at, kind) in rows {
            self.part_text(&lines[from..at]);
            self.row(&lines[at], kind, at > 0, lines.get(at + 1));
            from = at + 1;
        }
        self.part_text(&lines[from..]);
    }

    /// Makes a row of signs a rule, or leaves it out.
    fn row(&mut self, row: &BlockLine, kind: RowKind, has_before: bool, next: Option<&BlockLine>) {
        if next.is_some_and(|next| !begins_plainly(&self.text[next.text.clone()])) {
            return;
        }
        if has_before {
            self.blank_before(row);
        }
        // Alone between blank lines it keeps apart what stands around it.
        let rule = match kind {
            RowKind::Nothing if has_before || next.is_some() => "",
            RowKind::Rule | RowKind::Nothing => "---",
        };
        let end = row.text.start + self.text[row.text.clone()].trim_end().len();
        self.found
            .edits
            .push(TextEdit::replace(row.text.start..end, rule));
        self.found.rows.push(row.text.start..end);
        if let Some(next) = next {
            self.blank_before(next);
            self.outdent(next);
        }
    }

    fn part_text(&mut self, lines: &[BlockLine]) {
        // The line that makes a quote a box is no text.
        let lines = match lines {
            [first, rest @ ..] if self.text[first.text.clone()].starts_with("[!") => rest,
            lines => lines,
        };
        if lines.len() < 2 {
            return;
        }
        let read: Vec<TextLine> = lines
            .iter()
            .map(|line| {
                let read = TextLine::new(&self.text[line.text.clone()], line.excess);
                let is_free = line.is_free && !is_hidden(&self.text[line.text.clone()]);
                let start = match (is_free, line.follows_break) {
                    (false, _) => LineStart::Bound,
                    (true, true) if read.start == LineStart::Free => LineStart::AfterBreak,
                    (true, _) => read.start,
                };
                TextLine { start, ..read }
            })
            .collect();
        let mut has_left = false;
        for (line, begins) in lines.iter().zip(beginnings(&read)) {
            if begins {
                self.blank_before(line);
                self.outdent(line);
                self.found.begun.push(line.text.clone());
            }
            has_left |= begins && line.is_lazy;
        }
        // What follows a line that has left its list may be another item, and needs a blank line.
        if has_left && let Some(last) = lines.last() {
            self.blank_before(&self.line_at((last.text.end + 1).min(self.text.len())));
        }
    }

    /// Makes an indented code block paragraphs if it is Chinese prose.
    fn indented(&mut self, range: &Range<usize>) {
        if self.containers.contains(&OpenContainer::Fixed) || !is_prose(&self.text[range.clone()]) {
            return;
        }
        let mut at = self.text[..range.start]
            .rfind('\n')
            .map_or(0, |end| end + 1);
        let mut group: Vec<BlockLine> = Vec::new();
        while at < range.end {
            let length =
                memchr::memchr(b'\n', &self.text.as_bytes()[at..]).unwrap_or(self.text.len() - at);
            let mut line = self.line_at(at);
            line.text.end = at + length;
            if self.text[line.text.clone()].trim().is_empty() {
                self.part_text(&std::mem::take(&mut group));
            } else {
                self.outdent(&line);
                self.found.indented.push(line.text.clone());
                group.push(line);
            }
            at += length + 1;
        }
        self.part_text(&group);
        let after = self.line_at(at.min(self.text.len()));
        if !self.text[after.text.start..].starts_with(['\n', '\r'])
            && after.text.start < self.text.len()
        {
            self.blank_before(&after);
        }
    }

    /// Inserts a blank line before a line.
    fn blank_before(&mut self, line: &BlockLine) {
        let lead = &self.text[line.start..line.lead_end];
        let blank = TextEdit::insert(line.start, format!("{lead}\n"));
        if !self
            .found
            .edits
            .iter()
            .rev()
            .take(4)
            .any(|edit| *edit == blank)
        {
            self.found.edits.push(blank);
        }
    }

    /// Removes the indentation of a line if it would be code.
    fn outdent(&mut self, line: &BlockLine) {
        let lead = self.text[line.start..line.lead_end].chars().count();
        if line.excess >= 4 {
            let kept = " ".repeat(line.base.saturating_sub(lead));
            let edit = TextEdit::replace(line.lead_end..line.text.start, kept);
            if self.found.edits.last() != Some(&edit) {
                self.found.edits.push(edit);
            }
        }
    }
}

/// Returns true for a line that begins with no sign of ASCII, which may open a block of another kind.
fn begins_plainly(line: &str) -> bool {
    line.starts_with(|c: char| !c.is_ascii() || c.is_alphabetic())
}

/// Returns true for a line that would not be shown if it began a block: a definition of a footnote or a link, HTML.
fn is_hidden(line: &str) -> bool {
    line.starts_with('<') || line.starts_with('[') && line.contains("]:")
}

/// Returns the change of depth of a raw tag.
fn raw_depth(html: &str) -> i32 {
    const VOID: [&str; 4] = ["<br", "<img", "<hr", "<wbr"];
    let is_void = |name: &&str| {
        html.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    if html.starts_with("</") {
        -1
    } else {
        let is_empty = html.ends_with("/>") || html.starts_with("<!") || VOID.iter().any(is_void);
        i32::from(!is_empty)
    }
}
