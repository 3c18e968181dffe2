//! File system operations of the writer, as a trait, so that tests can let them fail.
//!
//! [`DiskStorage`] is the real file system.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::content::FileFingerprint;

/// Kind of the entry at a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// Nothing.
    Nothing,
    /// File with its length.
    File(u64),
    /// Folder.
    Folder,
    /// Symbolic link or special file.
    Other,
}

/// Durability of written bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Durability {
    /// The system writes when it likes.
    Whenever,
    /// The bytes survive a power failure right after the call.
    Synced,
}

/// Lock that is held until it is dropped.
pub(crate) type FolderLock = Box<dyn Send + Sync>;

/// File system of the writer.
pub(crate) trait Storage: Sync {
    /// Kind of the entry at a path.
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind>;
    /// Canonical path of an existing entry.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// Reads a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Writes a file, replacing one that exists.
    fn write(&self, path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()>;
    /// Writes a file from parts, unsynced, without joining them first.
    fn write_parts(&self, path: &Path, parts: &mut dyn Iterator<Item = Vec<u8>>) -> io::Result<()> {
        self.write(
            path,
            &parts.collect::<Vec<_>>().concat(),
            Durability::Whenever,
        )
    }
    /// Moves a file on the same file system, replacing one that exists.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Creates a folder whose parent exists.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder; one that holds anything is [`io::ErrorKind::DirectoryNotEmpty`].
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Names and kinds of the entries of a folder, sorted; a name that is not Unicode is approximate.
    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>>;
    /// Metadata fingerprint of a regular file, if it can stand for the bytes; links are not followed.
    fn fingerprint(&self, _: &Path) -> Option<FileFingerprint> {
        None
    }
    /// Creates a file where nothing exists, else [`io::ErrorKind::AlreadyExists`].
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Creates a file with the permissions of another, which must be writable; synced.
    fn create_like(&self, path: &Path, bytes: &[u8], _: &Path) -> io::Result<()> {
        self.create(path, bytes)
    }
    /// Takes the lock of a file, which is created if needed, holds this text, and is removed with the lock;
    /// [`io::ErrorKind::WouldBlock`] if another process holds it.
    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock>;
}

/// Disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DiskStorage;

impl Storage for DiskStorage {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        match fs::symlink_metadata(path) {
            Ok(found) if found.is_file() => Ok(EntryKind::File(found.len())),
            Ok(found) if found.is_dir() => Ok(EntryKind::Folder),
            Ok(_) => Ok(EntryKind::Other),
            Err(error) if is_absence(&error) => Ok(EntryKind::Nothing),
            Err(error) => Err(error),
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
        let mut entries = Vec::new();
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type()?;
            let kind = match (kind.is_dir(), kind.is_file()) {
                (true, _) => EntryKind::Folder,
                (_, true) => EntryKind::File(0),
                _ => EntryKind::Other,
            };
            entries.push((name, kind));
        }
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(entries)
    }

    fn fingerprint(&self, path: &Path) -> Option<FileFingerprint> {
        fs::symlink_metadata(path)
            .ok()
            .filter(fs::Metadata::is_file)
            .as_ref()
            .and_then(FileFingerprint::exact)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes).inspect_err(|_| {
            // Half a file would make the next attempt fail.
            let _ = fs::remove_file(path);
        })
    }

    fn create_like(&self, path: &Path, bytes: &[u8], model: &Path) -> io::Result<()> {
        // A file that may not be written is not to be replaced either.
        File::options().write(true).open(model)?;
        let permissions = fs::metadata(model)?.permissions();
        self.create(path, bytes)?;
        fs::set_permissions(path, permissions)?;
        File::open(path)?.sync_all()
    }

    fn lock(&self, path: &Path, text: &str) -> io::Result<FolderLock> {
        loop {
            let file = open_to_lock(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
                // A network folder without locks must not prevent a build.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // A previous holder may have removed the file after it was opened, and another may exist now.
            if is_at(&file, path) {
                let held = HeldLock {
                    file,
                    path: path.to_owned(),
                };
                held.write_holder(text);
                return Ok(Box::new(held));
            }
        }
    }
}

/// Locked file, removed with the lock.
struct HeldLock {
    file: File,
    path: PathBuf,
}

impl HeldLock {
    /// Writes the holder's name. If that fails, a message lacks the name.
    fn write_holder(&self, text: &str) {
        let mut file = &self.file;
        let _ = file
            .set_len(0)
            .and_then(|()| file.write_all(text.as_bytes()));
    }
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        // Removed while it is locked, so that no other process's lock is removed.
        let _ = fs::remove_file(&self.path);
    }
}

/// Opens a lock file; one of another user can be locked without being written.
fn open_to_lock(path: &Path) -> io::Result<File> {
    let opened = File::options()
        .create(true)
        .write(true)
        .truncate(false)
        .open(path);
    match opened {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            File::open(path).map_err(|_| error)
        }
        opened => opened,
    }
}

/// Returns true if an open file is still the one at a path.
fn is_at(file: &File, path: &Path) -> bool {
    let handle = file.try_clone().and_then(same_file::Handle::from_file);
    matches!((handle, same_file::Handle::from_path(path)), (Ok(one), Ok(other)) if one == other)
}

/// Returns true if an error means that nothing exists at a path, as below a file.
pub(super) fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Removes a file; returns whether there was one.
pub(super) fn remove_if_there(storage: &dyn Storage, path: &Path) -> io::Result<bool> {
    match storage.remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if is_absence(&error) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Reads a file; `None` if neither it nor its folder exists.
pub(super) fn read_if_there(storage: &dyn Storage, path: &Path) -> io::Result<Option<Vec<u8>>> {
    match storage.read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(error),
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
