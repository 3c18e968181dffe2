//! Views of a plan and its items.

use jiff::civil::Date;

use crate::content::Moment;
use crate::law::plan::{Deadline, ItemStatus, PlanItem, PlanSection, PlanTarget};
use crate::law::responsible_unit::{ResponsibleUnit, UnitRole};
use crate::render::date_format::day;
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::page::PageBuilder;
use crate::render::view::{
    DeadlineView, PlanItemView, PlanLinks, PlanSectionView, PlanView, RoleView, TargetView,
    UnitLink,
};
use crate::site::plans::{PlanDataFormat, PlanRoute};
use crate::url::fragment;

use super::status::{counts, status_view};

/// Roles, in the order of display.
pub(super) const ROLES: [UnitRole; 4] = [
    UnitRole::Lead,
    UnitRole::Support,
    UnitRole::Responsible,
    UnitRole::Participate,
];

impl PageBuilder<'_, '_> {
    /// Plan with all its items.
    pub(in crate::render::page) fn plan_view(&self, plan: TrackedPlan<'_>) -> PlanView {
        let link = self.plan_link(plan);
        let sections: Vec<PlanSectionView> = plan
            .plan
            .sections
            .iter()
            .map(|section| self.section_view(plan, section))
            .collect();
        let all: Vec<PlanItemView> = sections
            .iter()
            .flat_map(|section| section.items.clone())
            .collect();
        PlanView {
            title: link.name,
            href: link.href.unwrap_or_default(),
            year: plan.plan.year,
            document_number: plan.plan.document_number.clone(),
            counts: counts(&all),
            sections,
            units: plan.plan.units().len(),
            links: self.plan_links(plan),
        }
    }

    /// Other pages of a plan.
    pub(super) fn plan_links(&self, plan: TrackedPlan<'_>) -> PlanLinks {
        PlanLinks {
            board: self.plan_href(PlanRoute::Board(plan.number)),
            units: self.plan_href(PlanRoute::Units),
            years: self.plan_href(PlanRoute::Years),
            json: self.plan_href(PlanRoute::Data(plan.number, PlanDataFormat::Json)),
            csv: self.plan_href(PlanRoute::Data(plan.number, PlanDataFormat::Csv)),
        }
    }

    /// Links to the pages about all plans.
    pub(in crate::render::page) fn plans_links(&self) -> PlanLinks {
        let units = self.plan_href(PlanRoute::Units);
        let years = self.plan_href(PlanRoute::Years);
        PlanLinks {
            board: None,
            units,
            years,
            json: None,
            csv: None,
        }
    }

    fn section_view(&self, plan: TrackedPlan<'_>, section: &PlanSection) -> PlanSectionView {
        let items: Vec<PlanItemView> = section
            .items
            .iter()
            .map(|item| self.item_view(plan, item))
            .collect();
        PlanSectionView {
            label: section.label.clone(),
            title: section.title.clone(),
            counts: counts(&items),
            items,
        }
    }

    /// Item with those that nest in it.
    pub(in crate::render::page) fn item_view(
        &self,
        plan: TrackedPlan<'_>,
        item: &PlanItem,
    ) -> PlanItemView {
        let inner = item
            .items
            .iter()
            .map(|inner| self.item_view(plan, inner))
            .collect();
        PlanItemView {
            items: inner,
            ..self.flat_item_view(plan, item)
        }
    }

    /// Item without those that nest in it.
    pub(super) fn flat_item_view(&self, plan: TrackedPlan<'_>, item: &PlanItem) -> PlanItemView {
        let status = self.tracker.status(plan, item);
        let reached = self.tracker.reached(plan, item);
        let target = |(at, target)| {
            target_view(target, reached.get(at).copied(), status == ItemStatus::Done)
        };
        PlanItemView {
            id: item.id.clone(),
            label: item.label.clone(),
            title: item.title.clone(),
            cited: plan.plan.cited(item),
            anchor: anchor(item),
            href: self.item_href(plan, item),
            section: section_of(plan, item),
            roles: ROLES
                .into_iter()
                .filter_map(|role| self.role_view(item, role))
                .collect(),
            targets: item.targets.iter().enumerate().map(target).collect(),
            deadline: item
                .deadline
                .as_ref()
                .map(|deadline| self.deadline_view(deadline)),
            status: status_view(status),
            evidence: self.tracker.evidence(plan, item).len(),
            items: Vec::new(),
        }
    }

