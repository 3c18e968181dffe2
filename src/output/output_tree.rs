//! State and ownership of the paths that a run is going to write.
//!
//! Nothing is changed here: files and folders to be displaced are noted for the commit to remove.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::folder_tree;
use super::manifest_format::{self, OutputDigest};
use super::owned_files::{OutputManifest, OwnedFiles};
use super::ownership::{OwnershipClaim, claim, claims};
use super::safe_path::{folder_of, folders_of, unsafe_path};
use super::storage::{EntryKind, Storage, is_absence, read_if_there};

/// State of an output's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathState {
    /// Nothing, or what is displaced.
    Free,
    /// File with its length.
    File(u64),
    /// Link or special file.
    Link,
}

/// Files of earlier runs where a folder is needed, and their folders where a file is.
#[derive(Debug, Default)]
pub(super) struct DisplacedFiles {
    /// Files to remove.
    pub(super) files: BTreeSet<String>,
    /// Folders to remove, empty once the files are gone.
    pub(super) folders: BTreeSet<String>,
}

/// Predicate of files of earlier runs, by path and digest, that are spared though this run does not make them.
pub(super) type SparePredicate<'s> = Box<dyn Fn(&str, &OutputDigest) -> bool + Send + Sync + 's>;

/// Output folder as a run finds it.
pub(super) struct OutputTree<'s> {
    pub(super) storage: &'s dyn Storage,
    /// Canonical path of the folder.
    pub(super) root: PathBuf,
    /// Files of earlier runs.
    pub(super) owned: OwnedFiles,
    /// Every output path of this run.
    pub(super) intended: HashSet<Arc<str>>,
    /// Files of earlier runs that are spared, though this run does not make them.
    pub(super) spares: Option<SparePredicate<'s>>,
    folders: RwLock<HashMap<String, bool>>,
    displaced: Mutex<DisplacedFiles>,
    recognised: Mutex<Vec<OwnershipClaim>>,
    /// Paths of an earlier run whose files no longer exist.
    pub(super) missing: Vec<String>,
}

impl<'s> OutputTree<'s> {
    pub(super) fn new(
        storage: &'s dyn Storage,
        root: PathBuf,
        owned: OwnedFiles,
        intended: HashSet<Arc<str>>,
    ) -> Self {
        let (folders, displaced, recognised, missing) = Default::default();
        Self {
            storage,
            root,
            owned,
            intended,
            spares: None,
            folders,
            displaced,
            recognised,
            missing,
        }
    }

    /// Reconciles the records with the folder where they cannot be trusted; with `clean`, also takes over
    /// files of earlier runs that are no longer built.
    pub(super) fn reconcile(&mut self, clean: bool) -> Result<(), WriteError> {
        if !self.owned.is_bound {
            let manifest = self.owned.manifest.take();
            let listed = manifest.as_ref().map(claims).unwrap_or_default();
            self.owned.ownership.add_claims(listed);
            self.owned.manifest = manifest.map(|manifest| self.verify(manifest)).transpose()?;
            if let Some(existing) = self.existing_claims() {
                self.owned.ownership.claims = existing;
            }
        }
        if clean {
            let (ours, _) = self.unneeded_files();
            self.owned.manifest.get_or_insert_default().0.extend(ours);
        }
        Ok(())
    }

