//! Items × responsible units: who owes what, in which role.
//!
//! A large plan is spread over several sheets, each of which fits a screen and a page of A4.

mod data;
mod draw;
mod sheets;

use std::collections::BTreeSet;

use super::legend;
use super::symbols::ROLES;
use crate::law::responsible_unit::UnitRole;
use crate::render::view::{ChartSheet, ChartView};

/// The items of a plan, the units that owe them something, and what.
#[derive(Clone, Debug, Default)]
pub struct UnitMatrix {
    /// What ids begin with; unique in the page.
    pub id: String,
    /// The picture's title.
    pub title: String,
    /// The items by sections, in the order of the plan.
    pub sections: Vec<MatrixSection>,
    /// The units in the order of columns; collectives are drawn behind the others.
    pub units: Vec<MatrixUnit>,
    /// The number of an item (over all sections), that of a unit, and the role.
    pub duties: BTreeSet<(usize, usize, UnitRole)>,
}

/// A section with its items.
#[derive(Clone, Debug, Default)]
pub struct MatrixSection {
    /// Its heading; empty for items without a section.
    pub title: String,
    /// Its items.
    pub items: Vec<MatrixItem>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub struct MatrixItem {
    /// Its label as printed: ㈨.
    pub label: String,
    /// Its title.
    pub title: String,
    /// Its page.
    pub href: Option<String>,
}

/// A column.
#[derive(Clone, Debug, Default)]
pub struct MatrixUnit {
    /// Its canonical name.
    pub name: String,
    /// Its page.
    pub href: Option<String>,
    /// Whether it stands for many bodies: 有关部门.
    pub is_collective: bool,
}

impl UnitMatrix {
    fn items(&self) -> impl Iterator<Item = &MatrixItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// How many duties there are of a role.
    fn count(&self, role: UnitRole) -> usize {
        self.duties.iter().filter(|duty| duty.2 == role).count()
    }

    fn description(&self) -> String {
        let counted = ROLES.map(|role| format!("{}{}个", role.name(), self.count(role)));
        format!(
            "横行是{}项任务，竖列是{}个责任单位，格中的字是该单位在该项任务中的职责：{}。",
            self.items().count(),
            self.units.len(),
            counted.join("，")
        )
    }
}

/// Draws the matrix; without any duty it has no sheet, only its table.
pub fn matrix(matrix: &UnitMatrix) -> ChartView {
    let sheets = sheets::sheets(matrix);
    let total = sheets.len();
    let drawn = sheets.iter().enumerate().map(|(at, sheet)| {
        let title = match total {
            1 => matrix.title.clone(),
            _ => format!("{}（第{}幅，共{total}幅）", matrix.title, at + 1),
        };
        let (side, svg) = draw::draw(matrix, sheet, &format!("{}-{}", matrix.id, at + 1), &title);
        ChartSheet {
            title,
            side: Some(side),
            svg,
        }
    });
    ChartView {
        id: matrix.id.clone(),
        family: "matrix".to_owned(),
        title: matrix.title.clone(),
        description: matrix.description(),
        legend: ROLES
            .map(|role| legend::role(role, matrix.count(role)))
            .into(),
        sheets: drawn.collect(),
        table: data::table(matrix),
    }
}
