//! Tables of tasks (任务分解表): columns known by their header, merged cells and 同上 filled in.

use super::align::{align, is_units};
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers;
use crate::law::numerals;
use crate::law::responsible_unit::{UnitRole, role_of_header};

/// Meaning of a table column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableColumn {
    /// 序号
    Number,
    /// 类别: category that groups the rows.
    Group,
    /// 任务
    Task,
    /// 措施
    Measure,
    /// 牵头单位, 责任单位 …
    Units(UnitRole),
    /// 完成时限
    Deadline,
    /// 备注 and any other column.
    Other,
}

/// Header words and the columns they mean; the first word that a cell contains decides.
const HEADERS: [(&str, TableColumn); 30] = [
    ("领导", TableColumn::Other),
    ("责任人", TableColumn::Other),
    ("联系人", TableColumn::Other),
    ("序号", TableColumn::Number),
    ("编号", TableColumn::Number),
    ("完成时限", TableColumn::Deadline),
    ("完成时间", TableColumn::Deadline),
    ("时限", TableColumn::Deadline),
    ("时间", TableColumn::Deadline),
    ("期限", TableColumn::Deadline),
    ("进度", TableColumn::Deadline),
    ("类别", TableColumn::Group),
    ("类型", TableColumn::Group),
    ("重点领域", TableColumn::Group),
    ("一级指标", TableColumn::Group),
    ("措施", TableColumn::Measure),
    ("目标", TableColumn::Measure),
    ("具体内容", TableColumn::Measure),
    ("工作要求", TableColumn::Measure),
    ("具体要求", TableColumn::Measure),
    ("任务分解", TableColumn::Measure),
    ("具体任务", TableColumn::Measure),
    ("任务", TableColumn::Task),
    ("项目名称", TableColumn::Task),
    ("工作内容", TableColumn::Task),
    ("主要内容", TableColumn::Task),
    ("重点工作", TableColumn::Task),
    ("事项", TableColumn::Task),
    ("项目", TableColumn::Task),
    ("内容", TableColumn::Measure),
];

/// Returns the columns of a row's cells if the row is the header of a table of tasks.
pub(super) fn header(
    reading: &NormalizedText<'_>,
    cells: &[NormalizedSpan],
) -> Option<Vec<TableColumn>> {
    let mut columns: Vec<TableColumn> = cells
        .iter()
        .map(|cell| column(reading.text(*cell)))
        .collect();
    // The number column often has no heading.
    let unnamed = cells
        .iter()
        .position(|cell| cell.is_empty())
        .filter(|&at| at + 1 < cells.len());
    if let Some(at) = unnamed.filter(|_| !columns.contains(&TableColumn::Number)) {
        columns[at] = TableColumn::Number;
    }
    let has =
        |columns: &[TableColumn], wanted: fn(&TableColumn) -> bool| columns.iter().any(wanted);
    if !has(&columns, |column| *column == TableColumn::Task) {
        // Without 任务, the first column of measures holds the tasks.
        let measure = columns
            .iter()
            .position(|column| *column == TableColumn::Measure)?;
        columns[measure] = TableColumn::Task;
    }
    demote_second_task(&mut columns);
    let is_table = has(&columns, |column| {
        matches!(
            column,
            TableColumn::Units(_) | TableColumn::Number | TableColumn::Deadline
        )
    });
    let is_short = cells
        .iter()
        .all(|cell| reading.text(*cell).chars().count() <= 16);
    (is_table && is_short).then_some(columns)
}

/// Demotes the second of two task columns (重点工作, 具体任务) to measures.
fn demote_second_task(columns: &mut [TableColumn]) {
    let tasks = columns
        .iter_mut()
        .filter(|column| **column == TableColumn::Task);
    for column in tasks.skip(1) {
        *column = TableColumn::Measure;
    }
}

/// Returns the column that a header cell names.
pub(super) fn column(text: &str) -> TableColumn {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let named = HEADERS
        .iter()
        .find(|(word, _)| bare.contains(word))
        .map(|&(_, column)| column);
    let units = || role_of_header(&bare).map(TableColumn::Units);
    match named {
        Some(column @ (TableColumn::Other | TableColumn::Number)) => column,
        named => units().or(named).unwrap_or(TableColumn::Other),
    }
}

