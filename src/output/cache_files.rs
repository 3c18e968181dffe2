//! Cache files of an output folder, read without its lock.
//!
//! A cache file is replaced whole, so it is that of some finished run; its reader checks whether two
//! belong to the same run.

use super::folder_tree;
use super::owned_files::OutputManifest;
use super::state_dir::state_file;
use super::storage::{EntryKind, Storage, read_if_there};
use super::writer::WriterFolders;

/// Cache files of an output folder.
pub struct CacheFiles<'s> {
    storage: &'s dyn Storage,
    folders: WriterFolders,
}

impl<'s> CacheFiles<'s> {
    /// Cache files of an output folder; `None` if the folder cannot be resolved.
    pub fn open(storage: &'s dyn Storage, folders: &WriterFolders) -> Option<Self> {
        let out = folder_tree::resolve(storage, &folders.out).ok()?;
        Some(Self {
            storage,
            folders: WriterFolders {
                out,
                ..folders.clone()
            },
        })
    }

    /// Bytes of a cache file.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = state_file(&self.folders.state, &self.folders.out, name);
        read_if_there(self.storage, &path).ok().flatten()
    }

    /// Returns true if the last run finished: there is nothing to recover.
    pub fn is_at_rest(&self) -> bool {
        let is_gone = |path| matches!(self.storage.entry_kind(path), Ok(EntryKind::Nothing));
        let journal = state_file(&self.folders.state, &self.folders.out, "journal");
        is_gone(&journal)
            && is_gone(&self.folders.out.join(super::safe_path::STAGING))
            && self
                .read("manifest")
                .is_some_and(|bytes| OutputManifest::parse(&bytes).is_some())
    }
}
