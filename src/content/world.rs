//! The one door to the disk in: files of the site, and the clock.
//!
//! Everything behind this trait is pure; a test hands in a [`MemoryWorld`].

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;

use super::{FileFingerprint, MemoryFile, OpenFile, SourcePath};

/// The outside, as far as a site may see it.
pub trait World: Sync {
    /// Every file under `content/` and `themes/`, sorted by path, without editors' temporary
    /// files; what could not be listed stands beside it.
    fn files(&self) -> (Vec<SourcePath>, Vec<Unlisted>);

    /// The whole of a file.
    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>>;

    /// At most the first `limit` bytes of a file, and how long it is in all.
    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)>;

    /// Opens a file to be read piece by piece.
    fn open(&self, path: &SourcePath) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(MemoryFile(self.read(path)?)))
    }

    /// The marks of a file, when they can stand for its bytes.
    fn stat(&self, _: &SourcePath) -> Option<FileFingerprint> {
        None
    }

    /// The instant at which the site is seen.
    fn now(&self) -> Timestamp;
}

/// A file or folder that could not be listed.
#[derive(Debug)]
pub struct Unlisted {
    /// Its path as far as it is known.
    pub path: String,
    /// What the system said.
    pub reason: io::Error,
}

/// Whether a name is an editor's or a system's temporary file, or hidden: nobody's content.
pub fn is_temporary(name: &str) -> bool {
    const ENDINGS: [&str; 6] = [".swp", ".swx", ".tmp", ".bak", "~", ".crdownload"];
    const NAMES: [&str; 3] = ["4913", "Thumbs.db", "desktop.ini"];
    name.starts_with('.')
        || name.starts_with("~$")
        || NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// A world of texts in memory, with a clock that stands still.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Vec<u8>>,
    now: Timestamp,
}

impl MemoryWorld {
    /// An empty world at an instant.
    pub fn new(now: Timestamp) -> Self {
        Self {
            files: BTreeMap::new(),
            now,
        }
    }

    /// The same world with one more file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(SourcePath::from(path), bytes.into());
        self
    }
}

impl World for MemoryWorld {
    fn files(&self) -> (Vec<SourcePath>, Vec<Unlisted>) {
        (
            self.files
                .keys()
                .filter(|path| !is_temporary(path.name()))
                .cloned()
                .collect(),
            Vec::new(),
        )
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.files
            .get(path)
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        let bytes = self.read(path)?;
        let length = bytes.len() as u64;
        Ok((bytes.into_iter().take(limit).collect(), length))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
