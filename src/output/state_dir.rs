//! Where the records of one output folder lie in `.pufa/`. The lock of the folder guards them.
//!
//! Each record is replaced whole: written beside its place, synced, renamed.

use std::path::{Path, PathBuf};

use super::errors::{self, WriteError, WriteStep, failed};
use super::folder_tree::create_all;
use super::manifest_format::{self, OutputDigest};
use super::owned_files::{OutputManifest, WriteJournal};
use super::storage::{Durability, Storage, read_if_there, remove_if_there};
use crate::diagnostic::Diagnostics;

/// Where a record of an output folder lies.
pub(super) fn record_of(folder: &Path, out: &Path, ending: &str) -> PathBuf {
    let key = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("output-{}.{ending}", &key.as_str()[..16]))
}

/// The records of one output folder.
pub(super) struct StateDir<'s> {
    storage: &'s dyn Storage,
    manifest: PathBuf,
    journal: PathBuf,
    fresh: PathBuf,
}

impl<'s> StateDir<'s> {
    /// The records of an output folder, given by its canonical path. Its lock must be held.
    pub(super) fn open(
        storage: &'s dyn Storage,
        folder: &Path,
        out: &Path,
    ) -> Result<Self, WriteError> {
        create_all(storage, folder)?;
        let file = |ending: &str| record_of(folder, out, ending);
        Ok(Self {
            storage,
            manifest: file("manifest"),
            journal: file("journal"),
            fresh: file("new"),
        })
    }

    /// The manifest of the last finished run with the digest of its file, unless there is none or it
    /// is damaged. One that cannot be read forbids the run: it may claim what stands there.
    pub(super) fn manifest(
        &self,
        found: &mut Diagnostics,
    ) -> Result<Option<(OutputManifest, OutputDigest)>, WriteError> {
        let parse = |bytes: &[u8]| {
            Some((
                OutputManifest::parse(bytes)?,
                manifest_format::digest(bytes),
            ))
        };
        self.read(&self.manifest, parse, found)
    }

    /// The journal of an unfinished run; empty when the last one finished.
    pub(super) fn journal(&self, found: &mut Diagnostics) -> Result<WriteJournal, WriteError> {
        Ok(self
            .read(&self.journal, WriteJournal::parse, found)?
            .unwrap_or_default())
    }

    /// Records what this run left, as a manifest is printed.
    pub(super) fn keep_manifest(&self, printed: &[u8]) -> Result<(), WriteError> {
        self.replace(&self.manifest, printed)
    }

    /// Records what this run is about to do.
    pub(super) fn keep_journal(&self, journal: &WriteJournal) -> Result<(), WriteError> {
        self.replace(&self.journal, &journal.print())
    }

    /// Keeps a record of a client's own, and tells whether it could. Unsynced: a damaged one is as good as none.
    pub(super) fn keep_record(&self, name: &str, parts: &mut dyn Iterator<Item = Vec<u8>>) -> bool {
        let fresh = self.storage.write_parts(&self.fresh, parts);
        let is_kept = fresh
            .and_then(|()| self.storage.rename(&self.fresh, &self.record(name)))
            .is_ok();
        if !is_kept {
            let _ = remove_if_there(self.storage, &self.fresh);
        }
        is_kept
    }

    fn record(&self, name: &str) -> PathBuf {
        self.manifest.with_extension(name)
    }

    /// Forgets what this run meant to do: it is done.
    pub(super) fn drop_journal(&self) -> Result<(), WriteError> {
        remove_if_there(self.storage, &self.journal)
            .map(drop)
            .map_err(|refusal| failed(WriteStep::Removing, &self.journal, &refusal))
    }

    fn read<T>(
        &self,
        path: &Path,
        parse: impl Fn(&[u8]) -> Option<T>,
        found: &mut Diagnostics,
    ) -> Result<Option<T>, WriteError> {
        let bytes = read_if_there(self.storage, path)
            .map_err(|refusal| failed(WriteStep::Reading, path, &refusal))?;
        let parsed = bytes.as_deref().map(parse);
        if matches!(parsed, Some(None)) {
            found.push(errors::state_damaged(path));
        }
        Ok(parsed.flatten())
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
        self.storage
            .write(&self.fresh, bytes, Durability::Synced)
            .and_then(|()| self.storage.rename(&self.fresh, path))
            .map_err(|refusal| failed(WriteStep::Writing, path, &refusal))
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
        let mut found = Diagnostics::new();
        let read = |found: &mut Diagnostics| state.manifest(found).map_err(|refused| refused.code);
        assert_eq!(read(&mut found), Ok(None));
        let manifest = OutputManifest([("a".to_owned(), manifest_format::digest(b"1"))].into());
        let printed = manifest.print();
        assert!(state.keep_manifest(&printed).is_ok());
        assert_eq!(
            read(&mut found),
            Ok(Some((manifest, manifest_format::digest(&printed))))
        );
        assert!(found.is_empty());
        for damaged in ["pufa-manifest 0\n", ""] {
            std::fs::write(&state.manifest, damaged)?;
            assert_eq!(read(&mut found), Ok(None));
        }
        assert_eq!(
            found.iter().map(|one| one.code).collect::<Vec<_>>(),
            [Code::OutputStateDamaged; 2]
        );
        std::fs::remove_file(&state.manifest)?;
        std::fs::create_dir(&state.manifest)?;
        assert_eq!(
            read(&mut found),
            Err(Code::OutputFailed),
            "unreadable is not lost"
        );
        Ok(())
    }
}
