//! Where the records of one output folder lie in `.pufa/`, and the lock that guards them.
//!
//! Each record is replaced whole: written beside its place, synced, renamed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::failure::{self, Doing, Refused, failed};
use super::known::{Journal, Manifest};
use super::out_folder::create_all;
use super::storage::{Durability, Lock, Storage, read_if_there, remove_if_there};
use crate::diagnostic::Diagnostics;

/// Where a record of an output folder lies.
pub(super) fn record_of(folder: &Path, out: &Path, ending: &str) -> PathBuf {
    let key = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    folder.join(format!("output-{}.{ending}", &key.as_str()[..16]))
}

/// The records of one output folder, locked for this run.
pub(super) struct State<'s> {
    storage: &'s dyn Storage,
    manifest: PathBuf,
    journal: PathBuf,
    fresh: PathBuf,
    _lock: Lock,
}

impl<'s> State<'s> {
    /// Takes the lock of an output folder, given by its canonical path.
    pub(super) fn open(storage: &'s dyn Storage, folder: &Path, out: &Path) -> Result<Self, Refused> {
        create_all(storage, folder)?;
        let file = |ending: &str| record_of(folder, out, ending);
        let lock = file("lock");
        let held = storage.lock(&lock).map_err(|refusal| match refusal.kind() {
            ErrorKind::WouldBlock => failure::locked(out),
            _ => failed(Doing::Writing, &lock, &refusal),
        })?;
        Ok(Self {
            storage,
            manifest: file("manifest"),
            journal: file("journal"),
            fresh: file("new"),
            _lock: held,
        })
    }

    /// The manifest of the last finished run, unless there is none or it is damaged.
    pub(super) fn manifest(&self, found: &mut Diagnostics) -> Option<Manifest> {
        self.read(&self.manifest, Manifest::parse, found)
    }

    /// The journal of an unfinished run; empty when the last one finished.
    pub(super) fn journal(&self, found: &mut Diagnostics) -> Journal {
        self.read(&self.journal, Journal::parse, found).unwrap_or_default()
    }

    /// Records what this run left.
    pub(super) fn keep_manifest(&self, manifest: &Manifest) -> Result<(), Refused> {
        self.replace(&self.manifest, &manifest.print())
    }

    /// Records what this run is about to do.
    pub(super) fn keep_journal(&self, journal: &Journal) -> Result<(), Refused> {
        self.replace(&self.journal, &journal.print())
    }

    /// Keeps a record of a client's own, and tells whether it could. Unsynced: a damaged one is as good as none.
    pub(super) fn keep_record(&self, name: &str, parts: &mut dyn Iterator<Item = Vec<u8>>) -> bool {
        let fresh = self.storage.write_parts(&self.fresh, parts);
        let is_kept = fresh.and_then(|()| self.storage.rename(&self.fresh, &self.record(name))).is_ok();
        if !is_kept {
            let _ = remove_if_there(self.storage, &self.fresh);
        }
        is_kept
    }

    fn record(&self, name: &str) -> PathBuf {
        self.manifest.with_extension(name)
    }

    /// Forgets what this run meant to do: it is done.
    pub(super) fn drop_journal(&self) -> Result<(), Refused> {
        remove_if_there(self.storage, &self.journal)
            .map(drop)
            .map_err(|refusal| failed(Doing::Removing, &self.journal, &refusal))
    }

    fn read<T>(&self, path: &Path, parse: impl Fn(&[u8]) -> Option<T>, found: &mut Diagnostics) -> Option<T> {
        let bytes = match read_if_there(self.storage, path) {
            Ok(bytes) => bytes?,
            Err(_) => Vec::new(),
        };
        let parsed = parse(&bytes);
        if parsed.is_none() {
            found.push(failure::state_damaged(path));
        }
        parsed
    }

    fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), Refused> {
        self.storage
            .write(&self.fresh, bytes, Durability::Synced)
            .and_then(|()| self.storage.rename(&self.fresh, path))
            .map_err(|refusal| failed(Doing::Writing, path, &refusal))
    }
}

#[cfg(test)]
mod tests {
    use super::super::listing;
    use super::super::storage::DiskStorage;
    use super::*;
    use crate::diagnostic::Code;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    fn open(folder: &Path, out: &str) -> Result<State<'static>, Code> {
        State::open(&DiskStorage, folder, Path::new(out)).map_err(|refused| refused.code)
    }

    #[test]
    fn one_run_at_a_time_has_an_output_folder() -> Tested {
        let folder = tempfile::tempdir()?;
        let first = open(folder.path(), "/a");
        assert_eq!(open(folder.path(), "/a").err(), Some(Code::OutputLocked));
        assert!(open(folder.path(), "/b").is_ok());
        drop(first);
        assert!(open(folder.path(), "/a").is_ok());
        Ok(())
    }

    #[test]
    fn a_record_reads_back_and_a_damaged_one_is_reported() -> Tested {
        let folder = tempfile::tempdir()?;
        let Ok(state) = open(folder.path(), "/a") else { return Err("not opened".into()) };
        let mut found = Diagnostics::new();
        assert_eq!(state.manifest(&mut found), None);
        let manifest = Manifest([("a".to_owned(), listing::digest(b"1"))].into());
        assert!(state.keep_manifest(&manifest).is_ok());
        assert_eq!(state.manifest(&mut found), Some(manifest));
        assert!(found.is_empty());
        std::fs::write(&state.manifest, "pufa-manifest 0\n")?;
        assert_eq!(state.manifest(&mut found), None);
        assert_eq!(found.iter().map(|one| one.code).collect::<Vec<_>>(), [Code::OutputStateDamaged]);
        Ok(())
    }
}
