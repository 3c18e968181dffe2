//! Lines and columns of many places of one text, each counted on from the last.

use std::ops::Range;

use crate::content::Reference;

/// A reader's finger on a text.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    line: u32,
    line_start: usize,
}

impl<'t> Places<'t> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, line: 1, line_start: 0 }
    }

    /// A reference to `destination` that stands at some bytes of the text.
    pub(super) fn reference(&mut self, destination: &str, range: &Range<usize>) -> Reference {
        let line = self.line_of(range.start);
        let characters =
            |range: Range<usize>| self.text.get(range).unwrap_or_default().chars().count() as u32;
        Reference {
            destination: destination.to_owned(),
            line,
            column: characters(self.line_start..range.start) + 1,
            length: characters(range.clone()).max(1),
        }
    }

    fn line_of(&mut self, offset: usize) -> u32 {
        if offset < self.line_start {
            (self.line, self.line_start) = (1, 0);
        }
        let passed = self.text.get(self.line_start..offset).unwrap_or_default();
        if let Some(last) = passed.rfind('\n') {
            self.line += passed.matches('\n').count() as u32;
            self.line_start += last + 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_right_forwards_and_backwards() {
        let text = "一\n二[三]\r\n\n四五";
        let mut places = Places::new(text);
        let mut at = |word: &str| {
            let start = text.find(word).unwrap_or_default();
            let found = places.reference("x", &(start..start + word.len()));
            (found.line, found.column, found.length)
        };
        assert_eq!([at("[三]"), at("五"), at("一")], [(2, 2, 3), (4, 2, 1), (1, 1, 1)]);
    }
}
