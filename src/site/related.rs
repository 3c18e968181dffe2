//! Documents near to another in subject.
//!
//! Near are those that share its tags, its campaign, its venues; a rare tag says more than a
//! common one. Of each tag only the documents next to it in time are weighed, so that the work
//! grows with the number of documents and not with its square.

use std::cmp::Reverse;

use crate::content::Document;

use super::{DocumentId, Documents, Terms};

/// How many documents are shown as related.
const SHOWN: usize = 5;
/// How many documents on each side in a tag's list are weighed.
const REACH: usize = 12;

/// Documents related to `id`, nearest first.
pub(crate) fn related(
    documents: &Documents,
    terms: &Terms,
    ranks: &Ranks,
    id: DocumentId,
) -> Vec<DocumentId> {
    let document = documents.get(id);
    let mut worths: Vec<(DocumentId, u32)> = Vec::with_capacity(2 * (2 * REACH + 1));
    for term in document.front_matter.tags.iter().filter_map(|tag| terms.tag(tag)) {
        let worth = 1000 / (usize::BITS - term.documents.len().leading_zeros());
        let near = ranks.near(&term.documents, id).iter();
        worths.extend(near.filter(|&&other| other != id).map(|&other| (other, worth)));
    }
    worths.sort_unstable();
    let mut ranked: Vec<(Reverse<u32>, u32, DocumentId)> = worths
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|same| {
            let other = same[0].0;
            let tags: u32 = same.iter().map(|(_, worth)| worth).sum();
            (Reverse(tags + kinship(document, documents.get(other))), ranks.of(other), other)
        })
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().take(SHOWN).map(|(_, _, other)| other).collect()
}

/// What two documents share beside tags.
fn kinship(document: &Document, other: &Document) -> u32 {
    let (campaign, theirs) = (&document.front_matter.campaign, &other.front_matter.campaign);
    40 * u32::from(other.venues.iter().any(|venue| document.venues.contains(venue)))
        + 20 * u32::from(other.kind == document.kind)
        + 200 * u32::from(campaign.is_some() && campaign == theirs)
}

/// The place of each document in the order of lists.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks(Vec<u32>);

impl Ranks {
    /// Numbers the documents that are seen; the others come last.
    pub(crate) fn new(documents: &Documents) -> Self {
        let mut ranks = vec![u32::MAX; documents.len()];
        for (rank, id) in documents.list().iter().enumerate() {
            ranks[id.index()] = rank as u32;
        }
        Self(ranks)
    }

    /// The place of a document.
    pub(crate) fn of(&self, id: DocumentId) -> u32 {
        self.0[id.index()]
    }

    /// The part of a list around a document.
    fn near<'a>(&self, list: &'a [DocumentId], id: DocumentId) -> &'a [DocumentId] {
        let at = list.partition_point(|&other| self.of(other) < self.of(id));
        &list[at.saturating_sub(REACH)..(at + REACH + 1).min(list.len())]
    }
}
