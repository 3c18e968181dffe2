//! Reads that are no more than a sort and the number of a document or a file. They are most of all
//! reads, and their own numbers follow from that: nothing of them need be kept.

use crate::render::{Query, Read};
use crate::site::{DocumentId, FileId};

/// The sorts of reads of one document.
const OF_DOCUMENTS: [fn(DocumentId) -> Read; 8] = [
    Read::Card,
    Read::Facts,
    Read::Body,
    |id| Read::Query(Query::Campaign(id)),
    |id| Read::Query(Query::Members(id)),
    |id| Read::Query(Query::Neighbours(id)),
    |id| Read::Query(Query::Related(id)),
    |id| Read::Query(Query::Standings(id)),
];

/// The sorts of reads of one file.
const OF_FILES: [fn(FileId) -> Read; 2] = [Read::File, Read::Bytes];

/// All plain reads that there can be in a site.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    documents: usize,
    files: usize,
}

impl Plain {
    /// Those of so many documents and files.
    pub(super) fn of(documents: usize, files: usize) -> Self {
        Self { documents, files }
    }

    /// How many there are.
    pub(super) fn len(self) -> usize {
        self.of_documents() + OF_FILES.len() * self.files
    }

    /// The number of a read; `None` when it is not a plain one.
    pub(super) fn number(self, read: &Read) -> Option<usize> {
        let of_document = |sort: usize, id: &DocumentId| {
            (id.index() < self.documents).then(|| sort * self.documents + id.index())
        };
        let of_file = |sort: usize, id: &FileId| {
            (id.index() < self.files).then(|| self.of_documents() + sort * self.files + id.index())
        };
        match read {
            Read::Card(id) => of_document(0, id),
            Read::Facts(id) => of_document(1, id),
            Read::Body(id) => of_document(2, id),
            Read::Query(Query::Campaign(id)) => of_document(3, id),
            Read::Query(Query::Members(id)) => of_document(4, id),
            Read::Query(Query::Neighbours(id)) => of_document(5, id),
            Read::Query(Query::Related(id)) => of_document(6, id),
            Read::Query(Query::Standings(id)) => of_document(7, id),
            Read::File(id) => of_file(0, id),
            Read::Bytes(id) => of_file(1, id),
            _ => None,
        }
    }

    /// The read of a number.
    pub(super) fn read(self, number: usize) -> Option<Read> {
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
            Plain::of(3, 2),
            Plain::of(1, 0),
            Plain::of(0, 2),
            Plain::of(0, 0),
        ] {
            let reads: Vec<Read> = (0..plain.len())
                .filter_map(|number| plain.read(number))
                .collect();
            let numbers: Vec<usize> = reads.iter().filter_map(|read| plain.number(read)).collect();
            assert_eq!(numbers, (0..plain.len()).collect::<Vec<_>>());
            assert_eq!(plain.read(plain.len()), None);
        }
    }

    #[test]
    fn what_the_site_does_not_have_has_no_number() {
        let plain = Plain::of(3, 2);
        assert_eq!(plain.number(&Read::Card(DocumentId::new(3))), None);
        assert_eq!(plain.number(&Read::Bytes(FileId::new(2))), None);
        assert_eq!(plain.number(&Read::Config), None);
    }
}
