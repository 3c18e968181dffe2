//! Value of a key that decides on publication: known, absent, or unreadable.

use serde::{Deserialize, Serialize};

/// Value that front matter states for a key that decides on publication.
///
/// An unreadable value has no default: each consumer must decide its meaning explicitly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatedValue<T> {
    /// The key is absent.
    #[default]
    Absent,
    /// The key has this value.
    Known(T),
    /// The key is present, but its value is unreadable.
    Unreadable,
}

impl<T> StatedValue<T> {
    /// Returns the value if it is known: for display, never for decisions.
    pub fn known(self) -> Option<T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Unreadable => None,
        }
    }

    /// Converts the result of a reader; `None` becomes `Unreadable`.
    pub fn from_read(value: Option<T>) -> Self {
        value.map_or(Self::Unreadable, Self::Known)
    }

    /// Returns true if the key is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns true if the key is present but its value is unreadable.
    pub fn is_unreadable(&self) -> bool {
        matches!(self, Self::Unreadable)
    }
}
