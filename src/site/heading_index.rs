//! Lookup of the headings that links name after `#`: by their anchor, or by their text as an editor
//! copies it, with its spaces and punctuation.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::characters::skeleton;
use crate::content::HeadingList;
use crate::limits::likeness::FEW;

use super::{DocumentId, Site};

/// Tables of documents with many headings, built on first use.
#[derive(Debug, Default)]
pub(super) struct HeadingIndexes(Mutex<HashMap<DocumentId, Arc<HeadingTable>>>);

/// Anchors by each form in which a link may name them.
#[derive(Debug, Default)]
struct HeadingTable {
    anchors: HashMap<String, u32>,
    texts: HashMap<String, u32>,
    skeletons: HashMap<String, u32>,
    ids: Vec<String>,
}

impl HeadingTable {
    fn new(headings: &HeadingList) -> Self {
        let mut table = Self::default();
        for (at, heading) in (0..).zip(headings.iter()) {
            table.ids.push(heading.id.to_owned());
            table.anchors.entry(heading.id.to_owned()).or_insert(at);
            table.texts.entry(heading.text.to_owned()).or_insert(at);
            table.skeletons.entry(skeleton(heading.text)).or_insert(at);
        }
        table
    }

    fn find(&self, fragment: &str, letters: &str) -> Option<&String> {
        let by_letters = || self.skeletons.get(letters).filter(|_| !letters.is_empty());
        let at = self
            .anchors
            .get(fragment)
            .or_else(|| self.texts.get(fragment))
            .or_else(by_letters)?;
        self.ids.get(*at as usize)
    }
}

impl Site {
    /// Returns the anchor of the heading that a fragment names: an anchor, else the text of a
    /// heading, else one that differs from it in spaces, punctuation, case or width.
    pub(super) fn anchor(&self, id: DocumentId, fragment: &str) -> Option<String> {
        let headings = &self.document(id).body.headings;
        let fragment = fragment.trim();
        if headings.len() > FEW {
            let table = {
                let mut tables = self.headings.0.lock();
                let table = tables.entry(id);
                Arc::clone(table.or_insert_with(|| Arc::new(HeadingTable::new(headings))))
            };
            return table.find(fragment, &skeleton(fragment)).cloned();
        }
        let mut all = headings.iter();
        if all.clone().any(|heading| heading.id == fragment) {
            return Some(fragment.to_owned());
        }
        let letters = skeleton(fragment);
        let is_same = |text: &str| !letters.is_empty() && skeleton(text) == letters;
        let exact = all.clone().find(|heading| heading.text == fragment);
        exact
            .or_else(|| all.find(|heading| is_same(heading.text)))
            .map(|heading| heading.id.to_owned())
    }
}
