//! Staging folder: new files wait here until the run is known to be sound.
//!
//! The folder lies in the output folder, so that a file is moved into place in one step. It has several
//! shards, created on demand, since systems let one thread at a time create a file in a folder. Files for a
//! folder that does not exist yet are staged in a tree, so that the whole folder is moved in one step:
//! otherwise half the writing of a first build would be renaming.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;

use foldhash::HashSet;

use super::safe_path::{STAGING, folder_of};
use super::storage::{Durability, EntryKind, Storage};

/// Number of shards.
const SHARDS: usize = 16;

/// Name of the tree.
const TREE: &str = "tree";

/// Name under which a record is staged.
const RECORD: &str = "record";

/// Staged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StagedFile {
    /// In a shard, under a number.
    Shard(usize),
    /// In the tree, at its own path.
    Tree,
}

/// Content of the tree.
#[derive(Debug, Default)]
struct StagedTree {
    files: HashSet<Arc<str>>,
    folders: HashSet<String>,
}

/// Staging folder of a run, created for the first file.
#[derive(Debug)]
pub(super) struct StagingFolder {
    folder: PathBuf,
    next: AtomicUsize,
    made: Mutex<bool>,
    shards: [Mutex<bool>; SHARDS],
    tree: Mutex<StagedTree>,
}

impl StagingFolder {
    /// Staging folder of an output folder.
    pub(super) fn new(out: &Path) -> Self {
        let (next, made, shards, tree) = Default::default();
        Self {
            folder: out.join(STAGING),
            next,
            made,
            shards,
            tree,
        }
    }

    /// Stages bytes in a shard.
    pub(super) fn add(&self, storage: &dyn Storage, bytes: &[u8]) -> io::Result<StagedFile> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        ensure_folder(storage, &self.folder, &self.made)?;
        ensure_folder(
            storage,
            &self.shard_folder(number),
            &self.shards[number % SHARDS],
        )?;
        self.write(storage, StagedFile::Shard(number), "", bytes)
    }

    /// Stages bytes for a path whose folder does not exist yet. A path that is staged twice goes to a shard,
    /// and so does one whose folder cannot be created: the commit reports that.
    pub(super) fn add_to_tree(
        &self,
        storage: &dyn Storage,
        path: &Arc<str>,
        bytes: &[u8],
    ) -> io::Result<StagedFile> {
        if !self.reserve(storage, path).unwrap_or(false) {
            return self.add(storage, bytes);
        }
        self.write(storage, StagedFile::Tree, path, bytes)
    }

    /// Replaces a file that is no output.
    pub(super) fn replace(
        &self,
        storage: &dyn Storage,
        target: &Path,
        bytes: &[u8],
    ) -> io::Result<()> {
        ensure_folder(storage, &self.folder, &self.made)?;
        let waiting = self.folder.join(RECORD);
        storage.write(&waiting, bytes, Durability::Whenever)?;
        storage.rename(&waiting, target)
    }

    fn write(
        &self,
        storage: &dyn Storage,
        staged: StagedFile,
        path: &str,
        bytes: &[u8],
    ) -> io::Result<StagedFile> {
        let path = self.path(staged, path);
        storage
            .write(&path, bytes, Durability::Whenever)
            .inspect_err(|_| {
                // On a full disk the half of a file would take the space of the next.
                let _ = storage.remove_file(&path);
            })?;
        Ok(staged)
    }

    /// Reserves a path of the tree and creates its folder there; returns whether the path was free.
    fn reserve(&self, storage: &dyn Storage, path: &Arc<str>) -> io::Result<bool> {
        ensure_folder(storage, &self.folder, &self.made)?;
        let mut tree = self.tree.lock();
        self.create_in_tree(storage, folder_of(path), &mut tree.folders)?;
        Ok(tree.files.insert(Arc::clone(path)))
    }

    fn create_in_tree(
        &self,
        storage: &dyn Storage,
        folder: &str,
        made: &mut HashSet<String>,
    ) -> io::Result<()> {
        if made.contains(folder) {
            return Ok(());
        }
        if !folder.is_empty() {
            self.create_in_tree(storage, folder_of(folder), made)?;
        }
        storage.create_folder(&self.folder.join(TREE).join(folder))?;
        made.insert(folder.to_owned());
        Ok(())
    }

    /// Path of a staged file that belongs at `path`.
    pub(super) fn path(&self, staged: StagedFile, path: &str) -> PathBuf {
        match staged {
            StagedFile::Shard(number) => self.shard_folder(number).join(number.to_string()),
            StagedFile::Tree => self.tree_path(path),
        }
    }

    /// Path in the tree.
    pub(super) fn tree_path(&self, path: &str) -> PathBuf {
        self.folder.join(TREE).join(path)
    }

    fn shard_folder(&self, number: usize) -> PathBuf {
        self.folder.join(format!("shard-{}", number % SHARDS))
    }

    /// Path of the staging folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the folder with all staged files, if this run created it.
    pub(super) fn close(&self, storage: &dyn Storage) -> io::Result<()> {
        if *self.made.lock() {
            self.clear(storage).map(drop)
        } else {
            Ok(())
        }
    }

    /// Removes the folder that a killed run may have left; returns whether there was one.
    pub(super) fn clear(&self, storage: &dyn Storage) -> io::Result<bool> {
        match storage.entry_kind(&self.folder)? {
            EntryKind::Nothing => return Ok(false),
            EntryKind::Folder => remove_all(storage, &self.folder)?,
            _ => storage.remove_file(&self.folder)?,
        }
        Ok(true)
    }
}

