//! The documents of a site, those that the public sees, and their order.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, DocumentKind, Moment, SourcePath};

use super::{DocumentId, PublicationState, VisibilityOptions};

/// Every document of a site, seen at an instant.
#[derive(Clone, Debug, Default)]
pub struct DocumentSet {
    all: Vec<Arc<Document>>,
    // What every list asks of every document lies together: going through the documents themselves is slow.
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
    /// Orders documents by path, and tells which of them are seen at `now`.
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

    /// Takes other forms of some documents, which differ in their bodies alone.
    pub(super) fn replace(&mut self, edited: &[Arc<Document>]) {
        for document in edited {
            if let Some(id) = self.find(&document.path) {
                self.all[id.index()] = Arc::clone(document);
            }
        }
    }

    /// The kind of a document.
    pub fn kind(&self, id: DocumentId) -> DocumentKind {
        self.kinds[id.index()]
    }

    /// What a document is dated by in lists.
    pub fn date(&self, id: DocumentId) -> Option<Moment> {
        self.dates[id.index()]
    }

    /// A document.
    pub fn get(&self, id: DocumentId) -> &Document {
        &self.all[id.index()]
    }

    /// Its state at the site's instant.
    pub fn state(&self, id: DocumentId) -> PublicationState {
        self.states[id.index()]
    }

    /// Whether it is seen.
    pub fn is_visible(&self, id: DocumentId) -> bool {
        self.state(id).is_visible(self.showing)
    }

    /// The document in a file.
    pub fn find(&self, path: &SourcePath) -> Option<DocumentId> {
        self.by_path.get(path).copied()
    }

    /// Those that are seen, without the introductions of sections, in the order of lists: by
    /// weight, then newest first, then by path.
    pub fn list(&self) -> &[DocumentId] {
        &self.list
    }

    /// The introductions of sections that are seen.
    pub fn indexes(&self) -> &[DocumentId] {
        &self.indexes
    }

    /// Those of which it cannot be told whether the public sees them.
    pub fn unjudged(&self) -> &[DocumentId] {
        &self.unjudged
    }

    /// Every document, seen or not, in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.all
            .iter()
            .enumerate()
            .map(|(at, document)| (DocumentId::new(at), &**document))
    }

    /// Every document's number, in the order of paths.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> {
        (0..self.all.len()).map(DocumentId::new)
    }

    /// How many documents there are, seen or not.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those of a kind that are seen, in the order of lists.
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
