//! Documents near to another in subject.
//!
//! Near are those that share its tags, its campaign, its venues; a rare tag says more than a
//! common one. Of each tag only the documents next to it in time are weighed, so that the work
//! grows with the number of documents and not with its square.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;

use crate::content::DocumentKind;

use super::{DocumentId, DocumentSet, TermIndex};

/// How many documents are shown as related.
const SHOWN: usize = 5;
/// How many documents on each side in a tag's list are weighed.
const REACH: usize = 12;

/// Documents related to `id`, nearest first.
pub(crate) fn related(
    documents: &DocumentSet,
    terms: &TermIndex,
    kin: &RelatedIndex,
    id: DocumentId,
) -> Vec<DocumentId> {
    let mut worths: Vec<(DocumentId, u32)> = Vec::with_capacity(2 * (2 * REACH + 1));
    for term in documents
        .get(id)
        .front_matter
        .tags
        .iter()
        .filter_map(|tag| terms.tag(tag))
    {
        let worth = 1000 / (usize::BITS - term.documents.len().leading_zeros());
        let near = kin.near(&term.documents, id).iter();
        worths.extend(
            near.filter(|&&other| other != id)
                .map(|&other| (other, worth)),
        );
    }
    worths.sort_unstable();
    let own = kin.0[id.index()];
    let mut ranked: Vec<(Reverse<u32>, u32, DocumentId)> = worths
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|same| {
            let other = same[0].0;
            let tags: u32 = same.iter().map(|(_, worth)| worth).sum();
            let theirs = kin.0[other.index()];
            (Reverse(tags + own.shares(theirs)), theirs.rank, other)
        })
        .collect();
    let shown = SHOWN.min(ranked.len());
    if shown < ranked.len() {
        ranked.select_nth_unstable(shown);
        ranked.truncate(shown);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, _, other)| other).collect()
}

/// What is asked of every document that is weighed, together: going through the documents is slow.
#[derive(Clone, Debug, Default)]
pub(crate) struct RelatedIndex(Arc<[DocumentTraits]>);

/// What a document has beside its tags.
#[derive(Clone, Copy, Debug)]
struct DocumentTraits {
    /// Its place in the order of lists; one that is not seen comes last.
    rank: u32,
    /// Its venues, a bit for each.
    venues: u64,
    /// Its campaign, by number; 0 for none.
    campaign: u32,
    kind: DocumentKind,
}

impl DocumentTraits {
    /// How much two documents share beside tags.
    fn shares(self, other: Self) -> u32 {
        40 * u32::from(self.venues & other.venues != 0)
            + 20 * u32::from(self.kind == other.kind)
            + 200 * u32::from(self.campaign != 0 && self.campaign == other.campaign)
    }
}

impl RelatedIndex {
    /// Looks at every document.
    pub(crate) fn new(documents: &DocumentSet) -> Self {
        let (mut venues, mut campaigns) = (NameNumbers::default(), NameNumbers::default());
        let mut all: Vec<DocumentTraits> = documents
            .iter()
            .map(|(_, document)| DocumentTraits {
                rank: u32::MAX,
                // A site has a dozen venues; from the 64th on they share a bit.
                venues: document
                    .venues
                    .iter()
                    .fold(0, |bits, venue| bits | 1 << (venues.of(venue) - 1).min(63)),
                campaign: document
                    .front_matter
                    .campaign
                    .as_deref()
                    .map_or(0, |name| campaigns.of(name)),
                kind: document.kind,
            })
            .collect();
        for (rank, id) in documents.list().iter().enumerate() {
            all[id.index()].rank = rank as u32;
        }
        Self(all.into())
    }

    /// The part of a list around a document.
    fn near<'a>(&self, list: &'a [DocumentId], id: DocumentId) -> &'a [DocumentId] {
        let rank = |id: DocumentId| self.0[id.index()].rank;
        let at = list.partition_point(|&other| rank(other) < rank(id));
        &list[at.saturating_sub(REACH)..(at + REACH + 1).min(list.len())]
    }
}

/// Numbers of names, from 1.
#[derive(Default)]
struct NameNumbers<'n>(HashMap<&'n str, u32>);

impl<'n> NameNumbers<'n> {
    fn of(&mut self, name: &'n str) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(name).or_insert(next)
    }
}
