//! Ids of the dependencies on one document or file: computed from the query and the source, so that
//! these dependencies, which are most of all, need no table.

use crate::render::{Dependency, SourceId};
use crate::site::{DocumentId, FileId};

/// Ids of all dependencies on one document or file that a site can have, from zero on.
#[derive(Clone, Copy)]
pub(super) struct DenseIds {
    documents: usize,
    files: usize,
}

impl DenseIds {
    /// Ids for a site with so many documents and files.
    pub(super) fn new(documents: usize, files: usize) -> Self {
        Self { documents, files }
    }

    /// Number of ids.
    pub(super) fn len(self) -> usize {
        self.on_documents() + Dependency::ON_FILE.len() * self.files
    }

    /// Id of a dependency; `None` if it is none on a document or file of the site.
    pub(super) fn id(self, dependency: &Dependency) -> Option<usize> {
        let query = dependency.source_query()?;
        match query.source {
            SourceId::Document(id) => {
                (id.index() < self.documents).then(|| query.number * self.documents + id.index())
            }
            SourceId::File(id) => (id.index() < self.files)
                .then(|| self.on_documents() + query.number * self.files + id.index()),
        }
    }

    /// Dependency with an id.
    pub(super) fn dependency(self, id: usize) -> Option<Dependency> {
        let Some(id) = id.checked_sub(self.on_documents()) else {
            let query = Dependency::ON_DOCUMENT.get(id / self.documents)?;
            return Some(query(DocumentId::new(id % self.documents)));
        };
        let query = Dependency::ON_FILE.get(id.checked_div(self.files)?)?;
        Some(query(FileId::new(id % self.files)))
    }

    fn on_documents(self) -> usize {
        Dependency::ON_DOCUMENT.len() * self.documents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_dependencies_follow_from_each_other() {
        for (documents, files) in [(3, 2), (1, 0), (0, 2), (0, 0)] {
            let ids = DenseIds::new(documents, files);
            let dependencies: Vec<Dependency> =
                (0..ids.len()).filter_map(|id| ids.dependency(id)).collect();
            let back: Vec<usize> = dependencies.iter().filter_map(|of| ids.id(of)).collect();
            assert_eq!(back, (0..ids.len()).collect::<Vec<_>>());
            assert_eq!(ids.dependency(ids.len()), None);
        }
    }

    #[test]
    fn a_source_that_the_site_does_not_have_has_no_id() {
        let ids = DenseIds::new(3, 2);
        assert_eq!(ids.id(&Dependency::Card(DocumentId::new(3))), None);
        assert_eq!(ids.id(&Dependency::Bytes(FileId::new(2))), None);
        assert_eq!(ids.id(&Dependency::Config), None);
    }
}