    /// Address of an item's page, or of its anchor on the plan's page.
    pub(in crate::render::page) fn item_href(
        &self,
        plan: TrackedPlan<'_>,
        item: &PlanItem,
    ) -> String {
        let place = plan
            .plan
            .items()
            .iter()
            .position(|other| other.id == item.id);
        let page = place.and_then(|item| {
            self.plan_href(PlanRoute::Item {
                plan: plan.number,
                item,
            })
        });
        page.unwrap_or_else(|| {
            self.href(&self.tracker.document_url(plan.document)) + &fragment(&anchor(item))
        })
    }

    fn role_view(&self, item: &PlanItem, role: UnitRole) -> Option<RoleView> {
        let named = item.units.iter().filter(|unit| unit.role == role);
        let units: Vec<UnitLink> = named.map(|named| self.unit_link(named)).collect();
        let is_named = !units.is_empty();
        is_named.then(|| RoleView {
            id: role.id().to_owned(),
            name: role.name().to_owned(),
            units,
        })
    }

    /// Link to the page of a unit that an item names.
    pub(super) fn unit_link(&self, named: &ResponsibleUnit) -> UnitLink {
        let unit = self.tracker.unit_named(&named.unit);
        UnitLink {
            name: named.name.clone(),
            unit: unit.map_or(&named.unit, |(_, unit)| &unit.name).clone(),
            href: unit.and_then(|(number, _)| self.plan_href(PlanRoute::Unit(number))),
            is_collective: named.collective,
        }
    }

    fn deadline_view(&self, deadline: &Deadline) -> DeadlineView {
        let zone = &self.tracker.config().zone;
        let on = deadline
            .on
            .as_deref()
            .and_then(|on| on.parse::<Date>().ok());
        let on = on.and_then(|date| Moment::new(date.at(0, 0, 0, 0), false, zone));
        DeadlineView {
            text: deadline.text.clone(),
            on: on.map(|when| day(when, zone)),
        }
    }
}

/// Id of an item's place on its plan's page.
pub(in crate::render::page) fn anchor(item: &PlanItem) -> String {
    format!("item-{}", item.id)
}

/// Heading of the section that holds an item.
fn section_of(plan: TrackedPlan<'_>, item: &PlanItem) -> String {
    fn holds(items: &[PlanItem], id: &str) -> bool {
        items
            .iter()
            .any(|item| item.id == id || holds(&item.items, id))
    }
    let section = plan
        .plan
        .sections
        .iter()
        .find(|section| holds(&section.items, &item.id));
    section.map_or_else(String::new, |of| {
        format!("{}{}", of.label.as_deref().unwrap_or(""), of.title)
    })
}

fn target_view(target: &PlanTarget, reached: Option<u64>, is_done: bool) -> TargetView {
    let PlanTarget {
        text,
        count,
        measure,
        per,
        ..
    } = target;
    let reached = reached.filter(|_| !target.is_rate());
    let label = match (per, reached) {
        (Some(per), _) if per.starts_with(['每', '各']) => format!("{per}{count}{measure}"),
        (Some(per), _) => format!("每{per}{count}{measure}"),
        (None, Some(reached)) => format!("共{count}{measure}，已完成{reached}{measure}"),
        (None, None) if target.is_rate() => format!("{count}{measure}"),
        (None, None) => format!("共{count}{measure}"),
    };
    TargetView {
        text: text.clone(),
        count: *count,
        measure: measure.clone(),
        per: per.clone(),
        is_met: reached.map_or(is_done, |reached| reached >= *count),
        reached,
        label,
    }
}
