//! Failing disk: dead from a step on, or refusing one kind of work.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::super::{DiskStorage, Durability, EntryKind, FolderLock, Storage};

/// Disk of a process that is killed at a step: that write is cut in half, and nothing
/// happens after it. It syncs nothing: a kill is not a power failure, and tests are in a hurry.
pub(super) struct KilledDisk {
    at: usize,
    /// True if only one step fails.
    once: bool,
    steps: AtomicUsize,
}

impl KilledDisk {
    pub(super) fn at(step: usize) -> Self {
        Self {
            at: step,
            once: false,
            steps: AtomicUsize::new(0),
        }
    }

    /// Disk on which one step fails.
    pub(super) fn once(step: usize) -> Self {
        Self {
            once: true,
            ..Self::at(step)
        }
    }

    /// Disk that never fails.
    pub(super) fn never() -> Self {
        Self::at(usize::MAX)
    }

    /// Returns true if the step was reached.
    pub(super) fn happened(&self) -> bool {
        self.steps.load(Ordering::Relaxed) > self.at
    }

    fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if step < self.at || (self.once && step > self.at) {
            Ok(())
        } else {
            Err(killed())
        }
    }
}

fn killed() -> io::Error {
    io::Error::other("killed")
}

impl Storage for KilledDisk {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        self.step().and_then(|()| DiskStorage.entry_kind(path))
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.step().and_then(|()| DiskStorage.canonical(path))
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.step().and_then(|()| DiskStorage.read(path))
    }
    fn write(&self, path: &Path, bytes: &[u8], _: Durability) -> io::Result<()> {
        let dying = self.steps.load(Ordering::Relaxed) == self.at;
        if dying {
            DiskStorage.write(path, &bytes[..bytes.len() / 2], Durability::Whenever)?;
        }
        self.step()
            .and_then(|()| DiskStorage.write(path, bytes, Durability::Whenever))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step().and_then(|()| DiskStorage.rename(from, to))
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| DiskStorage.create_folder(path))
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| DiskStorage.remove_file(path))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.step().and_then(|()| DiskStorage.remove_folder(path))
    }
    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>> {
        self.step().and_then(|()| DiskStorage.list(path))
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.step().and_then(|()| DiskStorage.create(path, bytes))
    }
    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock> {
        self.step().and_then(|()| DiskStorage.lock(path, text))
    }
}

/// Work of a kind that a disk may refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DiskWork {
    Write,
    Rename,
    CreateFolder,
    Remove,
}

/// Disk that refuses one kind of work at paths with an extension.
pub(super) struct RefusingDisk {
    pub(super) work: DiskWork,
    pub(super) ending: &'static str,
    pub(super) with: ErrorKind,
}

impl RefusingDisk {
    fn allow(&self, work: DiskWork, path: &Path) -> io::Result<()> {
        let refused = work == self.work && path.to_string_lossy().ends_with(self.ending);
        if refused {
            Err(self.with.into())
        } else {
            Ok(())
        }
    }
}

impl Storage for RefusingDisk {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        DiskStorage.entry_kind(path)
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        DiskStorage.canonical(path)
    }
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskStorage.read(path)
    }
    fn write(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
        self.allow(DiskWork::Write, path)?;
        DiskStorage.write(path, bytes, durability)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.allow(DiskWork::Rename, to)?;
        DiskStorage.rename(from, to)
    }
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.allow(DiskWork::CreateFolder, path)?;
        DiskStorage.create_folder(path)
    }
    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.allow(DiskWork::Remove, path)?;
        DiskStorage.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        DiskStorage.remove_folder(path)
    }
    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>> {
        DiskStorage.list(path)
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.allow(DiskWork::Write, path)?;
        DiskStorage.create(path, bytes)
    }
    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock> {
        DiskStorage.lock(path, text)
    }
}
