//! Writes a plan as JSON: the documented format of `pufa plan --format json`.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::json_line;
use crate::law::plan::{Deadline, PlanItem, PlanSection, PlanTarget};
use crate::law::responsible_unit::ResponsibleUnit;

use super::{ItemEvidence, PlanSheet};

#[derive(Serialize)]
struct PlanJson<'p> {
    title: &'p str,
    year: Option<i16>,
    document_number: Option<&'p str>,
    preamble: &'p str,
    tail: &'p str,
    source: &'p str,
    sections: Vec<SectionJson<'p>>,
    diagnostics: Vec<Value>,
}

#[derive(Serialize)]
struct SectionJson<'p> {
    label: Option<&'p str>,
    number: Option<u32>,
    title: &'p str,
    body: &'p str,
    line: u32,
    items: Vec<ItemJson<'p>>,
}

#[derive(Serialize)]
struct ItemJson<'p> {
    id: &'p str,
    label: Option<&'p str>,
    number: Option<u32>,
    title: &'p str,
    body: &'p str,
    line: u32,
    units: &'p [ResponsibleUnit],
    targets: &'p [PlanTarget],
    deadline: Option<&'p Deadline>,
    evidence: Vec<ItemEvidence>,
    status: &'static str,
    items: Vec<ItemJson<'p>>,
}

/// Returns the plan as one JSON object, indented.
pub(crate) fn json(sheet: &PlanSheet<'_>) -> String {
    let plan = sheet.plan;
    let told = sheet
        .found
        .iter()
        .map(|found| json_line(found, sheet.language));
    let form = PlanJson {
        title: &plan.title,
        year: plan.year,
        document_number: plan.document_number.as_deref(),
        preamble: &plan.preamble,
        tail: &plan.tail,
        source: &plan.source,
        sections: plan
            .sections
            .iter()
            .map(|section| section_form(sheet, section))
            .collect(),
        diagnostics: told
            .filter_map(|line| serde_json::from_str(&line).ok())
            .collect(),
    };
    serde_json::to_string_pretty(&form).unwrap_or_default()
}

fn section_form<'p>(sheet: &PlanSheet<'p>, section: &'p PlanSection) -> SectionJson<'p> {
    SectionJson {
        label: section.label.as_deref(),
        number: section.number,
        title: &section.title,
        body: &section.body,
        line: section.line,
        items: section
            .items
            .iter()
            .map(|item| item_form(sheet, item))
            .collect(),
    }
}

fn item_form<'p>(sheet: &PlanSheet<'p>, item: &'p PlanItem) -> ItemJson<'p> {
    let account = sheet.account(item);
    ItemJson {
        id: &item.id,
        label: item.label.as_deref(),
        number: item.number,
        title: &item.title,
        body: &item.body,
        line: item.line,
        units: &item.units,
        targets: &item.targets,
        deadline: item.deadline.as_ref(),
        evidence: account.evidence,
        status: account.status.id(),
        items: item
            .items
            .iter()
            .map(|inner| item_form(sheet, inner))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::diagnostic::{Diagnostics, Language};
    use crate::render::plan::sample;

    #[test]
    fn the_shape_is_the_promised_one() {
        insta::assert_snapshot!(sample::written(json, Language::Chinese));
    }

    #[test]
    fn of_a_plan_that_stands_alone_nothing_is_known() {
        let (plan, _, _) = sample::plan();
        let accounts = BTreeMap::new();
        let found = Diagnostics::new();
        let sheet = PlanSheet {
            plan: &plan,
            accounts: &accounts,
            found: &found,
            language: Language::Chinese,
        };
        let text = json(&sheet);
        assert_eq!(text.matches("\"status\": \"unknown\"").count(), 3);
        assert_eq!(text.matches("\"evidence\": []").count(), 3);
    }
}
