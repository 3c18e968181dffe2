//! What each output of earlier builds was made from: which source it is the output of, which documents it shows.
//!
//! A sound build leaves that in its facts. A build with errors has no facts to leave, and writes outputs all the
//! same; it leaves this record. An entry speaks of an output by its path *and* the digest of its bytes, so that an old
//! one is passed over and never wrong.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::record::RouteRecord;
use super::sealed::{ChunkReader, ChunkWriter, chunk};
use super::{DependencyInterner, PreviousBuild, ReusePlan, RouteOutcome, name_of};
use crate::content::{SourceDigest, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::output::{CacheFiles, OutputRecord, RecordSink};
use crate::render::Dependency;
use crate::site::{Route, RouteKind, Site};

/// The name of the record.
const ORIGINS: &str = "origins";
/// Where an output came from stays true whichever build of pufa asks.
const HEADING: &str = "pufa-origins 1\n";

/// Where an output came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::build) enum OutputSource {
    /// A document: its page, its old addresses, its article, the pages of its plan.
    Document(SourcePath),
    /// A file that the public gets as it is.
    File(SourcePath),
    /// Several documents, which it shows: a list, a feed, the home page.
    List(Vec<SourcePath>),
}

/// An output of a build with errors; sources are named by number.
#[derive(Debug, Serialize, Deserialize)]
struct OutputOrigin {
    path: String,
    digest: SourceDigest,
    sort: SourceKind,
    sources: Vec<u32>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum SourceKind {
    Document,
    File,
    List,
}

/// What is known of the outputs of earlier builds.
pub(in crate::build) struct OriginIndex<'r> {
    recalled: Option<&'r PreviousBuild>,
    by_output: HashMap<&'r str, (&'r RouteRecord, &'r OutputRecord)>,
    /// Of builds with errors.
    others: HashMap<String, (SourceDigest, OutputSource)>,
}

impl<'r> OriginIndex<'r> {
    /// What the records say.
    pub(in crate::build) fn load(
        recalled: Option<&'r PreviousBuild>,
        records: Option<&CacheFiles<'_>>,
    ) -> Self {
        let routes = recalled
            .into_iter()
            .flat_map(|of| of.facts.around.routes.iter().map(move |route| (of, route)));
        let by_output = routes
            .filter_map(|(of, route)| {
                let (path, left) = of.index.outputs.get(route.output as usize)?;
                Some((path.as_str(), (route, left)))
            })
            .collect();
        let others = records.and_then(others).unwrap_or_default();
        Self {
            recalled,
            by_output,
            others,
        }
    }

    /// Where the bytes at a path came from, if that is known.
    pub(in crate::build) fn find(&self, path: &str, digest: &SourceDigest) -> Option<OutputSource> {
        if let Some((_, origin)) = self.others.get(path).filter(|(of, _)| of == digest) {
            return Some(origin.clone());
        }
        let (recalled, (route, _)) = self.recalled.zip(
            self.by_output
                .get(path)
                .filter(|(_, left)| left.digest == *digest),
        )?;
        Some(match &route.source {
            Some(source) if route.what == FILE => OutputSource::File(source.clone()),
            Some(source) => OutputSource::Document(source.clone()),
            None => {
                let facts = &recalled.facts;
                let reads = route
                    .reads
                    .iter()
                    .filter_map(|&read| facts.around.reads.get(read as usize));
                let documents = reads
                    .filter_map(Dependency::shown_document)
                    .filter_map(|id| facts.documents.get(id.index()));
                OutputSource::List(documents.map(|document| document.path.clone()).collect())
            }
        })
    }
}

/// What stands at the routes of files.
pub(super) const FILE: &str = "file";

fn others(records: &CacheFiles<'_>) -> Option<HashMap<String, (SourceDigest, OutputSource)>> {
    let bytes = records.read(ORIGINS)?;
    let chunks = ChunkReader::of(HEADING, &bytes)?;
    let sources: Vec<SourcePath> = chunks.read(0)?;
    let outputs: Vec<OutputOrigin> = chunks.read(1)?;
    let origin = |output: OutputOrigin| {
        let mut paths = output
            .sources
            .iter()
            .filter_map(|&number| sources.get(number as usize))
            .cloned();
        let origin = match output.sort {
            SourceKind::Document => OutputSource::Document(paths.next()?),
            SourceKind::File => OutputSource::File(paths.next()?),
            SourceKind::List => OutputSource::List(paths.collect()),
        };
        Some((output.path, (output.digest, origin)))
    };
    Some(outputs.into_iter().filter_map(origin).collect())
}

