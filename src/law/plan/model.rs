//! A work plan as data: what `pufa plan --format json` prints and the site builds on.
//!
//! Evidence, status and diagnostics are not the text's; whoever knows the site adds them.

use serde::Serialize;

use super::text_part::TextPart;
use crate::law::responsible_unit::ResponsibleUnit;

/// A work plan (工作要点) as its text states it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The plan's own title; empty when the text has none.
    pub title: String,
    /// The year (年度), if the text or the caller names one.
    pub year: Option<i16>,
    /// The document number (文号): 示政办〔2026〕6号.
    pub document_number: Option<String>,
    /// The text between the title and the first section.
    pub preamble: String,
    /// What follows the last item: attachments, signature, date.
    pub tail: String,
    /// The file that was read.
    pub source: String,
    /// The sections in the order of the text; one without label or title holds the items of a
    /// plan that has no chapters.
    pub sections: Vec<PlanSection>,
    /// Every byte of the text in exactly one named part.
    #[serde(skip)]
    pub parts: Vec<TextPart>,
}

impl Plan {
    /// All items, outer before inner, in the order of the text.
    pub fn items(&self) -> Vec<&PlanItem> {
        fn collect<'a>(items: &'a [PlanItem], into: &mut Vec<&'a PlanItem>) {
            for item in items {
                into.push(item);
                collect(&item.items, into);
            }
        }
        let mut all = Vec::new();
        for section in &self.sections {
            collect(&section.items, &mut all);
        }
        all
    }
}

/// A chapter of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanSection {
    /// The label as printed: 一、
    pub label: Option<String>,
    /// The value of the printed numeral, never a renumbering.
    pub number: Option<u32>,
    /// The heading without its label.
    pub title: String,
    /// Text of the section that belongs to no item.
    pub body: String,
    /// The line of the heading, from 1.
    pub line: u32,
    /// Its items.
    pub items: Vec<PlanItem>,
}

/// A task of the plan (任务).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanItem {
    /// The path of printed numbers: `9`, or `2-3` where numbering starts again in each section.
    pub id: String,
    /// The label as printed: ㈠
    pub label: Option<String>,
    /// The value of the printed numeral, never a renumbering.
    pub number: Option<u32>,
    /// The first sentence of a run-in paragraph, or the heading.
    pub title: String,
    /// The rest of its text, without the clause that names the units.
    pub body: String,
    /// The line where it begins, from 1.
    pub line: u32,
    /// Who is responsible.
    pub units: Vec<ResponsibleUnit>,
    /// The counts that the text promises.
    pub targets: Vec<PlanTarget>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// Items that nest in this one.
    pub items: Vec<PlanItem>,
}

/// A count that the text promises: 年内至少举办2期…研讨班.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanTarget {
    /// The clause that promises it.
    pub text: String,
    /// How many.
    pub count: u64,
    /// Of what: 期, 件, 人次.
    pub measure: String,
    /// For each of what, if so: 每个行政村.
    pub per: Option<String>,
    /// The line, from 1.
    pub line: u32,
}

/// By when an item is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// As printed: 12月底前.
    pub text: String,
    /// The last day, as `2026-12-31`, when it and the year can be told.
    pub on: Option<String>,
}