/// Table under its header, with the values of the last row for merged cells.
pub(super) struct PlanTable {
    columns: Vec<TableColumn>,
    previous: Vec<Option<NormalizedSpan>>,
}

/// Row with its cells by column.
#[derive(Debug)]
pub(super) enum PlanTableRow {
    /// New task: the cells of each column, merged ones filled in.
    Task(Vec<(TableColumn, NormalizedSpan)>),
    /// Continuation of the task above (merged task cell).
    More(Vec<(TableColumn, NormalizedSpan)>),
    /// Heading: one text over the whole width, with its number if that has a cell of its own.
    Heading(Option<NormalizedSpan>, NormalizedSpan),
    Empty,
}

impl PlanTable {
    pub(super) fn new(columns: Vec<TableColumn>) -> Self {
        let previous = vec![None; columns.len()];
        Self { columns, previous }
    }

    /// Parses a row of the table and fills in merged cells from the rows above.
    pub(super) fn row(
        &mut self,
        reading: &NormalizedText<'_>,
        cells: &[NormalizedSpan],
    ) -> PlanTableRow {
        self.regroup(reading, cells);
        if let Some(aligned) = align(reading, &self.columns, cells) {
            let (mut row, cells): (Vec<bool>, Vec<NormalizedSpan>) = aligned
                .into_iter()
                .map(|cell| (cell.is_some(), cell.unwrap_or_default()))
                .unzip();
            row.truncate(self.columns.len());
            return self.row_with(reading, &cells, &row);
        }
        self.row_with(reading, cells, &[])
    }

    /// Parses a row whose cells are aligned; `printed` marks the cells that were present.
    fn row_with(
        &mut self,
        reading: &NormalizedText<'_>,
        cells: &[NormalizedSpan],
        printed: &[bool],
    ) -> PlanTableRow {
        if let Some(heading) = self.heading(reading, cells) {
            return heading;
        }
        let said = |wanted: fn(TableColumn) -> bool| {
            self.columns
                .iter()
                .zip(cells)
                .any(|(own, cell)| wanted(*own) && !cell.is_empty())
        };
        // Blank unit cells next to 同上 mean 同上 too.
        let names_units = |(own, cell): (&TableColumn, &NormalizedSpan)| {
            matches!(own, TableColumn::Units(_))
                && !cell.is_empty()
                && !is_ditto(reading.text(*cell))
        };
        let units_merged = !self.columns.iter().zip(cells).any(names_units);
        let continues = !said(|column| matches!(column, TableColumn::Task | TableColumn::Number))
            && (said(|column| column == TableColumn::Measure)
                || !units_merged && !said(|column| column == TableColumn::Group));
        let row = self.fill(reading, cells, units_merged && !continues, printed);
        if continues {
            PlanTableRow::More(row)
        } else {
            PlanTableRow::Task(row)
        }
    }

    /// Returns the row if it is empty or a heading over tasks.
    fn heading(
        &self,
        reading: &NormalizedText<'_>,
        cells: &[NormalizedSpan],
    ) -> Option<PlanTableRow> {
        let filled: Vec<NormalizedSpan> = cells
            .iter()
            .copied()
            .filter(|cell| !cell.is_empty())
            .collect();
        let is_under = |wanted: TableColumn, cell: NormalizedSpan| {
            self.columns
                .iter()
                .zip(cells)
                .any(|(own, other)| *own == wanted && *other == cell)
        };
        match *filled.as_slice() {
            [] => Some(PlanTableRow::Empty),
            [only] if self.columns.len() > 2 && reading.text(only).chars().count() <= 60 => {
                let is_text = !self.is_task(cells) && !self.adds_units(reading, cells, only);
                is_text.then_some(PlanTableRow::Heading(None, only))
            }
            // 一 | 依法执政: task rows use Arabic numerals, headings above them Han numerals.
            [number, text]
                if is_under(TableColumn::Number, number) && !is_units(reading.text(text)) =>
            {
                let is_over = numerals::parse_han(reading.text(number)).is_some()
                    && (self.columns.len() > 3 || is_under(TableColumn::Task, text));
                is_over.then_some(PlanTableRow::Heading(Some(number), text))
            }
            _ => None,
        }
    }

    /// Returns true if the only filled cell names more units of the row above.
    fn adds_units(
        &self,
        reading: &NormalizedText<'_>,
        cells: &[NormalizedSpan],
        only: NormalizedSpan,
    ) -> bool {
        let has_rows = self.previous.iter().any(Option::is_some);
        let is_first = cells.first().is_some_and(|first| *first == only);
        has_rows && !is_first && is_units(reading.text(only))
    }

