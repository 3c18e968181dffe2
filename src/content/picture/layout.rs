//! Pieces of a picture file that are published.

use std::ops::Range;

use super::orientation::Orientation;

/// Structure of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PictureCondition {
    /// Complete as far as its structure shows, or of a format whose structure is not read.
    Whole,
    /// Ends before its pixels do.
    CutOff,
    /// Contradicts its format.
    Damaged,
}

/// Layout of a picture file.
pub(super) struct PictureLayout {
    /// Encoded width and height, if read.
    pub(super) size: Option<(u32, u32)>,
    pub(super) orientation: Orientation,
    pub(super) condition: PictureCondition,
    pub(super) pieces: PieceList,
    /// True if metadata may be in the pieces.
    pub(super) keeps_metadata: bool,
}

impl PictureLayout {
    /// Creates the layout of a file that has not been read yet.
    pub(super) fn new() -> Self {
        Self {
            size: None,
            orientation: Orientation::UPRIGHT,
            condition: PictureCondition::Whole,
            pieces: PieceList::default(),
            keeps_metadata: false,
        }
    }

    /// Ends the layout where the file breaks off or contradicts its format: the rest is published as it is.
    pub(super) fn end_early(mut self, condition: PictureCondition, rest: Range<u64>) -> Self {
        self.keeps_metadata = condition == PictureCondition::Damaged && !rest.is_empty();
        self.pieces.keep(rest);
        self.condition = condition;
        self
    }
}

/// Piece of a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FilePiece {
    /// Bytes of the source.
    Source(Range<u64>),
    /// Other bytes.
    Inserted(Vec<u8>),
}

impl FilePiece {
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Source(range) => range.end - range.start,
            Self::Inserted(bytes) => bytes.len() as u64,
        }
    }
}

/// Pieces of a published file, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PieceList(pub(super) Vec<FilePiece>);

impl PieceList {
    /// Adds bytes of the source.
    pub(super) fn keep(&mut self, range: Range<u64>) {
        match self.0.last_mut() {
            _ if range.is_empty() => {}
            Some(FilePiece::Source(last)) if last.end == range.start => last.end = range.end,
            _ => self.0.push(FilePiece::Source(range)),
        }
    }

    /// Adds other bytes.
    pub(super) fn insert(&mut self, bytes: Vec<u8>) {
        self.0.push(FilePiece::Inserted(bytes));
    }

    /// Returns the length of the published file.
    pub(super) fn length(&self) -> u64 {
        self.0.iter().map(FilePiece::length).sum()
    }

    /// Returns true if a source of this length is published as it is.
    pub(super) fn is_whole(&self, length: u64) -> bool {
        match self.0.as_slice() {
            [] => length == 0,
            [FilePiece::Source(range)] => *range == (0..length),
            _ => false,
        }
    }

    /// Returns the published bytes of a source.
    pub(super) fn assemble(&self, source: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(source.len());
        for piece in &self.0 {
            match piece {
                FilePiece::Source(range) => {
                    let at = |offset| usize::try_from(offset).unwrap_or(usize::MAX);
                    let part = source.get(at(range.start)..at(range.end));
                    bytes.extend_from_slice(part.unwrap_or_default());
                }
                FilePiece::Inserted(other) => bytes.extend_from_slice(other),
            }
        }
        bytes
    }
}
