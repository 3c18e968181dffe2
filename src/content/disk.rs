//! The world as it is: a site's folder on this machine.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use walkdir::{DirEntry, WalkDir};

use super::open_file::{DiskFile, OpenFile};
use super::world::{Unlisted, World, is_temporary};
use super::{FileFingerprint, SourcePath, Stamp};
use crate::diagnostic::ExplainedError;
use crate::message;

/// A site's folder, and the instant at which it is seen.
#[derive(Clone, Debug)]
pub struct DiskWorld {
    root: PathBuf,
    now: Timestamp,
}

/// What stands at a path of the folder, and under it.
#[derive(Debug, Default)]
pub struct Look {
    /// The files, each with what it looks like from outside.
    pub files: Vec<(SourcePath, Stamp)>,
    /// What could not be listed.
    pub unlisted: Vec<Unlisted>,
    /// Whether there are links among it: what they lead to may change elsewhere.
    pub has_links: bool,
}

impl DiskWorld {
    /// The site in `root`, the folder that holds `content/`.
    pub fn new(root: impl Into<PathBuf>, now: Timestamp) -> Self {
        Self {
            root: root.into(),
            now,
        }
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What stands at a path of the folder (`content/qa`), as [`World::files`] would list it.
    pub fn look(&self, at: &str) -> Look {
        let mut look = Look::default();
        let top = self.root.join(at);
        if at.split('/').any(is_temporary) {
            return look;
        }
        if !self.is_inside(&top) {
            look.unlisted
                .extend(top.is_symlink().then(|| self.outside(&top)));
            return look;
        }
        let Look {
            files,
            unlisted,
            has_links,
        } = &mut look;
        self.walk(&top, unlisted, &mut |entry, path| {
            *has_links |= entry.path_is_symlink();
            files.extend(path.map(|path| (path, Stamp::of(entry))));
        });
        look
    }

    /// Whether a path is there and leads to something in the site's folder.
    pub fn is_inside(&self, path: &Path) -> bool {
        match (path.canonicalize(), self.root.canonicalize()) {
            (Ok(target), Ok(root)) => target.starts_with(root),
            _ => false,
        }
    }

    fn list(&self, folder: &str, files: &mut Vec<SourcePath>, unlisted: &mut Vec<Unlisted>) {
        let top = self.root.join(folder);
        // Looked at as it is, link or not: what is there and cannot be entered is not the same as nothing.
        match std::fs::symlink_metadata(&top) {
            Err(failure) if failure.kind() == io::ErrorKind::NotFound => {}
            _ => self.walk(&top, unlisted, &mut |_, path| files.extend(path)),
        }
    }

    fn walk(
        &self,
        top: &Path,
        unlisted: &mut Vec<Unlisted>,
        take: &mut dyn FnMut(&DirEntry, Option<SourcePath>),
    ) {
        let mut walk = WalkDir::new(top).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry)
                    if entry.depth() > 0 && (is_passed_over(&entry) || self.leads_out(&entry)) =>
                {
                    if !is_passed_over(&entry) {
                        unlisted.push(self.outside(entry.path()));
                    }
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) if entry.file_type().is_file() => match self.source_path(entry.path()) {
                    Some(path) => take(&entry, Some(path)),
                    None => unlisted.push(self.not_unicode(entry.path())),
                },
                Ok(entry) if is_named_like_a_document(&entry) => {
                    let path = entry
                        .path()
                        .strip_prefix(&self.root)
                        .unwrap_or(entry.path());
                    let reason = io::Error::new(
                        io::ErrorKind::IsADirectory,
                        "a folder stands in place of a file",
                    );
                    let path = path.to_string_lossy().replace('\\', "/");
                    unlisted.push(Unlisted { path, reason });
                    walk.skip_current_dir();
                }
                Ok(entry) => take(&entry, None),
                Err(failure) => unlisted.push(self.unlisted(failure)),
            }
        }
    }

    /// Whether an entry is a link that leads out of the site's folder.
    fn leads_out(&self, entry: &DirEntry) -> bool {
        entry.path_is_symlink() && !self.is_inside(entry.path())
    }

    fn outside(&self, path: &Path) -> Unlisted {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let reason = ExplainedError(message!(
            "链接指向网站文件夹以外的地方，那里的文件没有采用",
            "a link leads out of the site's folder: its files are not taken"
        ))
        .into_error(io::ErrorKind::Other);
        Unlisted {
            path: path.to_string_lossy().replace('\\', "/"),
            reason,
        }
    }

    fn not_unicode(&self, path: &Path) -> Unlisted {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let reason = io::Error::new(io::ErrorKind::InvalidFilename, "the name is not Unicode");
        Unlisted {
            path: path.to_string_lossy().into_owned(),
            reason,
        }
    }

    fn source_path(&self, path: &Path) -> Option<SourcePath> {
        let parts: Option<Vec<&str>> = path
            .strip_prefix(&self.root)
            .ok()?
            .iter()
            .map(std::ffi::OsStr::to_str)
            .collect();
        Some(SourcePath::new(parts?.join("/")))
    }

    fn unlisted(&self, failure: walkdir::Error) -> Unlisted {
        let path = failure.path().unwrap_or(&self.root);
        let path = path
            .strip_prefix(&self.root)
            .unwrap_or(path)
            .to_string_lossy()
            .replace('\\', "/");
        let reason = failure.into_io_error().unwrap_or_else(|| {
            ExplainedError(message!("链接指回了它自己", "a link leads back to itself"))
                .into_error(io::ErrorKind::Other)
        });
        Unlisted { path, reason }
    }
}

