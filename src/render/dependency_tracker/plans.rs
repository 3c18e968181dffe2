//! Tracked queries about plans: texts, progress of items, evidence, responsible units.

use jiff::Timestamp;

use crate::content::ProgressEntry;
use crate::law::plan::{ItemProgress, ItemStatus, Plan, PlanItem};
use crate::site::DocumentId;
use crate::site::plans::{ItemPlace, PlanRoute, PlanUnit, SitePlan};
use crate::url::Url;

use super::{Dependency, DependencyTracker};

/// Plan as its text states it. What is known of its items beside the text has methods of its own.
#[derive(Clone, Copy)]
pub(crate) struct TrackedPlan<'s> {
    /// Index among the site's plans.
    pub number: usize,
    /// Document that holds the plan.
    pub document: DocumentId,
    /// Parsed text.
    pub plan: &'s Plan,
    known: &'s SitePlan,
}

impl<'s> DependencyTracker<'s> {
    /// Plans that the public sees, newest year first.
    pub(crate) fn plans(&self) -> Vec<TrackedPlan<'s>> {
        let site = self.plan_index().site;
        let all = site.plans.numbered();
        all.filter(|(_, plan)| site.documents.is_visible(plan.document))
            .map(|(number, plan)| text(number, plan))
            .collect()
    }

    /// Plan with a number.
    pub(crate) fn plan(&self, number: usize) -> Option<TrackedPlan<'s>> {
        let plans = &self.plan_index().site.plans;
        plans.get(number).map(|plan| text(number, plan))
    }

    /// Plan that a document holds.
    pub(crate) fn plan_in(&self, document: DocumentId) -> Option<TrackedPlan<'s>> {
        let mut all = self.plan_index().site.plans.numbered();
        all.find(|(_, plan)| plan.document == document)
            .map(|(number, plan)| text(number, plan))
    }

    /// Item that a reference of a document means, if the public sees its plan.
    pub(crate) fn plan_item(
        &self,
        id: DocumentId,
        reference: &str,
    ) -> Option<(TrackedPlan<'s>, &'s PlanItem)> {
        let site = self.plan_index().site;
        let (plan, item) = site.plans.item(site.document(id), reference).ok()?;
        let plan = self.plan_in(plan.document)?;
        self.is_visible(plan.document).then_some((plan, item))
    }

    /// Diagnostics of a plan's text.
    pub(crate) fn plan_findings(
        &self,
        plan: TrackedPlan<'s>,
    ) -> &'s crate::diagnostic::Diagnostics {
        self.facts(plan.document);
        &plan.known.found
    }

    /// Count reached of each target of an item.
    pub(crate) fn reached(&self, plan: TrackedPlan<'s>, item: &PlanItem) -> &'s [u64] {
        self.standing(plan, item)
            .map_or(&[], |standing| &standing.reached)
    }

    /// Status of an item as the public may know it: 已逾期 only if the site publishes it.
    pub(crate) fn status(&self, plan: TrackedPlan<'s>, item: &PlanItem) -> ItemStatus {
        let Some(standing) = self.standing(plan, item) else {
            return ItemStatus::Unknown;
        };
        if !self.config().plan.publish_overdue {
            return standing.status;
        }
        if let Some(end) = self.end_of_last_day(item) {
            self.is_past(end);
        }
        standing.for_editors()
    }

    /// Published documents that name an item, oldest first.
    pub(crate) fn evidence(&self, plan: TrackedPlan<'s>, item: &PlanItem) -> &'s [DocumentId] {
        self.track_progress(plan);
        plan.known.evidence(&item.id)
    }

    /// Count that a document adds to the targets of an item.
    pub(crate) fn counted(
        &self,
        plan: TrackedPlan<'s>,
        item: &PlanItem,
        document: DocumentId,
    ) -> u64 {
        self.track_progress(plan);
        plan.known.counted(&item.id, document)
    }

    /// Entries of a plan's `progress` about an item, without those of the future, as they are written.
    pub(crate) fn progress(
        &self,
        plan: TrackedPlan<'s>,
        item: &PlanItem,
    ) -> Vec<&'s ProgressEntry> {
        self.track_progress(plan);
        let all = &self.facts(plan.document).front_matter.further.progress;
        plan.known
            .progress(&item.id)
            .iter()
            .filter_map(|&at| all.get(at))
            .collect()
    }

    /// Items of visible plans for which a published document is evidence.
    pub(crate) fn served_by(&self, document: DocumentId) -> Vec<ItemPlace> {
        let site = self.plan_index().site;
        self.facts(document);
        let is_visible = |place: &&ItemPlace| {
            let plan = site.plans.get(place.plan);
            plan.is_some_and(|plan| site.documents.is_visible(plan.document))
        };
        let items = site.plans.evidenced_by(document).iter();
        items.filter(is_visible).copied().collect()
    }

    /// Responsible units of visible plans, in the order of their index.
    pub(crate) fn units(&self) -> impl Iterator<Item = &'s PlanUnit> {
        self.plan_index().site.units.iter()
    }

    /// Unit with a number.
    pub(crate) fn unit(&self, number: usize) -> Option<&'s PlanUnit> {
        self.plan_index().site.units.get(number)
    }

    /// Unit with a canonical name, and its number.
    pub(crate) fn unit_named(&self, canonical: &str) -> Option<(usize, &'s PlanUnit)> {
        let units = &self.plan_index().site.units;
        let number = units.number(canonical)?;
        Some((number, units.get(number)?))
    }

    /// Address of a route of plans, if the site makes it.
    pub(crate) fn plan_url(&self, route: PlanRoute) -> Option<Url> {
        self.config();
        self.plan_index();
        if let Some(plan) = route.plan().and_then(|number| self.plan(number))
            && self.is_visible(plan.document)
        {
            self.facts(plan.document);
        }
        route.url(self.site)
    }

    fn standing(&self, plan: TrackedPlan<'s>, item: &PlanItem) -> Option<&'s ItemProgress> {
        self.track_progress(plan);
        plan.known.item_progress(&item.id)
    }

    /// Records the progress of a plan's items: an entry of the future counts from its date on.
    fn track_progress(&self, plan: TrackedPlan<'s>) {
        let dependency = Dependency::PlanProgress(plan.document);
        if self.dependencies.borrow().contains(&dependency) {
            return;
        }
        let site = self.plan_progress(plan.document).site;
        let entries = &site.document(plan.document).front_matter.further.progress;
        for date in entries.iter().filter_map(|entry| entry.date) {
            self.is_past(date.at);
        }
    }

    /// Instant from which an item can be overdue.
    fn end_of_last_day(&self, item: &PlanItem) -> Option<Timestamp> {
        let last: jiff::civil::Date = item.deadline.as_ref()?.on.as_deref()?.parse().ok()?;
        let next = last
            .tomorrow()
            .ok()?
            .to_zoned(self.site.config.zone.clone())
            .ok()?;
        Some(next.timestamp())
    }
}

fn text(number: usize, plan: &SitePlan) -> TrackedPlan<'_> {
    TrackedPlan {
        number,
        document: plan.document,
        plan: &plan.plan,
        known: plan,
    }
}
