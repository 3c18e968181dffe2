//! The board of a plan: its items by state.

use crate::diagnostic::Diagnostics;
use crate::render::head::Subject;
use crate::render::page::{Maker, Page};
use crate::render::view::ToValue;
use crate::url::Url;

impl Maker<'_, '_> {
    pub(super) fn plan_board(&self, url: &Url, number: usize) -> Option<Page> {
        let plan = self.reads.plan(number)?;
        let view = self.plan_view(plan);
        let mut subject = Subject::new("plan_board", format!("{}进度", view.title), url);
        subject.section.clone_from(&self.reads.facts(plan.document).section);
        subject.trail = self.plan_trail(plan);
        let views = vec![("plan", view.to_value())];
        Some(self.finish(&["plan_board.html"], subject, views, Diagnostics::new()))
    }
}
