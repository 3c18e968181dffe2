//! Tables with one cell per line, as they result from copying a page as plain text; joins the lines
//! into rows again.
//!
//! The header's words mark the start of a table; the running numbers mark its rows.

use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::plan_lines::{LineKind, PlanLine};
use super::table::{self, TableColumn};
use crate::law::numerals;

/// Replaces the lines of such tables with rows.
pub(super) fn gather(reading: &NormalizedText<'_>, blocks: &[PlanLine]) -> Vec<PlanLine> {
    let mut gathered = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while at < blocks.len() {
        if let Some((rows, taken)) = table(reading, &blocks[at..]) {
            gathered.extend(rows);
            at += taken;
        } else {
            gathered.push(blocks[at].clone());
            at += 1;
        }
    }
    gathered
}

/// Line that is one cell, without its bars.
struct StackedCell {
    /// Index of the line.
    block: usize,
    span: NormalizedSpan,
}

/// Limit of header lines; no table of tasks has more columns.
const MOST_COLUMNS: usize = 10;
/// Limit of cells between two row numbers.
const MOST_BETWEEN: usize = 3 * MOST_COLUMNS;
/// Character limit of a header cell.
const MOST_OF_HEADER: usize = 8;

/// Returns the rows of the table that starts at the first line, and the number of lines used.
fn table(reading: &NormalizedText<'_>, blocks: &[PlanLine]) -> Option<(Vec<PlanLine>, usize)> {
    let names_column = |cell: &StackedCell| {
        let text = reading.text(cell.span);
        text.chars().count() <= MOST_OF_HEADER && table::column(text) != TableColumn::Other
    };
    let first = cell(reading, blocks, 0).filter(names_column)?;
    let mut header = vec![first];
    for block in 1..blocks.len() {
        if header.len() > MOST_COLUMNS {
            return None;
        }
        match cell(reading, blocks, block) {
            Some(cell) if names_column(&cell) => header.push(cell),
            None if is_between(reading, &blocks[block]) => {}
            _ => break,
        }
    }
    let names: Vec<NormalizedSpan> = header.iter().map(|cell| cell.span).collect();
    let columns = table::header(reading, &names).filter(|columns| columns.len() >= 3)?;
    if !columns
        .iter()
        .any(|column| matches!(column, TableColumn::Units(_)))
    {
        return None;
    }
    let body_start = header.last().map_or(0, |cell| cell.block + 1);
    let cells = body(reading, blocks, body_start);
    let number = columns
        .iter()
        .position(|column| *column == TableColumn::Number);
    let (rows, place) = rows(reading, &cells, columns.len(), number)?;
    let mut header: Vec<StackedCell> = header;
    if number.is_none() {
        // The number column has no name in the header.
        let at = header[place.min(header.len() - 1)].span.start;
        header.insert(
            place,
            StackedCell {
                block: 0,
                span: NormalizedSpan::new(at, at),
            },
        );
    }
    let end = rows
        .last()
        .and_then(|row| row.last())
        .map_or(body_start, |cell| cell.block + 1);
    let bars = blocks[end..]
        .iter()
        .take_while(|block| is_between(reading, block))
        .count();
    let taken = end + bars;
    let header: Vec<&StackedCell> = header.iter().collect();
    let rows = std::iter::once(header)
        .chain(rows)
        .map(|cells| row(blocks, &cells));
    Some((rows.collect(), taken))
}

/// Returns the cell that a line holds, or `None` if the line cannot be a cell.
fn cell(reading: &NormalizedText<'_>, blocks: &[PlanLine], block: usize) -> Option<StackedCell> {
    let PlanLine {
        content,
        heading,
        kind,
        ..
    } = &blocks[block];
    let is_plain = *heading == 0
        && matches!(
            kind,
            LineKind::Paragraph | LineKind::Marked(_) | LineKind::Noise
        );
    let span = reading.trim_matches(*content, |sign| sign.is_whitespace() || sign == '|');
    (is_plain && !span.is_empty()).then_some(StackedCell { block, span })
}

/// Returns true if a line may stand between cells: a blank line or a bar.
fn is_between(reading: &NormalizedText<'_>, block: &PlanLine) -> bool {
    reading
        .text(block.content)
        .chars()
        .all(|sign| sign.is_whitespace() || matches!(sign, '|' | '-'))
}

