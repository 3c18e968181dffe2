//! Responsible units (责任单位): who owes what, in which role, under which of its names.
//!
//! This room reads names and lists of names. It knows no plans and no sites.

mod canonical;
mod clause;
mod list;
mod name;
mod role;

use serde::Serialize;

pub use canonical::UnitNames;
pub(crate) use canonical::{CanonicalNames, looks_misspelled};
pub(crate) use clause::{
    ListLabel, clause_label, is_name_list, is_unit_clause, is_verb_form, read_clause,
};
pub(crate) use list::read_list;
pub(crate) use name::{is_collective, is_unit_like};
pub use role::UnitRole;
pub(crate) use role::role_of_header;

/// A body that owes an item something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResponsibleUnit {
    /// The name as printed.
    pub name: String,
    /// Its canonical name: 监察局 and 市监察局 are one.
    pub unit: String,
    /// What it owes.
    pub role: UnitRole,
    /// Whether the name stands for many bodies: 有关部门.
    pub collective: bool,
    /// The line where it is named, from 1.
    pub line: u32,
}
