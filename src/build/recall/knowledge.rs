//! What a build knows when it ends, as the next one may recall it.

use super::interner::{Interner, Needed};
use super::quiet::Quiet;
use super::record::{Around, Index, Listed, RouteRecord, SourceRecord, print_facts};
use super::{Asked, Standing, name_of};
use crate::build::listing::Listing;
use crate::build::project::Project;
use crate::content::{Digest, Document, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::output::{Keep, Left};
use crate::render::{Read, ground};
use crate::site::{Findings, Site};

/// How a route was come by.
pub(in crate::build) enum Made {
    /// It is as the last build made it: the route's number.
    Kept(usize),
    /// It was made, and read this.
    New(Box<[u32]>),
    /// It was not made.
    Not,
}

/// All that a build knows when it ends well.
pub(in crate::build) struct Knowledge<'b> {
    pub(in crate::build) project: &'b Project,
    pub(in crate::build) site: &'b Site,
    pub(in crate::build) listing: &'b Listing,
    pub(in crate::build) asked: Asked<'b>,
    pub(in crate::build) digests: &'b [(SourcePath, Option<Digest>)],
    pub(in crate::build) checked: &'b Findings,
    pub(in crate::build) found: &'b Diagnostics,
    pub(in crate::build) pages: usize,
    /// In the order of the site's routes.
    pub(in crate::build) routes: &'b [(Made, Diagnostics)],
    pub(in crate::build) standing: Option<&'b Standing<'b>>,
    pub(in crate::build) interner: &'b Interner,
}

impl Knowledge<'_> {
    /// Keeps the records of it.
    pub(in crate::build) fn print(&self, outputs: Vec<(&str, Left)>, keep: &mut Keep<'_>) {
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
        let needed = Needed::of(reads.len(), named);
        let Asked {
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
        let mut quiet = Quiet::day(now, &self.site.config.zone);
        for document in &documents {
            quiet.interrupt_by(now, document, &self.site.config.zone);
        }
        let read = || needed.places().filter_map(|place| reads.get(place));
        for read in read() {
            if let Read::Clock(at) = *read {
                quiet.interrupt(now, at);
            }
        }
        let routes = || {
            recorded
                .iter()
                .map(|&(at, output)| self.record(at, output, |number| needed.number(place(number))))
        };
        let number = |path: &SourcePath| self.site.documents.find(path).map(|id| id.index() as u32);
        let parsed = &self.project.parsed;
        let around = Around {
            now: (now.as_second(), now.subsec_nanosecond()),
            ground: ground(self.site),
            reading: self.project.reading,
            files: self.project.sources.files.clone(),
            parsed: parsed
                .iter()
                .filter_map(|(path, found)| Some((number(path)?, found.clone())))
                .collect(),
            checked: self.checked.clone(),
            reads: Listed {
                len: needed.len(),
                items: read,
            },
            routes: Listed {
                len: recorded.len(),
                items: routes,
            },
        };
        let index = Index {
            showing,
            base_url: base_url.map(str::to_owned),
            quiet,
            sources: self.sources(),
            outputs,
            pages: self.pages,
            found: self.found.clone(),
            facts: Digest::default(),
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
        let files = self.listing.files.iter().zip(&self.listing.stats);
        files
            .map(|(path, stat)| SourceRecord {
                path: path.clone(),
                stat: *stat,
                digest: digest(path),
            })
            .collect()
    }

    /// The routes that were made, by number, each with its place among the outputs.
    fn recorded(&self, outputs: &[(&str, Left)]) -> Vec<(usize, u32)> {
        let place = |path: &str| {
            outputs
                .binary_search_by(|(other, _)| (*other).cmp(path))
                .ok()
        };
        let routes = self.site.routes().iter().zip(self.routes).enumerate();
        routes
            .filter(|(_, (_, (made, _)))| !matches!(made, Made::Not))
            .filter_map(|(at, (route, _))| Some((at, place(&route.url.output_path())? as u32)))
            .collect()
    }

    /// What a route read, by number.
    fn reads(&self, route: usize) -> &[u32] {
        match &self.routes[route].0 {
            Made::Not => &[],
            Made::New(reads) => reads,
            Made::Kept(number) => self
                .standing
                .map_or(&[], |of| &of.recalled.facts.around.routes[*number].reads),
        }
    }

    fn record(&self, at: usize, output: u32, number: impl Fn(&u32) -> u32) -> RouteRecord {
        let what = &self.site.routes()[at].what;
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
