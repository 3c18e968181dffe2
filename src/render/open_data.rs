//! Open data of a work plan: the output of `pufa plan`, limited to public information.

use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::law::plan::PlanItem;
use crate::site::plans::PlanDataFormat;

use super::dependency_tracker::{DependencyTracker, TrackedPlan};
use super::plan::{ItemAccount, ItemEvidence, PlanSheet, csv, json};

/// Returns the bytes of `plan.json` or `plan.csv`; `None` if there is no such plan.
pub(crate) fn plan_data(
    reads: &DependencyTracker<'_>,
    number: usize,
    form: PlanDataFormat,
) -> Option<Vec<u8>> {
    let plan = reads.plan(number)?;
    let items = plan.plan.items();
    let accounts: BTreeMap<String, ItemAccount> = items
        .into_iter()
        .map(|item| (item.id.clone(), account(reads, plan, item)))
        .collect();
    let found = reads.plan_findings(plan);
    let sheet = PlanSheet {
        plan: plan.plan,
        accounts: &accounts,
        found,
        language: Language::Chinese,
    };
    Some(match form {
        PlanDataFormat::Json => (json(&sheet) + "\n").into_bytes(),
        PlanDataFormat::Csv => csv(&sheet).into_bytes(),
    })
}

fn account(reads: &DependencyTracker<'_>, plan: TrackedPlan<'_>, item: &PlanItem) -> ItemAccount {
    let base = &reads.config().base;
    let evidence = |&document: &crate::site::DocumentId| ItemEvidence {
        title: reads.facts(document).title.clone(),
        url: base.absolute(&reads.document_url(document)),
    };
    ItemAccount {
        status: reads.status(plan, item),
        reached: reads.reached(plan, item).to_vec(),
        evidence: reads.evidence(plan, item).iter().map(evidence).collect(),
    }
}
