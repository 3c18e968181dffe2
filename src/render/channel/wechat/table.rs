//! Tables: each in a box that scrolls, styles on cells, since the editor drops those of rows.

use std::fmt::Write;
use std::ops::Range;

use super::html_writer::{EditorRemark, WechatWriter, attribute};
use crate::render::channel::article::{ArticleBlock, ArticleCell, ArticleTable, BlockContent};

/// Most columns of a table that a phone can show.
const MOST_COLUMNS: usize = 6;
/// Number of columns from which cells keep their width and the table scrolls.
const SCROLLING_COLUMNS: usize = 5;

impl WechatWriter<'_> {
    pub(super) fn table(&mut self, table: &ArticleTable, range: &Range<usize>) {
        let columns = table.columns();
        if columns > MOST_COLUMNS {
            self.remarks
                .push((EditorRemark::Wide(columns), range.clone()));
        }
        self.enter(range);
        let style = attribute(self.styles.get("table_box"));
        self.out
            .extend(["<section", &style, " data-ignore-width=\"1\">"]);
        // The platform's checker measures the table by itself too.
        self.open("table", "table", "");
        self.out.pop();
        self.out.push_str(" data-ignore-width=\"1\">");
        // One row with a cell in every column gives all of them their width.
        let whole = table
            .rows
            .iter()
            .position(|row| row.len() == columns && row.iter().all(is_single));
        for (at, row) in table.rows.iter().enumerate() {
            self.out.push_str("<tr>");
            for cell in row {
                self.cell(
                    cell,
                    columns >= SCROLLING_COLUMNS && whole.is_none_or(|whole| whole == at),
                );
            }
            self.out.push_str("</tr>");
        }
        self.out.push_str("</table></section>");
        self.leave();
    }

    fn cell(&mut self, cell: &ArticleCell, scrolls: bool) {
        let (tag, key) = if cell.is_head {
            ("th", "head_cell")
        } else {
            ("td", "cell")
        };
        let mut own: Vec<String> = Vec::new();
        own.extend(cell.align.map(|align| format!("text-align:{align}")));
        if scrolls && is_single(cell) {
            own.push("min-width:5em".to_owned());
        }
        self.open(tag, key, &own.join(";"));
        let (across, down) = cell.span;
        for (name, span) in [("colspan", across), ("rowspan", down)] {
            if span > 1 {
                self.out.pop();
                let _ = write!(self.out, " {name}=\"{span}\">");
            }
        }
        match &*cell.blocks {
            [
                ArticleBlock {
                    content: BlockContent::Paragraph(words),
                    ..
                },
            ] => self.wrapped(words),
            blocks => self.blocks(blocks),
        }
        self.close(tag);
    }
}

/// True if a cell spans one column.
fn is_single(cell: &ArticleCell) -> bool {
    cell.span.0 == 1
}
