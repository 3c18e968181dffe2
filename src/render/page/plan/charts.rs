//! Charts of a plan: the data that they are drawn from, gathered from the plan's model and the site.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::law::plan::{PlanItem, PlanSection};
use crate::law::responsible_unit::UnitRole;
use crate::render::chart::{
    MatrixItem, MatrixSection, MatrixUnit, MonthlyCounts, SectionProgress, UnitMatrix, VenueMonths,
    matrix, months, progress,
};
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::page::PageBuilder;
use crate::render::view::{ChartView, UnitLink};
use crate::site::DocumentId;

use super::view::ROLES;

/// Heading of a section, with its label.
pub(super) fn heading(section: &PlanSection) -> String {
    let label = section.label.as_deref().unwrap_or_default();
    format!("{label}{}", section.title)
}

/// Items with those that nest in them (`inner`), outer before inner.
pub(super) fn flat<T>(items: &[T], inner: fn(&T) -> &[T]) -> Vec<&T> {
    items
        .iter()
        .flat_map(|item| [vec![item], flat(inner(item), inner)].concat())
        .collect()
}

fn section_items(section: &PlanSection) -> Vec<&PlanItem> {
    flat(&section.items, |item| &item.items)
}

impl PageBuilder<'_, '_> {
    /// Progress, matrix and months of a plan, where there is something to draw.
    pub(super) fn plan_charts(&self, plan: TrackedPlan<'_>) -> Vec<ChartView> {
        let mut all = vec![self.progress_chart(plan), matrix(&self.unit_matrix(plan))];
        all.extend(self.monthly_counts(plan).map(|counts| months(&counts)));
        all.retain(|chart| !chart.sheets.is_empty());
        all
    }

    /// Progress of each section of a plan.
    pub(in crate::render::page) fn progress_chart(&self, plan: TrackedPlan<'_>) -> ChartView {
        let status = |item: &PlanItem| self.tracker.status(plan, item);
        let section = |section: &PlanSection| SectionProgress {
            title: heading(section),
            href: None,
            statuses: section_items(section).into_iter().map(status).collect(),
        };
        let sections = plan.plan.sections.iter();
        let with_items = sections.filter(|section| !section.items.is_empty());
        let all: Vec<SectionProgress> = with_items.map(section).collect();
        progress("progress", "各部分进展", &all)
    }

    /// Evidence of a plan's year by venue and month; `None` without evidence.
    fn monthly_counts(&self, plan: TrackedPlan<'_>) -> Option<MonthlyCounts> {
        let year = plan.plan.year?;
        let items = plan.plan.items();
        let evidence: BTreeSet<DocumentId> = items
            .iter()
            .flat_map(|item| self.tracker.evidence(plan, item))
            .copied()
            .collect();
        let mut counts = MonthlyCounts {
            id: "months".to_owned(),
            title: format!("{year}年各场所公开材料"),
            ..MonthlyCounts::default()
        };
        let mut by_venue: BTreeMap<Option<&str>, [usize; 12]> = BTreeMap::new();
        for id in evidence {
            let document = self.tracker.facts(id);
            let date = document.when().filter(|when| when.civil.year() == year);
            let Some(date) = date else {
                counts.elsewhere += 1;
                continue;
            };
            let month = usize::from(date.civil.month().unsigned_abs()) - 1;
            counts.all[month] += 1;
            let venues = document.venues.iter().map(|venue| Some(venue.as_str()));
            let none = document.venues.is_empty().then_some(None);
            for venue in venues.chain(none) {
                by_venue.entry(venue).or_default()[month] += 1;
            }
        }
        counts.venues = self.venue_months(&by_venue);
        let has_any = counts.all.iter().any(|count| *count > 0);
        (has_any && !items.is_empty()).then_some(counts)
    }

    /// Rows of the monthly counts: one for each venue of the site, one for documents of none.
    fn venue_months(&self, by_venue: &BTreeMap<Option<&str>, [usize; 12]>) -> Vec<VenueMonths> {
        let counts = |venue: Option<&str>| by_venue.get(&venue).copied();
        let venues = self.tracker.config().venues.iter().map(|venue| {
            let section = self.tracker.section_of(&venue.id);
            let href = section.and_then(|section| self.href_of_section(section));
            VenueMonths {
                name: venue.name.clone(),
                href,
                counts: counts(Some(&venue.id)).unwrap_or_default(),
            }
        });
        let other = counts(None).map(|counts| VenueMonths {
            name: "不分场所".to_owned(),
            href: None,
            counts,
        });
        venues.chain(other).collect()
    }

    /// Units of a plan with their shares, the largest first, collectives last.
    pub(super) fn unit_shares(&self, plan: TrackedPlan<'_>) -> Vec<UnitShare> {
        let mut shares: Vec<UnitShare> = Vec::new();
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        for item in plan.plan.items() {
            let mut counted = BTreeSet::new();
            for (role, link) in self.units_by_role(item) {
                let next = shares.len();
                let number = *numbers.entry(link.unit.clone()).or_insert(next);
                if number == next {
                    shares.push(UnitShare::new(link));
                }
                shares[number].leads += usize::from(role == UnitRole::Lead);
                shares[number].items += usize::from(counted.insert(number));
            }
        }
        // Units of equal shares keep the order in which the plan names them.
        shares.sort_by_key(|share| {
            (
                share.unit.is_collective,
                Reverse(share.leads),
                Reverse(share.items),
            )
        });
        shares
    }

    /// Units of an item by role, leads first.
    fn units_by_role(&self, item: &PlanItem) -> Vec<(UnitRole, UnitLink)> {
        let in_role = |role: UnitRole| {
            let units = item.units.iter().filter(move |unit| unit.role == role);
            units.map(move |unit| (role, self.unit_link(unit)))
        };
        ROLES.into_iter().flat_map(in_role).collect()
    }

    /// Matrix of a plan's items and units.
    fn unit_matrix(&self, plan: TrackedPlan<'_>) -> UnitMatrix {
        let shares = self.unit_shares(plan);
        let units: Vec<MatrixUnit> = shares.into_iter().map(|share| share.unit).collect();
        let names = units.iter().map(|unit| unit.name.as_str());
        let numbers: BTreeMap<&str, usize> = names.zip(0..).collect();
        let mut duties = BTreeSet::new();
        for (at, item) in plan.plan.items().into_iter().enumerate() {
            let units = self.units_by_role(item).into_iter();
            duties.extend(
                units.filter_map(|(role, link)| Some((at, *numbers.get(&*link.unit)?, role))),
            );
        }
        let row = |item: &PlanItem| MatrixItem {
            label: item.label.clone().unwrap_or_default(),
            title: item.title.clone(),
            href: Some(self.item_href(plan, item)),
        };
        let section = |section: &PlanSection| MatrixSection {
            title: heading(section),
            items: section_items(section).into_iter().map(row).collect(),
        };
        UnitMatrix {
            id: "matrix".to_owned(),
            title: "任务和责任单位".to_owned(),
            sections: plan.plan.sections.iter().map(section).collect(),
            units,
            duties,
        }
    }
}

/// Unit of a plan with its share of the items.
pub(super) struct UnitShare {
    /// Unit.
    pub(super) unit: MatrixUnit,
    /// Duties in which it leads.
    leads: usize,
    /// Items in which it has a duty.
    pub(super) items: usize,
}

impl UnitShare {
    fn new(link: UnitLink) -> Self {
        let unit = MatrixUnit {
            name: link.unit,
            href: link.href,
            is_collective: link.is_collective,
        };
        Self {
            unit,
            leads: 0,
            items: 0,
        }
    }
}
