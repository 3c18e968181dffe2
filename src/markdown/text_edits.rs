//! Small edits to a text before it is parsed, and the way back from offsets in the edited text.

use std::borrow::Cow;
use std::ops::Range;

/// Replacement of some bytes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextEdit {
    /// Byte offset in the text.
    pub at: usize,
    /// Number of bytes removed there.
    pub removed: usize,
    /// Text inserted instead.
    pub inserted: Cow<'static, str>,
}

impl TextEdit {
    /// Creates an insertion.
    pub(super) fn insert(at: usize, inserted: impl Into<Cow<'static, str>>) -> Self {
        Self::replace(at..at, inserted)
    }

    /// Creates a replacement of a byte range.
    pub(super) fn replace(range: Range<usize>, inserted: impl Into<Cow<'static, str>>) -> Self {
        Self {
            at: range.start,
            removed: range.len(),
            inserted: inserted.into(),
        }
    }
}

/// Edit with its offset in the edited text.
#[derive(Clone, Copy, Debug)]
struct AppliedEdit {
    edited: usize,
    inserted: usize,
    source: usize,
    removed: usize,
}

/// Text after some edits.
#[derive(Debug)]
pub(super) struct EditedText<'a> {
    text: Cow<'a, str>,
    applied: Vec<AppliedEdit>,
}

impl<'a> EditedText<'a> {
    /// Applies edits, which are sorted by offset; skips one that overlaps the edit before it.
    pub(super) fn new(source: &'a str, edits: &[TextEdit]) -> Self {
        if edits.is_empty() {
            return Self {
                text: Cow::Borrowed(source),
                applied: Vec::new(),
            };
        }
        let added: usize = edits.iter().map(|edit| edit.inserted.len()).sum();
        let mut text = String::with_capacity(source.len() + added);
        let mut applied = Vec::with_capacity(edits.len());
        let mut from = 0;
        for edit in edits {
            let Some(kept) = source.get(from..edit.at) else {
                continue;
            };
            text.push_str(kept);
            applied.push(AppliedEdit {
                edited: text.len(),
                inserted: edit.inserted.len(),
                source: edit.at,
                removed: edit.removed,
            });
            text.push_str(&edit.inserted);
            from = edit.at + edit.removed;
        }
        text.push_str(source.get(from..).unwrap_or_default());
        Self {
            text: Cow::Owned(text),
            applied,
        }
    }

    /// Returns the edited text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Returns a cursor over its offsets.
    pub(super) fn offsets(&self) -> SourceOffsets<'_> {
        SourceOffsets {
            applied: &self.applied,
            count: 0,
            stretch: 0..0,
        }
    }
}

/// Cursor from offsets in the edited text to those in the source; most queries are near the last
/// one.
#[derive(Debug)]
pub(super) struct SourceOffsets<'e> {
    applied: &'e [AppliedEdit],
    count: usize,
    /// Offsets before which there are `count` edits.
    stretch: Range<usize>,
}

impl SourceOffsets<'_> {
    /// Like [`SourceOffsets::source`], for the start of a range: behind what is removed there.
    pub(super) fn source_start(&mut self, offset: usize) -> (usize, usize) {
        let (source, count) = self.source(offset);
        match self.applied.get(count) {
            Some(edit) if edit.edited == offset && edit.inserted == 0 => {
                (source + edit.removed, count)
            }
            _ => (source, count),
        }
    }

    /// Returns the source offset of an edited one, and the number of edits before it.
    pub(super) fn source(&mut self, offset: usize) -> (usize, usize) {
        if !self.stretch.contains(&offset) {
            self.count = self.applied.partition_point(|edit| edit.edited < offset);
            let (passed, ahead) = self.applied.split_at(self.count);
            let from = passed.last().map_or(0, |edit| edit.edited + 1);
            self.stretch = from..ahead.first().map_or(usize::MAX, |edit| edit.edited + 1);
        }
        let source = match self
            .count
            .checked_sub(1)
            .and_then(|at| self.applied.get(at))
        {
            None => offset,
            Some(edit) => {
                let beyond = offset - edit.edited;
                if beyond < edit.inserted {
                    edit.source + beyond.min(edit.removed)
                } else {
                    edit.source + edit.removed + (beyond - edit.inserted)
                }
            }
        };
        (source, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_in_any_order() {
        let source = "一*二\n    三\n四";
        let edits = [
            TextEdit::replace(3..4, "\u{fdd1}"),
            TextEdit::insert(8, "\n"),
            TextEdit::replace(8..12, ""),
            TextEdit::replace(16..19, "---"),
        ];
        let edited = EditedText::new(source, &edits);
        assert_eq!(edited.text(), "一\u{fdd1}二\n\n三\n---");
        let mut offsets = edited.offsets();
        for (place, source) in [
            (0, 0),
            (6, 4),
            (9, 7),
            (11, 8),
            (14, 15),
            (18, 19),
            (6, 4),
            (3, 3),
        ] {
            assert_eq!(offsets.source(place).0, source, "{place}");
        }
        assert_eq!(offsets.source_start(11).0, 12);
    }

    #[test]
    fn an_edit_inside_another_is_skipped() {
        let edits = [TextEdit::replace(0..3, "a"), TextEdit::insert(1, "b")];
        assert_eq!(EditedText::new("xyz!", &edits).text(), "a!");
    }
}
