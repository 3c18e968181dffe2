//! Document number within one site.

/// Index of a document in the site's path order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct DocumentId(u32);

impl DocumentId {
    /// Creates the id of the document at an index.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// Returns the index among the site's documents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
