//! A line of a block, measured: what of its beginning belongs to quotes and lists.

use std::ops::Range;

/// Open container of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OpenContainer {
    /// Item of a list, with the column of its content.
    Item(usize),
    /// Block quote.
    Quote,
    /// Footnote, definition or table, whose lines stay as they are.
    Fixed,
}

/// Line of a block, as byte offsets.
#[derive(Clone, Debug)]
pub(super) struct BlockLine {
    /// Start of the line, before quote markers and indentation.
    pub start: usize,
    /// End of the last quote marker, or the start.
    pub lead_end: usize,
    /// The text.
    pub text: Range<usize>,
    /// Columns of indentation that belong to its containers.
    pub base: usize,
    /// Columns of indentation beyond.
    pub excess: usize,
    /// True if no inline element is open at its start.
    pub is_free: bool,
    /// True if the line is less indented than the item that it continues.
    pub is_lazy: bool,
    /// True if a hard break precedes.
    pub follows_break: bool,
}

impl BlockLine {
    /// Measures the line that starts at a byte offset.
    pub(super) fn measure(text: &str, containers: &[OpenContainer], start: usize) -> Self {
        let is_quoted = containers.contains(&OpenContainer::Quote);
        let bytes = &text.as_bytes()[start..];
        let (mut column, mut lead_end, mut lead_column) = (0, 0, 0);
        let mut length = 0;
        for byte in bytes {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                b'>' if is_quoted => {
                    column += 1;
                    lead_end = length + 1;
                    lead_column = column + 1;
                }
                _ => break,
            }
            length += 1;
        }
        let items = containers.iter().filter_map(|container| match container {
            OpenContainer::Item(content) => Some(*content),
            _ => None,
        });
        let own = items.clone().filter(|content| *content <= column).max();
        let base = own
            .unwrap_or(0)
            .max(lead_column)
            .min(column.max(lead_column));
        Self {
            start,
            lead_end: start + lead_end,
            text: start + length..start + length,
            base,
            excess: column.saturating_sub(base),
            is_free: true,
            is_lazy: items.clone().any(|content| content > column),
            follows_break: false,
        }
    }
}

/// Returns the column of an item's content, from the offset of its marker.
pub(super) fn content_column(text: &str, marker: usize) -> usize {
    let start = text[..marker].rfind('\n').map_or(0, |end| end + 1);
    let column = text[start..marker].chars().fold(0, |column, c| match c {
        '\t' => column + 4 - column % 4,
        _ => column + 1,
    });
    let rest = text[marker..].trim_start_matches(' ');
    let column = column + (text.len() - marker - rest.len());
    let sign = match rest.trim_start_matches(|c: char| c.is_ascii_digit()) {
        after if after.len() < rest.len() => rest.len() - after.len() + 1,
        _ => 1,
    };
    let after = rest.get(sign..).unwrap_or_default();
    let spaces = after.len() - after.trim_start_matches(' ').len();
    column + sign + if (1..=4).contains(&spaces) { spaces } else { 1 }
}
