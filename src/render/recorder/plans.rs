//! The doors to plans: their texts, where their items stand, their evidence, who owes what.

use jiff::Timestamp;

use crate::content::ProgressEntry;
use crate::law::plan::{ItemProgress, ItemStatus, Plan, PlanItem};
use crate::site::DocumentId;
use crate::site::plans::{ItemPlace, PlanRoute, PlanUnit, SitePlan};
use crate::url::Url;

use super::{Dependency, DependencyTracker, DocumentQuery};

/// A plan as its text states it. What is known of its items beside the text has its own doors.
#[derive(Clone, Copy)]
pub struct PlanText<'s> {
    /// Its number among the site's plans.
    pub number: usize,
    /// Its document.
    pub document: DocumentId,
    /// What its text says.
    pub plan: &'s Plan,
    known: &'s SitePlan,
}

impl<'s> DependencyTracker<'s> {
    /// The plans that the public sees, newest year first.
    pub fn plans(&self) -> Vec<PlanText<'s>> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        let all = self.site.plans.numbered();
        all.filter(|(_, plan)| self.site.documents.is_visible(plan.document))
            .map(|(number, plan)| text(number, plan))
            .collect()
    }

    /// The plan with a number.
    pub fn plan(&self, number: usize) -> Option<PlanText<'s>> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        self.site.plans.get(number).map(|plan| text(number, plan))
    }

    /// The plan that a document holds.
    pub fn plan_in(&self, document: DocumentId) -> Option<PlanText<'s>> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        let mut all = self.site.plans.numbered();
        all.find(|(_, plan)| plan.document == document)
            .map(|(number, plan)| text(number, plan))
    }

    /// The item that a reference of a document means, when the public sees its plan.
    pub fn plan_item(
        &self,
        id: DocumentId,
        reference: &str,
    ) -> Option<(PlanText<'s>, &'s PlanItem)> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        let (plan, item) = self
            .site
            .plans
            .item(self.site.document(id), reference)
            .ok()?;
        let plan = self.plan_in(plan.document)?;
        self.is_visible(plan.document).then_some((plan, item))
    }

    /// What an editor should look at in the text of a plan.
    pub fn plan_findings(&self, plan: PlanText<'s>) -> &'s crate::diagnostic::Diagnostics {
        self.note(Dependency::Facts(plan.document));
        &plan.known.found
    }

    /// How much of each target of an item is reached; with [`Self::status`] where it stands.
    pub fn reached(&self, plan: PlanText<'s>, item: &PlanItem) -> &'s [u64] {
        self.standing(plan, item)
            .map_or(&[], |standing| &standing.reached)
    }

    /// How far an item is, as the public may know it: 已逾期 only where the site says so of its plans.
    pub fn status(&self, plan: PlanText<'s>, item: &PlanItem) -> ItemStatus {
        let Some(standing) = self.standing(plan, item) else {
            return ItemStatus::Unknown;
        };
        if !self.config().plan.publish_overdue {
            return standing.status;
        }
        if let Some(end) = self.end_of_last_day(item) {
            self.note(Dependency::Clock(end));
        }
        standing.for_editors()
    }

    /// The published documents that name an item, oldest first.
    pub fn evidence(&self, plan: PlanText<'s>, item: &PlanItem) -> &'s [DocumentId] {
        self.note_standings(plan);
        plan.known.evidence(&item.id)
    }

    /// How much a document counts toward the targets of an item.
    pub fn counted(&self, plan: PlanText<'s>, item: &PlanItem, document: DocumentId) -> u64 {
        self.note_standings(plan);
        plan.known.counted(&item.id, document)
    }

    /// The entries of a plan's `progress` that are of an item and not of the future, in the order
    /// in which they are written.
    pub fn progress(&self, plan: PlanText<'s>, item: &PlanItem) -> Vec<&'s ProgressEntry> {
        self.note_standings(plan);
        let all = &self.facts(plan.document).front_matter.further.progress;
        plan.known
            .progress(&item.id)
            .iter()
            .filter_map(|&at| all.get(at))
            .collect()
    }

    /// The items of plans that the public sees for which a published document is evidence.
    pub fn served_by(&self, document: DocumentId) -> Vec<ItemPlace> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        self.note(Dependency::Facts(document));
        let seen = |place: &&ItemPlace| {
            let plan = self.site.plans.get(place.plan);
            plan.is_some_and(|plan| self.site.documents.is_visible(plan.document))
        };
        self.site
            .plans
            .served_by(document)
            .iter()
            .filter(seen)
            .copied()
            .collect()
    }

    /// The responsible units of the plans that the public sees, in the order of their index.
    pub fn units(&self) -> impl Iterator<Item = &'s PlanUnit> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        self.site.units.iter()
    }

    /// The unit with a number.
    pub fn unit(&self, number: usize) -> Option<&'s PlanUnit> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        self.site.units.get(number)
    }

    /// The unit that a plan knows by its canonical name, with its number.
    pub fn unit_named(&self, canonical: &str) -> Option<(usize, &'s PlanUnit)> {
        self.note(Dependency::Query(DocumentQuery::Plans));
        let number = self.site.units.number(canonical)?;
        Some((number, self.site.units.get(number)?))
    }

    /// Address of what is made of plans, if the site has it.
    pub fn plan_url(&self, route: PlanRoute) -> Option<Url> {
        self.config();
        self.note(Dependency::Query(DocumentQuery::Plans));
        if let Some(plan) = route.plan().and_then(|number| self.plan(number))
            && self.is_visible(plan.document)
        {
            self.facts(plan.document);
        }
        route.url(self.site)
    }

    fn standing(&self, plan: PlanText<'s>, item: &PlanItem) -> Option<&'s ItemProgress> {
        self.note_standings(plan);
        plan.known.standing(&item.id)
    }

    /// What is stated of a plan's items; an entry of progress with a day still to come is none yet.
    fn note_standings(&self, plan: PlanText<'s>) {
        let is_new = self
            .reads
            .borrow_mut()
            .insert(Dependency::Query(DocumentQuery::Standings(plan.document)));
        let entries = &self
            .site
            .document(plan.document)
            .front_matter
            .further
            .progress;
        for date in entries
            .iter()
            .filter(|_| is_new)
            .filter_map(|entry| entry.date)
        {
            self.note(Dependency::Clock(date.at));
        }
    }

    /// The instant from which an item can be late.
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

fn text(number: usize, plan: &SitePlan) -> PlanText<'_> {
    PlanText {
        number,
        document: plan.document,
        plan: &plan.plan,
        known: plan,
    }
}
