//! Tables of tasks (任务分解表): columns told by their header, merged cells and 同上 filled in.

use super::align::{align, is_units};
use super::marks;
use super::reading::{Reading, Span};
use crate::law::numerals;
use crate::law::responsible_unit::{Role, role_of_header};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// 序号
    Number,
    /// 类别: what groups the rows.
    Group,
    /// 任务
    Task,
    /// 措施
    Measure,
    /// 牵头单位, 责任单位 …
    Units(Role),
    /// 完成时限
    Deadline,
    /// 备注 and what else there is.
    Other,
}

/// Words of a header and the column they mean; the first that a cell contains decides.
const HEADERS: [(&str, Column); 30] = [
    ("领导", Column::Other),
    ("责任人", Column::Other),
    ("联系人", Column::Other),
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("完成时限", Column::Deadline),
    ("完成时间", Column::Deadline),
    ("时限", Column::Deadline),
    ("时间", Column::Deadline),
    ("期限", Column::Deadline),
    ("进度", Column::Deadline),
    ("类别", Column::Group),
    ("类型", Column::Group),
    ("重点领域", Column::Group),
    ("一级指标", Column::Group),
    ("措施", Column::Measure),
    ("目标", Column::Measure),
    ("具体内容", Column::Measure),
    ("工作要求", Column::Measure),
    ("具体要求", Column::Measure),
    ("任务分解", Column::Measure),
    ("具体任务", Column::Measure),
    ("任务", Column::Task),
    ("项目名称", Column::Task),
    ("工作内容", Column::Task),
    ("主要内容", Column::Task),
    ("重点工作", Column::Task),
    ("事项", Column::Task),
    ("项目", Column::Task),
    ("内容", Column::Measure),
];

/// The columns that a row's cells name, if the row is the header of a table of tasks.
pub(super) fn header(reading: &Reading<'_>, cells: &[Span]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = cells
        .iter()
        .map(|cell| column(reading.text(*cell)))
        .collect();
    // The column of numbers often has no heading.
    let unnamed = cells
        .iter()
        .position(|cell| cell.is_empty())
        .filter(|&at| at + 1 < cells.len());
    if let Some(at) = unnamed.filter(|_| !columns.contains(&Column::Number)) {
        columns[at] = Column::Number;
    }
    let has = |columns: &[Column], wanted: fn(&Column) -> bool| columns.iter().any(wanted);
    if !has(&columns, |column| *column == Column::Task) {
        // Without 任务 the first column of another kind of text holds the tasks.
        let measure = columns
            .iter()
            .position(|column| *column == Column::Measure)?;
        columns[measure] = Column::Task;
    }
    demote_second_task(&mut columns);
    let is_table = has(&columns, |column| {
        matches!(column, Column::Units(_) | Column::Number | Column::Deadline)
    });
    let is_short = cells
        .iter()
        .all(|cell| reading.text(*cell).chars().count() <= 16);
    (is_table && is_short).then_some(columns)
}

/// Of two task columns (重点工作, 具体任务) the second tells how.
fn demote_second_task(columns: &mut [Column]) {
    let tasks = columns.iter_mut().filter(|column| **column == Column::Task);
    for column in tasks.skip(1) {
        *column = Column::Measure;
    }
}

/// The column that a cell of a header names.
pub(super) fn column(text: &str) -> Column {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let named = HEADERS
        .iter()
        .find(|(word, _)| bare.contains(word))
        .map(|&(_, column)| column);
    let units = || role_of_header(&bare).map(Column::Units);
    match named {
        Some(column @ (Column::Other | Column::Number)) => column,
        named => units().or(named).unwrap_or(Column::Other),
    }
}

/// A table under its header, with what its last row said, for merged cells.
pub(super) struct Table {
    columns: Vec<Column>,
    previous: Vec<Option<Span>>,
}

/// A row with its cells by column.
#[derive(Debug)]
pub(super) enum Row {
    /// A task of its own: cells of each column, merged ones filled in.
    Task(Vec<(Column, Span)>),
    /// More of the task above: a merged task cell.
    More(Vec<(Column, Span)>),
    /// One text over the whole width, with its number if that has a cell of its own: a heading.
    Heading(Option<Span>, Span),
    Empty,
}

impl Table {
    pub(super) fn new(columns: Vec<Column>) -> Self {
        let previous = vec![None; columns.len()];
        Self { columns, previous }
    }

    /// A row of the table, its merged cells filled in from the rows above.
    pub(super) fn row(&mut self, reading: &Reading<'_>, cells: &[Span]) -> Row {
        self.regroup(reading, cells);
        if let Some(aligned) = align(reading, &self.columns, cells) {
            let (mut row, cells): (Vec<bool>, Vec<Span>) = aligned
                .into_iter()
                .map(|cell| (cell.is_some(), cell.unwrap_or_default()))
                .unzip();
            row.truncate(self.columns.len());
            return self.row_with(reading, &cells, &row);
        }
        self.row_with(reading, cells, &[])
    }

