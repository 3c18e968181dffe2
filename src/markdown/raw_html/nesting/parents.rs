//! Raw elements that depend on those around them: parts of tables and lists, and links.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::{Nester, Open, is_part_of_line};
use crate::markdown::piece::Piece;
use crate::markdown::raw_html::elements::{ElementRule, Role};

impl Nester<'_> {
    /// Ends what must end in the table around before one of its parts begins; `false` where there is no table.
    pub(super) fn enter_table(&mut self, role: Role, range: &Range<usize>) -> bool {
        let Some(table) = self
            .open_raw_elements()
            .position(|known| known.role == Role::Table)
        else {
            match role {
                Role::Row => self.break_line(range),
                Role::Cell => self.push(Piece::Markdown(Event::Text(CowStr::Borrowed(" "))), range),
                _ => {}
            }
            return false;
        };
        let mut kept = self.open.len() - table;
        let is_open = |at: usize, wanted: Role| matches!(self.open.get(at), Some(Open::Raw(known, _)) if known.role == wanted);
        if matches!(role, Role::Row | Role::Cell) && is_open(kept, Role::TableSection)
            || role == Role::Column && is_open(kept, Role::ColumnGroup)
        {
            kept += 1;
        }
        if role == Role::Cell && is_open(kept, Role::Row) {
            kept += 1;
        }
        self.pop_to(kept, range);
        let in_row =
            matches!(self.open.last(), Some(Open::Raw(known, _)) if known.role == Role::Row);
        if role == Role::Cell && !in_row {
            self.open_implied("tr", range);
        }
        true
    }

    /// The raw elements above the innermost container, from within.
    pub(super) fn open_raw_elements(&self) -> impl Iterator<Item = &'static ElementRule> + '_ {
        self.open.iter().rev().map_while(|open| match open {
            Open::Raw(known, _) => Some(*known),
            _ => None,
        })
    }

    /// The index of the innermost raw element of a kind, within the innermost cell and container.
    pub(super) fn nearest(&self, is_wanted: impl Fn(&ElementRule) -> bool) -> Option<usize> {
        for (depth, known) in self.open_raw_elements().enumerate() {
            if is_wanted(known) {
                return Some(self.open.len() - 1 - depth);
            }
            if matches!(known.role, Role::Cell | Role::Caption) {
                return None;
            }
        }
        None
    }

    /// Ends an open raw link before another begins; `false` where it, or a link of Markdown, cannot be ended.
    pub(super) fn end_raw_link(&mut self, range: &Range<usize>) -> bool {
        if self.markdown_links > 0 {
            return false;
        }
        if self.raw_links == 0 {
            return true;
        }
        let is_link = |open: &Open| matches!(open, Open::Raw(known, _) if known.role == Role::Link);
        let Some(link) = self.open.iter().rposition(is_link) else {
            return true;
        };
        if !self.open[link..].iter().all(is_part_of_line) {
            return false;
        }
        self.pop_to(link + 1, range);
        if let Some((rule, _)) = self.leave() {
            self.push(Piece::RawEnd(rule), range);
        }
        true
    }

    /// Drops the raw links that are open: what follows holds a link itself.
    pub(super) fn drop_raw_links(&mut self) {
        if self.raw_links == 0 {
            return;
        }
        self.raw_depth -= self.raw_links;
        self.raw_links = 0;
        let out = &mut self.out;
        self.open.retain(|open| match open {
            Open::Raw(known, at) if known.role == Role::Link => {
                out[*at].0 = Piece::Markdown(Event::Text(CowStr::Borrowed("")));
                false
            }
            _ => true,
        });
    }
}
