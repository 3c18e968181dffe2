//! What the last build knew, and what of it still holds.
//!
//! A record says: with these answers of the site, these bytes come out. That stays true whatever
//! happens to the disk; so a record may be lost or old, and never wrong. A route whose answers are
//! the same, and whose output stands as it was left, need not be made again.

mod interner;
mod knowledge;
mod origins;
mod plain;
mod quiet;
mod record;
mod sealed;
mod unaffected;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;

use super::listing::{Listing, digest};
use super::project::Project;
use crate::content::{Document, SourceDigest, SourcePath, Stat, World};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{CacheFiles, OutputRecord, RecordSink};
use crate::site::{ApiRoute, Route, RouteKind, Site, SiteDiagnostics, SiteFile, VisibilityOptions};

pub(super) use interner::DependencyInterner;
pub(super) use knowledge::{BuildRecord, RouteOutcome};
pub(super) use origins::{OriginIndex, OriginRecord, OutputSource};
use record::{CacheIndex, CachedFacts, SourceRecord};

/// The index of the last build.
pub(super) struct PreviousIndex(CacheIndex);

impl PreviousIndex {
    /// The last build's index, if there is one that can be used.
    pub(super) fn load(records: &CacheFiles<'_>) -> Option<Self> {
        CacheIndex::load(records).map(Self)
    }

    /// Whether a site would come out as it did: the same files, asked for in the same way, and
    /// nothing that was to happen meanwhile.
    pub(super) fn is_of(
        &self,
        world: &dyn World,
        listing: &Listing,
        asked: &BuildInputs<'_>,
    ) -> bool {
        let Self(index) = self;
        let is_same = |(at, source): (usize, &SourceRecord)| {
            let stat = listing.stats[at];
            listing.files[at] == source.path
                && (stat.is_some() && stat == source.stat
                    || source.digest.is_some() && digest(world, &source.path) == source.digest)
        };
        index.showing == asked.showing
            && index.base_url.as_deref() == asked.base_url
            && index.quiet.holds(asked.now)
            && listing.unlisted.is_empty()
            && listing.files.len() == index.sources.len()
            && index.sources.par_iter().enumerate().all(is_same)
    }

    /// Every output as it was left.
    pub(super) fn outputs(&self) -> &[(String, OutputRecord)] {
        &self.0.outputs
    }

    /// All that was found.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.0.found
    }

    /// How many pages there are.
    pub(super) fn pages(&self) -> usize {
        self.0.pages
    }

    /// Keeps the index with the marks of today, if they differ.
    pub(super) fn refresh(
        &self,
        listing: &Listing,
        outputs: &[(&str, OutputRecord)],
        keep: &mut RecordSink<'_>,
    ) {
        let before = self
            .0
            .outputs
            .iter()
            .map(|(path, left)| (path.as_str(), *left));
        let is_same = outputs.iter().copied().eq(before)
            && self
                .0
                .sources
                .iter()
                .zip(&listing.stats)
                .all(|(source, stat)| source.stat == *stat);
        if is_same {
            return;
        }
        let outputs = outputs
            .iter()
            .map(|(path, left)| ((*path).to_owned(), *left))
            .collect();
        let mut index = CacheIndex {
            outputs,
            ..self.0.clone()
        };
        for (source, stat) in index.sources.iter_mut().zip(&listing.stats) {
            source.stat = *stat;
        }
        index.print(keep, |_| Some(self.0.facts));
    }

    /// All that the last build knew.
    pub(super) fn recall(self, records: &CacheFiles<'_>) -> Option<PreviousBuild> {
        let facts = CachedFacts::load(records, &self.0)?;
        Some(PreviousBuild {
            index: self.0,
            facts,
        })
    }
}

/// How a build was asked for, as far as it changes what comes out.
#[derive(Clone, Copy)]
pub(super) struct BuildInputs<'r> {
    pub(super) showing: VisibilityOptions,
    pub(super) base_url: Option<&'r str>,
    pub(super) now: Timestamp,
}

/// All that the last build knew.
pub(super) struct PreviousBuild {
    index: CacheIndex,
    facts: CachedFacts,
}

