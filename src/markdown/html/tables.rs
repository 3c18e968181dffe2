//! Tables: wrapped in a scrollable container for narrow screens, aligned by CSS classes.

use pulldown_cmark::{Alignment, Event, Tag};

use super::HtmlEmitter;
use crate::markdown::body_event::BodyEvent;

/// Emitter state within a table.
#[derive(Debug, Default)]
pub(super) struct TableState {
    alignments: Vec<Alignment>,
    in_head: bool,
    has_body: bool,
    column: usize,
}

impl HtmlEmitter<'_> {
    pub(super) fn open_table(&mut self, alignments: &[Alignment]) {
        self.table = TableState {
            alignments: alignments.to_vec(),
            ..TableState::default()
        };
        self.block("<div");
        self.own_attribute("class", "table-scroll");
        self.own_attribute("tabindex", "0");
        self.out.push_str("><table>\n");
    }

    pub(super) fn open_head(&mut self) {
        self.table.in_head = true;
        self.table.column = 0;
        self.out.push_str("<thead><tr>");
    }

    pub(super) fn close_head(&mut self) {
        self.table.in_head = false;
        self.out.push_str("</tr></thead>\n");
        let next = self.pieces.get(self.at + 1);
        self.table.has_body = matches!(
            next,
            Some((BodyEvent::Markdown(Event::Start(Tag::TableRow)), _))
        );
        if self.table.has_body {
            self.out.push_str("<tbody>\n");
        }
    }

    pub(super) fn open_row(&mut self) {
        self.table.column = 0;
        self.out.push_str("<tr>");
    }

    pub(super) fn open_cell(&mut self) {
        self.out.push_str(if self.table.in_head {
            "<th scope=\"col\""
        } else {
            "<td"
        });
        let class = match self.table.alignments.get(self.table.column) {
            Some(Alignment::Left) => "align-left",
            Some(Alignment::Center) => "align-center",
            Some(Alignment::Right) => "align-right",
            Some(Alignment::None) | None => "",
        };
        if !class.is_empty() {
            self.own_attribute("class", class);
        }
        self.out.push('>');
    }

    pub(super) fn close_cell(&mut self) {
        self.table.column += 1;
        self.out
            .push_str(if self.table.in_head { "</th>" } else { "</td>" });
    }

    pub(super) fn close_table(&mut self) {
        self.out.push_str(if self.table.has_body {
            "</tbody>\n</table></div>\n"
        } else {
            "</table></div>\n"
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn a_table_scrolls_and_is_aligned_by_classes() {
        insta::assert_snapshot!(html("| 甲 | 乙 |\n|:-|-:|\n| 一 | **二** |\n"), @r#"
        <div class="table-scroll" tabindex="0"><table>
        <thead><tr><th scope="col" class="align-left">甲</th><th scope="col" class="align-right">乙</th></tr></thead>
        <tbody>
        <tr><td class="align-left">一</td><td class="align-right"><strong>二</strong></td></tr>
        </tbody>
        </table></div>
        "#);
        insta::assert_snapshot!(html("| 只有头 |\n|-|\n"), @r#"
        <div class="table-scroll" tabindex="0"><table>
        <thead><tr><th scope="col">只有头</th></tr></thead>
        </table></div>
        "#);
    }
}
