//! Cursor that computes lines and columns incrementally over one text.

use std::ops::Range;

use crate::content::Reference;
use crate::limits::diagnostic::AFTER;

/// Forward cursor over a text.
#[derive(Debug)]
pub(super) struct PositionCursor<'t> {
    text: &'t str,
    /// Current byte offset.
    at: usize,
    /// Line of that offset, from 1.
    line: u32,
    /// Characters before that offset on its line.
    column: u32,
}

impl<'t> PositionCursor<'t> {
    /// Creates a cursor at the start of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 0,
        }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Returns a reference to `destination` at a byte range of the text.
    pub(super) fn reference(&mut self, destination: &str, range: &Range<usize>) -> Reference {
        self.go_to(range.start);
        Reference {
            destination: destination.to_owned(),
            line: self.line,
            column: self.column + 1,
            length: pointer(self.text.get(range.clone()).unwrap_or_default()),
        }
    }

    fn go_to(&mut self, offset: usize) {
        if offset < self.at {
            *self = Self::new(self.text);
        }
        let Some(passed) = self.text.get(self.at..offset) else {
            return;
        };
        self.at = offset;
        match memchr::memrchr(b'\n', passed.as_bytes()) {
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', passed.as_bytes()).count() as u32;
                self.column = characters(&passed[last + 1..]);
            }
            None => self.column += characters(passed),
        }
    }
}

/// Returns the length in characters of a reference for diagnostics, capped: nested links would
/// otherwise each be counted to their end.
fn pointer(text: &str) -> u32 {
    text.chars().take(AFTER).count().max(1) as u32
}

fn characters(text: &str) -> u32 {
    text.chars().count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_right_forwards_and_backwards() {
        let text = "一\n二[三]\r\n\n四五";
        let mut places = PositionCursor::new(text);
        let mut at = |word: &str| {
            let start = text.find(word).unwrap_or_default();
            let found = places.reference("x", &(start..start + word.len()));
            (found.line, found.column, found.length)
        };
        assert_eq!(
            [at("[三]"), at("五"), at("一")],
            [(2, 2, 3), (4, 2, 1), (1, 1, 1)]
        );
    }

    proptest::proptest! {
        #[test]
        fn a_place_is_what_stands_before_it(
            text in "[法a\r\n]{0,20}",
            seen in proptest::collection::vec(0..21_usize, 0..6),
        ) {
            let mut places = PositionCursor::new(&text);
            for nth in seen {
                let Some((start, c)) = text.char_indices().nth(nth) else { continue };
                let found = places.reference("x", &(start..start + c.len_utf8()));
                let before = &text[..start];
                let line = before.matches('\n').count() as u32 + 1;
                let column = before.chars().rev().take_while(|&c| c != '\n').count() as u32 + 1;
                proptest::prop_assert_eq!((found.line, found.column, found.length), (line, column, 1));
            }
        }
    }
}
