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

/// Items of a plan, its units, and the duties of units in items.
#[derive(Clone, Debug, Default)]
pub(crate) struct UnitMatrix {
    /// Prefix of the ids; unique in the page.
    pub id: String,
    /// Title of the chart.
    pub title: String,
    /// Items by sections, in the order of the plan.
    pub sections: Vec<MatrixSection>,
    /// Units in the order of columns; collectives are drawn after the others.
    pub units: Vec<MatrixUnit>,
    /// Duties: number of the item (over all sections), number of the unit, role.
    pub duties: BTreeSet<(usize, usize, UnitRole)>,
}

/// Section with its items.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatrixSection {
    /// Heading; empty for items without a section.
    pub title: String,
    /// Items.
    pub items: Vec<MatrixItem>,
}

/// Item, a row of the matrix.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatrixItem {
    /// Label as printed: ㈨.
    pub label: String,
    /// Title.
    pub title: String,
    /// Page.
    pub href: Option<String>,
}

/// Unit, a column of the matrix.
#[derive(Clone, Debug, Default)]
pub(crate) struct MatrixUnit {
    /// Canonical name.
    pub name: String,
    /// Page.
    pub href: Option<String>,
    /// True if the name stands for many bodies: 有关部门.
    pub is_collective: bool,
}

impl UnitMatrix {
    fn items(&self) -> impl Iterator<Item = &MatrixItem> {
        self.sections.iter().flat_map(|section| &section.items)
    }

    /// Number of duties in a role.
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

/// Draws the matrix; without any duty there is no sheet, only the table.
pub(crate) fn matrix(matrix: &UnitMatrix) -> ChartView {
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
