//! The number of a document within one site.

/// Which document of a site: its place in the site's order of paths.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct DocumentId(u32);

impl DocumentId {
    /// The document at an index of the site's documents.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// Its index among the site's documents.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
