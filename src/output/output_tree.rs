//! What stands in the output folder where this run wants to write, and whose it is.
//!
//! Nothing is changed here: what must give way is noted, for the commit to remove.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, RwLock};

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::errors::{self, WriteError, WriteStep, failed};
use super::folder_tree;
use super::manifest_format::{self, OutputDigest};
use super::owned_files::{OutputManifest, OwnedFiles};
use super::ownership::{OwnershipClaim, claim, claims};
use super::safe_path::{folder_of, folders_of, unsafe_path};
use super::storage::{EntryKind, Storage, is_absence, read_if_there};
use super::unpoisoned;

/// What stands at the address of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathState {
    /// Nothing, or what gives way.
    Free,
    /// A file of so many bytes.
    File(u64),
    /// A link or the like.
    Link,
}

/// Files of earlier runs that stand where a folder is needed, and folders of them where a file is.
#[derive(Debug, Default)]
pub(super) struct DisplacedFiles {
    /// The files.
    pub(super) files: BTreeSet<String>,
    /// The folders, which are empty once the files are gone.
    pub(super) folders: BTreeSet<String>,
}

/// Tells of a file of an earlier run, by its path and the digest of its bytes, whether it stays.
pub(super) type SparePredicate<'s> = Box<dyn Fn(&str, &OutputDigest) -> bool + Send + Sync + 's>;

/// The output folder under this run's feet.
pub(super) struct OutputTree<'s> {
    pub(super) storage: &'s dyn Storage,
    /// Its canonical path.
    pub(super) root: PathBuf,
    /// What earlier runs left.
    pub(super) known: OwnedFiles,
    /// Every path of this run.
    pub(super) intended: HashSet<Arc<str>>,
    /// Which files of earlier runs stay, though this one does not make them.
    pub(super) spares: Option<SparePredicate<'s>>,
    folders: RwLock<HashMap<String, bool>>,
    giving_way: Mutex<DisplacedFiles>,
    recognised: Mutex<Vec<OwnershipClaim>>,
    /// Paths of an earlier run at which its files do not stand any more.
    pub(super) missing: Vec<String>,
}

impl<'s> OutputTree<'s> {
    pub(super) fn new(
        storage: &'s dyn Storage,
        root: PathBuf,
        known: OwnedFiles,
        intended: HashSet<Arc<str>>,
    ) -> Self {
        let (folders, giving_way, recognised, missing) = Default::default();
        Self {
            storage,
            root,
            known,
            intended,
            spares: None,
            folders,
            giving_way,
            recognised,
            missing,
        }
    }

    /// Reconciles the records with what stands there, where they cannot be taken at their word, and
    /// claims what an earlier run left here and nobody makes, if that is wished.
    pub(super) fn reconcile(&mut self, clean: bool) -> Result<(), WriteError> {
        if !self.known.is_bound {
            let manifest = self.known.manifest.take();
            let listed = manifest.as_ref().map(claims).unwrap_or_default();
            self.known.ownership.claim_also(listed);
            self.known.manifest = manifest.map(|manifest| self.verify(manifest)).transpose()?;
            if let Some(standing) = self.standing_claims() {
                self.known.ownership.claims = standing;
            }
        }
        if clean {
            let ours = self.unneeded();
            self.known.manifest.get_or_insert_default().0.extend(ours);
        }
        Ok(())
    }