/// What still holds of it.
pub(super) struct ReusePlan<'r> {
    recalled: &'r PreviousBuild,
    /// Of each read whether its answer is another.
    is_stale: Vec<bool>,
    by_output: HashMap<&'r str, usize>,
    /// What does not fit in the site.
    pub(super) checked: SiteDiagnostics,
}

/// A route that need not be made again.
#[derive(Clone, Copy)]
pub(super) struct ReusableRoute<'r> {
    /// Its number.
    pub(super) number: usize,
    pub(super) left: &'r OutputRecord,
    pub(super) found: &'r [Diagnostic],
}

impl PreviousBuild {
    pub(super) fn reading(&self) -> SourceDigest {
        self.facts.around.reading
    }

    /// A document and what was wrong in it.
    pub(super) fn document(&self, path: &SourcePath) -> Option<(&Arc<Document>, Diagnostics)> {
        let documents = &self.facts.documents;
        let at = documents
            .binary_search_by(|document| document.path.cmp(path))
            .ok()?;
        let parsed = &self.facts.around.parsed;
        let found = parsed
            .binary_search_by_key(&(at as u32), |(number, _)| *number)
            .ok();
        Some((
            &documents[at],
            found.map(|at| parsed[at].1.clone()).unwrap_or_default(),
        ))
    }

    /// What was known of a file.
    pub(super) fn file(&self, path: &SourcePath) -> Option<&SiteFile> {
        let files = &self.facts.around.files;
        files
            .binary_search_by(|file| file.path.cmp(path))
            .ok()
            .map(|at| &files[at])
    }

    /// The marks of a file.
    pub(super) fn stat(&self, path: &SourcePath) -> Option<Stat> {
        self.index.source(path)?.stat
    }

    /// What still holds of a site that is made of other sources now.
    pub(super) fn standing(
        &self,
        project: &Project,
        site: &Site,
        listing: &Listing,
        asked: &BuildInputs<'_>,
    ) -> Option<ReusePlan<'_>> {
        let (is_stale, checked) = unaffected::stale(self, project, site, listing, asked)?;
        let routes = self.facts.around.routes.iter().enumerate();
        let by_output = routes
            .filter_map(|(at, route)| {
                Some((
                    self.index.outputs.get(route.output as usize)?.0.as_str(),
                    at,
                ))
            })
            .collect();
        Some(ReusePlan {
            recalled: self,
            is_stale,
            by_output,
            checked,
        })
    }
}

impl<'r> ReusePlan<'r> {
    /// How many reads have a number.
    pub(super) fn reads(&self) -> usize {
        self.is_stale.len()
    }

    /// The route as it was made, if it would come out the same.
    pub(super) fn sound(
        &self,
        site: &Site,
        route: &Route,
        path: &str,
    ) -> Option<ReusableRoute<'r>> {
        let &number = self.by_output.get(path)?;
        let record = self.recalled.facts.around.routes.get(number)?;
        let holds = |read: &u32| self.is_stale.get(*read as usize) == Some(&false);
        let left = &self.recalled.index.outputs.get(record.output as usize)?.1;
        let (what, source) = name_of(site, &route.kind);
        let is_sound =
            record.what == what && record.source == source && record.reads.iter().all(holds);
        is_sound.then_some(ReusableRoute {
            number,
            left,
            found: &record.found,
        })
    }
}

/// What stands at a route, by a name that stays, and the one source that it is the output of, if there is one.
fn name_of(site: &Site, what: &RouteKind) -> (String, Option<SourcePath>) {
    let name = match what {
        RouteKind::Document(_) => "document".to_owned(),
        RouteKind::Redirect(_) => "redirect".to_owned(),
        RouteKind::File(_) => origins::FILE.to_owned(),
        other => format!("{other:?}"),
    };
    (name, source_of(site, what))
}

/// The one source that a route is the output of; `None` where several are shown, and of what every site has.
pub(super) fn source_of(site: &Site, what: &RouteKind) -> Option<SourcePath> {
    let document = match what {
        RouteKind::Document(id)
        | RouteKind::Redirect(id)
        | RouteKind::Api(ApiRoute::Article(id)) => *id,
        RouteKind::Plan(route) => site.plans.get(route.plan()?)?.document,
        RouteKind::File(id) => return Some(site.file(*id).path.clone()),
        _ => return None,
    };
    Some(site.document(document).path.clone())
}
