//! The pictures of a plan: its view turned into the plain data that they are drawn from.

use std::collections::{BTreeMap, BTreeSet};

use crate::law::plan::ItemStatus;
use crate::law::responsible_unit::UnitRole;
use crate::render::chart::{
    MatrixItem, MatrixSection, MatrixUnit, MonthlyCounts, SectionProgress, UnitMatrix, VenueMonths,
    matrix, months, progress,
};
use crate::render::dependency_tracker::PlanText;
use crate::render::page::PageBuilder;
use crate::render::view::{PictureView, PlanItemView, PlanSectionView, PlanView};
use crate::site::DocumentId;

use super::view::ROLES;

/// What people read over a section's picture or choice.
pub(super) fn heading(section: &PlanSectionView) -> String {
    format!(
        "{}{}",
        section.label.as_deref().unwrap_or_default(),
        section.title
    )
}

/// Items with those that nest in them, outer before inner.
pub(super) fn flat(items: &[PlanItemView]) -> Vec<&PlanItemView> {
    items
        .iter()
        .flat_map(|item| [vec![item], flat(&item.items)].concat())
        .collect()
}

impl PageBuilder<'_, '_> {
    /// The matrix, the months and the progress of a plan, where there is something to draw.
    pub(super) fn plan_pictures(&self, plan: PlanText<'_>, view: &PlanView) -> Vec<PictureView> {
        let mut all = vec![self.progress_picture(view), matrix(&duties(view))];
        all.extend(self.months_of(plan, view).map(|year| months(&year)));
        all.retain(|picture| !picture.sheets.is_empty());
        all
    }

    /// How far each section of a plan is.
    #[expect(clippy::unused_self, reason = "a page's maker gathers its views")]
    pub(in crate::render::page) fn progress_picture(&self, plan: &PlanView) -> PictureView {
        let section = |section: &PlanSectionView| SectionProgress {
            title: heading(section),
            href: None,
            statuses: flat(&section.items).into_iter().map(status).collect(),
        };
        let with_items = plan
            .sections
            .iter()
            .filter(|section| !section.items.is_empty());
        progress(
            "progress",
            "各部分进展",
            &with_items.map(section).collect::<Vec<_>>(),
        )
    }

    /// The evidence of a plan's year by venue and month; `None` without evidence.
    fn months_of(&self, plan: PlanText<'_>, view: &PlanView) -> Option<MonthlyCounts> {
        let year = plan.plan.year?;
        let named = plan
            .plan
            .items()
            .into_iter()
            .flat_map(|item| self.reads.evidence(plan, item));
        let evidence: BTreeSet<DocumentId> = named.copied().collect();
        let mut made = MonthlyCounts {
            id: "months".to_owned(),
            title: format!("{year}年各场所公开材料"),
            ..MonthlyCounts::default()
        };
        let mut counted: BTreeMap<Option<&str>, [usize; 12]> = BTreeMap::new();
        for id in evidence {
            let document = self.reads.facts(id);
            let month = document.when().filter(|when| when.civil.year() == year);
            let Some(month) = month.map(|when| usize::from(when.civil.month().unsigned_abs()) - 1)
            else {
                made.elsewhere += 1;
                continue;
            };
            made.all[month] += 1;
            let venues = document.venues.iter().map(|venue| Some(venue.as_str()));
            let none = document.venues.is_empty().then_some(None);
            for venue in venues.chain(none) {
                counted.entry(venue).or_default()[month] += 1;
            }
        }
        made.venues = self.rows(&counted);
        let has_any = made.all.iter().any(|count| *count > 0);
        (has_any && view.counts.items > 0).then_some(made)
    }

    /// A row for each venue of the site, and one for what belongs to none.
    fn rows(&self, counted: &BTreeMap<Option<&str>, [usize; 12]>) -> Vec<VenueMonths> {
        let of = |venue: Option<&str>| counted.get(&venue).copied();
        let venues = self.reads.config().venues.iter().map(|venue| {
            let section = self.reads.section_of(&venue.id);
            let href = section.and_then(|section| self.href_of_section(section));
            VenueMonths {
                name: venue.name.clone(),
                href,
                counts: of(Some(&venue.id)).unwrap_or_default(),
            }
        });
        let other = of(None).map(|counts| VenueMonths {
            name: "不分场所".to_owned(),
            href: None,
            counts,
        });
        venues.chain(other).collect()
    }
}

fn status(item: &PlanItemView) -> ItemStatus {
    let all = [
        ItemStatus::NotStarted,
        ItemStatus::InProgress,
        ItemStatus::Done,
        ItemStatus::Overdue,
    ];
    all.into_iter()
        .find(|status| status.id() == item.status.id)
        .unwrap_or_default()
}

/// A unit of a plan, with the items in which it leads and those in which it owes anything.
pub(super) struct OwingUnit {
    pub(super) unit: MatrixUnit,
    leads: usize,
    pub(super) items: usize,
    number: usize,
}

/// The units of a plan, those that owe most first, collectives last.
pub(super) fn owing(view: &PlanView) -> Vec<OwingUnit> {
    let mut all: Vec<OwingUnit> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for item in view
        .sections
        .iter()
        .flat_map(|section| flat(&section.items))
    {
        let mut seen = BTreeSet::new();
        for role in &item.roles {
            for named in &role.units {
                let number = all.len();
                let at = *places.entry(named.unit.clone()).or_insert(number);
                if at == number {
                    let (name, href) = (named.unit.clone(), named.href.clone());
                    let unit = MatrixUnit {
                        name,
                        href,
                        is_collective: named.is_collective,
                    };
                    all.push(OwingUnit {
                        unit,
                        leads: 0,
                        items: 0,
                        number,
                    });
                }
                all[at].leads += usize::from(role.id == UnitRole::Lead.id());
                all[at].items += usize::from(seen.insert(at));
            }
        }
    }
    all.sort_by_key(|of| {
        (
            of.unit.is_collective,
            std::cmp::Reverse(of.leads),
            std::cmp::Reverse(of.items),
            of.number,
        )
    });
    all
}

fn duties(view: &PlanView) -> UnitMatrix {
    let units: Vec<MatrixUnit> = owing(view).into_iter().map(|of| of.unit).collect();
    let places: BTreeMap<&str, usize> = units
        .iter()
        .enumerate()
        .map(|(at, unit)| (unit.name.as_str(), at))
        .collect();
    let items: Vec<&PlanItemView> = view
        .sections
        .iter()
        .flat_map(|section| flat(&section.items))
        .collect();
    let mut duties = BTreeSet::new();
    for (at, item) in items.iter().enumerate() {
        for role in ROLES {
            let named = item
                .roles
                .iter()
                .filter(|of| of.id == role.id())
                .flat_map(|of| &of.units);
            duties.extend(
                named.filter_map(|unit| Some((at, *places.get(unit.unit.as_str())?, role))),
            );
        }
    }
    let row = |item: &PlanItemView| MatrixItem {
        label: item.label.clone().unwrap_or_default(),
        title: item.title.clone(),
        href: Some(item.href.clone()),
    };
    let section = |section: &PlanSectionView| MatrixSection {
        title: heading(section),
        items: flat(&section.items).into_iter().map(row).collect(),
    };
    let sections = view.sections.iter().map(section).collect();
    UnitMatrix {
        id: "matrix".to_owned(),
        title: "任务和责任单位".to_owned(),
        sections,
        units,
        duties,
    }
}
