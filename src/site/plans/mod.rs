//! The plans of a site: which item a document means, the evidence of each item, how far it is.

mod check;
mod resolve;
mod routes;
mod statements;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, DocumentKind, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::law::plan::{ItemProgress, Plan, standings};

use super::{DocumentId, DocumentSet, UnreadFiles};

pub use resolve::UnresolvedItem;
pub(super) use routes::plan_routes;
pub use routes::{PlanDataFormat, PlanRoute};
pub use units::{PlanUnit, UnitDuty, UnitIndex};

/// A plan as it was read from its document.
#[derive(Clone, Debug)]
pub struct PlanSource {
    /// The document's file.
    pub path: SourcePath,
    /// What its body says.
    pub plan: Arc<Plan>,
    /// What an editor should look at in it.
    pub found: Diagnostics,
}

/// A plan of the site, with what documents and its editors state of its items.
#[derive(Clone, Debug)]
pub struct SitePlan {
    /// Its document.
    pub document: DocumentId,
    /// Its id: the document's slug.
    pub slug: String,
    /// What its text says.
    pub plan: Arc<Plan>,
    /// What an editor should look at in its text.
    pub found: Diagnostics,
    evidence: BTreeMap<String, Vec<DocumentId>>,
    counted: BTreeMap<(String, DocumentId), u64>,
    progress: BTreeMap<String, Vec<usize>>,
    standings: BTreeMap<String, ItemProgress>,
}

/// An item of a plan of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemPlace {
    /// The plan's number.
    pub plan: usize,
    /// The item's place among the plan's.
    pub item: usize,
}

impl SitePlan {
    /// Whether it has no items.
    pub fn is_empty(&self) -> bool {
        self.plan
            .sections
            .iter()
            .all(|section| section.items.is_empty())
    }

    /// The place of an item among the plan's.
    pub fn place(&self, item: &str) -> Option<usize> {
        self.plan.items().iter().position(|other| other.id == item)
    }

    /// The published documents that name an item, oldest first.
    pub fn evidence(&self, item: &str) -> &[DocumentId] {
        self.evidence.get(item).map_or(&[], Vec::as_slice)
    }

    /// How much a document counts toward the targets of an item.
    pub fn counted(&self, item: &str, document: DocumentId) -> u64 {
        self.counted
            .get(&(item.to_owned(), document))
            .copied()
            .unwrap_or(0)
    }

    /// The entries of the plan's own progress that are of an item, by their places in it.
    pub fn progress(&self, item: &str) -> &[usize] {
        self.progress.get(item).map_or(&[], Vec::as_slice)
    }

    /// Where an item stands.
    pub fn standing(&self, item: &str) -> Option<&ItemProgress> {
        self.standings.get(item)
    }
}

/// The plans of a site, newest year first.
#[derive(Clone, Debug, Default)]
pub struct PlanSet {
    all: Vec<SitePlan>,
    /// What each published document is evidence for.
    served: BTreeMap<DocumentId, Vec<ItemPlace>>,
    /// Whether there may be more plans, which could not be read.
    is_part: bool,
}

impl PlanSet {
    /// Takes the plans of the site's documents, and what the published documents state of them.
    pub fn new(
        documents: &DocumentSet,
        sources: &[PlanSource],
        unread: &UnreadFiles,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Self {
        let mut all: Vec<SitePlan> = sources
            .iter()
            .filter_map(|source| {
                let document = documents.find(&source.path)?;
                let slug = documents.get(document).slug.clone();
                let (plan, found) = (Arc::clone(&source.plan), source.found.clone());
                let (evidence, counted, progress, standings) = Default::default();
                Some(SitePlan {
                    document,
                    slug,
                    plan,
                    found,
                    evidence,
                    counted,
                    progress,
                    standings,
                })
            })
            .collect();
        all.sort_by(|a, b| {
            b.plan
                .year
                .cmp(&a.plan.year)
                .then(a.document.cmp(&b.document))
        });
        let is_unread = |(_, document): (DocumentId, &Document)| {
            document.is_unread && document.kind == DocumentKind::Plan
        };
        let is_part =
            !unread.is_empty() && (unread.hides_folders() || documents.iter().any(is_unread));
        let mut plans = Self {
            all,
            served: BTreeMap::new(),
            is_part,
        };
        if !plans.all.is_empty() {
            plans.work_out(documents, now, zone);
        }
        plans
    }

    fn work_out(&mut self, documents: &DocumentSet, now: Timestamp, zone: &TimeZone) {
        let today = zone.to_datetime(now).date();
        for (at, stated) in statements::gather(self, documents, now)
            .into_iter()
            .enumerate()
        {
            let plan = &mut self.all[at];
            plan.standings = standings(&plan.plan, &stated.statements, today);
            plan.evidence = stated.evidence;
            plan.counted = stated.counted;
            plan.progress = stated.progress;
        }
        self.served = self.all_served();
    }

    /// What each document is evidence for.
    fn all_served(&self) -> BTreeMap<DocumentId, Vec<ItemPlace>> {
        let mut served: BTreeMap<DocumentId, Vec<ItemPlace>> = BTreeMap::new();
        for (plan, of) in self.numbered() {
            for (item, it) in of.plan.items().into_iter().enumerate() {
                for &document in of.evidence(&it.id) {
                    served
                        .entry(document)
                        .or_default()
                        .push(ItemPlace { plan, item });
                }
            }
        }
        served
    }

    /// The items that a published document is evidence for, in the order of plans and their texts.
    pub fn served_by(&self, document: DocumentId) -> &[ItemPlace] {
        self.served.get(&document).map_or(&[], Vec::as_slice)
    }

    /// The plan with a number.
    pub fn get(&self, number: usize) -> Option<&SitePlan> {
        self.all.get(number)
    }

    /// All plans with their numbers, newest year first.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &SitePlan)> {
        self.all.iter().enumerate()
    }

    /// All plans, newest year first.
    pub fn iter(&self) -> impl Iterator<Item = &SitePlan> {
        self.all.iter()
    }

    /// Whether the site has none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The plan with a slug, else the only one of that year.
    pub fn named(&self, name: &str) -> Option<&SitePlan> {
        self.by_name(name).ok().map(|at| &self.all[at])
    }

    /// The plan that a document holds.
    pub fn in_document(&self, id: DocumentId) -> Option<&SitePlan> {
        self.all.iter().find(|plan| plan.document == id)
    }

    /// The item that a document's reference means, with its plan.
    pub fn item(
        &self,
        document: &Document,
        reference: &str,
    ) -> Result<(&SitePlan, &crate::law::plan::PlanItem), UnresolvedItem> {
        let (at, item) = self.resolve(document, reference)?;
        Ok((&self.all[at], item))
    }
}
