//! World: everything that comes in, namely the files of a site and the clock.
//!
//! Everything behind this trait is pure; a test passes a [`MemoryWorld`].

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;

use super::{FileFingerprint, MemoryFile, OpenFile, SourcePath};

/// Folders of a site that hold sources.
pub(crate) const FOLDERS: [&str; 2] = ["content", "themes"];

/// The outside, as far as a site may see it.
pub trait World: Send + Sync {
    /// Lists the files at a path of the site's folder (`content`, `content/qa/a.md`) and under it, without editors'
    /// temporary files.
    fn scan(&self, at: &str) -> FolderScan;

    /// Reads a whole file.
    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>>;

    /// Reads at most the first `limit` bytes of a file, and returns its whole length with them.
    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)>;

    /// Opens a file to be read piece by piece.
    fn open(&self, path: &SourcePath) -> io::Result<Box<dyn OpenFile>> {
        Ok(Box::new(MemoryFile(self.read(path)?)))
    }

    /// The instant at which the site is seen.
    fn now(&self) -> Timestamp;
}

/// Files found at a path of the site's folder and under it.
#[derive(Debug, Default)]
pub struct FolderScan {
    /// The files, each with its fingerprint once it has settled.
    pub files: Vec<(SourcePath, Option<FileFingerprint>)>,
    /// Files and folders that could not be listed.
    pub errors: Vec<ScanError>,
    /// True if there are links among the files or above them: their targets may change unnoticed.
    pub has_links: bool,
}

/// A file or folder that could not be listed.
#[derive(Debug)]
pub struct ScanError {
    /// The path, as far as it is known.
    pub path: String,
    /// The reason that the system gave.
    pub reason: io::Error,
}

/// Folder of a site whose files programs ask for (RFC 8615); no other name begins with a dot.
pub(crate) const WELL_KNOWN: &str = ".well-known";

/// Returns true for the name of an editor's or a system's temporary file, or of a hidden one.
pub(crate) fn is_temporary(name: &str) -> bool {
    const ENDINGS: [&str; 6] = [".swp", ".swx", ".tmp", ".bak", "~", ".crdownload"];
    const NAMES: [&str; 3] = ["4913", "Thumbs.db", "desktop.ini"];
    name.starts_with('.') && name != WELL_KNOWN
        || name.starts_with("~$")
        || NAMES.contains(&name)
        || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Returns true if a path is a folder or lies in it.
pub(crate) fn is_within(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A world of texts in memory, with a clock that stands still.
#[derive(Clone, Debug)]
pub struct MemoryWorld {
    files: BTreeMap<SourcePath, Vec<u8>>,
    now: Timestamp,
}

impl MemoryWorld {
    /// Creates an empty world at an instant.
    pub fn new(now: Timestamp) -> Self {
        Self {
            files: BTreeMap::new(),
            now,
        }
    }

    /// Adds a file.
    #[must_use]
    pub fn with(mut self, path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(SourcePath::from(path), bytes.into());
        self
    }
}

impl World for MemoryWorld {
    fn scan(&self, at: &str) -> FolderScan {
        let is_listed = |path: &&SourcePath| {
            is_within(path.as_str(), at) && !path.as_str().split('/').any(is_temporary)
        };
        let files = self.files.keys().filter(is_listed);
        FolderScan {
            files: files.map(|path| (path.clone(), None)).collect(),
            ..FolderScan::default()
        }
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
