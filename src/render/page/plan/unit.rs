//! Responsible units: the page of one, and their index.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::law::responsible_unit::UnitRole;
use crate::render::head::PageMeta;
use crate::render::page::{BuiltPage, PageBuilder};
use crate::render::view::value::view;
use crate::render::view::{CardValue, NamedLink, PlanItemView, ToValue};
use crate::site::DocumentId;
use crate::site::plans::{PlanRoute, PlanUnit, UnitDuty};
use crate::url::Url;

use super::view::ROLES;

/// Number of documents on a unit's page.
const EVIDENCE: usize = 30;

view! {
    /// Value `unit` of `plan_unit.html`.
    struct UnitView {
        /// Canonical name.
        name: String,
        /// True if the name stands for many bodies.
        is_collective: bool,
        /// Number of duties in each role; a role without duties is left out.
        counts: Vec<RoleCount>,
        /// Duties by plan, newest first.
        plans: Vec<UnitPlanView>,
        /// Documents that are evidence for its items, newest first.
        evidence: Vec<CardValue>,
        /// Number of such documents.
        evidence_count: usize,
        /// Address of the index of units.
        index: Option<String>,
    }

    /// Duties of a unit in one plan.
    struct UnitPlanView {
        /// Plan.
        plan: NamedLink,
        /// Year.
        year: Option<i16>,
        /// Duties by role, leads first.
        roles: Vec<UnitRoleView>,
    }

    /// Items of a unit in one role.
    struct UnitRoleView {
        /// `lead` …
        id: String,
        /// 牵头 …
        name: String,
        /// Items in the order of the text, without those nested in them.
        items: Vec<PlanItemView>,
    }

    /// Value `units` of `plan_units.html`.
    struct UnitsView {
        /// Four roles, for table headers.
        roles: Vec<RoleCount>,
        /// Bodies, most lead duties first.
        units: Vec<UnitRow>,
        /// Collectives: 有关部门.
        collectives: Vec<UnitRow>,
    }

    /// Unit in the index.
    struct UnitRow {
        /// Name.
        name: String,
        /// Address of its page.
        href: String,
        /// Number of duties in each of the four roles.
        counts: Vec<usize>,
        /// Total number of duties.
        total: usize,
    }

    /// Number of duties in a role.
    struct RoleCount {
        /// `lead` …
        id: String,
        /// 牵头 …
        name: String,
        /// Number.
        count: usize,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn plan_unit(&self, url: &Url, number: usize) -> Option<BuiltPage> {
        let unit = self.tracker.unit(number)?;
        let view = self.unit_view(unit);
        let mut meta = PageMeta::new(PageType::PlanUnit, unit.name.clone(), url);
        meta.section = self.plans_section();
        meta.breadcrumbs = self.breadcrumbs(&meta.section);
        meta.breadcrumbs.push(
            NamedLink {
                name: "责任单位".to_owned(),
                href: view.index.clone(),
            }
            .into(),
        );
        let counts: Vec<String> = view
            .counts
            .iter()
            .map(|of| format!("{}{}项", of.name, of.count))
            .collect();
        meta.description = format!(
            "{}在工作要点中承担的任务：{}。",
            unit.name,
            counts.join("、")
        );
        Some(self.render_template(meta, vec![("unit", view.to_value())], Diagnostics::new()))
    }

    fn unit_view(&self, unit: &PlanUnit) -> UnitView {
        let evidence = self.evidence_of(unit);
        let count = |role: UnitRole| role_count(role, unit.count(role));
        UnitView {
            name: unit.name.clone(),
            is_collective: unit.is_collective,
            counts: ROLES
                .into_iter()
                .map(count)
                .filter(|of| of.count > 0)
                .collect(),
            plans: self.duties_by_plan(unit),
            evidence_count: evidence.len(),
            evidence: self.tracker.cards(evidence.into_iter().take(EVIDENCE)),
            index: self.plan_href(PlanRoute::Units),
        }
    }

    /// Groups a unit's duties, which are sorted by plan.
    fn duties_by_plan(&self, unit: &PlanUnit) -> Vec<UnitPlanView> {
        let by_plan = unit.duties.chunk_by(|a, b| a.plan == b.plan);
        by_plan
            .filter_map(|duties| self.duties_in(duties))
            .collect()
    }

    fn duties_in(&self, duties: &[UnitDuty]) -> Option<UnitPlanView> {
        let plan = self.tracker.plan(duties.first()?.plan)?;
        let items = plan.plan.items();
        let in_role = |role: UnitRole| {
            let own = duties.iter().filter(|duty| duty.role == role);
            let items: Vec<PlanItemView> = own
                .filter_map(|duty| items.get(duty.item))
                .map(|item| self.flat_item_view(plan, item))
                .collect();
            let owes = !items.is_empty();
            owes.then(|| UnitRoleView {
                id: role.id().to_owned(),
                name: role.name().to_owned(),
                items,
            })
        };
        Some(UnitPlanView {
            plan: self.plan_link(plan),
            year: plan.plan.year,
            roles: ROLES.into_iter().filter_map(in_role).collect(),
        })
    }

    /// Documents that are evidence for a unit's items, newest first.
    fn evidence_of(&self, unit: &PlanUnit) -> Vec<DocumentId> {
        let mut all: Vec<DocumentId> = Vec::new();
        for duties in unit.duties.chunk_by(|a, b| a.plan == b.plan) {
            let Some(plan) = duties.first().and_then(|duty| self.tracker.plan(duty.plan)) else {
                continue;
            };
            let items = plan.plan.items();
            let own = duties.iter().filter_map(|duty| items.get(duty.item));
            all.extend(own.flat_map(|item| self.tracker.evidence(plan, item)));
        }
        all.sort_unstable();
        all.dedup();
        all.sort_by_cached_key(|&id| std::cmp::Reverse(self.tracker.when(id).map(|when| when.at)));
        all
    }

    pub(super) fn plan_units(&self, url: &Url) -> BuiltPage {
        let rows = self
            .tracker
            .units()
            .enumerate()
            .filter_map(|(number, unit)| {
                let href = self.plan_href(PlanRoute::Unit(number))?;
                let counts = ROLES.into_iter().map(|role| unit.count(role)).collect();
                let row = UnitRow {
                    name: unit.name.clone(),
                    href,
                    counts,
                    total: unit.duties.len(),
                };
                Some((unit.is_collective, row))
            });
        let (collectives, units): (Vec<_>, Vec<_>) =
            rows.partition(|(is_collective, _)| *is_collective);
        let bare = |rows: Vec<(bool, UnitRow)>| rows.into_iter().map(|(_, row)| row).collect();
        let roles = ROLES
            .into_iter()
            .map(|role| role_count(role, self.tracker.units().map(|u| u.count(role)).sum()));
        let view = UnitsView {
            roles: roles.collect(),
            units: bare(units),
            collectives: bare(collectives),
        };
        let mut meta = PageMeta::new(PageType::PlanUnits, "责任单位".to_owned(), url);
        meta.section = self.plans_section();
        meta.breadcrumbs = self.breadcrumbs(&meta.section);
        meta.description = format!(
            "历年工作要点的{}个责任单位，各自承担的任务。",
            view.units.len()
        );
        self.render_template(meta, vec![("units", view.to_value())], Diagnostics::new())
    }
}

fn role_count(role: UnitRole, count: usize) -> RoleCount {
    RoleCount {
        id: role.id().to_owned(),
        name: role.name().to_owned(),
        count,
    }
}