    /// Part of a manifest whose files exist with the recorded bytes. The others are noted as missing; an
    /// unreadable file is an error.
    fn verify(&mut self, manifest: OutputManifest) -> Result<OutputManifest, WriteError> {
        let exists = |path: &str, digest: &OutputDigest| {
            let bytes = if self.is_reachable(path)? {
                self.read_file(path)?
            } else {
                None
            };
            Ok::<_, io::Error>(
                bytes.is_some_and(|bytes| manifest_format::digest(&bytes) == *digest),
            )
        };
        let verified =
            manifest
                .0
                .into_par_iter()
                .map(|(path, digest)| match exists(&path, &digest) {
                    Ok(exists) => Ok((path, digest, exists)),
                    Err(error) => Err(io_failure(
                        WriteStep::Reading,
                        &self.root.join(path),
                        &error,
                    )),
                });
        let verified: Vec<(String, OutputDigest, bool)> =
            verified.collect::<Result<_, WriteError>>()?;
        let (ours, missing): (Vec<_>, Vec<_>) =
            verified.into_iter().partition(|(.., exists)| *exists);
        self.missing = missing.into_iter().map(|(path, ..)| path).collect();
        Ok(OutputManifest(
            ours.into_iter()
                .map(|(path, digest, _)| (path, digest))
                .collect(),
        ))
    }

    /// Claims of the ownership record to files that exist, sorted; `None` if something cannot be read, so
    /// that no claim may be given up.
    fn existing_claims(&self) -> Option<Vec<OwnershipClaim>> {
        let ownership = &self.owned.ownership;
        if ownership.claims.is_empty() {
            return None;
        }
        let tree =
            folder_tree::list_tree(self.storage, &self.root, "", folder_tree::is_reserved).ok()?;
        let claim = |path: &String| {
            let bytes = self.read_file(path)?;
            Ok::<_, io::Error>(bytes.map(|bytes| claim(path, &manifest_format::digest(&bytes))))
        };
        let found = tree
            .files
            .par_iter()
            .map(claim)
            .collect::<io::Result<Vec<_>>>()
            .ok()?;
        let is_claimed = |claim: &OwnershipClaim| ownership.claims.binary_search(claim).is_ok();
        let mut existing: Vec<OwnershipClaim> =
            found.into_iter().flatten().filter(is_claimed).collect();
        existing.sort_unstable();
        Some(existing)
    }

    /// Files that are ours by their bytes and that this run does not make; true if all could be read.
    fn unneeded_files(&self) -> (Vec<(String, OutputDigest)>, bool) {
        let tree = folder_tree::list_tree(self.storage, &self.root, "", folder_tree::is_reserved);
        let Ok(tree) = tree else {
            return (Vec::new(), false);
        };
        let ours = |path: String| {
            if self.intended.contains(path.as_str()) {
                return Ok(None);
            }
            let bytes = self.read_file(&path)?;
            let ours = bytes.filter(|bytes| self.owned.recognises(&path, bytes));
            Ok::<_, io::Error>(ours.map(|bytes| (path, manifest_format::digest(&bytes))))
        };
        let found: Vec<_> = tree.files.into_par_iter().map(ours).collect();
        let is_whole = found.iter().all(Result::is_ok);
        (found.into_iter().flatten().flatten().collect(), is_whole)
    }

    /// Files that earlier runs wrote, by their bytes, and that neither this run nor the manifest names: they were
    /// withdrawn while the records were lost. Their claims are kept, so that each run finds them again.
    ///
    /// While the records are whole, there is nothing to look for: the ownership record claims what the manifest lists.
    pub(super) fn leftovers(&mut self) -> Vec<String> {
        let listed = self.owned.manifest.as_ref().map(claims).unwrap_or_default();
        let claimed = &self.owned.ownership.claims;
        if self.owned.is_bound && claimed.len() <= listed.len() {
            return Vec::new();
        }
        let (mut found, is_whole) = self.unneeded_files();
        found.retain(|(path, digest)| !self.owned.lists(path) && !self.spares(path, digest));
        found.sort_unstable();
        let kept: Vec<OwnershipClaim> = found
            .iter()
            .map(|(path, digest)| claim(path, digest))
            .collect();
        if self.owned.is_bound && is_whole {
            // Claims to files that are gone are given up when this run has succeeded.
            self.owned.leftovers = Some(kept);
        } else {
            self.owned.ownership.add_claims(kept);
        }
        found.into_iter().map(|(path, _)| path).collect()
    }

