//! The items of a plan as rows of short texts: what every table of it is made of.

use crate::law::plan::{PlanItem, PlanSection};
use crate::law::responsible_unit::UnitRole;

use super::{ItemAccount, PlanSheet, cells};

/// An item as a row.
pub(super) struct ItemRow<'p> {
    pub(super) item: &'p PlanItem,
    /// The heading of its section, with the label.
    pub(super) section: String,
    /// Its printed label; its id when it has none.
    pub(super) label: String,
    pub(super) lead: String,
    pub(super) support: String,
    pub(super) responsible: String,
    pub(super) participate: String,
    /// What it promises, with what is reached of it.
    pub(super) targets: String,
    /// By when, as printed.
    pub(super) deadline: String,
    pub(super) status: &'static str,
    pub(super) account: ItemAccount,
}

/// The items of a section, outer before inner.
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
