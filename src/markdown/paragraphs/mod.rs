//! Paragraphs of pasted text: the blank lines that a text lacks.
//!
//! A text from WPS, Word, WeChat or a web page has one paragraph a line and no blank lines, which
//! CommonMark joins. Under the rule `auto` the body is parsed once for its line breaks; a blank line
//! is inserted before each line that begins a paragraph, and the result is parsed by CommonMark's
//! rules. Facts, pages, feeds and channels see the same paragraphs, and nothing else
//! changes: the body means what it would mean if the editor had typed the blank lines.
//!
//! Among lines that CommonMark joins, and that no inline element spans, a line begins a paragraph if
//!
//! 1. it begins with a wide space (`　　`, `&emsp;`), or with two spaces or more after a line that is
//!    complete;
//! 2. it begins with a mark: `第×条` and the like, `一、` `（一）` `1.` `1、` `（1）` `①` `㈠` `Ⅰ.` `A.`,
//!    `a)`, `01`, `1.2 `, `第一，` `一是`, `※` `●` `■` and other shapes and pictographs, `——`,
//!    `【…】`, `问：` `答：`, `附件：` `特此…`, or a known label such as `联系电话：`, after a line that is complete or begins with a mark of the same kind;
//! 3. the line before is short (three fifths of the longest, or of 29 characters), has no comma and
//!    ends without punctuation: a title, a name, a heading; or it is a salutation: `各科室：`;
//! 4. it is a date, or the signature before it;
//! 5. it and the line before are `标签：内容` (also with `|`), or in columns, parted by tabs or spaces;
//!    or it is a label alone: `审查意见：`;
//! 6. it is a verse: four lines or more, none longer than 13 characters and about equally long;
//! 7. the lines as a whole are one paragraph a line: none is cut off in mid-sentence, four of five
//!    end in 。！？；：…, and either some begin paragraphs by a mark, an indent, a salutation
//!    or a date; or one of five holds several sentences; or they are longer than 30 characters on
//!    the whole and one is longer than 40; or all end in ！, or several in ；. Lines without a mark
//!    that are equally long, up to 50 characters, may be wrapped and stay joined.
//!
//! A line is *complete* if it ends in such punctuation, or without any and is not as long as
//! hard-wrapped lines are. Text wrapped in mid-sentence, also in a narrow column, and one sentence a
//! line stay joined. Lines behind a hard break `\\`, in footnotes, definitions and tables stay as
//! they are.
//!
//! Lines without a bar that end a table are paragraphs under it.
//!
//! Indented code that is Chinese prose loses its indent. A setext heading of several lines, a long
//! one, or one that ends in 。！？；， is text above a rule (`----`) or above nothing (`====`); a line
//! of `————` is a rule.

mod block_line;
mod decide;
mod hints;
mod line_mark;
mod prefilter;
mod prose;
mod scanner;
mod text_line;

pub(super) use prefilter::may_apply;

use std::ops::Range;

use pulldown_cmark::Event;

use self::scanner::ParagraphScanner;
use super::text_edits::TextEdit;

/// Edits that part paragraphs, and the lines that they are about, as byte offsets.
#[derive(Debug, Default)]
pub(super) struct ParagraphEdits {
    /// Edits, sorted by offset.
    pub edits: Vec<TextEdit>,
    /// Lines that begin a paragraph although no blank line precedes.
    begun: Vec<Range<usize>>,
    /// Indented lines that are prose, not code.
    indented: Vec<Range<usize>>,
    /// Rows of dashes or equals signs that make no heading.
    rows: Vec<Range<usize>>,
}

impl ParagraphEdits {
    /// Maps all offsets to those of the source; `None` if nothing is edited.
    pub(super) fn into_source(mut self, source: &mut dyn FnMut(usize) -> usize) -> Option<Self> {
        if self.edits.is_empty() {
            return None;
        }
        for edit in &mut self.edits {
            let end = source(edit.at + edit.removed);
            edit.at = source(edit.at);
            edit.removed = end - edit.at;
        }
        for range in self
            .begun
            .iter_mut()
            .chain(&mut self.indented)
            .chain(&mut self.rows)
        {
            *range = source(range.start)..source(range.end);
        }
        Some(self)
    }
}

/// Finds where the paragraphs of a text begin, from its events.
pub(super) fn find<'a>(
    text: &'a str,
    events: impl Iterator<Item = (Event<'a>, Range<usize>)>,
) -> ParagraphEdits {
    let mut scanner = ParagraphScanner::new(text);
    for (event, range) in events {
        scanner.event(&event, &range);
    }
    scanner.finish()
}

#[cfg(test)]
mod tests;