/// What a build with errors knows of the outputs that it made.
pub(in crate::build) struct OriginRecord<'b> {
    pub(in crate::build) site: &'b Site,
    /// In the order of the site's routes.
    pub(in crate::build) routes: &'b [(RouteOutcome, Diagnostics)],
    pub(in crate::build) interner: &'b DependencyInterner,
    pub(in crate::build) standing: Option<&'b ReusePlan<'b>>,
    /// What stays of earlier builds.
    pub(in crate::build) kept: Vec<(String, SourceDigest, OutputSource)>,
}

impl OriginRecord<'_> {
    /// Keeps the record of it.
    pub(in crate::build) fn print(
        &self,
        outputs: &[(&str, OutputRecord)],
        keep: &mut RecordSink<'_>,
    ) {
        let old = self
            .standing
            .map_or(&[][..], |of| &of.recalled.facts.around.reads);
        let reads = self.interner.take(old);
        let mut numbers = PathNumbers::default();
        let mut all = Vec::with_capacity(outputs.len() + self.kept.len());
        for (route, (made, _)) in self.site.routes().iter().zip(self.routes) {
            let path = route.url.output_path();
            let Ok(at) = outputs.binary_search_by(|(other, _)| (*other).cmp(&path)) else {
                continue;
            };
            let read: &[u32] = match made {
                RouteOutcome::Not => continue,
                RouteOutcome::New(read) => read,
                RouteOutcome::Kept(number) => self
                    .standing
                    .map_or(&[], |of| &of.recalled.facts.around.routes[*number].reads),
            };
            let documents = || {
                let read = read
                    .iter()
                    .filter_map(|&number| reads.get(reads.place(number)));
                read.filter_map(|read| read.shown_document())
                    .map(|id| self.site.document(id).path.clone())
                    .collect()
            };
            let origin = origin_of(self.site, route, documents);
            all.push(numbers.output(path, outputs[at].1.digest, &origin));
        }
        all.extend(
            self.kept
                .iter()
                .map(|(path, digest, origin)| numbers.output(path.clone(), *digest, origin)),
        );
        let chunks = [chunk(&numbers.paths), chunk(&all)];
        keep(ORIGINS, &mut ChunkWriter::of(HEADING, chunks.into_iter()));
    }
}

/// Where the output of a route comes from.
fn origin_of(
    site: &Site,
    route: &Route,
    documents: impl FnOnce() -> Vec<SourcePath>,
) -> OutputSource {
    match (name_of(site, &route.kind).1, &route.kind) {
        (Some(source), RouteKind::File(_)) => OutputSource::File(source),
        (Some(source), _) => OutputSource::Document(source),
        (None, _) => OutputSource::List(documents()),
    }
}

/// Numbers for paths.
#[derive(Default)]
struct PathNumbers {
    paths: Vec<SourcePath>,
    by_path: HashMap<SourcePath, u32>,
}

impl PathNumbers {
    fn output(
        &mut self,
        path: String,
        digest: SourceDigest,
        origin: &OutputSource,
    ) -> OutputOrigin {
        let (sort, sources) = match origin {
            OutputSource::Document(source) => (SourceKind::Document, std::slice::from_ref(source)),
            OutputSource::File(source) => (SourceKind::File, std::slice::from_ref(source)),
            OutputSource::List(shown) => (SourceKind::List, &shown[..]),
        };
        let sources = sources.iter().map(|source| self.number(source)).collect();
        OutputOrigin {
            path,
            digest,
            sort,
            sources,
        }
    }

    fn number(&mut self, path: &SourcePath) -> u32 {
        if let Some(number) = self.by_path.get(path) {
            return *number;
        }
        let number = self.paths.len() as u32;
        self.paths.push(path.clone());
        self.by_path.insert(path.clone(), number);
        number
    }
}
