//! Text of one block as the parser prints it: runs of source and lines.

use std::ops::Range;

use pulldown_cmark::Tag;

use super::mark_set::{MarkSet, opens_line};

/// Kind of a block with text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Paragraph.
    Paragraph,
    /// Heading.
    Heading,
    /// Tight list item.
    Item,
    /// Cell of a table.
    Cell,
    /// Anything else.
    #[default]
    Other,
}

impl BlockKind {
    /// Returns the kind of the block that a tag begins.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        match tag {
            Tag::Paragraph => Self::Paragraph,
            Tag::Heading { .. } => Self::Heading,
            Tag::Item => Self::Item,
            Tag::TableCell => Self::Cell,
            _ => Self::Other,
        }
    }
}

/// Line of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LintLine {
    /// Source from the first character after indent and container marks to the end of the line.
    pub(super) range: Range<usize>,
    /// True if it begins with text that is printed as written.
    pub(super) is_text: bool,
}

/// Link or image of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkSpan {
    /// Source range.
    pub(super) range: Range<usize>,
    /// True if its address is that of a picture.
    pub(super) is_picture: bool,
}

/// Text of a block.
#[derive(Debug, Default)]
pub(super) struct TextBlock {
    pub(super) kind: BlockKind,
    /// Number of quotes around it.
    pub(super) quotes: usize,
    /// Number of list items around it.
    pub(super) items: usize,
    /// Columns of the last table.
    pub(super) columns: usize,
    /// Source ranges of text that is printed as written; none crosses a line.
    pub(super) runs: Vec<Range<usize>>,
    pub(super) lines: Vec<LintLine>,
    pub(super) links: Vec<LinkSpan>,
    pub(super) marks: MarkSet,
    /// True if the next event begins a line.
    pub(super) is_at_line_start: bool,
}

impl TextBlock {
    /// Empties the block for another of a kind.
    pub(super) fn clear(&mut self, kind: BlockKind) {
        self.kind = kind;
        self.runs.clear();
        self.lines.clear();
        self.links.clear();
        self.marks = MarkSet::default();
        self.is_at_line_start = true;
    }

    /// Returns true outside of all quotes and lists, where a line can be added as it is.
    pub(super) fn is_top(&self) -> bool {
        self.quotes == 0 && self.items == 0
    }

    /// Adds a text event.
    pub(super) fn add_text(&mut self, text: &str, content: &str, range: &Range<usize>) {
        let mut range = range.clone();
        let is_written = text.get(range.clone()) == Some(content);
        let is_escaped = is_written && text[..range.start].ends_with('\\');
        if self.is_at_line_start {
            let first = content.trim_start_matches(['\u{3000}', ' ']).chars().next();
            let is_text = is_written && !is_escaped;
            self.add_line(text, range.start, is_text);
            if is_text && first.is_some_and(opens_line) {
                self.marks.add(MarkSet::LINE);
            }
        }
        if !is_written {
            return;
        }
        if is_escaped {
            range.start += content.chars().next().map_or(0, char::len_utf8);
        }
        self.marks.add(MarkSet::of_text(&text[range.clone()]));
        match self.runs.last_mut() {
            Some(last) if last.end == range.start && !is_escaped => last.end = range.end,
            _ => self.runs.push(range),
        }
    }

    /// Adds an event that is no text.
    pub(super) fn add_other(&mut self, text: &str, range: &Range<usize>) {
        if self.is_at_line_start {
            self.add_line(text, range.start, false);
        }
    }

    /// Adds a link or an image with its address.
    pub(super) fn add_link(&mut self, range: &Range<usize>, address: &str) {
        self.marks.add(MarkSet::LINK);
        self.links.push(LinkSpan {
            range: range.clone(),
            is_picture: is_picture(address),
        });
    }

    fn add_line(&mut self, text: &str, start: usize, is_text: bool) {
        self.is_at_line_start = false;
        let end =
            memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        let end = start + text[start..end].trim_end().len();
        self.lines.push(LintLine {
            range: start..end,
            is_text,
        });
    }

    /// Iterates over the lines that begin with printed text, if marks that open lines are there.
    pub(super) fn text_lines(&self) -> impl Iterator<Item = &LintLine> {
        self.lines.iter().filter(|line| line.is_text)
    }
}

/// Returns true if an address is that of a picture.
pub(super) fn is_picture(address: &str) -> bool {
    const KINDS: [&str; 9] = [
        "png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "tif", "avif",
    ];
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit_once('.')
        .is_some_and(|(_, kind)| KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind)))
}
