//! World on the disk: a site's folder on this machine.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::open_file::{DiskFile, OpenFile};
use super::world::{FOLDERS, FolderScan, ScanError, World, is_temporary};
use super::{FileFingerprint, SourcePath};
use crate::diagnostic::ExplainedError;
use crate::message;

/// Folder of a site, and the instant at which it is seen.
#[derive(Clone, Debug)]
pub(crate) struct DiskWorld {
    root: PathBuf,
    now: Timestamp,
}

impl DiskWorld {
    /// Opens the site in `root`, the folder that holds `content/`.
    pub(crate) fn new(root: impl Into<PathBuf>, now: Timestamp) -> Self {
        Self {
            root: root.into(),
            now,
        }
    }

    /// Returns true if a path is there and leads to something in the site's folder, or in one of those that hold
    /// sources: these may themselves be links to somewhere else.
    fn is_inside(&self, path: &Path) -> bool {
        let Ok(target) = path.canonicalize() else {
            return false;
        };
        [""].iter().chain(&FOLDERS).any(|folder| {
            let folder = self.root.join(folder).canonicalize();
            folder.is_ok_and(|folder| target.starts_with(folder))
        })
    }

    /// Walks a folder, or inspects a single file; returns the paths of the files.
    fn walk(&self, top: &Path, scan: &mut FolderScan) -> Vec<SourcePath> {
        let mut files = Vec::new();
        let mut walk = WalkDir::new(top).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(failure) if failure.path().is_some_and(is_named_temporarily) => continue,
                Err(failure) => {
                    scan.has_links |= failure.path().is_some_and(Path::is_symlink);
                    scan.errors.push(self.unlisted(failure));
                    continue;
                }
            };
            let is_ignored = entry.depth() > 0 && is_named_temporarily(entry.path());
            let leads_out = !is_ignored && entry.depth() > 0 && self.leads_out(&entry);
            let is_misnamed = !is_ignored && !leads_out && is_named_like_a_document(&entry);
            if (is_ignored || leads_out || is_misnamed) && entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            if is_ignored {
                continue;
            }
            scan.has_links |= entry.path_is_symlink();
            if leads_out {
                scan.errors.push(self.outside(entry.path()));
            } else if is_misnamed {
                let reason = io::Error::new(
                    io::ErrorKind::IsADirectory,
                    "a folder stands in place of a file",
                );
                scan.errors.push(self.error(entry.path(), reason));
            } else if entry.file_type().is_file() {
                match self.source_path(entry.path()) {
                    Some(path) => files.push(path),
                    None => scan.errors.push(self.not_unicode(entry.path())),
                }
            }
        }
        files
    }

    /// Returns true if an entry is a link that leads out of the site's folder.
    fn leads_out(&self, entry: &DirEntry) -> bool {
        entry.path_is_symlink() && !self.is_inside(entry.path())
    }

    fn outside(&self, path: &Path) -> ScanError {
        let reason = ExplainedError(message!(
            "链接指向网站文件夹以外的地方，那里的文件没有采用",
            "a link leads out of the site's folder: its files are not taken"
        ))
        .into_error(io::ErrorKind::Other);
        self.error(path, reason)
    }

    fn not_unicode(&self, path: &Path) -> ScanError {
        let reason = io::Error::new(io::ErrorKind::InvalidFilename, "the name is not Unicode");
        self.error(path, reason)
    }

    fn unlisted(&self, failure: walkdir::Error) -> ScanError {
        let path = failure.path().unwrap_or(&self.root).to_owned();
        let reason = failure.into_io_error().unwrap_or_else(|| {
            ExplainedError(message!("链接指回了它自己", "a link leads back to itself"))
                .into_error(io::ErrorKind::Other)
        });
        self.error(&path, reason)
    }

    fn error(&self, path: &Path, reason: io::Error) -> ScanError {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        ScanError {
            path: path.to_string_lossy().replace('\\', "/"),
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
}

/// Returns true if a folder has the extension of a document: by mistake, or on a damaged file system.
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

fn is_named_temporarily(path: &Path) -> bool {
    path.file_name()
        .and_then(std::ffi::OsStr::to_str)
        .is_some_and(is_temporary)
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

/// Returns true if a path leads to nothing: a part of it is missing, or is a file.
fn is_nothing(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

impl World for DiskWorld {
    fn scan(&self, at: &str) -> FolderScan {
        let mut scan = FolderScan::default();
        let top = self.root.join(at);
        // Inspected as it is, link or not: what is there and cannot be entered is not the same as nothing.
        let is_missing =
            std::fs::symlink_metadata(&top).is_err_and(|failure| is_nothing(failure.kind()));
        if is_missing || at.split('/').any(is_temporary) {
            return scan;
        }
        if at.contains('/') && top.canonicalize().is_ok() && !self.is_inside(&top) {
            if top.is_symlink() {
                scan.has_links = true;
                scan.errors.push(self.outside(&top));
            }
            return scan;
        }
        let files = self.walk(&top, &mut scan);
        let with_fingerprint = |path: SourcePath| {
            let metadata = std::fs::metadata(self.root.join(path.as_str())).ok();
            let fingerprint = metadata.as_ref().and_then(FileFingerprint::from_metadata);
            (path, fingerprint)
        };
        scan.files = files.into_par_iter().map(with_fingerprint).collect();
        scan
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
        if !self.is_inside(&real)
            || !metadata.is_file()
            || !is_same_file(&metadata, &std::fs::metadata(&real)?)
        {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Box::new(DiskFile::new(file, &metadata)))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn listed(scan: &FolderScan) -> (Vec<&str>, Vec<&str>) {
        let mut files: Vec<&str> = scan.files.iter().map(|(path, _)| path.as_str()).collect();
        let mut errors: Vec<&str> = scan
            .errors
            .iter()
            .map(|error| error.path.as_str())
            .collect();
        files.sort_unstable();
        errors.sort_unstable();
        (files, errors)
    }

    #[test]
    fn a_path_is_scanned_as_the_folder_above_it_would() -> io::Result<()> {
        let site = tempfile::tempdir()?;
        let elsewhere = tempfile::tempdir()?;
        let world = DiskWorld::new(site.path(), Timestamp::UNIX_EPOCH);
        let content = site.path().join("content");
        std::fs::create_dir_all(content.join("qa/folder.md"))?;
        std::fs::create_dir_all(site.path().join("shared"))?;
        std::fs::write(content.join("qa/a.md"), "")?;
        std::fs::write(content.join("qa/a.md~"), "")?;
        std::fs::write(site.path().join("shared/b.md"), "")?;
        symlink(elsewhere.path(), content.join("qa/out"))?;
        symlink("nowhere", content.join("qa/broken"))?;
        symlink(site.path().join("shared"), content.join("qa/linked"))?;
        // As an editor marks a file that is open.
        symlink("who@where", content.join("qa/.#a.md"))?;
        let whole = world.scan("content");
        let files = ["content/qa/a.md", "content/qa/linked/b.md"];
        let errors = [
            "content/qa/broken",
            "content/qa/folder.md",
            "content/qa/out",
        ];
        assert_eq!(listed(&whole), (files.to_vec(), errors.to_vec()));
        assert!(whole.has_links);
        for path in files {
            assert_eq!(listed(&world.scan(path)), (vec![path], vec![]));
        }
        for path in errors {
            assert_eq!(listed(&world.scan(path)), (vec![], vec![path]));
        }
        for nothing in [
            "content/qa/a.md~",
            "content/qa/.#a.md",
            "content/none",
            "content/qa/a.md/below",
            "themes",
        ] {
            assert_eq!(listed(&world.scan(nothing)), (vec![], vec![]), "{nothing}");
        }
        Ok(())
    }

    #[test]
    fn content_may_be_a_link_to_elsewhere() -> io::Result<()> {
        let site = tempfile::tempdir()?;
        let elsewhere = tempfile::tempdir()?;
        let world = DiskWorld::new(site.path(), Timestamp::UNIX_EPOCH);
        std::fs::write(elsewhere.path().join("a.txt"), "1")?;
        symlink(elsewhere.path(), site.path().join("content"))?;
        for at in ["content", "content/a.txt"] {
            let files = vec!["content/a.txt"];
            let errors = vec![];
            assert_eq!(listed(&world.scan(at)), (files, errors), "{at}");
        }
        assert_eq!(world.open(&SourcePath::from("content/a.txt"))?.length(), 1);
        Ok(())
    }
}