fn ensure_folder(storage: &dyn Storage, folder: &Path, made: &Mutex<bool>) -> io::Result<()> {
    let mut made = made.lock();
    if !*made {
        storage.create_folder(folder)?;
        *made = true;
    }
    Ok(())
}

fn remove_all(storage: &dyn Storage, folder: &Path) -> io::Result<()> {
    for (name, standing) in storage.list(folder)? {
        let path = folder.join(name);
        match standing {
            EntryKind::Folder => remove_all(storage, &path)?,
            _ => storage.remove_file(&path)?,
        }
    }
    storage.remove_folder(folder)
}

#[cfg(test)]
mod tests {
    use super::super::storage::DiskStorage;
    use super::*;

    #[test]
    fn the_folder_exists_only_while_something_waits() -> io::Result<()> {
        let out = tempfile::tempdir()?;
        let staging = StagingFolder::new(out.path());
        assert!(!staging.clear(&DiskStorage)?);
        let staged = staging.add(&DiskStorage, b"abc")?;
        assert_eq!(std::fs::read(staging.path(staged, ""))?, b"abc");
        staging.close(&DiskStorage)?;
        assert_eq!(
            DiskStorage.entry_kind(staging.folder())?,
            EntryKind::Nothing
        );
        Ok(())
    }

    #[test]
    fn a_folder_to_be_waits_as_it_will_stand() -> io::Result<()> {
        let out = tempfile::tempdir()?;
        let staging = StagingFolder::new(out.path());
        let path = "a/b/c".into();
        assert_eq!(
            staging.add_to_tree(&DiskStorage, &path, b"1")?,
            StagedFile::Tree
        );
        assert_eq!(
            staging.add_to_tree(&DiskStorage, &path, b"2")?,
            StagedFile::Shard(0)
        );
        assert_eq!(std::fs::read(staging.tree_path("a").join("b/c"))?, b"1");
        assert!(staging.clear(&DiskStorage)?);
        Ok(())
    }

    #[test]
    fn what_a_killed_run_left_is_cleared() -> io::Result<()> {
        let out = tempfile::tempdir()?;
        StagingFolder::new(out.path()).add(&DiskStorage, b"abc")?;
        assert!(StagingFolder::new(out.path()).clear(&DiskStorage)?);
        Ok(())
    }
}
