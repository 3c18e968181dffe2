//! Column alignment of table rows that have fewer cells than the table has columns.
//!
//! When a page is pasted as text, cells that span several rows are missing from the later rows and
//! empty cells gather at the end; the shape of a cell's content determines its column.

use super::deadline;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::table::TableColumn;
use crate::law::numerals;
use crate::law::responsible_unit::{is_name_list, is_unit_clause};

/// Returns a row's cells by column, or `None` if the cells already stand in their columns.
pub(super) fn align(
    reading: &NormalizedText<'_>,
    columns: &[TableColumn],
    cells: &[NormalizedSpan],
) -> Option<Vec<Option<NormalizedSpan>>> {
    let last = cells.iter().rposition(|cell| !cell.is_empty())?;
    let is_whole = cells.len() >= columns.len();
    let cells = &cells[..=last];
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    if cells.len() >= columns.len() || columns.len() > MOST_COLUMNS {
        return None;
    }
    // A row of one cell is a heading, unless the cell continues the units of the row above.
    let cells = match filled {
        1 if last > 0 && is_units(reading.text(cells[last])) => &cells[last..],
        0 | 1 => return None,
        _ => cells,
    };
    let looks: Vec<CellShape> = cells
        .iter()
        .map(|cell| cell_shape(reading.text(*cell)))
        .collect();
    let (best, chosen) = best(columns, &looks);
    let as_they_stand: i32 = columns
        .iter()
        .zip(&looks)
        .map(|(column, look)| fit(*column, *look))
        .sum();
    if is_whole && as_they_stand >= best {
        return None;
    }
    let mut aligned = vec![None; columns.len()];
    for (cell, column) in cells.iter().zip(chosen) {
        aligned[column] = Some(*cell);
    }
    Some(aligned)
}

/// Column limit for alignment; wider tables are left as they are.
const MOST_COLUMNS: usize = 24;

/// Shape of a cell's content, regardless of its column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CellShape {
    Empty,
    Number,
    Date,
    Units,
    Text,
}

fn cell_shape(text: &str) -> CellShape {
    if text.is_empty() {
        CellShape::Empty
    } else if numerals::parse(text).is_some() {
        CellShape::Number
    } else if deadline::in_cell(text).is_some() && text.chars().count() <= 14
        || text.contains("长期")
    {
        CellShape::Date
    } else if is_units(text) {
        CellShape::Units
    } else {
        CellShape::Text
    }
}

/// Returns true if a cell holds names of units and nothing else.
pub(super) fn is_units(text: &str) -> bool {
    is_unit_clause(text) || is_name_list(text) || text == "同上"
}

/// Scores the fit between a cell and a column.
fn fit(column: TableColumn, look: CellShape) -> i32 {
    match (column, look) {
        (_, CellShape::Empty) => 0,
        (TableColumn::Number, CellShape::Number) => 4,
        (TableColumn::Units(_), CellShape::Units) | (TableColumn::Deadline, CellShape::Date) => 3,
        (TableColumn::Task | TableColumn::Measure, CellShape::Text) => 2,
        (TableColumn::Group | TableColumn::Other, CellShape::Text) => 1,
        _ => -3,
    }
}

/// Returns the best in-order assignment of cells to columns: its score and the column of each cell.
/// Between equal scores, the first cells go further to the right.
fn best(columns: &[TableColumn], looks: &[CellShape]) -> (i32, Vec<usize>) {
    let width = columns.len();
    // best[i][j]: best score for cells i.. placed in columns j...
    let mut best = vec![vec![i32::MIN / 2; width + 1]; looks.len() + 1];
    best[looks.len()].fill(0);
    for cell in (0..looks.len()).rev() {
        for column in (0..width).rev() {
            let laid = fit(columns[column], looks[cell]) + best[cell + 1][column + 1];
            best[cell][column] = laid.max(best[cell][column + 1]);
        }
    }
    let mut column = 0;
    let mut chosen = Vec::with_capacity(looks.len());
    for from in best.iter().take(looks.len()) {
        while column + 1 < width && from[column] == from[column + 1] {
            column += 1;
        }
        chosen.push(column);
        column += 1;
    }
    (best[0][0], chosen)
}
