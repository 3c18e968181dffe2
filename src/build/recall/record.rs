//! What a build leaves for the next: the *index*, which tells whether anything changed at all, and
//! the *facts*, from which a site that changed a little is made again.

use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::ser::SerializeSeq as _;
use serde::{Deserialize, Serialize, Serializer};

use super::sealed::{self, ChunkReader, ChunkWriter};
use crate::content::{Document, FileFingerprint, SourceDigest, SourcePath};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{CacheFiles, OutputRecord, RecordSink};
use crate::render::Dependency;
use crate::site::{SiteDiagnostics, SiteFile, ValidityWindow, VisibilityOptions};

/// The names of the records.
pub(super) const INDEX: &str = "index";
const FACTS: &str = "facts";
/// Another build of pufa makes other pages: its records are not ours.
const INDEX_HEADING: &str = concat!("pufa-index 1 ", env!("PUFA_BUILD"), "\n");
const FACTS_HEADING: &str = concat!("pufa-facts 2 ", env!("PUFA_BUILD"), "\n");
/// How many documents stand in one chunk.
const TOGETHER: usize = 128;
/// Of how many documents chunks are made before they are written.
const AT_ONCE: usize = 64 * TOGETHER;

/// A file of the site as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceRecord {
    pub(super) path: SourcePath,
    /// Its marks, when they stand for its bytes.
    pub(super) stat: Option<FileFingerprint>,
    /// The digest of its bytes; `None` of a file that is passed on as it is.
    pub(super) digest: Option<SourceDigest>,
}

/// What tells whether anything changed at all; a path is held or borrowed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CacheIndex<Path = String> {
    pub(super) showing: VisibilityOptions,
    pub(super) base_url: Option<String>,
    /// When it would have come out the same.
    pub(super) quiet: ValidityWindow,
    /// Every file of the site, in the order of paths.
    pub(super) sources: Vec<SourceRecord>,
    /// Every output, in the order of paths.
    pub(super) outputs: Vec<(Path, OutputRecord)>,
    pub(super) pages: usize,
    /// All that was found, but by the writer.
    pub(super) found: Diagnostics,
    /// The seal of the facts that belong to it; it stands in a chunk of its own.
    #[serde(skip)]
    pub(super) facts: SourceDigest,
}

impl CacheIndex {
    pub(super) fn load(records: &CacheFiles<'_>) -> Option<Self> {
        let bytes = records.read(INDEX)?;
        let chunks = ChunkReader::of(INDEX_HEADING, &bytes)?;
        let index: Self = chunks.read(0)?;
        Some(Self {
            facts: chunks.read(1)?,
            ..index
        })
    }

    pub(super) fn source(&self, path: &SourcePath) -> Option<&SourceRecord> {
        self.sources
            .binary_search_by(|source| source.path.cmp(path))
            .ok()
            .map(|at| &self.sources[at])
    }
}

impl<Path: Serialize + Sync> CacheIndex<Path> {
    /// Keeps it. Its facts are kept before, by `facts`, which gives their seal.
    pub(super) fn print<F>(&self, keep: &mut RecordSink<'_>, facts: F)
    where
        F: FnOnce(&mut RecordSink<'_>) -> Option<SourceDigest> + Send,
    {
        let (index, seal) = rayon::join(|| sealed::chunk(self), || facts(keep));
        if let Some(seal) = seal {
            keep(
                INDEX,
                &mut ChunkWriter::of(INDEX_HEADING, [index, sealed::chunk(&seal)].into_iter()),
            );
        }
    }
}

/// A route as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RouteRecord {
    /// Its place among the outputs of the index.
    pub(super) output: u32,
    /// What stood there.
    pub(super) what: String,
    /// The one source that it was the output of, if there was one.
    pub(super) source: Option<SourcePath>,
    pub(super) is_page: bool,
    /// What it read, by number.
    pub(super) reads: Box<[u32]>,
    pub(super) found: Vec<Diagnostic>,
}

/// All that is known of a site beside its documents; what is long is held, or made while it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CacheHeader<Reads = Vec<Dependency>, Routes = Vec<RouteRecord>> {
    /// The instant at which it was seen.
    pub(super) now: (i64, i32),
    /// What every page stands on.
    pub(super) ground: SourceDigest,
    /// How documents were read.
    pub(super) reading: SourceDigest,
    pub(super) files: Vec<SiteFile>,
    /// What was wrong in documents, each by itself.
    pub(super) parsed: Vec<(u32, Diagnostics)>,
    /// What did not fit.
    pub(super) checked: SiteDiagnostics,
    pub(super) reads: Reads,
    pub(super) routes: Routes,
}

/// A list that is made while it is written, and never stands in memory.
pub(super) struct LazySeq<F> {
    /// How many there are.
    pub(super) len: usize,
    pub(super) items: F,
}

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for LazySeq<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut list = to.serialize_seq(Some(self.len))?;
        for item in (self.items)() {
            list.serialize_element(&item)?;
        }
        list.end()
    }
}

/// What a site that changed a little is made of.
pub(super) struct CachedFacts {
    pub(super) around: CacheHeader,
    /// In the order of paths.
    pub(super) documents: Vec<Arc<Document>>,
}

impl CachedFacts {
    pub(super) fn load(records: &CacheFiles<'_>, index: &CacheIndex) -> Option<Self> {
        let bytes = records.read(FACTS)?;
        let chunks = ChunkReader::of(FACTS_HEADING, &bytes)?;
        if chunks.seal != index.facts {
            return None;
        }
        let documents = || {
            (1..chunks.len())
                .into_par_iter()
                .map(|at| chunks.read::<Vec<Document>>(at))
                .collect::<Option<Vec<_>>>()
        };
        let (around, documents) = rayon::join(|| chunks.read::<CacheHeader>(0), documents);
        let documents = documents?.into_iter().flatten().map(Arc::new).collect();
        Some(Self {
            around: around?,
            documents,
        })
    }

    /// The instant at which the site was seen.
    pub(super) fn now(&self) -> Option<Timestamp> {
        let (seconds, rest) = self.around.now;
        Timestamp::new(seconds, rest).ok()
    }
}

/// Keeps the record of facts, and gives its seal if it could be kept.
pub(super) fn print_facts(
    around: &(impl Serialize + Sync),
    documents: &[&Document],
    keep: &mut RecordSink<'_>,
) -> Option<SourceDigest> {
    let chunks = |documents: &[&Document]| {
        documents
            .par_chunks(TOGETHER)
            .map(|together| sealed::chunk(&together))
            .collect::<Vec<_>>()
    };
    let (start, rest) = documents.split_at(documents.len().min(AT_ONCE));
    let (first, others) = rayon::join(|| sealed::chunk(around), || chunks(start));
    let later = rest.chunks(AT_ONCE).flat_map(chunks);
    let mut record = ChunkWriter::of(
        FACTS_HEADING,
        std::iter::once(first).chain(others).chain(later),
    );
    if keep(FACTS, &mut record) {
        record.seal()
    } else {
        None
    }
}
