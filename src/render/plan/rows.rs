//! Rows of short texts for the items of a plan; input of every table.

use crate::law::plan::{PlanItem, PlanSection};
use crate::law::responsible_unit::UnitRole;

use super::{ItemAccount, PlanSheet, cells};

/// Row of an item.
pub(super) struct ItemRow<'p> {
    pub(super) item: &'p PlanItem,
    /// Heading of its section, with the label.
    pub(super) section: String,
    /// Printed label, else the id.
    pub(super) label: String,
    pub(super) lead: String,
    pub(super) support: String,
    pub(super) responsible: String,
    pub(super) participate: String,
    /// Targets, with their progress.
    pub(super) targets: String,
    /// Deadline, as printed.
    pub(super) deadline: String,
    pub(super) status: &'static str,
    pub(super) account: ItemAccount,
}

/// Returns the items of a section, outer before inner.
pub(super) fn rows<'p>(sheet: &PlanSheet<'_>, section: &'p PlanSection) -> Vec<ItemRow<'p>> {
    let mut all = Vec::new();
    add(sheet, section, &section.items, &mut all);
    all
}

fn add<'p>(
    sheet: &PlanSheet<'_>,
    section: &'p PlanSection,
    items: &'p [PlanItem],
    all: &mut Vec<ItemRow<'p>>,
) {
    for item in items {
        all.push(row(sheet, section, item));
        add(sheet, section, &item.items, all);
    }
}

fn row<'p>(sheet: &PlanSheet<'_>, section: &PlanSection, item: &'p PlanItem) -> ItemRow<'p> {
    let account = sheet.account(item);
    ItemRow {
        item,
        section: cells::heading(section),
        label: cells::label(item).to_owned(),
        lead: cells::units(item, UnitRole::Lead),
        support: cells::units(item, UnitRole::Support),
        responsible: cells::units(item, UnitRole::Responsible),
        participate: cells::units(item, UnitRole::Participate),
        targets: cells::targets(item, &account.reached),
        deadline: cells::deadline(item).to_owned(),
        status: sheet.status(account.status),
        account,
    }
}