/// Whether a folder has the ending of a document: somebody's slip, or what a damaged file system makes of a file.
fn is_named_like_a_document(entry: &DirEntry) -> bool {
    entry.file_type().is_dir()
        && entry
            .path()
            .extension()
            .is_some_and(|ending| ending == "md")
}

#[cfg(unix)]
fn is_same_file(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same_file(_: &Metadata, _: &Metadata) -> bool {
    true
}

fn is_passed_over(entry: &DirEntry) -> bool {
    entry.file_name().to_str().is_some_and(is_temporary)
}

/// The length of a regular file. A pipe, a device or a socket is not opened: it could keep its reader for ever.
fn regular(path: &Path) -> io::Result<u64> {
    let about = std::fs::metadata(path)?;
    if about.is_file() {
        return Ok(about.len());
    }
    Err(io::Error::other(
        "it is no regular file but a folder, a pipe or a device",
    ))
}

impl World for DiskWorld {
    fn files(&self) -> (Vec<SourcePath>, Vec<Unlisted>) {
        let (mut files, mut unlisted) = (Vec::new(), Vec::new());
        for folder in ["content", "themes"] {
            self.list(folder, &mut files, &mut unlisted);
        }
        files.sort();
        (files, unlisted)
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        let path = self.root.join(path.as_str());
        regular(&path)?;
        std::fs::read(path)
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        let path = self.root.join(path.as_str());
        let length = regular(&path)?;
        let file = File::open(path)?;
        let mut bytes = Vec::new();
        file.take(limit as u64).read_to_end(&mut bytes)?;
        Ok((bytes, length))
    }

    fn open(&self, path: &SourcePath) -> io::Result<Box<dyn OpenFile>> {
        let path = self.root.join(path.as_str());
        // Looked at before: to open a pipe would wait for a writer.
        if !std::fs::metadata(&path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let file = File::open(&path)?;
        let metadata = file.metadata()?;
        // A link may have taken the file's place since the folder was listed, or just now.
        let real = path.canonicalize()?;
        let is_inside = real.starts_with(self.root.canonicalize()?);
        if !is_inside || !metadata.is_file() || !is_same_file(&metadata, &std::fs::metadata(&real)?)
        {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(DiskFile::new(file, &metadata)))
    }

    fn stat(&self, path: &SourcePath) -> Option<FileFingerprint> {
        std::fs::metadata(self.root.join(path.as_str()))
            .ok()
            .as_ref()
            .and_then(FileFingerprint::exact)
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
