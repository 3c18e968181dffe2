//! Origins of the outputs of earlier builds: the source that an output was made from, or the documents that it
//! shows.
//!
//! A successful build has them in its facts. A build with errors writes no facts, but outputs all the same, and
//! this cache file. An entry names an output by its path *and* the digest of its bytes, so that an old entry is
//! ignored and never wrong.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::chunk_file::{ChecksummedChunk, ChunkReader, ChunkWriter};
use super::facts::CachedRoute;
use super::{DependencyInterner, FILE_ROUTE, PreviousBuild, ReusePlan, RouteOutcome, source_of};
use crate::content::{SourceDigest, SourcePath};
use crate::diagnostic::Diagnostics;
use crate::output::{CacheFiles, OutputRecord, RecordSink};
use crate::render::Dependency;
use crate::site::{Route, RouteKind, Site};

/// Name of the cache file.
const ORIGINS: &str = "origins";
/// Heading of the cache file. An origin stays true for every build of pufa.
const HEADING: &str = "pufa-origins 2\n";

/// Source of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum OutputSource<Source = SourcePath> {
    /// Document: its page, old addresses, article, the pages of its plan.
    Document(Source),
    /// File that is published as it is.
    File(Source),
    /// Documents that the output shows: a list, a feed, the home page.
    List(Vec<Source>),
}

impl<Source> OutputSource<Source> {
    fn try_map<T>(&self, mut map: impl FnMut(&Source) -> Option<T>) -> Option<OutputSource<T>> {
        Some(match self {
            Self::Document(source) => OutputSource::Document(map(source)?),
            Self::File(source) => OutputSource::File(map(source)?),
            Self::List(shown) => OutputSource::List(shown.iter().filter_map(map).collect()),
        })
    }
}

/// Cached origin of an output: path, digest, source by number.
type OutputOrigin = (String, SourceDigest, OutputSource<u32>);

/// Origins of the outputs of earlier builds, by path.
pub(crate) struct OriginIndex<'r> {
    previous: Option<&'r PreviousBuild>,
    by_output: HashMap<&'r str, (&'r CachedRoute, &'r OutputRecord)>,
    /// Origins from builds with errors.
    failed_builds: HashMap<String, (SourceDigest, OutputSource)>,
}

impl<'r> OriginIndex<'r> {
    /// Loads the origins.
    pub(crate) fn load(
        previous: Option<&'r PreviousBuild>,
        files: Option<&CacheFiles<'_>>,
    ) -> Self {
        let mut by_output = HashMap::new();
        if let Some(build) = previous {
            for route in &build.facts.header.routes {
                if let Some((path, output)) = build.index.outputs.get(route.output as usize) {
                    by_output.insert(path.as_str(), (route, output));
                }
            }
        }
        Self {
            previous,
            by_output,
            failed_builds: files.and_then(load_failed_builds).unwrap_or_default(),
        }
    }

    /// Source of the bytes at a path, if it is known.
    pub(crate) fn find(&self, path: &str, digest: &SourceDigest) -> Option<OutputSource> {
        let of_failed_build = self.failed_builds.get(path);
        if let Some((_, source)) = of_failed_build.filter(|(of, _)| of == digest) {
            return Some(source.clone());
        }
        let (route, output) = self.by_output.get(path)?;
        if output.digest != *digest {
            return None;
        }
        Some(match &route.source {
            Some(source) if route.kind == FILE_ROUTE => OutputSource::File(source.clone()),
            Some(source) => OutputSource::Document(source.clone()),
            None => {
                let facts = &self.previous?.facts;
                let dependencies = route.dependencies.iter();
                let shown = dependencies
                    .filter_map(|&id| facts.header.dependencies.get(id as usize))
                    .filter_map(Dependency::shown_document)
                    .filter_map(|id| facts.documents.get(id.index()));
                OutputSource::List(shown.map(|document| document.path.clone()).collect())
            }
        })
    }
}

fn load_failed_builds(
    files: &CacheFiles<'_>,
) -> Option<HashMap<String, (SourceDigest, OutputSource)>> {
    let bytes = files.read(ORIGINS)?;
    let chunks = ChunkReader::new(HEADING, &bytes)?;
    let paths: Vec<SourcePath> = chunks.read(0)?;
    let outputs: Vec<OutputOrigin> = chunks.read(1)?;
    let origins = outputs.into_iter().filter_map(|(path, digest, source)| {
        let source = source.try_map(|&number| paths.get(number as usize).cloned())?;
        Some((path, (digest, source)))
    });
    Some(origins.collect())
}

/// Outputs of a build with errors, saved for the next build.
pub(crate) struct OriginRecord<'b> {
    pub(crate) site: &'b Site,
    /// Outcomes in the order of the site's routes.
    pub(crate) routes: &'b [(RouteOutcome, Diagnostics)],
    pub(crate) interner: &'b DependencyInterner,
    pub(crate) reuse_plan: Option<&'b ReusePlan<'b>>,
    /// Outputs of earlier builds that stay.
    pub(crate) retained: Vec<(String, SourceDigest, OutputSource)>,
}

impl OriginRecord<'_> {
    /// Writes the cache file.
    pub(crate) fn save(&self, outputs: &[(&str, OutputRecord)], write: &mut RecordSink<'_>) {
        let table = self.interner.take(ReusePlan::dependencies(self.reuse_plan));
        let mut numbers = PathNumbers::default();
        let mut all: Vec<OutputOrigin> = Vec::with_capacity(outputs.len() + self.retained.len());
        for (route, (outcome, _)) in self.site.routes().iter().zip(self.routes) {
            let path = route.url.output_path();
            let Ok(at) = outputs.binary_search_by(|(other, _)| (*other).cmp(&path)) else {
                continue;
            };
            if matches!(outcome, RouteOutcome::Skipped) {
                continue;
            }
            let source = self.source(route, || {
                let dependencies = ReusePlan::dependencies_of(self.reuse_plan, outcome).iter();
                let shown = dependencies
                    .filter_map(|&number| table.get(table.position(number)))
                    .filter_map(|dependency| dependency.shown_document());
                shown
                    .map(|id| self.site.document(id).path.clone())
                    .collect()
            });
            all.push((path, outputs[at].1.digest, numbers.compact(&source)));
        }
        for (path, digest, source) in &self.retained {
            all.push((path.clone(), *digest, numbers.compact(source)));
        }
        let chunks = [
            ChecksummedChunk::new(&numbers.paths),
            ChecksummedChunk::new(&all),
        ];
        write(ORIGINS, &mut ChunkWriter::new(HEADING, chunks.into_iter()));
    }

    fn source(&self, route: &Route, shown: impl FnOnce() -> Vec<SourcePath>) -> OutputSource {
        match (source_of(self.site, &route.kind), &route.kind) {
            (Some(source), RouteKind::File(_)) => OutputSource::File(source),
            (Some(source), _) => OutputSource::Document(source),
            (None, _) => OutputSource::List(shown()),
        }
    }
}

/// Numbers for paths, in the order of first use.
#[derive(Default)]
struct PathNumbers {
    paths: Vec<SourcePath>,
    by_path: HashMap<SourcePath, u32>,
}

impl PathNumbers {
    fn compact(&mut self, source: &OutputSource) -> OutputSource<u32> {
        let numbered = source.try_map(|path| Some(self.number(path)));
        numbered.unwrap_or(OutputSource::List(Vec::new()))
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
