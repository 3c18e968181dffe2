//! The one writer: every verb that writes to a folder writes through it.
//!
//! A file is replaced whole or not at all, and nothing is removed but what a run wrote.
//!
//! 1. [`Writer::open`] takes the lock of the output folder, reads the manifest (what the last run
//!    left) and the journal (what a killed run meant to do) in `.pufa/`, and the ownership record in the
//!    folder, reconciles them, and clears a killed run's staging folder.
//! 2. [`Writer::put`] compares an output with what stands at its path. The same bytes are not
//!    touched; others wait in `.pufa-staging/` inside the output folder. Whose file it is that
//!    stands there is asked here, so nothing can be refused later but by the machine.
//! 3. [`Writer::abandon`] drops what waits: nothing was written or removed.
//! 4. [`Writer::finish`] writes the journal, synced, and claims in the ownership record what is going to
//!    stand there; lets old files give way where a folder must be; renames what waits into place; removes
//!    what the manifest lists and this run does not make, and folders emptied by that; replaces the
//!    manifest and the ownership record; drops the journal.
//! 5. A kill at any step leaves the old manifest or the new one, and the journal: together they
//!    name every file of ours, so the next run ends where a clean one would. Without `.pufa/` the
//!    ownership record recognises the same files by their bytes: none is refused or taken for ours, but
//!    what is no longer made stays, and is told.
//!
//! This room knows paths and bytes, not what they mean. Two paths that differ in case only are
//! the caller's concern.

mod cache_files;
mod commit;
mod create_new;
mod errors;
mod folder_tree;
mod lock;
mod manifest_format;
mod output_tree;
mod owned_files;
mod ownership;
mod safe_path;
mod scratch_file;
mod staging;
mod state_dir;
mod storage;
mod writer;

#[cfg(test)]
mod tests;

pub use cache_files::CacheFiles;
pub use create_new::create;
pub use errors::WriteError;
pub use manifest_format::OutputDigest;
pub use scratch_file::{ScratchExtent, ScratchFile};
pub use storage::{DiskStorage, Durability, EntryKind, FolderLock, Storage};
pub use writer::{
    MarkPredicate, OutputRecord, OutputWriter, RecordSink, RecordSource, WriteOutcome, WriteStats,
    WriterFolders,
};

/// The bytes of a file that an earlier run left; `None` when there is none. One that cannot be read is not lost.
pub fn read(storage: &dyn Storage, path: &std::path::Path) -> Result<Option<Vec<u8>>, WriteError> {
    let bytes = storage::read_if_there(storage, path);
    bytes.map_err(|refusal| errors::failed(errors::WriteStep::Reading, path, &refusal))
}

/// Every file of an output folder, but for what lies in some of its folders.
pub fn files_outside(
    storage: &dyn Storage,
    out: &std::path::Path,
    folders: &[&str],
) -> Vec<String> {
    let skip = |name: &str| folders.contains(&name) || folder_tree::is_the_hosts(name);
    folder_tree::tree(storage, out, "", skip)
        .map(|tree| tree.files)
        .unwrap_or_default()
}

/// A lock's content, whatever became of the thread that held it last.
fn unpoisoned<T>(locked: std::sync::LockResult<T>) -> T {
    locked.unwrap_or_else(std::sync::PoisonError::into_inner)
}
