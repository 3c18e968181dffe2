//! Reads that are no more than a sort and the number of a document or a file. They are most of all
//! reads, and their own numbers follow from that: nothing of them need be kept.

use crate::render::{Dependency, DocumentQuery};
use crate::site::{DocumentId, FileId};

/// The sorts of reads of one document.
const OF_DOCUMENTS: [fn(DocumentId) -> Dependency; 8] = [
    Dependency::Card,
    Dependency::Facts,
    Dependency::Body,
    |id| Dependency::Query(DocumentQuery::Campaign(id)),
    |id| Dependency::Query(DocumentQuery::Members(id)),
    |id| Dependency::Query(DocumentQuery::Neighbours(id)),
    |id| Dependency::Query(DocumentQuery::Related(id)),
    |id| Dependency::Query(DocumentQuery::Standings(id)),
];

/// The sorts of reads of one file.
const OF_FILES: [fn(FileId) -> Dependency; 2] = [Dependency::File, Dependency::Bytes];

/// All plain reads that there can be in a site.
#[derive(Clone, Copy)]
pub(super) struct DenseIds {
    documents: usize,
    files: usize,
}

impl DenseIds {
    /// Those of so many documents and files.
    pub(super) fn new(documents: usize, files: usize) -> Self {
        Self { documents, files }
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.of_documents() + OF_FILES.len() * self.files
    }

    /// The number of a read; `None` when it is not a plain one.
    pub(super) fn number(self, read: &Dependency) -> Option<usize> {
        let of_document = |sort: usize, id: &DocumentId| {
            (id.index() < self.documents).then(|| sort * self.documents + id.index())
        };
        let of_file = |sort: usize, id: &FileId| {
            (id.index() < self.files).then(|| self.of_documents() + sort * self.files + id.index())
        };
        match read {
            Dependency::Card(id) => of_document(0, id),
            Dependency::Facts(id) => of_document(1, id),
            Dependency::Body(id) => of_document(2, id),
            Dependency::Query(DocumentQuery::Campaign(id)) => of_document(3, id),
            Dependency::Query(DocumentQuery::Members(id)) => of_document(4, id),
            Dependency::Query(DocumentQuery::Neighbours(id)) => of_document(5, id),
            Dependency::Query(DocumentQuery::Related(id)) => of_document(6, id),
            Dependency::Query(DocumentQuery::Standings(id)) => of_document(7, id),
            Dependency::File(id) => of_file(0, id),
            Dependency::Bytes(id) => of_file(1, id),
            _ => None,
        }
    }

    /// The read of a number.
    pub(super) fn read(self, number: usize) -> Option<Dependency> {
        if number < self.of_documents() {
            let sort = OF_DOCUMENTS.get(number / self.documents)?;
            return Some(sort(DocumentId::new(number % self.documents)));
        }
        let number = number - self.of_documents();
        let sort = OF_FILES.get(number.checked_div(self.files)?)?;
        Some(sort(FileId::new(number % self.files)))
    }

    fn of_documents(self) -> usize {
        OF_DOCUMENTS.len() * self.documents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_follows_from_its_number_and_its_number_from_it() {
        for plain in [
            DenseIds::new(3, 2),
            DenseIds::new(1, 0),
            DenseIds::new(0, 2),
            DenseIds::new(0, 0),
        ] {
            let reads: Vec<Dependency> = (0..plain.len())
                .filter_map(|number| plain.read(number))
                .collect();
            let numbers: Vec<usize> = reads.iter().filter_map(|read| plain.number(read)).collect();
            assert_eq!(numbers, (0..plain.len()).collect::<Vec<_>>());
            assert_eq!(plain.read(plain.len()), None);
        }
    }

    #[test]
    fn what_the_site_does_not_have_has_no_number() {
        let plain = DenseIds::new(3, 2);
        assert_eq!(plain.number(&Dependency::Card(DocumentId::new(3))), None);
        assert_eq!(plain.number(&Dependency::Bytes(FileId::new(2))), None);
        assert_eq!(plain.number(&Dependency::Config), None);
    }
}
