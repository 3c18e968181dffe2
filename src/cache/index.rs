//! Cache index: fingerprints of sources and outputs, which show whether anything changed at all.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::BuildInputs;
use super::chunk_file::{ChecksummedChunk, ChunkReader, ChunkWriter};
use crate::content::{FileFingerprint, SourceDigest, SourcePath, World};
use crate::diagnostic::Diagnostics;
use crate::output::{CacheFiles, OutputRecord, RecordSink};
use crate::site::{ValidityWindow, VisibilityOptions};
use crate::sources::{FileIndex, digest};

/// Name of the cache file.
const INDEX: &str = "index";
/// Heading of the cache file. Another build of pufa renders other pages, so the build is part of it.
const HEADING: &str = concat!("pufa-index 3 ", env!("PUFA_BUILD"), "\n");

/// Source file as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SourceRecord {
    pub(super) path: SourcePath,
    /// Metadata fingerprint, if it can stand for the bytes.
    pub(super) fingerprint: Option<FileFingerprint>,
    /// Digest of the bytes; `None` for a file that is passed on as it is.
    pub(super) digest: Option<SourceDigest>,
}

/// Index of a build; its output paths are owned or borrowed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CacheIndex<Path = String> {
    pub(super) visibility: VisibilityOptions,
    pub(super) base_url: Option<String>,
    /// Interval in which no date-dependent output changes.
    pub(super) validity: ValidityWindow,
    /// Every source file, sorted by path.
    pub(super) sources: Vec<SourceRecord>,
    /// Every output, sorted by path.
    pub(super) outputs: Vec<(Path, OutputRecord)>,
    pub(super) pages: usize,
    /// Diagnostics of the build, without the writer's.
    pub(super) diagnostics: Diagnostics,
    /// Checksum of the facts that belong to this index; stored in a chunk of its own.
    #[serde(skip)]
    pub(super) facts: SourceDigest,
}

impl CacheIndex {
    /// Loads the index of the previous build, if there is a usable one.
    pub(crate) fn load(files: &CacheFiles<'_>) -> Option<Self> {
        let bytes = files.read(INDEX)?;
        let chunks = ChunkReader::new(HEADING, &bytes)?;
        let index: Self = chunks.read(0)?;
        Some(Self {
            facts: chunks.read(1)?,
            ..index
        })
    }

    /// Returns true if a build would give the same outputs: same sources, same inputs, within the validity window.
    pub(crate) fn is_current(
        &self,
        world: &dyn World,
        files: &FileIndex,
        inputs: &BuildInputs<'_>,
    ) -> bool {
        type Found<'f> = (&'f SourcePath, Option<FileFingerprint>);
        let found: Vec<Found<'_>> = files.files().collect();
        let is_same = |(source, (path, fingerprint)): (&SourceRecord, Found<'_>)| {
            let has_same_bytes =
                || source.digest.is_some() && digest(world, &source.path) == source.digest;
            source.path == *path
                && (fingerprint.is_some() && fingerprint == source.fingerprint || has_same_bytes())
        };
        self.visibility == inputs.visibility
            && self.base_url.as_deref() == inputs.base_url
            && self.validity.contains(inputs.now)
            && files.unlisted().is_empty()
            && found.len() == self.sources.len()
            && self.sources.par_iter().zip(found).all(is_same)
    }

    /// Every output, sorted by path.
    pub(crate) fn outputs(&self) -> &[(String, OutputRecord)] {
        &self.outputs
    }

    /// Diagnostics of the build, without the writer's.
    pub(crate) fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }

    /// Number of pages.
    pub(crate) fn pages(&self) -> usize {
        self.pages
    }

    pub(super) fn source(&self, path: &SourcePath) -> Option<&SourceRecord> {
        let sources = &self.sources;
        let at = sources
            .binary_search_by(|source| source.path.cmp(path))
            .ok()?;
        Some(&sources[at])
    }

    /// Saves the index with the fingerprints of today, if they differ.
    pub(crate) fn refresh(
        &self,
        files: &FileIndex,
        outputs: &[(&str, OutputRecord)],
        write: &mut RecordSink<'_>,
    ) {
        let before = self.outputs.iter();
        let before = before.map(|(path, output)| (path.as_str(), *output));
        let mut sources = self.sources.iter().zip(files.files());
        let is_same = outputs.iter().copied().eq(before)
            && sources.all(|(source, (_, fingerprint))| source.fingerprint == fingerprint);
        if is_same {
            return;
        }
        let outputs = outputs.iter();
        let mut index = Self {
            outputs: outputs
                .map(|(path, output)| ((*path).to_owned(), *output))
                .collect(),
            ..self.clone()
        };
        for (source, (_, fingerprint)) in index.sources.iter_mut().zip(files.files()) {
            source.fingerprint = fingerprint;
        }
        index.save(write, |_| Some(self.facts));
    }
}

impl<Path: Serialize + Sync> CacheIndex<Path> {
    /// Writes the index. Its facts are written before, by `write_facts`, which returns their checksum.
    pub(super) fn save<F>(&self, write: &mut RecordSink<'_>, write_facts: F)
    where
        F: FnOnce(&mut RecordSink<'_>) -> Option<SourceDigest> + Send,
    {
        let (index, facts) = rayon::join(|| ChecksummedChunk::new(self), || write_facts(write));
        if let Some(facts) = facts {
            let chunks = [index, ChecksummedChunk::new(&facts)];
            write(INDEX, &mut ChunkWriter::new(HEADING, chunks.into_iter()));
        }
    }
}
