//! Table of the matrix: each item with its units by role.

use super::super::symbols::ROLES;
use super::super::table::{name, number};
use super::{MatrixItem, UnitMatrix};
use crate::law::responsible_unit::UnitRole;
use crate::render::view::{NamedLink, TableRow, TableView};

pub(super) fn table(matrix: &UnitMatrix) -> TableView {
    let head = ["任务"]
        .into_iter()
        .chain(ROLES.map(UnitRole::name))
        .map(str::to_owned)
        .collect();
    let mut rows: Vec<TableRow> = matrix
        .items()
        .enumerate()
        .map(|(at, item)| row(matrix, at, item))
        .collect();
    rows.push(TableRow {
        heading: name("合计", None),
        cells: ROLES.map(|role| number(matrix.count(role))).into(),
        is_total: true,
    });
    TableView {
        caption: format!("{}：数据表", matrix.title),
        head,
        rows,
    }
}

fn row(matrix: &UnitMatrix, at: usize, item: &MatrixItem) -> TableRow {
    TableRow {
        heading: name(
            &format!("{}{}", item.label, item.title),
            item.href.as_deref(),
        ),
        cells: ROLES.map(|role| units(matrix, at, role)).into(),
        is_total: false,
    }
}

fn units(matrix: &UnitMatrix, item: usize, role: UnitRole) -> Vec<NamedLink> {
    let owing = matrix
        .duties
        .iter()
        .filter(|duty| duty.0 == item && duty.2 == role);
    let named = owing.filter_map(|duty| matrix.units.get(duty.1));
    named
        .map(|unit| name(&unit.name, unit.href.as_deref()))
        .collect()
}
