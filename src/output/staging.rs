//! The folder in which new files wait until the run is known to be sound.
//!
//! It stands in the output folder, so that moving a file into place is one step. It has several
//! rooms, made when they are needed: a system lets one thread at a time make a file in a folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::safe_path::STAGING;
use super::storage::{Durability, Standing, Storage};
use super::unpoisoned;

/// How many rooms there are.
const ROOMS: usize = 16;

/// A file that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Staged(usize);

/// Where the files of one run wait; the folder is made when the first one comes.
#[derive(Debug)]
pub(super) struct Staging {
    folder: PathBuf,
    next: AtomicUsize,
    made: Mutex<bool>,
    rooms: [Mutex<bool>; ROOMS],
}

impl Staging {
    /// The place to wait in an output folder.
    pub(super) fn new(out: &Path) -> Self {
        let (next, made, rooms) = Default::default();
        Self { folder: out.join(STAGING), next, made, rooms }
    }

    /// Lets bytes wait.
    pub(super) fn add(&self, storage: &dyn Storage, bytes: &[u8]) -> io::Result<Staged> {
        let staged = Staged(self.next.fetch_add(1, Ordering::Relaxed));
        make(storage, &self.folder, &self.made)?;
        make(storage, &self.room(staged), &self.rooms[staged.0 % ROOMS])?;
        let path = self.path(staged);
        storage.write(&path, bytes, Durability::Whenever).inspect_err(|_| {
            // On a full disk the half of a file that did fit takes the room of the next.
            let _ = storage.remove_file(&path);
        })?;
        Ok(staged)
    }

    /// Where a waiting file is.
    pub(super) fn path(&self, staged: Staged) -> PathBuf {
        self.room(staged).join(staged.0.to_string())
    }

    fn room(&self, staged: Staged) -> PathBuf {
        self.folder.join(format!("room-{}", staged.0 % ROOMS))
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the folder with all that waits in it, if this run made it.
    pub(super) fn close(&self, storage: &dyn Storage) -> io::Result<()> {
        if *unpoisoned(self.made.lock()) { self.clear(storage).map(drop) } else { Ok(()) }
    }

    /// Removes the folder that a killed run may have left; tells whether there was one.
    pub(super) fn clear(&self, storage: &dyn Storage) -> io::Result<bool> {
        match storage.look(&self.folder)? {
            Standing::Nothing => return Ok(false),
            Standing::Folder => {
                for (room, _) in storage.list(&self.folder)? {
                    clear_room(storage, &self.folder.join(room))?;
                }
                storage.remove_folder(&self.folder)?;
            }
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

fn clear_room(storage: &dyn Storage, room: &Path) -> io::Result<()> {
    for (name, _) in storage.list(room)? {
        storage.remove_file(&room.join(name))?;
    }
    storage.remove_folder(room)
}

#[cfg(test)]
mod tests {
    use super::super::storage::DiskStorage;
    use super::*;

    #[test]
    fn the_folder_exists_only_while_something_waits() -> io::Result<()> {
        let out = tempfile::tempdir()?;
        let staging = Staging::new(out.path());
        assert!(!staging.clear(&DiskStorage)?);
        let staged = staging.add(&DiskStorage, b"abc")?;
        assert_eq!(std::fs::read(staging.path(staged))?, b"abc");
        staging.close(&DiskStorage)?;
        assert_eq!(DiskStorage.look(staging.folder())?, Standing::Nothing);
        Ok(())
    }

    #[test]
    fn what_a_killed_run_left_is_cleared() -> io::Result<()> {
        let out = tempfile::tempdir()?;
        Staging::new(out.path()).add(&DiskStorage, b"abc")?;
        assert!(Staging::new(out.path()).clear(&DiskStorage)?);
        Ok(())
    }
}
