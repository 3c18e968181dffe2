//! 上一篇 and 下一篇: the documents before and after one in its section.

use super::{DocumentId, Site};

impl Site {
    /// The documents before and after one in its own section, by date.
    pub fn prev_next(&self, id: DocumentId) -> (Option<DocumentId>, Option<DocumentId>) {
        let document = self.document(id);
        let Some(section) = self
            .sections
            .find(&document.section)
            .filter(|of| !of.folder.is_empty())
        else {
            return (None, None);
        };
        let key = |id: &DocumentId| (self.documents.date(*id), *id);
        let Ok(at) = section.own.binary_search_by_key(&key(&id), key) else {
            return (None, None);
        };
        (
            at.checked_sub(1).map(|before| section.own[before]),
            section.own.get(at + 1).copied(),
        )
    }
}
