//! Pages of work plans: items, the board, responsible units, years side by side.

mod board;
mod body;
mod item;
mod pictures;
mod served;
mod status;
mod unit;
mod view;
mod years;

use crate::diagnostic::Diagnostics;
use crate::render::dependency_tracker::PlanText;
use crate::render::head::Breadcrumb;
use crate::render::view::NamedLink;
use crate::site::RouteKind;
use crate::url::Url;

use super::{BuiltPage, PageBuilder};

impl PageBuilder<'_, '_> {
    /// A page of plans; `None` for a route that is none.
    pub(super) fn plan_page(&self, url: &Url, what: &RouteKind) -> Option<BuiltPage> {
        let page = match *what {
            RouteKind::PlanItem { plan, item } => self.plan_item(url, plan, item),
            RouteKind::PlanBoard(plan) => self.plan_board(url, plan),
            RouteKind::PlanYears => Some(self.plan_years(url)),
            RouteKind::PlanUnits => Some(self.plan_units(url)),
            RouteKind::PlanUnit(unit) => self.plan_unit(url, unit),
            _ => return None,
        };
        Some(page.unwrap_or((None, Diagnostics::new())))
    }

    /// A plan by its title, leading to its page.
    pub(super) fn plan_link(&self, plan: PlanText<'_>) -> NamedLink {
        let href = self.href(&self.reads.document_url(plan.document));
        NamedLink {
            name: self.reads.facts(plan.document).title.clone(),
            href: Some(href),
        }
    }

    /// The way to what belongs to a plan.
    fn plan_trail(&self, plan: PlanText<'_>) -> Vec<Breadcrumb> {
        let mut trail = self.trail(&self.reads.facts(plan.document).section);
        trail.push(self.plan_link(plan).into());
        trail
    }

    /// The section of pages that speak of several plans: the newest plan's.
    fn plans_section(&self) -> String {
        let newest = self.reads.plans().first().map(|plan| plan.document);
        newest.map_or_else(String::new, |document| {
            self.reads.facts(document).section.clone()
        })
    }

    /// The address of what is made of plans, as pages write it.
    fn plan_href(&self, what: &RouteKind) -> Option<String> {
        self.reads.plan_url(what).map(|url| self.href(&url))
    }
}
