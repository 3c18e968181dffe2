//! What published documents and a plan's own entries of progress state of its items.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::law::plan::{ItemFinder, ItemStatements, split_reference};

use super::super::{DocumentId, DocumentSet, PublicationState};
use super::PlanSet;
use crate::content::ProgressEntry;

/// What is stated of one plan, by the ids of its items.
#[derive(Default)]
pub(super) struct PlanStatements {
    pub(super) statements: BTreeMap<String, ItemStatements>,
    pub(super) evidence: BTreeMap<String, Vec<DocumentId>>,
    /// How much each of them counts toward the item's targets.
    pub(super) counted: BTreeMap<(String, DocumentId), u64>,
    /// The entries of the plan's own progress, by their places.
    pub(super) progress: BTreeMap<String, Vec<usize>>,
}

/// Gathers the statements for each plan, in the order of plans. A reference that means no single
/// item states nothing; the checks tell of it.
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
    // A draft is no evidence even where drafts are shown.
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
        // What is to be done later is not done.
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
