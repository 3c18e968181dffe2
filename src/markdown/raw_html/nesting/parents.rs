//! Raw elements that depend on their ancestors: parts of tables and lists, and links.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::{ElementNester, OpenElement, is_part_of_line};
use crate::markdown::body_event::BodyEvent;
use crate::markdown::raw_html::elements::{ElementRule, NestingRole};

impl ElementNester<'_> {
    /// Closes elements of the table that end before a new part; returns false outside of tables.
    pub(super) fn enter_table(&mut self, role: NestingRole, range: &Range<usize>) -> bool {
        let Some(table) = self
            .open_raw_elements()
            .position(|known| known.role == NestingRole::Table)
        else {
            match role {
                NestingRole::Row => self.break_line(range),
                NestingRole::Cell => self.push(
                    BodyEvent::Markdown(Event::Text(CowStr::Borrowed(" "))),
                    range,
                ),
                _ => {}
            }
            return false;
        };
        let mut kept = self.open.len() - table;
        let is_open = |at: usize, wanted: NestingRole| matches!(self.open.get(at), Some(OpenElement::Raw(known, _)) if known.role == wanted);
        if matches!(role, NestingRole::Row | NestingRole::Cell)
            && is_open(kept, NestingRole::TableSection)
            || role == NestingRole::Column && is_open(kept, NestingRole::ColumnGroup)
        {
            kept += 1;
        }
        if role == NestingRole::Cell && is_open(kept, NestingRole::Row) {
            kept += 1;
        }
        self.pop_to(kept, range);
        let in_row = matches!(self.open.last(), Some(OpenElement::Raw(known, _)) if known.role == NestingRole::Row);
        if role == NestingRole::Cell && !in_row {
            self.open_implied("tr", range);
        }
        true
    }

    /// Returns the raw elements above the innermost container, innermost first.
    pub(super) fn open_raw_elements(&self) -> impl Iterator<Item = &'static ElementRule> + '_ {
        self.open.iter().rev().map_while(|open| match open {
            OpenElement::Raw(known, _) => Some(*known),
            _ => None,
        })
    }

    /// Returns the index of the innermost raw element that matches, within this cell or container.
    pub(super) fn nearest(&self, is_wanted: impl Fn(&ElementRule) -> bool) -> Option<usize> {
        for (depth, known) in self.open_raw_elements().enumerate() {
            if is_wanted(known) {
                return Some(self.open.len() - 1 - depth);
            }
            if matches!(known.role, NestingRole::Cell | NestingRole::Caption) {
                return None;
            }
        }
        None
    }

    /// Ends an open raw link before another begins; returns false if that link cannot be ended.
    pub(super) fn end_raw_link(&mut self, range: &Range<usize>) -> bool {
        if self.markdown_links > 0 {
            return false;
        }
        if self.raw_links == 0 {
            return true;
        }
        let is_link = |open: &OpenElement| matches!(open, OpenElement::Raw(known, _) if known.role == NestingRole::Link);
        let Some(link) = self.open.iter().rposition(is_link) else {
            return true;
        };
        if !self.open[link..].iter().all(is_part_of_line) {
            return false;
        }
        self.pop_to(link + 1, range);
        if let Some((rule, _)) = self.leave() {
            self.push(BodyEvent::RawEnd(rule), range);
        }
        true
    }

    /// Drops open raw links, because the next element contains a link itself.
    pub(super) fn drop_raw_links(&mut self) {
        if self.raw_links == 0 {
            return;
        }
        self.raw_depth -= self.raw_links;
        self.raw_links = 0;
        let out = &mut self.out;
        self.open.retain(|open| match open {
            OpenElement::Raw(known, at) if known.role == NestingRole::Link => {
                out[*at].0 = BodyEvent::Markdown(Event::Text(CowStr::Borrowed("")));
                false
            }
            _ => true,
        });
    }
}
