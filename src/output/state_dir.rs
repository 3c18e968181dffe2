//! State files of an output folder in `.pufa/`, guarded by the folder's lock.
//!
//! Each file is replaced whole: written to a temporary file, synced, renamed.

use std::path::{Path, PathBuf};

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::folder_tree::create_all;
use super::manifest_format::{self, OutputDigest};
use super::owned_files::{OutputManifest, WriteJournal};
use super::storage::{Durability, Storage, read_if_there, remove_if_there};
use crate::diagnostic::Diagnostics;

/// Path of a state file of an output folder.
pub(super) fn state_file(folder: &Path, out: &Path, extension: &str) -> PathBuf {
    let key = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("output-{}.{extension}", &key.as_str()[..16]))
}

/// State files of one output folder.
pub(super) struct StateDir<'s> {
    storage: &'s dyn Storage,
    manifest: PathBuf,
    journal: PathBuf,
    temporary: PathBuf,
}

impl<'s> StateDir<'s> {
    /// Opens the state files of an output folder, given by its canonical path. Its lock must be held.
    pub(super) fn open(
        storage: &'s dyn Storage,
        folder: &Path,
        out: &Path,
    ) -> Result<Self, WriteError> {
        create_all(storage, folder)?;
        let file = |extension: &str| state_file(folder, out, extension);
        Ok(Self {
            storage,
            manifest: file("manifest"),
            journal: file("journal"),
            temporary: file("new"),
        })
    }

    /// Manifest of the last finished run with the digest of its file; `None` if there is none or it is
    /// damaged. An unreadable one is an error: it may claim existing files.
    pub(super) fn manifest(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<(OutputManifest, OutputDigest)>, WriteError> {
        let parse = |bytes: &[u8]| {
            Some((
                OutputManifest::parse(bytes)?,
                manifest_format::digest(bytes),
            ))
        };
        self.read(&self.manifest, parse, diagnostics)
    }

    /// Journal of an unfinished run; empty if the last run finished.
    pub(super) fn journal(
        &self,
        diagnostics: &mut Diagnostics,
    ) -> Result<WriteJournal, WriteError> {
        Ok(self
            .read(&self.journal, WriteJournal::parse, diagnostics)?
            .unwrap_or_default())
    }

    /// Replaces the manifest, given in its text form.
    pub(super) fn write_manifest(&self, printed: &[u8]) -> Result<(), WriteError> {
        self.replace(&self.manifest, printed)
    }

    /// Replaces the journal.
    pub(super) fn write_journal(&self, journal: &WriteJournal) -> Result<(), WriteError> {
        self.replace(&self.journal, &journal.to_bytes())
    }

    /// Writes a cache file and returns whether it is in place. Unsynced: a damaged one is ignored.
    pub(super) fn write_cache_file(
        &self,
        name: &str,
        parts: &mut dyn Iterator<Item = Vec<u8>>,
    ) -> bool {
        let temporary = self.storage.write_parts(&self.temporary, parts);
        let is_kept = temporary
            .and_then(|()| self.storage.rename(&self.temporary, &self.record(name)))
            .is_ok();
        if !is_kept {
            let _ = remove_if_there(self.storage, &self.temporary);
        }
        is_kept
    }

    fn record(&self, name: &str) -> PathBuf {
        self.manifest.with_extension(name)
    }

    /// Removes the journal of a finished run.
    pub(super) fn remove_journal(&self) -> Result<(), WriteError> {
        remove_if_there(self.storage, &self.journal)
            .map(drop)
            .map_err(|error| io_failure(WriteStep::Removing, &self.journal, &error))
    }

    fn read<T>(
        &self,
        path: &Path,
        parse: impl Fn(&[u8]) -> Option<T>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Option<T>, WriteError> {
        let bytes = read_if_there(self.storage, path)
            .map_err(|error| io_failure(WriteStep::Reading, path, &error))?;
        let parsed = bytes.as_deref().map(parse);
        if matches!(parsed, Some(None)) {
            diagnostics.push(errors::state_damaged(path));
        }
        Ok(parsed.flatten())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.storage
            .write(&self.temporary, bytes, Durability::Synced)
            .and_then(|()| self.storage.rename(&self.temporary, path))
            .map_err(|error| io_failure(WriteStep::Writing, path, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::super::manifest_format;
    use super::super::storage::DiskStorage;
    use super::*;
    use crate::diagnostic::Code;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn a_record_reads_back_and_a_damaged_one_is_reported() -> Tested {
        let folder = tempfile::tempdir()?;
        let Ok(state) = StateDir::open(&DiskStorage, folder.path(), Path::new("/a")) else {
            return Err("not opened".into());
        };
        let mut diagnostics = Diagnostics::new();
        let read =
            |diagnostics: &mut Diagnostics| state.manifest(diagnostics).map_err(|error| error.code);
        assert_eq!(read(&mut diagnostics), Ok(None));
        let manifest = OutputManifest([("a".to_owned(), manifest_format::digest(b"1"))].into());
        let printed = manifest.to_bytes();
        assert!(state.write_manifest(&printed).is_ok());
        assert_eq!(
            read(&mut diagnostics),
            Ok(Some((manifest, manifest_format::digest(&printed))))
        );
        assert!(diagnostics.is_empty());
        for damaged in ["pufa-manifest 0\n", ""] {
            std::fs::write(&state.manifest, damaged)?;
            assert_eq!(read(&mut diagnostics), Ok(None));
        }
        assert_eq!(
            diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(),
            [Code::OutputStateDamaged; 2]
        );
        std::fs::remove_file(&state.manifest)?;
        std::fs::create_dir(&state.manifest)?;
        assert_eq!(
            read(&mut diagnostics),
            Err(Code::OutputFailed),
            "unreadable is not lost"
        );
        Ok(())
    }
}
