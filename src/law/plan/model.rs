//! Data model of a work plan: the output of `pufa plan --format json` and the input of the site.
//!
//! Evidence, status and diagnostics are not part of the text; callers that know the site add them.

use serde::Serialize;

use super::measures;
use super::text_part::TextPart;
use crate::law::responsible_unit::ResponsibleUnit;

/// Work plan (工作要点) as its text states it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Title in the plan's text; empty if the text has none.
    pub title: String,
    /// Year (年度), if the text or the caller names one.
    pub year: Option<i16>,
    /// Document number (文号): 示政办〔2026〕6号.
    pub document_number: Option<String>,
    /// Text between the title and the first section.
    pub preamble: String,
    /// Text after the last item: attachments, signature, date.
    pub tail: String,
    /// Path of the source file.
    pub source: String,
    /// Sections in text order; a section without label and title holds the items of a plan that has
    /// no chapters.
    pub sections: Vec<PlanSection>,
    /// Named parts; every byte of the text belongs to exactly one.
    #[serde(skip)]
    pub parts: Vec<TextPart>,
}

impl Plan {
    /// Returns all items in text order, outer before inner.
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

/// Chapter of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanSection {
    /// Label as printed: 一、
    pub label: Option<String>,
    /// Value of the printed numeral, never a renumbering.
    pub number: Option<u32>,
    /// Heading without its label.
    pub title: String,
    /// Text of the section that belongs to no item.
    pub body: String,
    /// Line of the heading, from 1.
    pub line: u32,
    /// Items of the section.
    pub items: Vec<PlanItem>,
}

/// Task of the plan (任务).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlanItem {
    /// Path of printed numbers: `9`, or `2-3` if numbering restarts in each section.
    pub id: String,
    /// Label as printed: ㈠
    pub label: Option<String>,
    /// Value of the printed numeral, never a renumbering.
    pub number: Option<u32>,
    /// First sentence of a run-in paragraph, or the heading.
    pub title: String,
    /// Remaining text, without the clause that names the units.
    pub body: String,
    /// First line of the item, from 1.
    pub line: u32,
    /// Responsible units.
    pub units: Vec<ResponsibleUnit>,
    /// Counts that the text promises.
    pub targets: Vec<PlanTarget>,
    /// Deadline, if the text states one.
    pub deadline: Option<Deadline>,
    /// Nested items.
    pub items: Vec<PlanItem>,
}

/// Count that the text promises: 年内至少举办2期…研讨班.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlanTarget {
    /// Clause that promises the count.
    pub text: String,
    /// Promised number.
    pub count: u64,
    /// Measure word: 期, 件, 人次.
    pub measure: String,
    /// Unit of a rate, if the count applies to each of something: 每个行政村.
    pub per: Option<String>,
    /// Line, from 1.
    pub line: u32,
}

impl PlanTarget {
    /// Returns true if documents cannot count toward the target: it is a share, or applies to each of
    /// something.
    pub(crate) fn is_rate(&self) -> bool {
        self.per.is_some() || measures::is_share(&self.measure)
    }
}

/// Due date of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Phrase as printed: 12月底前.
    pub text: String,
    /// Last day, as `2026-12-31`, if the phrase and the year determine it.
    pub on: Option<String>,
}
