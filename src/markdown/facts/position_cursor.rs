//! Lines and columns of many places of one text, each counted on from the last.

use std::ops::Range;

use crate::content::Reference;
use crate::limits::finding::AFTER;

/// A reader's finger on a text.
#[derive(Debug)]
pub(super) struct PositionCursor<'t> {
    text: &'t str,
    /// The byte that it points at.
    at: usize,
    /// The line of that byte, from 1.
    line: u32,
    /// The characters before it on its line.
    column: u32,
}

impl<'t> PositionCursor<'t> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 0,
        }
    }

    /// A reference to `destination` that stands at some bytes of the text.
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

/// How many characters a pointer to a text covers: links that stand in one another must not each be counted to the end.
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