    /// A row whose cells stand under their columns; `printed` says which were there at all.
    fn row_with(&mut self, reading: &Reading<'_>, cells: &[Span], printed: &[bool]) -> Row {
        if let Some(heading) = self.heading(reading, cells) {
            return heading;
        }
        let said = |wanted: fn(Column) -> bool| {
            self.columns
                .iter()
                .zip(cells)
                .any(|(own, cell)| wanted(*own) && !cell.is_empty())
        };
        // Blank cells of units beside 同上 mean the same as it.
        let names_units = |(own, cell): (&Column, &Span)| {
            matches!(own, Column::Units(_)) && !cell.is_empty() && !is_ditto(reading.text(*cell))
        };
        let units_merged = !self.columns.iter().zip(cells).any(names_units);
        let continues = !said(|column| matches!(column, Column::Task | Column::Number))
            && (said(|column| column == Column::Measure)
                || !units_merged && !said(|column| column == Column::Group));
        let row = self.fill(reading, cells, units_merged && !continues, printed);
        if continues {
            Row::More(row)
        } else {
            Row::Task(row)
        }
    }

    /// A row that is a heading over tasks, or nothing at all.
    fn heading(&self, reading: &Reading<'_>, cells: &[Span]) -> Option<Row> {
        let filled: Vec<Span> = cells
            .iter()
            .copied()
            .filter(|cell| !cell.is_empty())
            .collect();
        let is_under = |wanted: Column, cell: Span| {
            self.columns
                .iter()
                .zip(cells)
                .any(|(own, other)| *own == wanted && *other == cell)
        };
        match *filled.as_slice() {
            [] => Some(Row::Empty),
            [only] if self.columns.len() > 2 && reading.text(only).chars().count() <= 60 => {
                let is_text = !self.is_task(cells) && !self.adds_units(reading, cells, only);
                is_text.then_some(Row::Heading(None, only))
            }
            // 一 | 依法执政: rows count in Arabic numbers, what stands over them in Han.
            [number, text] if is_under(Column::Number, number) && !is_units(reading.text(text)) => {
                let is_over = numerals::parse_han(reading.text(number)).is_some()
                    && (self.columns.len() > 3 || is_under(Column::Task, text));
                is_over.then_some(Row::Heading(Some(number), text))
            }
            _ => None,
        }
    }

    /// Whether the one cell that is filled names more units of the row above.
    fn adds_units(&self, reading: &Reading<'_>, cells: &[Span], only: Span) -> bool {
        let has_rows = self.previous.iter().any(Option::is_some);
        let is_first = cells.first().is_some_and(|first| *first == only);
        has_rows && !is_first && is_units(reading.text(only))
    }

    /// Where both the task and what follows it are numbered (一、… | 1.…), the one groups the other.
    fn regroup(&mut self, reading: &Reading<'_>, cells: &[Span]) {
        let at = |wanted: Column| self.columns.iter().position(|column| *column == wanted);
        let (Some(task), Some(measure)) = (at(Column::Task), at(Column::Measure)) else {
            return;
        };
        let mark = |index: usize| {
            cells
                .get(index)
                .and_then(|cell| marks::scan(reading.text(*cell)))
        };
        if let (Some(outer), Some(inner)) = (mark(task), mark(measure))
            && at(Column::Group).is_none()
            && outer.family < inner.family
        {
            (self.columns[task], self.columns[measure]) = (Column::Group, Column::Task);
        }
    }

    /// Whether the one cell that is filled is a task, below merged cells.
    fn is_task(&self, cells: &[Span]) -> bool {
        let has_rows = self.previous.iter().any(Option::is_some);
        has_rows
            && self.columns.iter().zip(cells).any(|(own, cell)| {
                !cell.is_empty() && matches!(own, Column::Task | Column::Measure)
            })
    }

    fn fill(
        &mut self,
        reading: &Reading<'_>,
        cells: &[Span],
        units_merged: bool,
        printed: &[bool],
    ) -> Vec<(Column, Span)> {
        let mut row = Vec::new();
        for (index, &column) in self.columns.iter().enumerate() {
            let cell = cells.get(index).copied().filter(|cell| !cell.is_empty());
            let is_same = cell.is_some_and(|cell| is_ditto(reading.text(cell)));
            let inherits = match column {
                Column::Units(_) => units_merged || printed.get(index) == Some(&false),
                Column::Deadline | Column::Group => true,
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
                    .or(self.previous[index].filter(|_| cell.is_none() && column != Column::Task));
            }
        }
        row
    }
}

/// A cell that says "as above".
fn is_ditto(text: &str) -> bool {
    matches!(text, "同上" | "〃" | "″" | "\"" | "同前" | "同左")
}

/// A cell that says "none": —, /, 无.
fn is_dash(text: &str) -> bool {
    matches!(text, "无" | "/" | "—" | "——" | "-" | "--")
}

#[cfg(test)]
mod tests {
    use super::super::blocks::{self, Kind};
    use super::*;

    #[test]
    fn merged_cells_and_ditto_take_what_stands_above() {
        let text = "| 序号 | 任务 | 牵头单位 | 责任单位 | 完成时限 |\n|---|---|---|---|---|\n\
                    | 1 | 甲 | 市司法局 | 市教育局 | 6月底前 |\n| 2 | 乙 | 同上 | 市民政局 | |\n| 3 | 丙 | | | 年内 |\n";
        let reading = Reading::of(text);
        let mut table = None;
        let mut seen = Vec::new();
        for block in blocks::read(&reading, 1) {
            let Kind::Row(cells) = block.kind else {
                continue;
            };
            match &mut table {
                None => table = header(&reading, &cells).map(Table::new),
                Some(table) => {
                    if let Row::Task(row) = table.row(&reading, &cells) {
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
