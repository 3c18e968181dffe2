//! Location in a source file, with an excerpt of its line.

use std::ops::Range;

use crate::limits::diagnostic::{AFTER, BEFORE};

/// Marks omitted text in an excerpt.
const CUT: char = '…';

/// Location of a diagnostic with the text of its line, so that a report needs no file.
///
/// The excerpt of a long line keeps only the text around the location: a line may hold a whole
/// pasted image, and thousands of diagnostics.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SourceLocation {
    /// File, relative to the site's folder, with `/`.
    pub file: String,
    /// Line number, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Number of characters that the pointer covers (at least 1).
    pub length: u32,
    /// The line, without its line break; `…` marks omitted text before and after the location.
    pub excerpt: String,
    /// Number of characters that the excerpt omits before the location.
    pub skipped: u32,
}

impl SourceLocation {
    /// Returns the location of a whole file, such as an unreadable one: line 1, no excerpt.
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            line: 1,
            column: 1,
            length: 1,
            excerpt: String::new(),
            skipped: 0,
        }
    }

    /// Returns the location of `length` characters from a byte offset of a text.
    ///
    /// An offset past the end, or inside a character, is moved back to a valid one. For many
    /// locations of one text use [`LineIndex`](super::LineIndex).
    pub fn in_text(file: impl Into<String>, text: &str, offset: usize, length: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let end = text[offset..]
            .find('\n')
            .map_or(text.len(), |at| offset + at);
        let place = Self {
            line: text[..start].matches('\n').count() as u32 + 1,
            column: text[start..offset].chars().count() as u32 + 1,
            length: length.max(1) as u32,
            ..Self::file(file)
        };
        place.quoting(text, start..end, offset)
    }

    /// Returns the location at a line (from 1) and column (from 1, in characters) of a text.
    pub fn at_line(
        file: impl Into<String>,
        text: &str,
        line: u32,
        column: u32,
        length: u32,
    ) -> Self {
        let whole = text
            .lines()
            .nth(line.saturating_sub(1) as usize)
            .unwrap_or_default();
        let place = Self {
            line: line.max(1),
            column: column.max(1),
            length: length.max(1),
            ..Self::file(file)
        };
        let offset = whole
            .char_indices()
            .nth(column.saturating_sub(1) as usize)
            .map_or(whole.len(), |(at, _)| at);
        place.quoting(whole, 0..whole.len(), offset)
    }

    /// Adds an excerpt of the text around a byte of the line.
    pub(super) fn quoting(self, text: &str, line: Range<usize>, offset: usize) -> Self {
        let before = &text[line.start..offset];
        let after = text[offset..line.end].trim_end_matches('\r');
        let from = before
            .char_indices()
            .rev()
            .nth(BEFORE - 1)
            .map_or(0, |(at, _)| at);
        let to = after
            .char_indices()
            .nth(AFTER)
            .map_or(after.len(), |(at, _)| at);
        let mut excerpt = String::with_capacity(before.len() - from + to + 2 * CUT.len_utf8());
        excerpt.extend((from > 0).then_some(CUT));
        excerpt.push_str(&before[from..]);
        excerpt.push_str(&after[..to]);
        excerpt.extend((to < after.len()).then_some(CUT));
        let kept = before[from..].chars().count() as u32 + u32::from(from > 0);
        Self {
            skipped: (self.column - 1).saturating_sub(kept),
            excerpt,
            ..self
        }
    }

    /// Returns the column within the excerpt, from 0.
    pub fn column_in_excerpt(&self) -> u32 {
        self.column.saturating_sub(1 + self.skipped)
    }

    /// Extends the location to all text on its line, as far as the excerpt has it.
    #[must_use]
    pub fn whole_line(self) -> Self {
        let words = self.excerpt.trim_start();
        let before = self.excerpt.chars().count() - words.chars().count();
        let length = words.trim_end().chars().count().max(1) as u32;
        Self {
            column: before as u32 + 1 + self.skipped,
            length,
            ..self
        }
    }

    /// Shortens the pointer to the end of the text on its line.
    #[must_use]
    pub(crate) fn within_line(self) -> Self {
        let rest = (self.excerpt.trim_end().chars().count() as u32)
            .saturating_sub(self.column_in_excerpt());
        Self {
            length: self.length.min(rest).max(1),
            ..self
        }
    }
}

pub(super) fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_quotes_its_line() {
        let place = SourceLocation::in_text("a.md", "一\r\n二三四\r\n五", "一\r\n二".len(), 2);
        assert_eq!((place.line, place.column, place.length), (2, 2, 2));
        assert_eq!((place.excerpt.as_str(), place.skipped), ("二三四", 0));
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        let place = SourceLocation::in_text("a.md", "一\n二", 99, 1);
        assert_eq!((place.line, place.column), (2, 2));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("头\n{}错{}\n尾", "前".repeat(5_000), "后".repeat(5_000));
        let offset = text.find('错').unwrap_or_default();
        for place in [
            SourceLocation::in_text("a.md", &text, offset, 1),
            SourceLocation::at_line("a.md", &text, 2, 5_001, 1),
        ] {
            assert_eq!((place.line, place.column), (2, 5_001));
            assert_eq!(place.excerpt.chars().count(), BEFORE + AFTER + 2);
            assert_eq!(
                place
                    .excerpt
                    .chars()
                    .nth(place.column_in_excerpt() as usize),
                Some('错')
            );
            assert!(place.excerpt.starts_with("…前") && place.excerpt.ends_with("后…"));
        }
    }
}
