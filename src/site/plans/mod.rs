//! The plans of a site: which item a document means, the evidence of each item, how far it is.

mod check;
mod evidence;
mod resolve;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::content::{Document, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::law::plan::{Plan, Standing, standings};

use super::{DocumentId, Documents};

pub use resolve::Unresolved;

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
    standings: BTreeMap<String, Standing>,
}

impl SitePlan {
    /// The published documents that name an item, oldest first.
    pub fn evidence(&self, item: &str) -> &[DocumentId] {
        self.evidence.get(item).map_or(&[], Vec::as_slice)
    }

    /// Where an item stands.
    pub fn standing(&self, item: &str) -> Option<&Standing> {
        self.standings.get(item)
    }
}

/// The plans of a site, newest year first.
#[derive(Clone, Debug, Default)]
pub struct Plans(Vec<SitePlan>);

impl Plans {
    /// Takes the plans of the site's documents, and what the published documents state of them.
    pub fn of(documents: &Documents, sources: &[PlanSource], now: Timestamp, zone: &TimeZone) -> Self {
        let mut all: Vec<SitePlan> = sources
            .iter()
            .filter_map(|source| {
                let document = documents.find(&source.path)?;
                let slug = documents.get(document).slug.clone();
                let (plan, found) = (Arc::clone(&source.plan), source.found.clone());
                let (evidence, standings) = (BTreeMap::new(), BTreeMap::new());
                Some(SitePlan { document, slug, plan, found, evidence, standings })
            })
            .collect();
        all.sort_by(|a, b| b.plan.year.cmp(&a.plan.year).then(a.document.cmp(&b.document)));
        let mut plans = Self(all);
        if !plans.0.is_empty() {
            plans.work_out(documents, now, zone);
        }
        plans
    }

    fn work_out(&mut self, documents: &Documents, now: Timestamp, zone: &TimeZone) {
        let today = zone.to_datetime(now).date();
        for (at, stated) in evidence::gather(self, documents, now).into_iter().enumerate() {
            let plan = &mut self.0[at];
            plan.standings = standings(&plan.plan, &stated.statements, today);
            plan.evidence = stated.evidence;
        }
    }

    /// All plans, newest year first.
    pub fn iter(&self) -> impl Iterator<Item = &SitePlan> {
        self.0.iter()
    }

    /// Whether the site has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The plan with a slug, else the only one of that year.
    pub fn named(&self, name: &str) -> Option<&SitePlan> {
        self.by_name(name).ok().map(|at| &self.0[at])
    }

    /// The plan that a document holds.
    pub fn in_document(&self, id: DocumentId) -> Option<&SitePlan> {
        self.0.iter().find(|plan| plan.document == id)
    }

    /// The item that a document's reference means, with its plan.
    pub fn item(
        &self,
        document: &Document,
        reference: &str,
    ) -> Result<(&SitePlan, &crate::law::plan::Item), Unresolved> {
        let (at, item) = self.resolve(document, reference)?;
        Ok((&self.0[at], item))
    }
}
