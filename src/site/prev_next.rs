//! Previous and next document of a section (上一篇, 下一篇).

use super::{DocumentId, Site};

impl Site {
    /// Returns the previous and next document in a document's own section, by date.
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
