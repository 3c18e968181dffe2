//! Cached facts: documents and routes with their dependencies, from which a site that changed a little is
//! rebuilt.

use std::sync::Arc;

use jiff::Timestamp;
use rayon::prelude::*;
use serde::ser::SerializeSeq as _;
use serde::{Deserialize, Serialize, Serializer};

use super::CacheIndex;
use super::chunk_file::{ChecksummedChunk, ChunkReader, ChunkWriter};
use crate::content::{Document, SourceDigest, SourcePath};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::{CacheFiles, RecordSink};
use crate::render::Dependency;
use crate::site::{SiteDiagnostics, SiteFile};

/// Name of the cache file.
const FACTS: &str = "facts";
/// Heading of the cache file. Another build of pufa renders other pages, so the build is part of it.
const HEADING: &str = concat!("pufa-facts 4 ", env!("PUFA_BUILD"), "\n");
/// Documents in one chunk.
const CHUNK_DOCUMENTS: usize = 128;
/// Documents whose chunks are serialized before they are written.
const BATCH_DOCUMENTS: usize = 64 * CHUNK_DOCUMENTS;

/// Route as it was rendered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CachedRoute {
    /// Index of its output in the cache index.
    pub(super) output: u32,
    /// Name of its kind.
    pub(super) kind: String,
    /// The one source that it is the output of, if there is one.
    pub(super) source: Option<SourcePath>,
    /// Indices of its dependencies.
    pub(super) dependencies: Box<[u32]>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Facts beside the documents; the long lists are owned, or serialized lazily.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CacheHeader<Dependencies = Vec<Dependency>, Routes = Vec<CachedRoute>> {
    /// Instant of the site, as seconds and nanoseconds.
    pub(super) now: (i64, i32),
    /// Fingerprint of what every page depends on.
    pub(super) global: SourceDigest,
    /// Digest of the parameters that documents were parsed with.
    pub(super) parse_context: SourceDigest,
    pub(super) files: Vec<SiteFile>,
    /// Diagnostics of single documents, by document number.
    pub(super) document_diagnostics: Vec<(u32, Diagnostics)>,
    /// Diagnostics of the whole site.
    pub(super) checked: SiteDiagnostics,
    pub(super) dependencies: Dependencies,
    pub(super) routes: Routes,
}

/// Sequence that is produced while it is serialized, and never held in memory.
pub(super) struct LazySeq<F> {
    /// Number of items.
    pub(super) len: usize,
    pub(super) items: F,
}

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for LazySeq<F> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut seq = to.serialize_seq(Some(self.len))?;
        for item in (self.items)() {
            seq.serialize_element(&item)?;
        }
        seq.end()
    }
}

/// Facts of the previous build.
pub(super) struct CachedFacts {
    pub(super) header: CacheHeader,
    /// Documents, sorted by path.
    pub(super) documents: Vec<Arc<Document>>,
}

impl CachedFacts {
    /// Loads the facts that belong to an index.
    pub(super) fn load(files: &CacheFiles<'_>, index: &CacheIndex) -> Option<Self> {
        let bytes = files.read(FACTS)?;
        let chunks = ChunkReader::new(HEADING, &bytes)?;
        if chunks.checksum != index.facts {
            return None;
        }
        let documents = || {
            (1..chunks.len())
                .into_par_iter()
                .map(|at| chunks.read::<Vec<Document>>(at))
                .collect::<Option<Vec<_>>>()
        };
        let (header, documents) = rayon::join(|| chunks.read::<CacheHeader>(0), documents);
        let documents = documents?.into_iter().flatten().map(Arc::new).collect();
        Some(Self {
            header: header?,
            documents,
        })
    }

    /// Instant of the site.
    pub(super) fn now(&self) -> Option<Timestamp> {
        let (seconds, nanoseconds) = self.header.now;
        Timestamp::new(seconds, nanoseconds).ok()
    }
}

/// Writes the facts and returns their checksum, if they could be written.
pub(super) fn write_facts(
    header: &(impl Serialize + Sync),
    documents: &[&Document],
    write: &mut RecordSink<'_>,
) -> Option<SourceDigest> {
    let chunks = |documents: &[&Document]| {
        documents
            .par_chunks(CHUNK_DOCUMENTS)
            .map(|documents| ChecksummedChunk::new(&documents))
            .collect::<Vec<_>>()
    };
    let (start, rest) = documents.split_at(documents.len().min(BATCH_DOCUMENTS));
    let (first, others) = rayon::join(|| ChecksummedChunk::new(header), || chunks(start));
    let later = rest.chunks(BATCH_DOCUMENTS).flat_map(chunks);
    let chunks = std::iter::once(first).chain(others).chain(later);
    let mut writer = ChunkWriter::new(HEADING, chunks);
    if write(FACTS, &mut writer) {
        writer.checksum()
    } else {
        None
    }
}
