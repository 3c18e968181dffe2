//! Tables whose cells are parted by blanks alone, as a word processor or a PDF gives them: told by
//! a header that is nothing but names of columns.

use super::blocks::{Block, Kind};
use super::reading::{Reading, Span};
use super::table::{self, Column};
use crate::law::numerals;

/// The blocks, the lines of such tables made rows.
pub(super) fn gather(reading: &Reading<'_>, mut blocks: Vec<Block>) -> Vec<Block> {
    let mut columns: Option<Vec<Column>> = None;
    for block in &mut blocks {
        match block.kind {
            Kind::Blank | Kind::Noise => {}
            Kind::Paragraph | Kind::Marked(_) => {
                if let Some((cells, named)) = header(reading, block.content) {
                    (block.kind, columns) = (Kind::Row(cells), Some(named));
                } else if let Some(cells) = columns
                    .as_ref()
                    .and_then(|named| row(reading, block.content, named))
                {
                    block.kind = Kind::Row(cells);
                } else {
                    columns = None;
                }
            }
            _ => columns = None,
        }
    }
    blocks
}

/// The most characters of a cell of a header.
const MOST_OF_HEADER: usize = 8;

fn header(reading: &Reading<'_>, line: Span) -> Option<(Vec<Span>, Vec<Column>)> {
    let text = reading.text(line);
    if text.len() > 200 || !text.contains(' ') {
        return None;
    }
    let cells = pieces(reading, line);
    let names_column = |cell: &Span| {
        let text = reading.text(*cell);
        text.chars().count() <= MOST_OF_HEADER && table::column(text) != Column::Other
    };
    if cells.len() < 3 || !cells.iter().all(names_column) {
        return None;
    }
    let columns = table::header(reading, &cells)?;
    Some((cells, columns))
}

/// The cells of a row: one for each column, the text of the task put together where it has blanks.
fn row(reading: &Reading<'_>, line: Span, columns: &[Column]) -> Option<Vec<Span>> {
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
        .position(|column| *column == Column::Task)
        .filter(|_| over > 0);
    let Some(task) = task else { return Some(cells) };
    let whole = Span::new(cells.get(task)?.start, cells.get(task + over)?.end);
    let (before, after) = (cells.get(..task)?, cells.get(task + over + 1..)?);
    Some(
        before
            .iter()
            .copied()
            .chain([whole])
            .chain(after.iter().copied())
            .collect(),
    )
}

/// The stretches between blanks.
fn pieces(reading: &Reading<'_>, line: Span) -> Vec<Span> {
    let mut at = line.start;
    let spans = reading.text(line).split(' ').map(|piece| {
        let span = Span::new(at, at + piece.len());
        at = span.end + 1;
        span
    });
    spans.filter(|span| !span.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::blocks;
    use super::*;

    #[test]
    fn blanks_part_cells_under_a_header() {
        let text = "要点\n序号  任务  责任单位\n1  学法 用法  市司法局\n2  用法  市教育局\n各单位 要\n3  丙  丁局\n";
        let reading = Reading::of(text);
        let rows: Vec<Vec<&str>> = gather(&reading, blocks::read(&reading, 1))
            .iter()
            .filter_map(|block| match &block.kind {
                Kind::Row(cells) => Some(cells.iter().map(|cell| reading.text(*cell)).collect()),
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