    /// Makes the task column a group if both it and the measure column are numbered (一、… | 1.…).
    fn regroup(&mut self, reading: &NormalizedText<'_>, cells: &[NormalizedSpan]) {
        let at = |wanted: TableColumn| self.columns.iter().position(|column| *column == wanted);
        let (Some(task), Some(measure)) = (at(TableColumn::Task), at(TableColumn::Measure)) else {
            return;
        };
        let mark = |index: usize| {
            cells
                .get(index)
                .and_then(|cell| number_markers::scan(reading.text(*cell)))
        };
        if let (Some(outer), Some(inner)) = (mark(task), mark(measure))
            && at(TableColumn::Group).is_none()
            && outer.family < inner.family
        {
            (self.columns[task], self.columns[measure]) = (TableColumn::Group, TableColumn::Task);
        }
    }

    /// Returns true if the only filled cell is a task below merged cells.
    fn is_task(&self, cells: &[NormalizedSpan]) -> bool {
        let has_rows = self.previous.iter().any(Option::is_some);
        has_rows
            && self.columns.iter().zip(cells).any(|(own, cell)| {
                !cell.is_empty() && matches!(own, TableColumn::Task | TableColumn::Measure)
            })
    }

    fn fill(
        &mut self,
        reading: &NormalizedText<'_>,
        cells: &[NormalizedSpan],
        units_merged: bool,
        printed: &[bool],
    ) -> Vec<(TableColumn, NormalizedSpan)> {
        let mut row = Vec::new();
        for (index, &column) in self.columns.iter().enumerate() {
            let cell = cells.get(index).copied().filter(|cell| !cell.is_empty());
            let is_same = cell.is_some_and(|cell| is_ditto(reading.text(cell)));
            let inherits = match column {
                TableColumn::Units(_) => units_merged || printed.get(index) == Some(&false),
                TableColumn::Deadline | TableColumn::Group => true,
                _ => false,
            };
            let own =
                cell.filter(|_| !is_same && cell.is_some_and(|cell| !is_dash(reading.text(cell))));
            let merged = || self.previous[index].filter(|_| is_same || cell.is_none() && inherits);
            let value = own.or_else(merged);
            if let Some(value) = value {
                row.push((column, value));
            }
            if !is_same && (own.is_some() || !inherits) {
                self.previous[index] = own
                    .or(self.previous[index]
                        .filter(|_| cell.is_none() && column != TableColumn::Task));
            }
        }
        row
    }
}

/// Returns true for a cell that means “as above”.
fn is_ditto(text: &str) -> bool {
    matches!(text, "同上" | "〃" | "″" | "\"" | "同前" | "同左")
}

/// Returns true for a cell that means “none”: —, /, 无.
fn is_dash(text: &str) -> bool {
    matches!(text, "无" | "/" | "—" | "——" | "-" | "--")
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines::{self, LineKind};
    use super::*;

    #[test]
    fn merged_cells_and_ditto_take_what_stands_above() {
        let text = "| 序号 | 任务 | 牵头单位 | 责任单位 | 完成时限 |\n|---|---|---|---|---|\n\
                    | 1 | 甲 | 市司法局 | 市教育局 | 6月底前 |\n| 2 | 乙 | 同上 | 市民政局 | |\n| 3 | 丙 | | | 年内 |\n";
        let reading = NormalizedText::new(text);
        let mut table = None;
        let mut seen = Vec::new();
        for block in plan_lines::read(&reading, 1) {
            let LineKind::Row(cells) = block.kind else {
                continue;
            };
            match &mut table {
                None => table = header(&reading, &cells).map(PlanTable::new),
                Some(table) => {
                    if let PlanTableRow::Task(row) = table.row(&reading, &cells) {
                        seen.push(
                            row.iter()
                                .map(|(_, cell)| reading.text(*cell))
                                .collect::<Vec<_>>()
                                .join(" "),
                        );
                    }
                }
            }
        }
        assert_eq!(
            seen,
            [
                "1 甲 市司法局 市教育局 6月底前",
                "2 乙 市司法局 市民政局 6月底前",
                "3 丙 市司法局 市民政局 年内"
            ]
        );
    }
}
