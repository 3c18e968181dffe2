//! Disk in memory, whose files have fingerprints as soon as they are written.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use parking_lot::{Mutex, MutexGuard};

use crate::content::FileFingerprint;
use crate::output::{Durability, EntryKind, FolderLock, Storage};

/// Files and folders; `None` is a folder.
type MemoryNodes = BTreeMap<PathBuf, Option<(u64, Vec<u8>)>>;

#[derive(Default)]
pub(super) struct MemoryStorage {
    nodes: Mutex<(u64, MemoryNodes)>,
}

impl MemoryStorage {
    fn nodes(&self) -> MutexGuard<'_, (u64, MemoryNodes)> {
        self.nodes.lock()
    }

    /// Files under a folder, by their paths in it.
    pub(super) fn files(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        let nodes = self.nodes();
        let inside = nodes.1.iter().filter_map(|(path, node)| {
            let path = path.strip_prefix(folder).ok()?.to_str()?.to_owned();
            Some((path, node.as_ref()?.1.clone()))
        });
        inside.collect()
    }

    /// Fingerprints of the files under a folder.
    pub(super) fn marks(&self, folder: &str) -> Vec<(PathBuf, u64)> {
        let nodes = self.nodes();
        let inside = nodes.1.iter().filter(|(path, _)| path.starts_with(folder));
        inside
            .filter_map(|(path, node)| Some((path.clone(), node.as_ref()?.0)))
            .collect()
    }

    /// Puts a file there by hand.
    pub(super) fn place(&self, path: &str, bytes: Vec<u8>) {
        let mut nodes = self.nodes();
        nodes.0 += 1;
        let marks = nodes.0;
        for above in Path::new(path).ancestors().skip(1) {
            nodes.1.entry(above.to_owned()).or_insert(None);
        }
        nodes.1.insert(path.into(), Some((marks, bytes)));
    }

    /// Removes a file by hand.
    pub(super) fn remove(&self, path: &str) {
        self.nodes().1.remove(Path::new(path));
    }
}

fn missing<T>() -> io::Result<T> {
    Err(ErrorKind::NotFound.into())
}

impl Storage for MemoryStorage {
    fn entry_kind(&self, path: &Path) -> io::Result<EntryKind> {
        Ok(match self.nodes().1.get(path) {
            None => EntryKind::Nothing,
            Some(None) => EntryKind::Folder,
            Some(Some((_, bytes))) => EntryKind::File(bytes.len() as u64),
        })
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        if self.nodes().1.contains_key(path) {
            Ok(path.to_owned())
        } else {
            missing()
        }
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.nodes().1.get(path) {
            Some(Some((_, bytes))) => Ok(bytes.clone()),
            _ => missing(),
        }
    }

    fn write(&self, path: &Path, bytes: &[u8], _: Durability) -> io::Result<()> {
        let mut nodes = self.nodes();
        nodes.0 += 1;
        let marks = nodes.0;
        nodes
            .1
            .insert(path.to_owned(), Some((marks, bytes.to_vec())));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        nodes.0 += 1;
        let marks = nodes.0;
        let moved: Vec<PathBuf> = nodes
            .1
            .keys()
            .filter(|path| path.starts_with(from))
            .cloned()
            .collect();
        if moved.is_empty() {
            return missing();
        }
        for path in moved {
            let Ok(inside) = path.strip_prefix(from) else {
                continue;
            };
            let place = if inside.as_os_str().is_empty() {
                to.to_owned()
            } else {
                to.join(inside)
            };
            // What lies in a folder keeps its marks.
            let node = nodes.1.remove(&path).flatten();
            let kept = node.map(|(own, bytes)| (if path == from { marks } else { own }, bytes));
            nodes.1.insert(place, kept);
        }
        Ok(())
    }

    fn create_folder(&self, path: &Path) -> io::Result<()> {
        match self.nodes().1.entry(path.to_owned()) {
            std::collections::btree_map::Entry::Occupied(_) => Err(ErrorKind::AlreadyExists.into()),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(None);
                Ok(())
            }
        }
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        if matches!(nodes.1.get(path), Some(Some(_))) {
            nodes.1.remove(path);
            return Ok(());
        }
        missing()
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut nodes = self.nodes();
        if nodes
            .1
            .keys()
            .any(|other| other != path && other.starts_with(path))
        {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        match nodes.1.remove(path) {
            Some(_) => Ok(()),
            None => missing(),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<(String, EntryKind)>> {
        let nodes = self.nodes();
        let inside = nodes
            .1
            .iter()
            .filter(|(other, _)| other.parent() == Some(path));
        let named = inside.filter_map(|(other, node)| {
            let standing = node.as_ref().map_or(EntryKind::Folder, |(_, bytes)| {
                EntryKind::File(bytes.len() as u64)
            });
            Some((other.file_name()?.to_str()?.to_owned(), standing))
        });
        Ok(named.collect())
    }

    fn fingerprint(&self, path: &Path) -> Option<FileFingerprint> {
        match self.nodes().1.get(path) {
            Some(Some((marks, _))) => Some(FileFingerprint::numbered(*marks)),
            _ => None,
        }
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        match self.entry_kind(path)? {
            EntryKind::Nothing => self.write(path, bytes, Durability::Whenever),
            _ => Err(ErrorKind::AlreadyExists.into()),
        }
    }

    fn lock(&self, _: &Path, _: &str) -> io::Result<FolderLock> {
        Ok(Box::new(()))
    }
}
