//! The items of a plan as rows of short texts: what every table of it is made of.

use crate::law::plan::{Item, Section};
use crate::law::responsible_unit::Role;

use super::{Account, Sheet, cells};

/// An item as a row.
pub(super) struct Row<'p> {
    pub(super) item: &'p Item,
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
    pub(super) account: Account,
}

/// The items of a section, outer before inner.
pub(super) fn rows<'p>(sheet: &Sheet<'_>, section: &'p Section) -> Vec<Row<'p>> {
    let mut all = Vec::new();
    add(sheet, section, &section.items, &mut all);
    all
}

fn add<'p>(sheet: &Sheet<'_>, section: &'p Section, items: &'p [Item], all: &mut Vec<Row<'p>>) {
    for item in items {
        all.push(row(sheet, section, item));
        add(sheet, section, &item.items, all);
    }
}

fn row<'p>(sheet: &Sheet<'_>, section: &Section, item: &'p Item) -> Row<'p> {
    let account = sheet.account(item);
    Row {
        item,
        section: cells::heading(section),
        label: cells::label(item).to_owned(),
        lead: cells::units(item, Role::Lead),
        support: cells::units(item, Role::Support),
        responsible: cells::units(item, Role::Responsible),
        participate: cells::units(item, Role::Participate),
        targets: cells::targets(item, &account.reached),
        deadline: cells::deadline(item).to_owned(),
        status: sheet.status(account.status),
        account,
    }
}
