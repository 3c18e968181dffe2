//! The folder in which new files wait until the run is known to be sound.
//!
//! It stands in the output folder, so that moving a file into place is one step. It has several
//! rooms, made when they are needed: a system lets one thread at a time make a file in a folder.
//! What goes into a folder that is still to be made waits in a tree as it will stand, so that the
//! whole folder is moved into place in one step: half of what a first build writes would else be
//! renaming.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use foldhash::HashSet;

use super::safe_path::{STAGING, folder_of};
use super::storage::{Durability, EntryKind, Storage};
use super::unpoisoned;

/// How many rooms there are.
const ROOMS: usize = 16;

/// The name of the tree.
const TREE: &str = "tree";

/// The name under which a record waits.
const RECORD: &str = "record";

/// A file that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StagedFile {
    /// In a room, under a number.
    Room(usize),
    /// In the tree, at its own path.
    Tree,
}

/// What the tree holds.
#[derive(Debug, Default)]
struct StagedTree {
    files: HashSet<Arc<str>>,
    folders: HashSet<String>,
}

/// Where the files of one run wait; the folder is made when the first one comes.
#[derive(Debug)]
pub(super) struct StagingFolder {
    folder: PathBuf,
    next: AtomicUsize,
    made: Mutex<bool>,
    rooms: [Mutex<bool>; ROOMS],
    tree: Mutex<StagedTree>,
}

impl StagingFolder {
    /// The place to wait in an output folder.
    pub(super) fn new(out: &Path) -> Self {
        let (next, made, rooms, tree) = Default::default();
        Self {
            folder: out.join(STAGING),
            next,
            made,
            rooms,
            tree,
        }
    }

    /// Lets bytes wait in a room.
    pub(super) fn add(&self, storage: &dyn Storage, bytes: &[u8]) -> io::Result<StagedFile> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        make(storage, &self.folder, &self.made)?;
        make(storage, &self.room(number), &self.rooms[number % ROOMS])?;
        self.write(storage, StagedFile::Room(number), "", bytes)
    }

    /// Lets bytes wait for a path whose folder is still to be made. A path that is put twice is left to a room,
    /// and so is one whose folder cannot be made: the commit tells of that.
    pub(super) fn add_to_tree(
        &self,
        storage: &dyn Storage,
        path: &Arc<str>,
        bytes: &[u8],
    ) -> io::Result<StagedFile> {
        if !self.claim(storage, path).unwrap_or(false) {
            return self.add(storage, bytes);
        }
        self.write(storage, StagedFile::Tree, path, bytes)
    }

    /// Replaces a file whole without putting it among the outputs.
    pub(super) fn replace(
        &self,
        storage: &dyn Storage,
        place: &Path,
        bytes: &[u8],
    ) -> io::Result<()> {
        make(storage, &self.folder, &self.made)?;
        let waiting = self.folder.join(RECORD);
        storage.write(&waiting, bytes, Durability::Whenever)?;
        storage.rename(&waiting, place)
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
                // On a full disk the half of a file that did fit takes the room of the next.
                let _ = storage.remove_file(&path);
            })?;
        Ok(staged)
    }

    /// Takes a path of the tree, and makes its folder there; whether it was free.
    fn claim(&self, storage: &dyn Storage, path: &Arc<str>) -> io::Result<bool> {
        make(storage, &self.folder, &self.made)?;
        let mut tree = unpoisoned(self.tree.lock());
        self.make_in_tree(storage, folder_of(path), &mut tree.folders)?;
        Ok(tree.files.insert(Arc::clone(path)))
    }

    fn make_in_tree(
        &self,
        storage: &dyn Storage,
        folder: &str,
        made: &mut HashSet<String>,
    ) -> io::Result<()> {
        if made.contains(folder) {
            return Ok(());
        }
        if !folder.is_empty() {
            self.make_in_tree(storage, folder_of(folder), made)?;
        }
        storage.create_folder(&self.folder.join(TREE).join(folder))?;
        made.insert(folder.to_owned());
        Ok(())
    }

    /// Where a file waits that is to be put at `path`.
    pub(super) fn path(&self, staged: StagedFile, path: &str) -> PathBuf {
        match staged {
            StagedFile::Room(number) => self.room(number).join(number.to_string()),
            StagedFile::Tree => self.in_tree(path),
        }
    }

    /// Where a folder of the tree is.
    pub(super) fn in_tree(&self, path: &str) -> PathBuf {
        self.folder.join(TREE).join(path)
    }

    fn room(&self, number: usize) -> PathBuf {
        self.folder.join(format!("room-{}", number % ROOMS))
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the folder with all that waits in it, if this run made it.
    pub(super) fn close(&self, storage: &dyn Storage) -> io::Result<()> {
        if *unpoisoned(self.made.lock()) {
            self.clear(storage).map(drop)
        } else {
            Ok(())
        }
    }

    /// Removes the folder that a killed run may have left; tells whether there was one.
    pub(super) fn clear(&self, storage: &dyn Storage) -> io::Result<bool> {
        match storage.entry_kind(&self.folder)? {
            EntryKind::Nothing => return Ok(false),
            EntryKind::Folder => remove_all(storage, &self.folder)?,
            _ => storage.remove_file(&self.folder)?,
        }
        Ok(true)
    }
}

fn make(storage: &dyn Storage, folder: &Path, made: &Mutex<bool>) -> io::Result<()> {
    let mut made = unpoisoned(made.lock());
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
            StagedFile::Room(0)
        );
        assert_eq!(std::fs::read(staging.in_tree("a").join("b/c"))?, b"1");
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