    /// Bytes of a file; `None` if there is none. Only regular files are opened: a pipe would block.
    fn read_file(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let target = self.root.join(path);
        match self.storage.entry_kind(&target)? {
            EntryKind::File(_) => read_if_there(self.storage, &target),
            _ => Ok(None),
        }
    }

    /// Returns true if a file that no manifest lists is ours: by its bytes, or under its real name where a path that
    /// differs in case finds it too. The claim to it is noted.
    pub(super) fn recognises(&self, path: &str) -> Result<bool, WriteError> {
        let bytes = self
            .read_file(path)
            .map_err(|error| io_failure(WriteStep::Reading, &self.root.join(path), &error))?;
        let Some(bytes) = bytes else { return Ok(false) };
        let real = self.real_path(path).ok();
        let mut names = std::iter::once(path).chain(real.as_deref().filter(|real| *real != path));
        let Some(name) = names.find(|name| {
            (*name != path && self.owned.in_manifest(name)) || self.owned.recognises(name, &bytes)
        }) else {
            return Ok(false);
        };
        self.add_claim(name, &bytes);
        Ok(true)
    }

    /// Path as the system spells it: without links, in its real case.
    fn real_path(&self, path: &str) -> io::Result<String> {
        let real = self.storage.canonical(&self.root.join(path))?;
        let inside = real.strip_prefix(&self.root).map_err(io::Error::other)?;
        let parts = inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        Ok(parts.collect::<Vec<_>>().join("/"))
    }

    /// Returns true if two paths name one file, as on a case-insensitive file system.
    pub(super) fn is_one_file(&self, one: &str, other: &str) -> io::Result<bool> {
        let real = |path: &str| self.storage.canonical(&self.root.join(path));
        Ok(real(one)? == real(other)?)
    }

    /// Claims to files that were recognised by their bytes and are replaced or removed.
    pub(super) fn recognised_claims(&self) -> Vec<OwnershipClaim> {
        self.recognised.lock().clone()
    }

    /// Shared copy of a path.
    pub(super) fn shared_path(&self, path: &str) -> Arc<str> {
        self.intended
            .get(path)
            .cloned()
            .unwrap_or_else(|| path.into())
    }

    /// State of the path of an output.
    pub(super) fn path_state(&self, path: &str) -> Result<PathState, WriteError> {
        if !self.has_folder(folder_of(path), path)? {
            return Ok(PathState::Free);
        }
        match self.entry_kind(path)? {
            EntryKind::Nothing => Ok(PathState::Free),
            EntryKind::File(length) => Ok(PathState::File(length)),
            EntryKind::Other => Ok(PathState::Link),
            EntryKind::Folder => self.displace_folder(path).map(|()| PathState::Free),
        }
    }

