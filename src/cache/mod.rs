//! Build cache: what a build leaves in `.pufa/`, and what of it the next build can reuse.
//!
//! A cache entry maps the dependencies of a route, with the results that they had, to output bytes. That
//! stays true whatever happens to the disk, so an entry may be lost or old, but never wrong. A route whose
//! dependencies have the same results, and whose output is unchanged, need not be rendered.
//!
//! There are three cache files. The [`index`] shows whether anything changed at all. The [`facts`] hold documents
//! and routes, from which [`invalidation`] finds the changed dependencies. The [`origins`] are written by a build
//! with errors.

mod build_record;
mod chunk_file;
mod compact_ids;
mod dense_ids;
mod dependency_interner;
mod facts;
mod index;
mod invalidation;
mod origins;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use crate::content::{Document, FileFingerprint, SourceDigest, SourcePath};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{CacheFiles, OutputRecord};
use crate::render::Dependency;
use crate::site::{ApiRoute, Route, RouteKind, Site, SiteDiagnostics, SiteFile, VisibilityOptions};
use crate::sources::{FileIndex, PreviousFacts, Project};

pub(crate) use build_record::{BuildRecord, RouteOutcome};
pub(crate) use dependency_interner::DependencyInterner;
use facts::CachedFacts;
pub(crate) use index::CacheIndex;
pub(crate) use origins::{OriginIndex, OriginRecord, OutputSource};

/// Parameters of a build that change its outputs.
#[derive(Clone, Copy)]
pub(crate) struct BuildInputs<'r> {
    pub(crate) visibility: VisibilityOptions,
    pub(crate) base_url: Option<&'r str>,
    pub(crate) now: Timestamp,
}

/// Everything that the previous build cached.
pub(crate) struct PreviousBuild {
    index: CacheIndex,
    facts: CachedFacts,
}

impl PreviousBuild {
    /// Loads the facts that belong to an index.
    pub(crate) fn load(files: &CacheFiles<'_>, index: CacheIndex) -> Option<Self> {
        let facts = CachedFacts::load(files, &index)?;
        Some(Self { index, facts })
    }

    /// Routes of the previous build that a site made of other sources can reuse; `None` if it must render all.
    pub(crate) fn reuse_plan(
        &self,
        project: &Project,
        site: &Site,
        files: &FileIndex,
        inputs: &BuildInputs<'_>,
    ) -> Option<ReusePlan<'_>> {
        let (is_changed, checked) =
            invalidation::changed_dependencies(self, project, site, files, inputs)?;
        let routes = self.facts.header.routes.iter().enumerate();
        let by_output = routes.filter_map(|(number, route)| {
            let (path, _) = self.index.outputs.get(route.output as usize)?;
            Some((path.as_str(), number))
        });
        Some(ReusePlan {
            previous: self,
            is_changed,
            by_output: by_output.collect(),
            checked,
        })
    }
}

impl PreviousFacts for PreviousBuild {
    fn parse_context(&self) -> SourceDigest {
        self.facts.header.parse_context
    }

    fn document(&self, path: &SourcePath) -> Option<(&Arc<Document>, Diagnostics)> {
        let documents = &self.facts.documents;
        let at = documents
            .binary_search_by(|document| document.path.cmp(path))
            .ok()?;
        let parsed = &self.facts.header.document_diagnostics;
        let diagnostics = parsed.binary_search_by_key(&(at as u32), |(number, _)| *number);
        Some((
            &documents[at],
            diagnostics
                .map(|at| parsed[at].1.clone())
                .unwrap_or_default(),
        ))
    }

    fn file(&self, path: &SourcePath) -> Option<&SiteFile> {
        let files = &self.facts.header.files;
        let at = files.binary_search_by(|file| file.path.cmp(path)).ok()?;
        Some(&files[at])
    }

    fn fingerprint(&self, path: &SourcePath) -> Option<FileFingerprint> {
        self.index.source(path)?.fingerprint
    }
}

/// Routes of the previous build that can be reused.
pub(crate) struct ReusePlan<'r> {
    previous: &'r PreviousBuild,
    /// For each cached dependency, whether its result changed.
    is_changed: Vec<bool>,
    by_output: HashMap<&'r str, usize>,
    /// Diagnostics of the whole site.
    pub(crate) checked: SiteDiagnostics,
}

/// Route of the previous build whose output is still right.
#[derive(Clone, Copy)]
pub(crate) struct ReusableRoute<'r> {
    /// Index among the routes of the previous build.
    pub(crate) number: usize,
    pub(crate) output: &'r OutputRecord,
    pub(crate) diagnostics: &'r [Diagnostic],
}

impl<'r> ReusePlan<'r> {
    /// Number of cached dependencies.
    pub(crate) fn dependency_count(&self) -> usize {
        self.is_changed.len()
    }

    /// Cached dependencies, by their numbers; none without a plan.
    fn dependencies(plan: Option<&Self>) -> &'r [Dependency] {
        plan.map_or(&[], |plan| &plan.previous.facts.header.dependencies)
    }

    /// Numbers of the dependencies of a route that was rendered or reused.
    fn dependencies_of<'a>(plan: Option<&Self>, outcome: &'a RouteOutcome) -> &'a [u32]
    where
        'r: 'a,
    {
        match outcome {
            RouteOutcome::Skipped => &[],
            RouteOutcome::Rendered(dependencies) => dependencies,
            RouteOutcome::Reused(number) => plan.map_or(&[], |plan| {
                &plan.previous.facts.header.routes[*number].dependencies
            }),
        }
    }

    /// Cached route at an output path, if rendering would give the same bytes.
    pub(crate) fn reusable(
        &self,
        site: &Site,
        route: &Route,
        path: &str,
    ) -> Option<ReusableRoute<'r>> {
        let &number = self.by_output.get(path)?;
        let cached = self.previous.facts.header.routes.get(number)?;
        let (_, output) = self.previous.index.outputs.get(cached.output as usize)?;
        let is_unchanged = |id: &u32| self.is_changed.get(*id as usize) == Some(&false);
        let is_reusable = cached.kind == route_name(&route.kind)
            && cached.source == source_of(site, &route.kind)
            && cached.dependencies.iter().all(is_unchanged);
        is_reusable.then_some(ReusableRoute {
            number,
            output,
            diagnostics: &cached.diagnostics,
        })
    }
}

/// Name of the kind of file routes.
const FILE_ROUTE: &str = "file";

/// Name of a route's kind, without the numbers that change from build to build.
fn route_name(kind: &RouteKind) -> String {
    match kind {
        RouteKind::Document(_) => "document".to_owned(),
        RouteKind::Redirect(_) => "redirect".to_owned(),
        RouteKind::File(_) => FILE_ROUTE.to_owned(),
        other => format!("{other:?}"),
    }
}

/// The one source that a route is the output of; `None` if the route shows several, or none.
pub(crate) fn source_of(site: &Site, kind: &RouteKind) -> Option<SourcePath> {
    let document = match kind {
        RouteKind::Document(id)
        | RouteKind::Redirect(id)
        | RouteKind::Api(ApiRoute::Article(id)) => *id,
        RouteKind::Plan(route) => site.plans.get(route.plan()?)?.document,
        RouteKind::File(id) => return Some(site.file(*id).path.clone()),
        _ => return None,
    };
    Some(site.document(document).path.clone())
}
