//! What a build knows when it ends, as the next one may recall it.

use super::interner::{CompactIds, DependencyInterner};
use super::record::{CacheHeader, CacheIndex, LazySeq, RouteRecord, SourceRecord, print_facts};
use super::{BuildInputs, ReusePlan, name_of};
use crate::content::{Document, SourceDigest, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::output::{OutputRecord, RecordSink};
use crate::render::{ClockInstant, Dependency, global_fingerprint};
use crate::site::{Site, SiteDiagnostics, ValidityWindow};
use crate::sources::{FileIndex, Project};

/// How a route was come by.
pub(in crate::build) enum RouteOutcome {
    /// It is as the last build made it: the route's number.
    Kept(usize),
    /// It was made, and read this.
    New(Box<[u32]>),
    /// It was not made.
    Not,
}

/// All that a build knows when it ends well.
pub(in crate::build) struct BuildRecord<'b> {
    pub(in crate::build) project: &'b Project,
    pub(in crate::build) site: &'b Site,
    pub(in crate::build) files: &'b FileIndex,
    pub(in crate::build) asked: BuildInputs<'b>,
    pub(in crate::build) digests: &'b [(SourcePath, Option<SourceDigest>)],
    pub(in crate::build) checked: &'b SiteDiagnostics,
    pub(in crate::build) found: &'b Diagnostics,
    pub(in crate::build) pages: usize,
    /// In the order of the site's routes.
    pub(in crate::build) routes: &'b [(RouteOutcome, Diagnostics)],
    pub(in crate::build) standing: Option<&'b ReusePlan<'b>>,
    pub(in crate::build) interner: &'b DependencyInterner,
}

impl BuildRecord<'_> {
    /// Keeps the records of it.
    pub(in crate::build) fn print(
        &self,
        outputs: Vec<(&str, OutputRecord)>,
        keep: &mut RecordSink<'_>,
    ) {
        let recorded = self.recorded(&outputs);
        let old = self
            .standing
            .map_or(&[][..], |of| &of.recalled.facts.around.reads);
        let reads = self.interner.take(old);
        let place = |number: &u32| reads.place(*number);
        let named = recorded
            .iter()
            .flat_map(|&(at, _)| self.reads(at))
            .map(place);
        let needed = CompactIds::new(reads.len(), named);
        let BuildInputs {
            now,
            showing,
            base_url,
        } = self.asked;
        let documents: Vec<&Document> = self
            .site
            .documents
            .iter()
            .map(|(_, document)| document)
            .collect();
        let mut quiet = ValidityWindow::of_site(self.site);
        let read = || needed.places().filter_map(|place| reads.get(place));
        for read in read() {
            if let Dependency::Clock(ClockInstant(at)) = *read {
                quiet.narrow(now, at);
            }
        }
        let routes = || {
            recorded
                .iter()
                .map(|&(at, output)| self.record(at, output, |number| needed.number(place(number))))
        };
        let number = |path: &SourcePath| self.site.documents.find(path).map(|id| id.index() as u32);
        let parsed = &self.project.document_diagnostics;
        let around = CacheHeader {
            now: (now.as_second(), now.subsec_nanosecond()),
            ground: global_fingerprint(self.site),
            reading: self.project.parse_context,
            files: self.project.sources.files.clone(),
            parsed: parsed
                .iter()
                .filter_map(|(path, found)| Some((number(path)?, found.clone())))
                .collect(),
            checked: self.checked.clone(),
            reads: LazySeq {
                len: needed.len(),
                items: read,
            },
            routes: LazySeq {
                len: recorded.len(),
                items: routes,
            },
        };
        let index = CacheIndex {
            showing,
            base_url: base_url.map(str::to_owned),
            quiet,
            sources: self.sources(),
            outputs,
            pages: self.pages,
            found: self.found.clone(),
            facts: SourceDigest::default(),
        };
        index.print(keep, |keep| print_facts(&around, &documents, keep));
    }

    fn sources(&self) -> Vec<SourceRecord> {
        let digest = |path: &SourcePath| match self.site.documents.find(path) {
            Some(id) => Some(self.site.document(id).digest),
            None => self
                .digests
                .iter()
                .find(|(of, _)| of == path)
                .and_then(|(_, digest)| *digest),
        };
        self.files
            .files()
            .map(|(path, stat)| SourceRecord {
                path: path.clone(),
                stat,
                digest: digest(path),
            })
            .collect()
    }

    /// The routes that were made, by number, each with its place among the outputs.
    fn recorded(&self, outputs: &[(&str, OutputRecord)]) -> Vec<(usize, u32)> {
        let place = |path: &str| {
            outputs
                .binary_search_by(|(other, _)| (*other).cmp(path))
                .ok()
        };
        let routes = self.site.routes().iter().zip(self.routes).enumerate();
        routes
            .filter(|(_, (_, (made, _)))| !matches!(made, RouteOutcome::Not))
            .filter_map(|(at, (route, _))| Some((at, place(&route.url.output_path())? as u32)))
            .collect()
    }

    /// What a route read, by number.
    fn reads(&self, route: usize) -> &[u32] {
        match &self.routes[route].0 {
            RouteOutcome::Not => &[],
            RouteOutcome::New(reads) => reads,
            RouteOutcome::Kept(number) => self
                .standing
                .map_or(&[], |of| &of.recalled.facts.around.routes[*number].reads),
        }
    }

    fn record(&self, at: usize, output: u32, number: impl Fn(&u32) -> u32) -> RouteRecord {
        let what = &self.site.routes()[at].kind;
        let (name, source) = name_of(self.site, what);
        RouteRecord {
            output,
            what: name,
            source,
            is_page: what.is_page(),
            reads: self.reads(at).iter().map(number).collect(),
            found: self.routes[at].1.iter().cloned().collect(),
        }
    }
}