    /// Returns true if the parent folder of a path exists and may hold a file.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.has_folder(folder_of(path), path).unwrap_or(false)
    }

    /// Returns true if a folder of this run existed when the run began.
    pub(super) fn existed(&self, folder: &str) -> bool {
        folder.is_empty() || self.folders.read().get(folder) == Some(&true)
    }

    /// Outermost parent folder of a path that did not exist when the run began.
    pub(super) fn missing_folder<'p>(&self, path: &'p str) -> Option<&'p str> {
        folders_of(path)
            .take_while(|folder| !self.existed(folder))
            .last()
    }

    /// Returns true if a path can be reached without leaving the output folder.
    pub(super) fn is_reachable(&self, path: &str) -> io::Result<bool> {
        for folder in folders_of(path) {
            let leads_on = match self.storage.entry_kind(&self.root.join(folder))? {
                EntryKind::Folder => true,
                EntryKind::Other => self.leads_inside(folder)?,
                _ => false,
            };
            if !leads_on {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Returns true if anything is to be displaced.
    pub(super) fn has_displaced(&self) -> bool {
        !self.displaced.lock().files.is_empty()
    }

    /// Takes the list of what is to be displaced.
    pub(super) fn take_displaced(&self) -> DisplacedFiles {
        std::mem::take(&mut *self.displaced.lock())
    }

    /// Returns true if the parent folder of a file exists; each folder is examined once.
    fn has_folder(&self, folder: &str, file: &str) -> Result<bool, WriteError> {
        if folder.is_empty() {
            return Ok(true);
        }
        if let Some(exists) = self.folders.read().get(folder) {
            return Ok(*exists);
        }
        if self.intended.contains(folder) {
            return Err(errors::file_folder_conflict(file, folder));
        }
        let exists = self.has_folder(folder_of(folder), file)? && self.check_folder(folder)?;
        self.folders.write().insert(folder.to_owned(), exists);
        Ok(exists)
    }

    fn check_folder(&self, folder: &str) -> Result<bool, WriteError> {
        match self.entry_kind(folder)? {
            EntryKind::Folder => Ok(true),
            EntryKind::Nothing => Ok(false),
            EntryKind::Other if self.leads_inside(folder).unwrap_or(false) => Ok(true),
            EntryKind::Other => Err(unsafe_path(folder)),
            EntryKind::File(_) if self.is_owned(folder)? => {
                self.displaced.lock().files.insert(folder.to_owned());
                Ok(false)
            }
            EntryKind::File(_) => Err(errors::path_blocked(folder)),
        }
    }

    /// Returns true if a link leads to a folder within the output folder.
    fn leads_inside(&self, folder: &str) -> io::Result<bool> {
        let real = match self.storage.canonical(&self.root.join(folder)) {
            Err(error) if is_absence(&error) => return Ok(false),
            real => real?,
        };
        Ok(real.starts_with(&self.root) && self.storage.entry_kind(&real)? == EntryKind::Folder)
    }

    /// Notes a folder as displaced by a file, if everything in it is ours.
    fn displace_folder(&self, path: &str) -> Result<(), WriteError> {
        let found = folder_tree::list_tree(self.storage, &self.root, path, |_| false)
            .map_err(|error| io_failure(WriteStep::Reading, &self.root.join(path), &error))?;
        for file in &found.files {
            if !self.is_owned(file)? {
                return Err(errors::path_blocked(file));
            }
        }
        let mut displaced = self.displaced.lock();
        displaced.files.extend(found.files);
        displaced.folders.extend(found.folders);
        Ok(())
    }

    /// Returns true if an earlier run wrote a file that this one does not need.
    fn is_owned(&self, path: &str) -> Result<bool, WriteError> {
        Ok(!self.intended.contains(path)
            && !self
                .owned
                .digest(path)
                .is_some_and(|digest| self.spares(path, &digest))
            && (self.owned.in_manifest(path) || self.recognises(path)?))
    }

    /// Returns true if a file of an earlier run is spared.
    pub(super) fn spares(&self, path: &str, digest: &OutputDigest) -> bool {
        self.spares
            .as_ref()
            .is_some_and(|spares| spares(path, digest))
    }

    /// Returns true if a file was left by an unfinished run; the claim to it is noted.
    pub(super) fn is_orphan(&self, path: &str) -> bool {
        let Ok(Some(bytes)) = self.read_file(path) else {
            return false;
        };
        let is_left = self.owned.is_journalled(path, &bytes);
        if is_left {
            self.add_claim(path, &bytes);
        }
        is_left
    }

    fn add_claim(&self, path: &str, bytes: &[u8]) {
        self.recognised
            .lock()
            .push(claim(path, &manifest_format::digest(bytes)));
    }

    fn entry_kind(&self, path: &str) -> Result<EntryKind, WriteError> {
        let path = self.root.join(path);
        self.storage
            .entry_kind(&path)
            .map_err(|error| io_failure(WriteStep::Reading, &path, &error))
    }
}
