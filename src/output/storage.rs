//! The few things that the writer asks of a file system, so that a test can let them fail.
//!
//! Knows nothing of manifests or addresses. [`DiskStorage`] is the machine's own.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::content::FileFingerprint;

/// What stands at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Nothing.
    Nothing,
    /// A file, and how many bytes it has.
    File(u64),
    /// A folder.
    Folder,
    /// A symbolic link, or something that is neither file nor folder.
    Other,
}

/// Whether bytes must have reached the medium before the call returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The system may write when it likes.
    Whenever,
    /// Power may fail right after the call.
    Synced,
}

/// A lock that is held until it is dropped.
pub type FolderLock = Box<dyn Send + Sync>;

/// The file system as the writer sees it.
pub trait Storage: Sync {
    /// What stands at a path.
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind>;
    /// The path without links and dots; it must exist.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// The whole of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// A new file with these bytes, in place of one that may stand there.
    fn write(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()>;
    /// The same of bytes that lie in parts, without putting them together first. Unsynced.
    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.write(
            path,
            &parts.collect::<Vec<_>>().concat(),
            Durability::Whenever,
        )
    }
    /// Moves a file to a place on the same file system, over a file that may stand there.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes one folder whose parent exists.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder; one that holds anything is [`io::ErrorKind::DirectoryNotEmpty`].
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder and what they are, sorted; a name that is not Unicode is approximate.
    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>>;
    /// The marks of a file, when it is one and they can stand for its bytes; links are not followed.
    fn stat(&self, _: &Path) -> Option<FileFingerprint> {
        None
    }
    /// Makes a file with these bytes where nothing stands, else [`io::ErrorKind::AlreadyExists`].
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Takes the lock of a file, which is made if need be, holds this text, and is removed with the
    /// lock; [`io::ErrorKind::WouldBlock`] when another process has it.
    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskStorage;

impl Storage for DiskStorage {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Ok(EntryKind::File(found.len())),
            Ok(found) if found.is_dir() => Ok(EntryKind::Folder),
            Ok(_) => Ok(EntryKind::Other),
            Err(failure) if is_absence(&failure) => Ok(EntryKind::Nothing),
            Err(failure) => Err(failure),
        }
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        match durability {
            Durability::Whenever => Ok(()),
            Durability::Synced => file.sync_all(),
        }
    }

    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        let mut file = File::create(path)?;
        for part in parts {
            file.write_all(&part)?;
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            let standing = match (kind.is_dir(), kind.is_file()) {
                (true, _) => EntryKind::Folder,
                (_, true) => EntryKind::File(0),
                _ => EntryKind::Other,
            };
            found.push((name, standing));
        }
        found.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    fn stat(&self, path: &Path) -> Option<FileFingerprint> {
        fs::symlink_metadata(path)
            .ok()
            .filter(fs::Metadata::is_file)
            .as_ref()
            .and_then(FileFingerprint::exact)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes).inspect_err(|_| {
            // Half a file would stand in the way of the next try.
            let _ = fs::remove_file(path);
        })
    }

    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock> {
        loop {
            let file = open_to_lock(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
                // A network folder without locks must not keep anybody from building.
                Err(TryLockError::Error(failure))
                    if failure.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(failure)) => return Err(failure),
            }
            // Whoever had it may have removed it since it was opened: then another may stand there.
            if is_at(&file, path) {
                let held = HeldLock {
                    file,
                    path: path.to_owned(),
                };
                held.say(text);
                return Ok(Box::new(held));
            }
        }
    }
}

/// A lock file while it is locked; it goes with the lock.
struct HeldLock {
    file: File,
    path: PathBuf,
}

impl HeldLock {
    /// Writes down who holds it. A text that cannot be written is missed in a message only.
    fn say(&self, text: &str) {
        let mut file = &self.file;
        let _ = file
            .set_len(0)
            .and_then(|()| file.write_all(text.as_bytes()));
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // Removed while it is locked, so that nobody's but ours is.
        let _ = fs::remove_file(&self.path);
    }
}

/// Opens a lock file; one that another user left can be locked without being written.
fn open_to_lock(path: &Path) -> io::Result<File> {
    let opened = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(path);
    match opened {
        Err(failure) if failure.kind() == io::ErrorKind::PermissionDenied => {
            File::open(path).map_err(|_| failure)
        }
        opened => opened,
    }
}

/// Whether an open file still stands at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let handle = file.try_clone().and_then(same_file::Handle::from_file);
    matches!((handle, same_file::Handle::from_path(path)), (Ok(one), Ok(other)) if one == other)
}

/// Whether a failure says that nothing stands at a path: also below a file nothing does.
pub(super) fn is_absence(failure: &io::Error) -> bool {
    matches!(
        failure.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Removes a file, and says whether one stood there.
pub(super) fn remove_if_there(storage: &dyn Storage, path: &Path) -> io::Result<bool> {
    match storage.remove_file(path) {
        Ok(()) => Ok(true),
        Err(failure) if is_absence(&failure) => Ok(false),
        Err(failure) => Err(failure),
    }
}

/// Reads a file, or nothing where none stands: neither it nor a folder that it would stand in.
pub(super) fn read_if_there(storage: &dyn Storage, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match storage.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(failure) if is_absence(&failure) => Ok(None),
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_held_by_one_and_freed_when_dropped() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("lock");
        let held = DiskStorage.lock(&path, "one")?;
        let blocked = DiskStorage.lock(&path, "two").err().map(|e| e.kind());
        assert_eq!(blocked, Some(io::ErrorKind::WouldBlock));
        assert_eq!(fs::read_to_string(&path)?, "one");
        drop(held);
        assert!(!path.exists());
        DiskStorage.lock(&path, "three").map(drop)
    }

    #[test]
    fn a_file_is_created_where_nothing_stands_only() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a");
        DiskStorage.create(&path, b"1")?;
        let again = DiskStorage.create(&path, b"2").err().map(|e| e.kind());
        assert_eq!(
            (again, fs::read(&path)?),
            (Some(io::ErrorKind::AlreadyExists), b"1".to_vec())
        );
        Ok(())
    }

    #[test]
    fn looking_tells_files_folders_and_nothing() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a");
        assert_eq!(DiskStorage.entry_kind(&file)?, EntryKind::Nothing);
        DiskStorage.write(&file, b"abc", Durability::Synced)?;
        assert_eq!(DiskStorage.entry_kind(&file)?, EntryKind::File(3));
        assert_eq!(DiskStorage.entry_kind(folder.path())?, EntryKind::Folder);
        assert_eq!(
            DiskStorage.entry_kind(&file.join("b/c"))?,
            EntryKind::Nothing
        );
        Ok(())
    }
}
