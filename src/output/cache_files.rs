//! What an earlier run left beside the manifest, seen without the lock.
//!
//! Records are replaced whole, so each is that of some finished run; whether two belong to one
//! run, their reader must see.

use super::folder_tree;
use super::owned_files::OutputManifest;
use super::state_dir::record_of;
use super::storage::{EntryKind, Storage, read_if_there};
use super::writer::WriterFolders;

/// The records of an output folder.
pub struct CacheFiles<'s> {
    storage: &'s dyn Storage,
    folders: WriterFolders,
}

impl<'s> CacheFiles<'s> {
    /// Those of an output folder; `None` when the folder cannot be found.
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

    /// The bytes of a record.
    pub fn read(&self, name: &str) -> Option<Vec<u8>> {
        let path = record_of(&self.folders.state, &self.folders.out, name);
        read_if_there(self.storage, &path).ok().flatten()
    }

    /// Whether the last run finished: there is nothing to heal.
    pub fn is_at_rest(&self) -> bool {
        let is_gone = |path| matches!(self.storage.entry_kind(path), Ok(EntryKind::Nothing));
        let journal = record_of(&self.folders.state, &self.folders.out, "journal");
        is_gone(&journal)
            && is_gone(&self.folders.out.join(super::safe_path::STAGING))
            && self
                .read("manifest")
                .is_some_and(|bytes| OutputManifest::parse(&bytes).is_some())
    }
}