    /// The part of a manifest whose files stand there with the recorded bytes. The rest is noted as
    /// missing; a file that cannot be read is neither.
    fn verify(&mut self, manifest: OutputManifest) -> Result<OutputManifest, WriteError> {
        let stands = |path: &str, digest: &OutputDigest| {
            let bytes = if self.is_reachable(path)? {
                self.bytes(path)?
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
                .map(|(path, digest)| match stands(&path, &digest) {
                    Ok(stands) => Ok((path, digest, stands)),
                    Err(refusal) => {
                        Err(failed(WriteStep::Reading, &self.root.join(path), &refusal))
                    }
                });
        let verified: Vec<(String, OutputDigest, bool)> =
            verified.collect::<Result<_, WriteError>>()?;
        let (ours, missing): (Vec<_>, Vec<_>) =
            verified.into_iter().partition(|(.., stands)| *stands);
        self.missing = missing.into_iter().map(|(path, ..)| path).collect();
        Ok(OutputManifest(
            ours.into_iter()
                .map(|(path, digest, _)| (path, digest))
                .collect(),
        ))
    }

    /// The claims of the ownership record to files that stand there, sorted; `None` when something
    /// cannot be read, and no claim may be given up.
    fn standing_claims(&self) -> Option<Vec<OwnershipClaim>> {
        let ownership = &self.known.ownership;
        if ownership.claims.is_empty() {
            return None;
        }
        let tree =
            folder_tree::tree(self.storage, &self.root, "", folder_tree::is_no_output).ok()?;
        let claim = |path: &String| {
            let bytes = self.bytes(path)?;
            Ok::<_, io::Error>(bytes.map(|bytes| claim(path, &manifest_format::digest(&bytes))))
        };
        let found = tree
            .files
            .par_iter()
            .map(claim)
            .collect::<io::Result<Vec<_>>>()
            .ok()?;
        let is_claimed = |claim: &OwnershipClaim| ownership.claims.binary_search(claim).is_ok();
        let mut standing: Vec<OwnershipClaim> =
            found.into_iter().flatten().filter(is_claimed).collect();
        standing.sort_unstable();
        Some(standing)
    }

    /// Files that are ours by their bytes, and that this run does not make.
    fn unneeded(&self) -> Vec<(String, OutputDigest)> {
        let tree = folder_tree::tree(self.storage, &self.root, "", folder_tree::is_no_output);
        let files = tree.map(|tree| tree.files).unwrap_or_default();
        let ours = |path: String| {
            let bytes = self
                .bytes(&path)
                .ok()?
                .filter(|_| !self.intended.contains(path.as_str()))?;
            self.known
                .recognises(&path, &bytes)
                .then(|| (path, manifest_format::digest(&bytes)))
        };
        files.into_par_iter().filter_map(ours).collect()
    }

    /// The bytes of a file; `None` where none stands. What is no file is not opened: a pipe would never end.
    fn bytes(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        let place = self.root.join(path);
        match self.storage.entry_kind(&place)? {
            EntryKind::File(_) => read_if_there(self.storage, &place),
            _ => Ok(None),
        }
    }

    /// Whether a file is ours though no manifest lists its path: by its bytes, or under the name that it
    /// really has, where one that differs in case finds it too. The claim to it is noted.
    pub(super) fn recognises(&self, path: &str) -> Result<bool, WriteError> {
        let bytes = self
            .bytes(path)
            .map_err(|refusal| failed(WriteStep::Reading, &self.root.join(path), &refusal))?;
        let Some(bytes) = bytes else { return Ok(false) };
        let real = self.real(path).ok();
        let mut names = std::iter::once(path).chain(real.as_deref().filter(|real| *real != path));
        let Some(name) = names.find(|name| {
            (*name != path && self.known.in_manifest(name)) || self.known.recognises(name, &bytes)
        }) else {
            return Ok(false);
        };
        self.note(name, &bytes);
        Ok(true)
    }

    /// The path of what stands at a path, as the system has it: without links, in the case that it has there.
    fn real(&self, path: &str) -> io::Result<String> {
        let real = self.storage.canonical(&self.root.join(path))?;
        let inside = real.strip_prefix(&self.root).map_err(io::Error::other)?;
        let parts = inside
            .components()
            .map(|part| part.as_os_str().to_string_lossy());
        Ok(parts.collect::<Vec<_>>().join("/"))
    }

    /// Whether two paths lead to one file: they do where case makes no difference.
    pub(super) fn is_one_file(&self, one: &str, other: &str) -> io::Result<bool> {
        let real = |path: &str| self.storage.canonical(&self.root.join(path));
        Ok(real(one)? == real(other)?)
    }

    /// The claims to the files that this run has recognised by their bytes and replaces or removes.
    pub(super) fn recognised(&self) -> Vec<OwnershipClaim> {
        unpoisoned(self.recognised.lock()).clone()
    }

    /// A path, held once for the whole run.
    pub(super) fn shared(&self, path: &str) -> Arc<str> {
        self.intended
            .get(path)
            .cloned()
            .unwrap_or_else(|| path.into())
    }

    /// What stands at a path that a file is to take.
    pub(super) fn at(&self, path: &str) -> Result<PathState, WriteError> {
        if !self.has_folder(folder_of(path), path)? {
            return Ok(PathState::Free);
        }
        match self.entry_kind(path)? {
            EntryKind::Nothing => Ok(PathState::Free),
            EntryKind::File(length) => Ok(PathState::File(length)),
            EntryKind::Other => Ok(PathState::Link),
            EntryKind::Folder => self.clear_folder(path).map(|()| PathState::Free),
        }
    }

    /// Whether the folder of a path stands, and in it a file could.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.has_folder(folder_of(path), path).unwrap_or(false)
    }

    /// Whether a folder of this run stood there when it began.
    pub(super) fn stood(&self, folder: &str) -> bool {
        folder.is_empty() || unpoisoned(self.folders.read()).get(folder) == Some(&true)
    }

    /// The outermost folder of a path that did not stand there when the run began.
    pub(super) fn to_be_made<'p>(&self, path: &'p str) -> Option<&'p str> {
        folders_of(path)
            .take_while(|folder| !self.stood(folder))
            .last()
    }

    /// Whether a path can be reached without leaving the output folder.
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

    /// Whether anything must give way.
    pub(super) fn has_giving_way(&self) -> bool {
        !unpoisoned(self.giving_way.lock()).files.is_empty()
    }

    /// Takes the list of what must give way.
    pub(super) fn take_giving_way(&self) -> DisplacedFiles {
        std::mem::take(&mut *unpoisoned(self.giving_way.lock()))
    }

    /// Whether the folder of a file stands; each folder is looked at once.
    fn has_folder(&self, folder: &str, file: &str) -> Result<bool, WriteError> {
        if folder.is_empty() {
            return Ok(true);
        }
        if let Some(stands) = unpoisoned(self.folders.read()).get(folder) {
            return Ok(*stands);
        }
        if self.intended.contains(folder) {
            return Err(errors::file_and_folder(file, folder));
        }
        let stands = self.has_folder(folder_of(folder), file)? && self.see_folder(folder)?;
        unpoisoned(self.folders.write()).insert(folder.to_owned(), stands);
        Ok(stands)
    }

    fn see_folder(&self, folder: &str) -> Result<bool, WriteError> {
        match self.entry_kind(folder)? {
            EntryKind::Folder => Ok(true),
            EntryKind::Nothing => Ok(false),
            EntryKind::Other if self.leads_inside(folder).unwrap_or(false) => Ok(true),
            EntryKind::Other => Err(unsafe_path(folder)),
            EntryKind::File(_) if self.is_ours(folder)? => {
                unpoisoned(self.giving_way.lock())
                    .files
                    .insert(folder.to_owned());
                Ok(false)
            }
            EntryKind::File(_) => Err(errors::in_the_way(folder)),
        }
    }

    /// Whether a link leads to a folder within the output folder.
    fn leads_inside(&self, folder: &str) -> io::Result<bool> {
        let real = match self.storage.canonical(&self.root.join(folder)) {
            Err(refusal) if is_absence(&refusal) => return Ok(false),
            real => real?,
        };
        Ok(real.starts_with(&self.root) && self.storage.entry_kind(&real)? == EntryKind::Folder)
    }

    /// Lets a folder give way to a file, if all in it is ours.
    fn clear_folder(&self, path: &str) -> Result<(), WriteError> {
        let found = folder_tree::tree(self.storage, &self.root, path, |_| false)
            .map_err(|refusal| failed(WriteStep::Reading, &self.root.join(path), &refusal))?;
        for file in &found.files {
            if !self.is_ours(file)? {
                return Err(errors::in_the_way(file));
            }
        }
        let mut giving_way = unpoisoned(self.giving_way.lock());
        giving_way.files.extend(found.files);
        giving_way.folders.extend(found.folders);
        Ok(())
    }

    /// Whether an earlier run left what stands there, and this one does not need it.
    fn is_ours(&self, path: &str) -> Result<bool, WriteError> {
        Ok(!self.intended.contains(path)
            && !self
                .known
                .digest(path)
                .is_some_and(|digest| self.spares(path, &digest))
            && (self.known.in_manifest(path) || self.recognises(path)?))
    }

    /// Whether a file of an earlier run stays, though this one does not make it.
    pub(super) fn spares(&self, path: &str, digest: &OutputDigest) -> bool {
        self.spares
            .as_ref()
            .is_some_and(|spares| spares(path, digest))
    }

    /// Whether an unfinished run left what stands there; the claim to it is noted.
    pub(super) fn is_left_over(&self, path: &str) -> bool {
        let Ok(Some(bytes)) = self.bytes(path) else {
            return false;
        };
        let is_left = self.known.left_by_unfinished(path, &bytes);
        if is_left {
            self.note(path, &bytes);
        }
        is_left
    }

    fn note(&self, path: &str, bytes: &[u8]) {
        unpoisoned(self.recognised.lock()).push(claim(path, &manifest_format::digest(bytes)));
    }

    fn entry_kind(&self, path: &str) -> Result<EntryKind, WriteError> {
        let path = self.root.join(path);
        self.storage
            .entry_kind(&path)
            .map_err(|refusal| failed(WriteStep::Reading, &path, &refusal))
    }
}
