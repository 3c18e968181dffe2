//! A value that decides whether the public sees a document: known, absent, or written and not readable.

use serde::{Deserialize, Serialize};

/// What front matter states under a key that decides on publication.
///
/// There is no way from an unreadable value to a default: whoever decides must say what it means for him.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatedValue<T> {
    /// The key is not written.
    #[default]
    Absent,
    /// The value.
    Known(T),
    /// The key is written, and its value cannot be read.
    Unreadable,
}

impl<T> StatedValue<T> {
    /// The value, if it is known: for showing it, never for deciding.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unreadable => None,
        }
    }

    /// A value that was read, or could not be.
    pub fn from_read(value: Option<T>) -> Self {
        value.map_or(Self::Unreadable, Self::Known)
    }

    /// Whether the key is not written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the key is written and cannot be read.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable)
    }
}
