//! Plans of a site: item references of documents, evidence and progress of each item.

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
use crate::law::plan::{ItemProgress, Plan, compute_progress};

use super::{DocumentId, DocumentSet, UnreadFiles};

pub(crate) use resolve::UnresolvedItem;
pub(super) use routes::plan_routes;
pub(crate) use routes::{PlanDataFormat, PlanRoute};
pub(crate) use units::{PlanUnit, UnitDuty, UnitIndex};

/// Plan parsed from its document.
#[derive(Clone, Debug)]
pub struct PlanSource {
    /// Source path of the document.
    pub path: SourcePath,
    /// Plan in the document's body.
    pub plan: Arc<Plan>,
    /// Diagnostics of the plan's text.
    pub found: Diagnostics,
}

/// Plan of the site, with the statements of documents and editors about its items.
#[derive(Clone, Debug)]
pub struct SitePlan {
    /// Document that holds the plan.
    pub document: DocumentId,
    /// Plan id: the document's slug.
    pub slug: String,
    /// Plan in the document's body.
    pub plan: Arc<Plan>,
    /// Diagnostics of the plan's text.
    pub found: Diagnostics,
    evidence: BTreeMap<String, Vec<DocumentId>>,
    counted: BTreeMap<(String, DocumentId), u64>,
    progress: BTreeMap<String, Vec<usize>>,
    standings: BTreeMap<String, ItemProgress>,
}

/// Item of a plan of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemPlace {
    /// Plan number.
    pub plan: usize,
    /// Index of the item in the plan.
    pub item: usize,
}

impl SitePlan {
    /// Returns true if the plan has no items.
    pub fn is_empty(&self) -> bool {
        self.plan
            .sections
            .iter()
            .all(|section| section.items.is_empty())
    }

    /// Returns the index of an item in the plan.
    pub fn place(&self, item: &str) -> Option<usize> {
        self.plan.items().iter().position(|other| other.id == item)
    }

    /// Returns the published documents that name an item, oldest first.
    pub fn evidence(&self, item: &str) -> &[DocumentId] {
        self.evidence.get(item).map_or(&[], Vec::as_slice)
    }

    /// Returns the amount that a document counts toward the targets of an item.
    pub fn counted(&self, item: &str, document: DocumentId) -> u64 {
        self.counted
            .get(&(item.to_owned(), document))
            .copied()
            .unwrap_or(0)
    }

    /// Returns the indexes of the plan's own progress entries for an item.
    pub fn progress(&self, item: &str) -> &[usize] {
        self.progress.get(item).map_or(&[], Vec::as_slice)
    }

    /// Returns the progress of an item.
    pub fn item_progress(&self, item: &str) -> Option<&ItemProgress> {
        self.standings.get(item)
    }
}

/// Plans of a site, newest year first.
#[derive(Clone, Debug, Default)]
pub struct PlanSet {
    all: Vec<SitePlan>,
    /// Items that each published document is evidence for.
    served: BTreeMap<DocumentId, Vec<ItemPlace>>,
    /// True if there may be more plans, which could not be read.
    is_part: bool,
}

impl PlanSet {
    /// Collects the plans of the site and the statements of published documents about them.
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
                let plan = Arc::clone(&source.plan);
                let found = source.found.clone();
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
            plans.compute_progress(documents, now, zone);
        }
        plans
    }

    fn compute_progress(&mut self, documents: &DocumentSet, now: Timestamp, zone: &TimeZone) {
        let today = zone.to_datetime(now).date();
        for (at, stated) in statements::gather(self, documents, now)
            .into_iter()
            .enumerate()
        {
            let plan = &mut self.all[at];
            plan.standings = compute_progress(&plan.plan, &stated.statements, today);
            plan.evidence = stated.evidence;
            plan.counted = stated.counted;
            plan.progress = stated.progress;
        }
        self.served = self.all_served();
    }

    /// Returns the items that each document is evidence for.
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

    /// Returns the items that a published document is evidence for, by plan and in text order.
    pub fn evidenced_by(&self, document: DocumentId) -> &[ItemPlace] {
        self.served.get(&document).map_or(&[], Vec::as_slice)
    }

    /// Returns the plan with a number.
    pub fn get(&self, number: usize) -> Option<&SitePlan> {
        self.all.get(number)
    }

    /// Iterates over all plans with their numbers, newest year first.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &SitePlan)> {
        self.all.iter().enumerate()
    }

    /// Iterates over all plans, newest year first.
    pub fn iter(&self) -> impl Iterator<Item = &SitePlan> {
        self.all.iter()
    }

    /// Returns true if the site has no plans.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Returns the plan with a slug, else the only plan of that year.
    pub fn named(&self, name: &str) -> Option<&SitePlan> {
        self.by_name(name).ok().map(|at| &self.all[at])
    }

    /// Returns the plan in a document.
    pub fn in_document(&self, id: DocumentId) -> Option<&SitePlan> {
        self.all.iter().find(|plan| plan.document == id)
    }

    /// Returns the plan and the item that a document's reference means.
    pub fn item(
        &self,
        document: &Document,
        reference: &str,
    ) -> Result<(&SitePlan, &crate::law::plan::PlanItem), UnresolvedItem> {
        let (at, item) = self.resolve(document, reference)?;
        Ok((&self.all[at], item))
    }
}
