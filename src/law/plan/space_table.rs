//! Tables whose cells are separated by blanks alone, as a word processor or PDF exports them,
//! detected by a header that consists of column names.

use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::plan_lines::{LineKind, PlanLine};
use super::table::{self, TableColumn};
use crate::law::numerals;

/// Replaces the lines of such tables with rows.
pub(super) fn gather(reading: &NormalizedText<'_>, mut blocks: Vec<PlanLine>) -> Vec<PlanLine> {
    let mut columns: Option<Vec<TableColumn>> = None;
    for block in &mut blocks {
        match block.kind {
            LineKind::Blank | LineKind::Noise => {}
            LineKind::Paragraph | LineKind::Marked(_) => {
                if let Some((cells, named)) = header(reading, block.content) {
                    (block.kind, columns) = (LineKind::Row(cells), Some(named));
                } else if let Some(cells) = columns
                    .as_ref()
                    .and_then(|named| row(reading, block.content, named))
                {
                    block.kind = LineKind::Row(cells);
                } else {
                    columns = None;
                }
            }
            _ => columns = None,
        }
    }
    blocks
}

/// Character limit of a header cell.
const MOST_OF_HEADER: usize = 8;

fn header(
    reading: &NormalizedText<'_>,
    line: NormalizedSpan,
) -> Option<(Vec<NormalizedSpan>, Vec<TableColumn>)> {
    let text = reading.text(line);
    if text.len() > 200 || !text.contains(' ') {
        return None;
    }
    let cells = pieces(reading, line);
    let names_column = |cell: &NormalizedSpan| {
        let text = reading.text(*cell);
        text.chars().count() <= MOST_OF_HEADER && table::column(text) != TableColumn::Other
    };
    if cells.len() < 3 || !cells.iter().all(names_column) {
        return None;
    }
    let columns = table::header(reading, &cells)?;
    Some((cells, columns))
}

/// Returns the cells of a row, one per column; joins the task's text if it contains blanks.
fn row(
    reading: &NormalizedText<'_>,
    line: NormalizedSpan,
    columns: &[TableColumn],
) -> Option<Vec<NormalizedSpan>> {
    let cells = pieces(reading, line);
    let is_numbered = cells
        .first()
        .is_some_and(|first| numerals::parse(reading.text(*first)).is_some());
    if cells.len() < 2 || !is_numbered && cells.len() != columns.len() {
        return None;
    }
    let over = cells.len().saturating_sub(columns.len());
    let task = columns
        .iter()
        .position(|column| *column == TableColumn::Task)
        .filter(|_| over > 0);
    let Some(task) = task else { return Some(cells) };
    let whole = NormalizedSpan::new(cells.get(task)?.start, cells.get(task + over)?.end);
    let before = cells.get(..task)?;
    let after = cells.get(task + over + 1..)?;
    Some(
        before
            .iter()
            .copied()
            .chain([whole])
            .chain(after.iter().copied())
            .collect(),
    )
}

/// Returns the spans between blanks.
fn pieces(reading: &NormalizedText<'_>, line: NormalizedSpan) -> Vec<NormalizedSpan> {
    let mut at = line.start;
    let spans = reading.text(line).split(' ').map(|piece| {
        let span = NormalizedSpan::new(at, at + piece.len());
        at = span.end + 1;
        span
    });
    spans.filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    #[test]
    fn blanks_part_cells_under_a_header() {
        let text = "要点\n序号  任务  责任单位\n1  学法 用法  市司法局\n2  用法  市教育局\n各单位 要\n3  丙  丁局\n";
        let reading = NormalizedText::new(text);
        let rows: Vec<Vec<&str>> = gather(&reading, plan_lines::read(&reading, 1))
            .iter()
            .filter_map(|block| match &block.kind {
                LineKind::Row(cells) => {
                    Some(cells.iter().map(|cell| reading.text(*cell)).collect())
                }
                _ => None,
            })
            .collect();
        assert_eq!(
            rows,
            [
                vec!["序号", "任务", "责任单位"],
                vec!["1", "学法 用法", "市司法局"],
                vec!["2", "用法", "市教育局"]
            ]
        );
    }
}
