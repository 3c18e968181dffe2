//! Conversion of many byte offsets of one text into lines and columns.

use std::ops::Range;

use super::SourceLocation;
use super::source_location::floor_boundary;

/// Line starts of a text, and a cursor at the last location.
///
/// A text may be one line with thousands of diagnostics: neither lines nor characters are counted
/// again for each. Locations requested in text order cost one scan in total.
#[derive(Debug)]
pub(crate) struct LineIndex<'t> {
    text: &'t str,
    /// Byte offset at which each line begins.
    starts: Vec<usize>,
    /// Cursor: line from 0, byte offset, and number of characters before it on its line.
    last: (usize, usize, usize),
}

impl<'t> LineIndex<'t> {
    /// Indexes the lines of a text.
    pub(crate) fn new(text: &'t str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(breaks).collect(),
            last: (0, 0, 0),
        }
    }

    /// Returns the same location as [`SourceLocation::in_text`].
    pub(crate) fn place(&mut self, file: &str, offset: usize, length: usize) -> SourceLocation {
        let offset = floor_boundary(self.text, offset);
        let line = self.starts.partition_point(|&start| start <= offset) - 1;
        let (byte, passed) = self.before(line, |byte, _| byte <= offset);
        let column = passed + self.text[byte..offset].chars().count();
        self.last = (line, offset, column);
        self.made(file, length.max(1) as u32)
    }

    /// Returns the same location as [`SourceLocation::at_line`].
    pub(crate) fn place_at(
        &mut self,
        file: &str,
        line: u32,
        column: u32,
        length: u32,
    ) -> SourceLocation {
        let wanted = column.max(1) as usize - 1;
        let at = line.max(1) as usize - 1;
        if at >= self.starts.len() {
            return SourceLocation {
                line: line.max(1),
                column: column.max(1),
                length: length.max(1),
                ..SourceLocation::file(file)
            };
        }
        let (byte, passed) = self.before(at, |_, passed| passed <= wanted);
        let rest = &self.text[byte..self.range(at).end];
        let offset = rest
            .char_indices()
            .nth(wanted - passed)
            .map_or(byte + rest.len(), |(found, _)| byte + found);
        self.last = (at, offset, passed + self.text[byte..offset].chars().count());
        SourceLocation {
            column: column.max(1),
            ..self.made(file, length.max(1))
        }
    }

    /// Returns the start for counting on a line: the cursor if usable, else the line's beginning.
    fn before(&self, line: usize, serves: impl Fn(usize, usize) -> bool) -> (usize, usize) {
        let (last, byte, passed) = self.last;
        if last == line && serves(byte, passed) {
            (byte, passed)
        } else {
            (self.starts[line], 0)
        }
    }

    /// Returns the bytes of a line without its line break.
    fn range(&self, line: usize) -> Range<usize> {
        let end = self
            .starts
            .get(line + 1)
            .map_or(self.text.len(), |next| next - 1);
        self.starts[line]..end
    }

    fn made(&self, file: &str, length: u32) -> SourceLocation {
        let (line, offset, passed) = self.last;
        let place = SourceLocation {
            line: line as u32 + 1,
            column: passed as u32 + 1,
            length,
            ..SourceLocation::file(file)
        };
        place.quoting(self.text, self.range(line), offset)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn places_are_those_of_a_single_look(
            text in "[法a…\r\n]{0,20}|[法a]{200,400}",
            asked in prop::collection::vec((0..1300_usize, 0..3_usize), 0..8),
        ) {
            let mut lines = LineIndex::new(&text);
            for &(offset, length) in &asked {
                let found = lines.place("a.md", offset, length);
                prop_assert_eq!(&found, &SourceLocation::in_text("a.md", &text, offset, length));
                let again = lines.place_at("a.md", found.line, found.column, 1);
                prop_assert_eq!((again.line, again.column), (found.line, found.column));
                prop_assert_eq!((again.excerpt, again.skipped), (found.excerpt, found.skipped));
            }
        }
    }

    #[test]
    fn a_place_outside_the_text_stays_as_it_was_asked_for() {
        let found = LineIndex::new("一\n二").place_at("a.md", 9, 4, 2);
        assert_eq!(
            (
                found.line,
                found.column,
                found.length,
                found.excerpt.as_str()
            ),
            (9, 4, 2, "")
        );
    }
}
