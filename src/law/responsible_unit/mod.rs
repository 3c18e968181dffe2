//! Responsible units (责任单位): which unit has which role, under which of its names.
//!
//! Parses names and lists of names; knows neither plans nor sites.

mod canonical;
mod clause;
mod list;
mod name;
mod role;

use serde::Serialize;

pub use canonical::UnitNames;
pub(crate) use canonical::{CanonicalNames, looks_misspelled};
pub(crate) use clause::{
    ListLabel, clause_label, is_duty_sentence, is_name_list, is_unit_clause, is_verb_form,
    read_clause,
};
pub(crate) use list::{leading_duties, read_list};
pub(crate) use name::{is_collective, is_unit_like};
pub(crate) use role::UnitRole;
pub(crate) use role::role_of_header;

/// Unit responsible for an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ResponsibleUnit {
    /// Name as printed.
    pub name: String,
    /// Canonical name: 监察局 and 市监察局 are one unit.
    pub unit: String,
    /// Role of the unit.
    pub role: UnitRole,
    /// True for names of many units: 有关部门.
    pub collective: bool,
    /// Line of the mention, from 1.
    pub line: u32,
}
