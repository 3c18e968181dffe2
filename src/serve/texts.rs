//! The texts of documents while the site is served: read when a page asks, the last ones kept.
//!
//! What is kept lets a page stay as it was while its file is faulty. It is little, so that memory stays flat.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use crate::content::{
    DiskWorld, Document, SourceDigest, SourcePath, StaleSource, TextProvider, WorldTexts,
};

/// How many texts are kept, and how many bytes of them at most.
const KEPT: usize = 64;
const KEPT_BYTES: usize = 4 << 20;

/// The last texts that were asked for.
#[derive(Debug, Default)]
pub(super) struct RecentTexts(Mutex<VecDeque<(SourceDigest, String)>>);

impl RecentTexts {
    fn with<T>(&self, work: impl FnOnce(&mut VecDeque<(SourceDigest, String)>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether the text with a digest is kept.
    pub(super) fn holds(&self, digest: &SourceDigest) -> bool {
        self.with(|kept| kept.iter().any(|(of, _)| of == digest))
    }

    fn get(&self, digest: &SourceDigest) -> Option<String> {
        self.with(|kept| {
            kept.iter()
                .find(|(of, _)| of == digest)
                .map(|(_, text)| text.clone())
        })
    }

    fn keep(&self, digest: SourceDigest, text: &str) {
        self.with(|kept| {
            kept.push_back((digest, text.to_owned()));
            while kept.len() > KEPT
                || kept.iter().map(|(_, text)| text.len()).sum::<usize>() > KEPT_BYTES
            {
                kept.pop_front();
            }
        });
    }
}

/// The texts of a folder, the last ones out of memory.
pub(super) struct ServedTexts<'w> {
    pub(super) world: &'w DiskWorld,
    pub(super) recent: &'w RecentTexts,
}

impl TextProvider for ServedTexts<'_> {
    fn text(&self, document: &Document) -> Result<String, StaleSource> {
        if let Some(text) = self.recent.get(&document.digest) {
            return Ok(text);
        }
        let text = WorldTexts::new(self.world).text(document)?;
        self.recent.keep(document.digest, &text);
        Ok(text)
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource> {
        // A link may have been put in the file's place since it was listed.
        if !self.world.is_inside(&self.world.root().join(path.as_str())) {
            return Err(StaleSource::changed(path));
        }
        WorldTexts::new(self.world).bytes(path)
    }
}
