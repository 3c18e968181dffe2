//! A plan of the site as open data: what `pufa plan` prints, as the public may know it.

use std::collections::BTreeMap;

use crate::diagnostic::Language;
use crate::law::plan::Item;
use crate::site::PlanForm;

use super::plan::{Account, Evidence, Sheet, csv, json};
use super::recorder::{PlanText, Recorder};

/// The bytes of `plan.json` or `plan.csv`; `None` when there is no such plan.
pub(crate) fn plan_data(reads: &Recorder<'_>, number: usize, form: PlanForm) -> Option<Vec<u8>> {
    let plan = reads.plan(number)?;
    let items = plan.plan.items();
    let accounts: BTreeMap<String, Account> = items
        .into_iter()
        .map(|item| (item.id.clone(), account(reads, plan, item)))
        .collect();
    let found = reads.plan_findings(plan);
    let sheet = Sheet {
        plan: plan.plan,
        accounts: &accounts,
        found,
        language: Language::Chinese,
    };
    Some(match form {
        PlanForm::Json => (json(&sheet) + "\n").into_bytes(),
        PlanForm::Csv => csv(&sheet).into_bytes(),
    })
}

fn account(reads: &Recorder<'_>, plan: PlanText<'_>, item: &Item) -> Account {
    let base = &reads.config().base;
    let evidence = |&document: &crate::site::DocumentId| Evidence {
        title: reads.facts(document).title.clone(),
        url: base.absolute(&reads.document_url(document)),
    };
    Account {
        status: reads.status(plan, item),
        reached: reads.reached(plan, item).to_vec(),
        evidence: reads.evidence(plan, item).iter().map(evidence).collect(),
    }
}
