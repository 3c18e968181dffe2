//! Statements about plan items, from published documents and a plan's own progress entries.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::law::plan::{ItemFinder, ItemStatements, split_reference};

use super::super::{DocumentId, DocumentSet, PublicationState};
use super::PlanSet;
use crate::content::ProgressEntry;

/// Statements about one plan, by item id.
#[derive(Default)]
pub(super) struct PlanStatements {
    pub(super) statements: BTreeMap<String, ItemStatements>,
    pub(super) evidence: BTreeMap<String, Vec<DocumentId>>,
    /// Amount that each document counts toward the item's targets.
    pub(super) counted: BTreeMap<(String, DocumentId), u64>,
    /// Indexes of the plan's own progress entries.
    pub(super) progress: BTreeMap<String, Vec<usize>>,
}

/// Collects the statements for each plan, in plan order. A reference that does not match exactly
/// one item is ignored; the checks report it.
pub(super) fn gather(
    plans: &PlanSet,
    documents: &DocumentSet,
    now: Timestamp,
) -> Vec<PlanStatements> {
    let mut all: Vec<PlanStatements> = plans.iter().map(|_| PlanStatements::default()).collect();
    let finders: Vec<ItemFinder<'_>> = plans
        .iter()
        .map(|plan| ItemFinder::new(&plan.plan))
        .collect();
    // A draft is no evidence, even if drafts are shown.
    let published = |id: &&DocumentId| documents.state(**id) == PublicationState::Published;
    let mut naming: Vec<DocumentId> = documents.list().iter().filter(published).copied().collect();
    naming.retain(|id| !documents.get(*id).front_matter.plan.is_empty());
    naming.sort_by_key(|id| (documents.get(*id).when().map(|when| when.at), *id));
    for id in naming {
        let document = documents.get(id);
        for reference in &document.front_matter.plan {
            let Ok((at, item)) = plans.plan_of(document, &reference.item) else {
                continue;
            };
            let Ok(item) = finders[at].find(item) else {
                continue;
            };
            all[at].name(&item.id, reference.count);
            *all[at].counted.entry((item.id.clone(), id)).or_default() +=
                u64::from(reference.count.unwrap_or(0));
            let evidence = all[at].evidence.entry(item.id.clone()).or_default();
            if evidence.last() != Some(&id) {
                evidence.push(id);
            }
        }
    }
    for (at, plan) in plans.iter().enumerate() {
        // Entries dated in the future do not count yet.
        let progress = &documents.get(plan.document).front_matter.further.progress;
        let is_past = |entry: &ProgressEntry| entry.date.is_none_or(|date| date.at <= now);
        for (place, entry) in progress
            .iter()
            .enumerate()
            .filter(|(_, entry)| is_past(entry))
        {
            let Ok(item) = finders[at].find(split_reference(&entry.item).1) else {
                continue;
            };
            all[at]
                .progress
                .entry(item.id.clone())
                .or_default()
                .push(place);
            let said = all[at].name(&item.id, entry.count);
            said.is_noted |= entry
                .note
                .as_deref()
                .is_some_and(|note| !note.trim().is_empty());
        }
    }
    all
}

impl PlanStatements {
    fn name(&mut self, item: &str, count: Option<u32>) -> &mut ItemStatements {
        let said = self.statements.entry(item.to_owned()).or_default();
        said.named += 1;
        said.counted += u64::from(count.unwrap_or(0));
        said
    }
}
