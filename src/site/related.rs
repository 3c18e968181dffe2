//! Related documents.
//!
//! Related documents share tags, a campaign or venues; a rare tag weighs more than a common one.
//! For each tag only the documents next in time are scored, so that the cost grows linearly with
//! the number of documents.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::HashMap;

use crate::content::DocumentKind;

use super::{DocumentId, DocumentSet, TermIndex};

/// Number of related documents shown.
const SHOWN: usize = 5;
/// Number of documents scored on each side in a tag's list.
const REACH: usize = 12;

/// Returns documents related to `id`, most related first.
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

/// Traits of all documents, in a contiguous array: walking the documents is slow.
#[derive(Clone, Debug, Default)]
pub(crate) struct RelatedIndex(Arc<[DocumentTraits]>);

/// Traits of a document besides its tags.
#[derive(Clone, Copy, Debug)]
struct DocumentTraits {
    /// Rank in list order; documents that are not visible come last.
    rank: u32,
    /// Bit set of venues.
    venues: u64,
    /// Campaign number; 0 for none.
    campaign: u32,
    kind: DocumentKind,
}

impl DocumentTraits {
    /// Returns the score of what two documents share besides tags.
    fn shares(self, other: Self) -> u32 {
        40 * u32::from(self.venues & other.venues != 0)
            + 20 * u32::from(self.kind == other.kind)
            + 200 * u32::from(self.campaign != 0 && self.campaign == other.campaign)
    }
}

impl RelatedIndex {
    /// Builds the index from all documents.
    pub(crate) fn new(documents: &DocumentSet) -> Self {
        let mut venues = NameNumbers::default();
        let mut campaigns = NameNumbers::default();
        let mut all: Vec<DocumentTraits> = documents
            .iter()
            .map(|(_, document)| DocumentTraits {
                rank: u32::MAX,
                // Sites have about a dozen venues; from the 64th on they share a bit.
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

    /// Returns the slice of a list around a document.
    fn near<'a>(&self, list: &'a [DocumentId], id: DocumentId) -> &'a [DocumentId] {
        let rank = |id: DocumentId| self.0[id.index()].rank;
        let at = list.partition_point(|&other| rank(other) < rank(id));
        &list[at.saturating_sub(REACH)..(at + REACH + 1).min(list.len())]
    }
}

/// Numbers assigned to names, from 1.
#[derive(Default)]
struct NameNumbers<'n>(HashMap<&'n str, u32>);

impl<'n> NameNumbers<'n> {
    fn of(&mut self, name: &'n str) -> u32 {
        let next = self.0.len() as u32 + 1;
        *self.0.entry(name).or_insert(next)
    }
}
