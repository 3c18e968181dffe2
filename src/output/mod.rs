//! The one writer: every command that writes to a folder writes through it.
//!
//! A file is replaced whole or not at all, and nothing is removed but what an earlier run wrote.
//!
//! 1. [`OutputWriter::open`] takes the lock of the output folder, reads the manifest (files of the last
//!    run) and the journal (intentions of a killed run) in `.pufa/` and the ownership record in the
//!    folder, reconciles them, and clears the staging folder of a killed run.
//! 2. [`OutputWriter::write`] compares an output with the file at its path. Equal bytes are left alone;
//!    others are staged in `.pufa-staging/` inside the output folder. Ownership of the existing file is
//!    checked here, so that later only the machine can fail.
//! 3. [`OutputWriter::abandon`] drops the staged files: nothing was written or removed.
//! 4. [`OutputWriter::finish`] writes the journal, synced, and claims the outputs in the ownership record;
//!    removes displaced files; renames staged files into place; removes what the manifest lists and this
//!    run does not make, and folders emptied by that; replaces the manifest and the ownership record;
//!    removes the journal.
//! 5. A kill at any step leaves the old manifest or the new one, and the journal: together they name every
//!    file that pufa wrote, so the next run ends where a clean one would. Without `.pufa/` the ownership
//!    record recognises the same files by their bytes: all are replaced, none is mistaken for ours, and
//!    files that are no longer made stay and are reported.
//!
//! The module knows paths and bytes, not their meaning. Paths that differ in case only are up to the
//! caller.

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
mod replace;
mod safe_path;
mod scratch_file;
mod staging;
mod state_dir;
mod storage;
mod writer;

#[cfg(test)]
mod tests;

pub(crate) use cache_files::CacheFiles;
pub(crate) use create_new::create;
pub(crate) use errors::WriteError;
pub(crate) use replace::replace;
pub(crate) use scratch_file::{ScratchExtent, ScratchFile};
pub(crate) use storage::{DiskStorage, Storage};
#[cfg(test)]
pub(crate) use storage::{Durability, EntryKind, FolderLock};
#[cfg(test)]
pub(crate) use writer::WriteOutcome;
pub(crate) use writer::{OutputRecord, OutputWriter, RecordSink, WriteStats, WriterFolders};

/// Bytes of a file that an earlier run wrote; `None` if there is none. An unreadable file is an error.
pub(crate) fn read(
    storage: &dyn Storage,
    path: &std::path::Path,
) -> Result<Option<Vec<u8>>, WriteError> {
    let bytes = storage::read_if_there(storage, path);
    bytes.map_err(|error| errors::io_failure(errors::WriteStep::Reading, path, &error))
}

/// Files of an output folder, except those under some of its folders.
pub(crate) fn files_outside(
    storage: &dyn Storage,
    out: &std::path::Path,
    folders: &[&str],
) -> Vec<String> {
    let skip = |name: &str| folders.contains(&name) || folder_tree::belongs_to_host(name);
    folder_tree::list_tree(storage, out, "", skip)
        .map(|tree| tree.files)
        .unwrap_or_default()
}
