//! Pages of work plans: items, the board, responsible units, years side by side.

mod board;
mod body;
mod charts;
mod item;
mod served;
mod spaced_text;
mod status;
mod unit;
mod view;
mod years;

use crate::diagnostic::Diagnostics;
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::head::Breadcrumb;
use crate::render::view::NamedLink;
use crate::site::plans::PlanRoute;
use crate::url::Url;

use super::{BuiltPage, PageBuilder};

impl PageBuilder<'_, '_> {
    /// Builds a page of plans; `None` for open data.
    pub(super) fn plan_page(&self, url: &Url, route: PlanRoute) -> Option<BuiltPage> {
        let page = match route {
            PlanRoute::Item { plan, item } => self.plan_item(url, plan, item),
            PlanRoute::Board(plan) => self.plan_board(url, plan),
            PlanRoute::Data(..) => return None,
            PlanRoute::Years => Some(self.plan_years(url)),
            PlanRoute::Units => Some(self.plan_units(url)),
            PlanRoute::Unit(unit) => self.plan_unit(url, unit),
        };
        Some(page.unwrap_or((None, Diagnostics::new())))
    }

    /// Link to a plan's page, by its title.
    pub(super) fn plan_link(&self, plan: TrackedPlan<'_>) -> NamedLink {
        let href = self.href(&self.tracker.document_url(plan.document));
        NamedLink {
            name: self.tracker.facts(plan.document).title.clone(),
            href: Some(href),
        }
    }

    /// Breadcrumbs to the pages of a plan.
    fn plan_breadcrumbs(&self, plan: TrackedPlan<'_>) -> Vec<Breadcrumb> {
        let mut breadcrumbs = self.breadcrumbs(&self.tracker.facts(plan.document).section);
        breadcrumbs.push(self.plan_link(plan).into());
        breadcrumbs
    }

    /// Section of pages about several plans: the newest plan's.
    fn plans_section(&self) -> String {
        let newest = self.tracker.plans().first().map(|plan| plan.document);
        newest.map_or_else(String::new, |document| {
            self.tracker.facts(document).section.clone()
        })
    }

    /// Address of a page or file of plans, as pages write it.
    fn plan_href(&self, route: PlanRoute) -> Option<String> {
        self.tracker.plan_url(route).map(|url| self.href(&url))
    }
}
