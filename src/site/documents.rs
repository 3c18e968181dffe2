//! Documents of a site, their visibility and their order.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, DocumentKind, Moment, SourcePath};

use super::{DocumentId, PublicationState, VisibilityOptions};

/// All documents of a site, evaluated at an instant.
#[derive(Clone, Debug, Default)]
pub struct DocumentSet {
    all: Vec<Arc<Document>>,
    // Columns that every list reads; contiguous arrays are faster than walking the documents.
    states: Vec<PublicationState>,
    kinds: Vec<DocumentKind>,
    dates: Vec<Option<Moment>>,
    showing: VisibilityOptions,
    list: Vec<DocumentId>,
    indexes: Vec<DocumentId>,
    unjudged: Vec<DocumentId>,
    by_path: Arc<HashMap<SourcePath, DocumentId>>,
}

impl DocumentSet {
    /// Sorts documents by path and determines which are visible at `now`.
    pub fn new(
        mut all: Vec<Arc<Document>>,
        now: Timestamp,
        zone: &TimeZone,
        showing: VisibilityOptions,
    ) -> Self {
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let states: Vec<PublicationState> = all
            .iter()
            .map(|document| PublicationState::resolve(document, now, zone))
            .collect();
        let kinds: Vec<DocumentKind> = all.iter().map(|document| document.kind).collect();
        let dates: Vec<Option<Moment>> = all.iter().map(|document| document.when()).collect();
        let (indexes, mut list): (Vec<_>, Vec<_>) = (0..all.len())
            .map(DocumentId::new)
            .filter(|id| states[id.index()].is_visible(showing))
            .partition(|id| all[id.index()].is_index);
        list.sort_by_cached_key(|id| list_key(&all[id.index()], dates[id.index()], *id));
        let is_unjudged = |id: &DocumentId| states[id.index()] == PublicationState::Unjudged;
        let unjudged = (0..all.len())
            .map(DocumentId::new)
            .filter(is_unjudged)
            .collect();
        let named =
            |(at, document): (usize, &Arc<Document>)| (document.path.clone(), DocumentId::new(at));
        let by_path = Arc::new(all.iter().enumerate().map(named).collect());
        Self {
            all,
            states,
            kinds,
            dates,
            showing,
            list,
            indexes,
            unjudged,
            by_path,
        }
    }

    /// Replaces documents by versions that differ only in their bodies.
    pub(super) fn replace(&mut self, edited: &[Arc<Document>]) {
        for document in edited {
            if let Some(id) = self.find(&document.path) {
                self.all[id.index()] = Arc::clone(document);
            }
        }
    }

    /// Returns the kind of a document.
    pub fn kind(&self, id: DocumentId) -> DocumentKind {
        self.kinds[id.index()]
    }

    /// Returns the date of a document in lists.
    pub fn date(&self, id: DocumentId) -> Option<Moment> {
        self.dates[id.index()]
    }

    /// Returns a document.
    pub fn get(&self, id: DocumentId) -> &Document {
        &self.all[id.index()]
    }

    /// Returns the publication state of a document at the site's instant.
    pub fn state(&self, id: DocumentId) -> PublicationState {
        self.states[id.index()]
    }

    /// Returns true if a document is visible.
    pub fn is_visible(&self, id: DocumentId) -> bool {
        self.state(id).is_visible(self.showing)
    }

    /// Returns the document with a source path.
    pub fn find(&self, path: &SourcePath) -> Option<DocumentId> {
        self.by_path.get(path).copied()
    }

    /// Returns the visible documents except section introductions, in list order: by weight, newest
    /// first, then by path.
    pub fn list(&self) -> &[DocumentId] {
        &self.list
    }

    /// Returns the visible introductions of sections.
    pub fn indexes(&self) -> &[DocumentId] {
        &self.indexes
    }

    /// Returns the documents whose visibility cannot be determined.
    pub fn unjudged(&self) -> &[DocumentId] {
        &self.unjudged
    }

    /// Iterates over every document, visible or not, in path order.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.all
            .iter()
            .enumerate()
            .map(|(at, document)| (DocumentId::new(at), &**document))
    }

    /// Iterates over the ids of all documents, in path order.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> {
        (0..self.all.len()).map(DocumentId::new)
    }

    /// Returns the number of documents, visible or not.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns true if there are no documents.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the visible documents of a kind, in list order.
    pub fn of_kind(&self, kind: DocumentKind) -> impl Iterator<Item = DocumentId> {
        self.list
            .iter()
            .copied()
            .filter(move |&id| self.kind(id) == kind)
    }
}

fn list_key(
    document: &Document,
    date: Option<Moment>,
    id: DocumentId,
) -> (i64, Reverse<Option<Timestamp>>, DocumentId) {
    (
        document.front_matter.weight.unwrap_or(0),
        Reverse(date.map(|when| when.at)),
        id,
    )
}
