//! The documents of a site, those that the public sees, and their order.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, Kind, SourcePath};

use super::{DocumentId, Showing, State};

/// Every document of a site, seen at an instant.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    all: Vec<Arc<Document>>,
    states: Vec<State>,
    showing: Showing,
    by_path: HashMap<SourcePath, DocumentId>,
    list: Vec<DocumentId>,
    indexes: Vec<DocumentId>,
}

impl Documents {
    /// Orders documents by path, and tells which of them are seen at `now`.
    pub fn new(mut all: Vec<Arc<Document>>, now: Timestamp, zone: &TimeZone, showing: Showing) -> Self {
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let states: Vec<State> = all.iter().map(|document| State::of(document, now, zone)).collect();
        let ids = || (0..all.len()).map(DocumentId::new);
        let by_path = ids().map(|id| (all[id.index()].path.clone(), id)).collect();
        let (indexes, mut list): (Vec<_>, Vec<_>) = ids()
            .filter(|id| states[id.index()].is_visible(showing))
            .partition(|id| all[id.index()].is_index);
        list.sort_by_cached_key(|id| list_key(&all[id.index()], *id));
        Self { all, states, showing, by_path, list, indexes }
    }

    /// A document.
    pub fn get(&self, id: DocumentId) -> &Document {
        &self.all[id.index()]
    }

    /// Its state at the site's instant.
    pub fn state(&self, id: DocumentId) -> State {
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

    /// Every document, seen or not, in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.all.iter().enumerate().map(|(at, document)| (DocumentId::new(at), &**document))
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
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = DocumentId> {
        self.list.iter().copied().filter(move |&id| self.get(id).kind == kind)
    }
}

fn list_key(document: &Document, id: DocumentId) -> (i64, Reverse<Option<Timestamp>>, DocumentId) {
    let weight = document.front_matter.weight.unwrap_or(0);
    (weight, Reverse(document.when().map(|when| when.at)), id)
}