/// Returns the cells below the header, as long as their rows are numbered.
fn body(reading: &NormalizedText<'_>, blocks: &[PlanLine], start: usize) -> Vec<StackedCell> {
    let mut cells: Vec<StackedCell> = Vec::new();
    let mut last_number = None;
    let mut since = 0;
    for (block, line) in blocks.iter().enumerate().skip(start) {
        match cell(reading, blocks, block) {
            Some(cell) => {
                let value = numerals::parse(reading.text(cell.span));
                let counts_on = value.is_some()
                    && last_number.is_none_or(|last| {
                        value.is_some_and(|value| value.checked_sub(1) == Some(last))
                    });
                (last_number, since) = if counts_on {
                    (value, 0)
                } else {
                    (last_number, since + 1)
                };
                cells.push(cell);
            }
            None if is_between(reading, line) => {}
            None => break,
        }
        if since > MOST_BETWEEN {
            break;
        }
    }
    cells
}

/// Groups the cells into rows; also returns the position of the number within a row. A row starts
/// as many cells before its number as the first row does.
fn rows<'c>(
    reading: &NormalizedText<'_>,
    cells: &'c [StackedCell],
    width: usize,
    number: Option<usize>,
) -> Option<(Vec<Vec<&'c StackedCell>>, usize)> {
    let value = |cell: &StackedCell| numerals::parse(reading.text(cell.span));
    let first = cells
        .iter()
        .take(MOST_COLUMNS)
        .position(|cell| value(cell).is_some())?;
    let place = number.unwrap_or(first);
    // An unnamed number column is an additional column among the others.
    let after = (width - usize::from(number.is_some())).checked_sub(place)?;
    let mut rows: Vec<Vec<&StackedCell>> = vec![cells[..first].iter().collect()];
    let mut next = value(&cells[first])?;
    for cell in &cells[first..] {
        let last = rows.last_mut()?;
        if value(cell) == Some(next) {
            next = next.saturating_add(1);
            // Surplus cells of the previous row precede the number of this row.
            let numbered = last.iter().position(|cell| value(cell).is_some());
            let room = numbered.map_or(0, |at| at + 1 + after);
            let mut row = if numbered.is_some() && last.len() > room {
                last.split_off(room)
            } else {
                Vec::new()
            };
            if numbered.is_none() {
                row = std::mem::take(last);
                rows.pop();
            }
            row.push(cell);
            rows.push(row);
        } else {
            last.push(cell);
        }
    }
    let last = rows.last_mut()?;
    let numbered = last.iter().position(|cell| value(cell).is_some())?;
    // Cells after the last cell of the last row are not part of the table.
    last.truncate(numbered + 1 + after);
    (rows.len() >= 2).then_some((rows, place))
}

fn row(blocks: &[PlanLine], cells: &[&StackedCell]) -> PlanLine {
    let spans: Vec<NormalizedSpan> = cells.iter().map(|cell| cell.span).collect();
    let first = cells
        .iter()
        .find(|cell| !cell.span.is_empty())
        .map_or(0, |cell| cell.block);
    let content = NormalizedSpan::new(
        spans.first().map_or(0, |span| span.start),
        spans.last().map_or(0, |span| span.end),
    );
    PlanLine {
        content,
        kind: LineKind::Row(spans),
        ..blocks[first].clone()
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let reading = NormalizedText::new(text);
        let blocks = gather(&reading, &plan_lines::read(&reading, 1));
        let told = blocks
            .iter()
            .filter(|block| block.kind != LineKind::Blank)
            .map(|block| match &block.kind {
                LineKind::Row(cells) => cells
                    .iter()
                    .map(|cell| reading.text(*cell))
                    .collect::<Vec<_>>()
                    .join(" "),
                _ => format!("- {}", reading.text(block.content)),
            });
        told.collect()
    }

    #[test]
    fn lines_become_rows() {
        assert_eq!(
            read("要点\n序号\n任务\n责任单位\n1\n甲\n市司法局\n2\n乙\n市教育局\n示例市\n"),
            [
                "- 要点",
                "序号 任务 责任单位",
                "1 甲 市司法局",
                "2 乙 市教育局",
                "- 示例市"
            ]
        );
    }

    #[test]
    fn numbers_may_stand_under_no_heading_and_groups_over_several_rows() {
        assert_eq!(
            read(
                "工作任务\n|\n具体要求\n|\n责任科室\n|\n公开\n|\n1\n|\n甲\n|\n办公室\n|\n2\n|\n乙\n|\n各科室\n|\n宣传\n|\n3\n|\n丙\n|\n各科室\n|\n"
            ),
            [
                "工作任务  具体要求 责任科室",
                "公开 1 甲 办公室",
                "2 乙 各科室",
                "宣传 3 丙 各科室"
            ]
        );
    }

    #[test]
    fn prose_is_no_table() {
        for text in ["任务\n措施\n责任单位\n", "序号\n甲\n乙\n", "重点任务\n1\n"] {
            assert!(
                read(text).iter().all(|line| line.starts_with("- ")),
                "{text}"
            );
        }
    }
}
