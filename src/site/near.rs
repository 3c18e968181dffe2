//! The document that a broken link probably meant, by the name of its file.
//!
//! A slip of the pen leaves the beginning of a name as it was, or its end: only the names beside the
//! wrong one in the alphabet are weighed, from the left and from the right, so that advice on many
//! links does not grow with the square of a site.

use std::cmp::Ordering;

use crate::content::nearest;

use super::{DocumentId, Site};

/// How many names on each side of the wrong one are weighed, in each order.
const REACH: usize = 100;

/// The documents of a site in the order of their files' names.
pub(super) struct Near<'s> {
    site: &'s Site,
    forward: Vec<DocumentId>,
    /// In the order of the names read from their ends.
    backward: Vec<DocumentId>,
}

impl<'s> Near<'s> {
    /// Orders the documents of a site.
    pub(super) fn of(site: &'s Site) -> Self {
        let mut forward: Vec<DocumentId> = site.documents.ids().collect();
        let mut backward = forward.clone();
        forward.sort_by(|&one, &other| name(site, one).cmp(name(site, other)));
        backward.sort_by(|&one, &other| from_the_end(name(site, one), name(site, other)));
        Self { site, forward, backward }
    }

    /// The document whose file's name is most like `wrong`; `None` when none is, or when several bear it.
    pub(super) fn find(&self, wrong: &str) -> Option<DocumentId> {
        let at = self.forward.partition_point(|&id| name(self.site, id) < wrong);
        let from_end = |id: DocumentId| from_the_end(name(self.site, id), wrong);
        let at_back = self.backward.partition_point(|&id| from_end(id) == Ordering::Less);
        let mut beside = [around(&self.forward, at), around(&self.backward, at_back)].concat();
        beside.sort_unstable();
        let near = nearest(wrong, beside.iter().map(|&id| name(self.site, id)))?;
        let first = self.forward.partition_point(|&id| name(self.site, id) < near);
        let is_shared = self.forward.get(first + 1).is_some_and(|&id| name(self.site, id) == near);
        self.forward.get(first).copied().filter(|_| !is_shared)
    }
}

fn around(ids: &[DocumentId], at: usize) -> &[DocumentId] {
    &ids[at.saturating_sub(REACH)..(at + REACH).min(ids.len())]
}

fn name(site: &Site, id: DocumentId) -> &str {
    site.document(id).path.name()
}

fn from_the_end(one: &str, other: &str) -> Ordering {
    one.chars().rev().cmp(other.chars().rev())
}
