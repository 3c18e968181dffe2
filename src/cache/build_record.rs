//! Record of a finished build, saved for the next one.

use super::compact_ids::CompactIds;
use super::dependency_interner::DependencyInterner;
use super::facts::{CacheHeader, CachedRoute, LazySeq, write_facts};
use super::index::{CacheIndex, SourceRecord};
use super::{BuildInputs, ReusePlan, route_name, source_of};
use crate::content::{Document, SourceDigest, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::output::{OutputRecord, RecordSink};
use crate::render::{ClockInstant, Dependency, global_fingerprint};
use crate::site::{HeldBack, Site, SiteDiagnostics, ValidityWindow};
use crate::sources::{FileIndex, Project};

/// Outcome of a route in a build.
pub(crate) enum RouteOutcome {
    /// Reused; index among the routes of the previous build.
    Reused(usize),
    /// Rendered; numbers of its dependencies.
    Rendered(Box<[u32]>),
    /// Not made: an error, or an output that must stay as it is.
    Skipped,
}

/// Everything about a successful build that the next one may need.
pub(crate) struct BuildRecord<'b> {
    pub(crate) project: &'b Project,
    pub(crate) site: &'b Site,
    pub(crate) files: &'b FileIndex,
    pub(crate) inputs: BuildInputs<'b>,
    /// Digests of the files that every page depends on.
    pub(crate) shared_digests: &'b [(SourcePath, Option<SourceDigest>)],
    /// Diagnostics of the whole site.
    pub(crate) checked: &'b SiteDiagnostics,
    /// All diagnostics, without the writer's.
    pub(crate) diagnostics: &'b Diagnostics,
    pub(crate) pages: usize,
    /// Sources that the public does not see.
    pub(crate) held_back: &'b HeldBack,
    /// Outcomes in the order of the site's routes.
    pub(crate) routes: &'b [(RouteOutcome, Diagnostics)],
    pub(crate) reuse_plan: Option<&'b ReusePlan<'b>>,
    pub(crate) interner: &'b DependencyInterner,
}

impl BuildRecord<'_> {
    /// Writes the index and the facts.
    pub(crate) fn save(&self, outputs: Vec<(&str, OutputRecord)>, write: &mut RecordSink<'_>) {
        let recorded = self.recorded_routes(&outputs);
        let table = self.interner.take(ReusePlan::dependencies(self.reuse_plan));
        let position = |number: &u32| table.position(*number);
        let routes = recorded.iter();
        let used = routes.flat_map(|&(route, _)| self.dependencies(route).iter().map(position));
        let ids = CompactIds::new(table.len(), used);
        let dependencies = || ids.positions().filter_map(|at| table.get(at));
        let documents = self.site.documents.iter();
        let documents: Vec<&Document> = documents.map(|(_, document)| document).collect();
        let now = self.inputs.now;
        let mut validity = ValidityWindow::of_site(self.site);
        for dependency in dependencies() {
            if let Dependency::Clock(ClockInstant(instant)) = *dependency {
                validity.narrow(now, instant);
            }
        }
        let header = CacheHeader {
            now: (now.as_second(), now.subsec_nanosecond()),
            global: global_fingerprint(self.site),
            parse_context: self.project.parse_context,
            files: self.project.sources.files.clone(),
            document_diagnostics: self.document_diagnostics(),
            checked: self.checked.clone(),
            dependencies: LazySeq {
                len: ids.len(),
                items: dependencies,
            },
            routes: LazySeq {
                len: recorded.len(),
                items: || {
                    let id = |number: &u32| ids.id(position(number));
                    let routes = recorded.iter();
                    routes.map(move |&(route, output)| self.cached_route(route, output, id))
                },
            },
        };
        let index = CacheIndex {
            visibility: self.inputs.visibility,
            base_url: self.inputs.base_url.map(str::to_owned),
            validity,
            sources: self.sources(),
            outputs,
            pages: self.pages,
            diagnostics: self.diagnostics.clone(),
            held_back: self.held_back.clone(),
            facts: SourceDigest::default(),
        };
        index.save(write, |write| write_facts(&header, &documents, write));
    }

    fn document_diagnostics(&self) -> Vec<(u32, Diagnostics)> {
        let all = self.project.document_diagnostics.iter();
        all.filter_map(|(path, diagnostics)| {
            let id = self.site.documents.find(path)?;
            Some((id.index() as u32, diagnostics.clone()))
        })
        .collect()
    }

    fn sources(&self) -> Vec<SourceRecord> {
        let digest = |path: &SourcePath| {
            if let Some(id) = self.site.documents.find(path) {
                return Some(self.site.document(id).digest);
            }
            let mut shared = self.shared_digests.iter();
            shared.find(|(of, _)| of == path)?.1
        };
        let files = self.files.files();
        files
            .map(|(path, fingerprint)| SourceRecord {
                path: path.clone(),
                fingerprint,
                digest: digest(path),
            })
            .collect()
    }

    /// Indices of the routes that were made, each with the index of its output.
    fn recorded_routes(&self, outputs: &[(&str, OutputRecord)]) -> Vec<(usize, u32)> {
        let index = |path: &str| {
            let index = outputs.binary_search_by(|(other, _)| (*other).cmp(path));
            index.ok().map(|index| index as u32)
        };
        let routes = self.site.routes().iter().zip(self.routes).enumerate();
        routes
            .filter(|(_, (_, (outcome, _)))| !matches!(outcome, RouteOutcome::Skipped))
            .filter_map(|(at, (route, _))| Some((at, index(&route.url.output_path())?)))
            .collect()
    }

    /// Numbers of a route's dependencies.
    fn dependencies(&self, route: usize) -> &[u32] {
        ReusePlan::dependencies_of(self.reuse_plan, &self.routes[route].0)
    }

    fn cached_route(&self, route: usize, output: u32, id: impl Fn(&u32) -> u32) -> CachedRoute {
        let kind = &self.site.routes()[route].kind;
        CachedRoute {
            output,
            kind: route_name(kind),
            source: source_of(self.site, kind),
            dependencies: self.dependencies(route).iter().map(id).collect(),
            diagnostics: self.routes[route].1.iter().cloned().collect(),
        }
    }
}
