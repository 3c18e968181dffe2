//! Replacement of a part of a text, which repairs what a diagnostic reports.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Replacement of a byte range of a file's decoded text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SourceEdit {
    start: usize,
    end: usize,
    /// Text for the range; its line breaks are `\n`, whatever those of the file.
    pub(crate) replacement: String,
}

impl SourceEdit {
    /// Creates a replacement of a byte range.
    pub(crate) fn new(range: Range<usize>, replacement: impl Into<String>) -> Self {
        Self {
            start: range.start,
            end: range.end,
            replacement: replacement.into(),
        }
    }

    /// Returns the byte range that is replaced.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}
