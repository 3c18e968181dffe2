//! Files of the site while it is served: read when a page asks, the last texts cached.
//!
//! A cached text lets a page stay as it was while its file is faulty. The cache is small, so that memory stays flat.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::content::picture::PublishedFile;
use crate::content::{
    Document, OpenFile, SourceDigest, SourcePath, StaleSource, TextProvider, World, WorldTexts,
};

/// Limits of the text cache, in texts and in bytes.
const CACHED: usize = 64;
const CACHED_BYTES: usize = 4 << 20;

/// The world of a site, with the texts that were requested last.
pub(super) struct CachedFiles {
    world: Arc<dyn World>,
    root: String,
    recent: Mutex<VecDeque<(SourceDigest, String)>>,
}

impl CachedFiles {
    /// Serves the files of a world, whose folder is at `root`.
    pub(super) fn new(world: Arc<dyn World>, root: &Path) -> Self {
        Self {
            world,
            root: root.to_string_lossy().replace('\\', "/"),
            recent: Mutex::default(),
        }
    }

    /// The world.
    pub(super) fn world(&self) -> &dyn World {
        &*self.world
    }

    /// The site's folder, as the address of an editor's own link needs it.
    pub(super) fn root(&self) -> &str {
        &self.root
    }

    /// Opens a file as the public gets it, to be read piece by piece.
    pub(super) fn open(&self, path: &SourcePath) -> Result<Box<dyn OpenFile>, StaleSource> {
        self.world
            .open(path)
            .and_then(PublishedFile::open)
            .map_err(|reason| StaleSource::refused(path, &reason))
    }

    /// Returns true if the text of a digest is cached.
    pub(super) fn has_text(&self, digest: &SourceDigest) -> bool {
        self.with(|recent| recent.iter().any(|(of, _)| of == digest))
    }

    fn with<T>(&self, work: impl FnOnce(&mut VecDeque<(SourceDigest, String)>) -> T) -> T {
        work(&mut self.recent.lock())
    }

    fn cached(&self, digest: &SourceDigest) -> Option<String> {
        self.with(|recent| {
            recent
                .iter()
                .find(|(of, _)| of == digest)
                .map(|(_, text)| text.clone())
        })
    }

    fn cache(&self, digest: SourceDigest, text: &str) {
        self.with(|recent| {
            recent.push_back((digest, text.to_owned()));
            let size = |recent: &VecDeque<(SourceDigest, String)>| {
                recent.iter().map(|(_, text)| text.len()).sum::<usize>()
            };
            while recent.len() > CACHED || size(recent) > CACHED_BYTES {
                recent.pop_front();
            }
        });
    }
}

impl TextProvider for CachedFiles {
    fn text(&self, document: &Document) -> Result<String, StaleSource> {
        if let Some(text) = self.cached(&document.digest) {
            return Ok(text);
        }
        let text = WorldTexts::new(self.world()).text(document)?;
        self.cache(document.digest, &text);
        Ok(text)
    }

    fn bytes(&self, path: &SourcePath) -> Result<Vec<u8>, StaleSource> {
        // Opened rather than read: a link may have taken the file's place since it was scanned.
        let mut file = self.open(path)?;
        let mut bytes = vec![0; usize::try_from(file.length()).unwrap_or_default()];
        let mut read = 0;
        while read < bytes.len() {
            let count = file.read_at(read as u64, &mut bytes[read..]);
            match count.map_err(|reason| StaleSource::refused(path, &reason))? {
                // Cut short since it was opened: the rest of it is another file.
                0 => return Err(StaleSource::changed(path)),
                count => read += count,
            }
        }
        Ok(bytes)
    }
}
