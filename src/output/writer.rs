//! One run into one output folder: outputs are compared, and staged until the run is sound.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use parking_lot::Mutex;

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::commit::CommitRun;
use super::errors::{self, WriteError, WriteStep, io_failure};
use super::folder_tree;
use super::lock;
use super::manifest_format::{self, OutputDigest};
use super::output_tree::{OutputTree, PathState};
use super::owned_files::OwnedFiles;
use super::ownership::{self, FolderOwner, Ownership};
use super::safe_path;
use super::staging::{StagedFile, StagingFolder};
use super::state_dir::StateDir;
use super::storage::{FolderLock, Storage};
use crate::content::FileFingerprint;
use crate::diagnostic::{Diagnostic, Diagnostics, RunSummary};

/// Folders of a run.
#[derive(Clone, Debug)]
pub(crate) struct WriterFolders {
    /// State folder: `.pufa/` beside `content/`.
    pub state: PathBuf,
    /// Output folder, created if missing.
    pub out: PathBuf,
    /// Folders that the output folder must not overlap: `content/`, `themes/`.
    pub protected: Vec<PathBuf>,
    /// Name of the outputs, such as `site`: a folder of other outputs is refused.
    pub owner_kind: &'static str,
    /// Predicate of the generator's mark, for files that the records do not list.
    pub mark: MarkPredicate,
    /// True if unlisted files of earlier runs are removed, and a folder of another site is taken over.
    pub clean: bool,
}

/// Predicate of files, by path and bytes, that carry the mark of their generator.
pub(crate) type MarkPredicate = fn(&str, &[u8]) -> bool;

/// Effect of writing an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteOutcome {
    /// New or different: will be written when the run is finished.
    Written,
    /// Equal to the existing file, which is left alone.
    Unchanged,
}

/// Statistics of a finished run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct WriteStats {
    /// Files that were new or different.
    pub written: usize,
    /// Files that existed with the same bytes.
    pub unchanged: usize,
    /// Files of earlier runs that this one does not make.
    pub removed: usize,
}

impl WriteStats {
    /// Copies the figures into the summary of a run.
    pub(crate) fn add_to(&self, summary: &mut RunSummary) {
        (summary.written, summary.unchanged, summary.removed) =
            (self.written, self.unchanged, self.removed);
    }
}

/// Output as a run left it, by which a later run recognises it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct OutputRecord {
    /// Digest of its bytes.
    pub digest: OutputDigest,
    /// Metadata fingerprint, if it can stand for the bytes.
    pub fingerprint: Option<FileFingerprint>,
}

/// Output of this run.
#[derive(Debug)]
pub(super) struct OutputEntry {
    pub(super) digest: OutputDigest,
    pub(super) state: OutputState,
}

/// Location of an output's bytes.
#[derive(Debug)]
pub(super) enum OutputState {
    /// In place already, with the fingerprint of the compared file.
    InPlace(Option<Box<FileFingerprint>>),
    /// Staged.
    Staged(StagedFile),
}

/// Callback that writes cache files for the committed outputs, sorted by path.
pub(crate) type RecordSource<'r> = dyn Fn(Vec<(&str, OutputRecord)>, &mut RecordSink<'_>) + 'r;

/// Callback that writes a cache file from its name and lazily made parts; returns whether it is in place.
pub(crate) type RecordSink<'k> =
    dyn FnMut(&'static str, &mut dyn Iterator<Item = Vec<u8>>) -> bool + Send + 'k;

/// One run into one output folder; threads may write to it in parallel.
///
/// A run ends with [`Self::finish`] or [`Self::abandon`]; one that is merely dropped counts as killed, and
/// the next run recovers from it.
pub(crate) struct OutputWriter<'s> {
    pub(super) tree: OutputTree<'s>,
    pub(super) state: StateDir<'s>,
    pub(super) staging: StagingFolder,
    pub(super) entries: Mutex<HashMap<Arc<str>, OutputEntry>>,
    /// True if an I/O error occurred while an output was written.
    pub(super) machine_failed: AtomicBool,
    /// True if a killed run was found.
    pub(super) needs_recovery: bool,
    created: Vec<PathBuf>,
    lock: Option<FolderLock>,
}

impl<'s> OutputWriter<'s> {
    /// Opens an output folder for a run with known outputs: paths relative to the folder, with `/`. Returns
    /// warnings beside the writer; the error says why the run is not possible.
    pub(crate) fn open(
        storage: &'s dyn Storage,
        folders: &WriterFolders,
        intended: impl Iterator<Item = impl Into<Arc<str>>>,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        Self::try_open(storage, folders, intended.map(Into::into).collect())
            .map_err(|error| [*error].into_iter().collect())
    }

    fn try_open(
        storage: &'s dyn Storage,
        folders: &WriterFolders,
        intended: HashSet<Arc<str>>,
    ) -> Result<(Self, Diagnostics), WriteError> {
        let root = folder_tree::resolve(storage, &folders.out)?;
        let state = folder_tree::resolve(storage, &folders.state)?;
        let protected = folders.protected.iter().chain([&folders.state]);
        folder_tree::check_apart(storage, &root, protected)?;
        let created = folder_tree::create_all(storage, &root)?;
        let lock = lock::take(storage, &root, &state)?;
        let opened = Self::open_locked(storage, folders, root, &state, intended);
        let (mut writer, diagnostics) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                drop(lock);
                remove_created(storage, &created);
                return Err(error);
            }
        };
        writer.lock = lock;
        writer.created = created;
        Ok((writer, diagnostics))
    }

    fn open_locked(
        storage: &'s dyn Storage,
        folders: &WriterFolders,
        root: PathBuf,
        real_state: &Path,
        intended: HashSet<Arc<str>>,
    ) -> Result<(Self, Diagnostics), WriteError> {
        let state = StateDir::open(storage, &folders.state, &root)?;
        let mut diagnostics = Diagnostics::new();
        let owner = FolderOwner::new(folders.owner_kind, &root, real_state);
        let owned = read_records(storage, &root, &state, folders, owner, &mut diagnostics)?;
        let staging = StagingFolder::new(&root);
        let had_staging = staging
            .clear(storage)
            .map_err(|error| io_failure(WriteStep::Removing, staging.folder(), &error))?;
        let needs_recovery = had_staging || !owned.journal.0.is_empty();
        let mut tree = OutputTree::new(storage, root, owned, intended);
        tree.reconcile(folders.clean)?;
        let leftovers = tree.leftovers();
        if !tree.owned.is_bound {
            diagnostics.extend(unknown_files(&tree, &leftovers));
        }
        if !leftovers.is_empty() {
            diagnostics.push(errors::leftovers(&leftovers));
        }
        Ok((
            Self {
                tree,
                state,
                staging,
                entries: Mutex::default(),
                machine_failed: AtomicBool::default(),
                needs_recovery,
                created: Vec::new(),
                lock: None,
            },
            diagnostics,
        ))
    }

    /// Spares those files of earlier runs that this run does not make and that `spares` selects.
    #[must_use]
    pub(crate) fn retaining(
        mut self,
        spares: impl Fn(&str, &OutputDigest) -> bool + Send + Sync + 's,
    ) -> Self {
        self.tree.spares = Some(Box::new(spares));
        self
    }

    /// Digest of what the last finished run wrote at a path.
    pub(crate) fn previous_digest(&self, path: &str) -> Option<OutputDigest> {
        self.tree.owned.digest(path)
    }

    /// Compares an output and stages it if it differs. Nothing changes before [`Self::finish`].
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) -> Result<WriteOutcome, WriteError> {
        let path = self.tree.shared_path(path);
        let entry = self.compare_and_stage(&path, bytes).inspect_err(|error| {
            if error.code.is_machine() {
                self.machine_failed.store(true, Ordering::Relaxed);
            }
        })?;
        let outcome = match entry.state {
            OutputState::InPlace(_) => WriteOutcome::Unchanged,
            OutputState::Staged(_) => WriteOutcome::Written,
        };
        match self.entries.lock().insert(Arc::clone(&path), entry) {
            None => Ok(outcome),
            Some(_) => Err(errors::written_twice(&path)),
        }
    }

    fn compare_and_stage(&self, path: &Arc<str>, bytes: &[u8]) -> Result<OutputEntry, WriteError> {
        safe_path::check(path)?;
        let path_state = self.tree.path_state(path)?;
        let digest = manifest_format::digest(bytes);
        // Taken before the comparison: a later change of the file changes the fingerprint.
        let fingerprint = if path_state == PathState::Free {
            None
        } else {
            self.tree.storage.fingerprint(&self.tree.root.join(&**path))
        };
        if self.has_bytes(path, path_state, bytes)? {
            return Ok(OutputEntry {
                digest,
                state: OutputState::InPlace(fingerprint.map(Box::new)),
            });
        }
        let is_owned = match path_state {
            PathState::Free => true,
            PathState::File(_) => {
                self.tree.owned.in_manifest(path) || self.tree.recognises(path)?
            }
            PathState::Link => self.tree.owned.in_manifest(path),
        };
        if !is_owned {
            return Err(errors::foreign_file(path, path_state));
        }
        // The message names the folder: what fails for one file here fails for all.
        let storage = self.tree.storage;
        let staged = match self.tree.missing_folder(path) {
            Some(_) => self.staging.add_to_tree(storage, path, bytes),
            None => self.staging.add(storage, bytes),
        };
        let staged =
            staged.map_err(|error| io_failure(WriteStep::Writing, &self.tree.root, &error))?;
        Ok(OutputEntry {
            digest,
            state: OutputState::Staged(staged),
        })
    }

    /// Keeps an output as an earlier run left it, without its bytes; returns whether the file is unchanged.
    /// If it is not, the output must be written.
    pub(crate) fn reuse(&self, path: &str, record: &OutputRecord) -> bool {
        let target = self.tree.root.join(path);
        let fingerprint = self.tree.storage.fingerprint(&target);
        let is_unchanged = fingerprint.is_some()
            && fingerprint == record.fingerprint
            && self.tree.has_folder_of(path);
        if !is_unchanged && !self.has_recorded_bytes(path, &target, record) {
            return false;
        }
        let entry = OutputEntry {
            digest: record.digest,
            state: OutputState::InPlace(fingerprint.map(Box::new)),
        };
        self.entries
            .lock()
            .insert(self.tree.shared_path(path), entry)
            .is_none()
    }

    /// Returns true if the file has the recorded digest.
    fn has_recorded_bytes(&self, path: &str, target: &Path, record: &OutputRecord) -> bool {
        safe_path::is_safe(path)
            && matches!(self.tree.path_state(path), Ok(PathState::File(_)))
            && self
                .tree
                .storage
                .read(target)
                .is_ok_and(|bytes| manifest_format::digest(&bytes) == record.digest)
    }

    /// Returns true if the file has these bytes; the length is compared first.
    fn has_bytes(
        &self,
        path: &str,
        path_state: PathState,
        bytes: &[u8],
    ) -> Result<bool, WriteError> {
        if path_state != PathState::File(bytes.len() as u64) {
            return Ok(false);
        }
        let target = self.tree.root.join(path);
        match self.tree.storage.read(&target) {
            Ok(standing) => Ok(standing == bytes),
            // Ours, but unreadable: a new file replaces it.
            Err(_) if self.tree.owned.in_manifest(path) => Ok(false),
            Err(error) => Err(io_failure(WriteStep::Reading, &target, &error)),
        }
    }

    /// Commits the run and returns what was done. A file of an earlier run that this one names but did not
    /// write (its content has an error) stays as it is.
    pub(crate) fn finish(self) -> (WriteStats, Diagnostics) {
        CommitRun::new(self).run(None)
    }

    /// Commits the run; if it succeeds, `record` writes cache files beside the manifest.
    pub(crate) fn finish_recording(self, record: &RecordSource<'_>) -> (WriteStats, Diagnostics) {
        CommitRun::new(self).run(Some(record))
    }

    /// Drops all staged files.
    pub(crate) fn abandon(self) -> Diagnostics {
        let storage = self.tree.storage;
        let mut diagnostics = Diagnostics::new();
        if let Err(error) = self.staging.close(storage) {
            diagnostics.push(*io_failure(
                WriteStep::Removing,
                self.staging.folder(),
                &error,
            ));
        }
        drop(self.lock);
        remove_created(storage, &self.created);
        diagnostics
    }
}

/// Removes folders that a run created in vain.
fn remove_created(storage: &dyn Storage, created: &[PathBuf]) {
    for folder in created.iter().rev() {
        // A folder that somebody has filled meanwhile is kept.
        let _ = storage.remove_folder(folder);
    }
}

/// Records of an output folder, which must be ours or have no owner.
fn read_records(
    storage: &dyn Storage,
    root: &Path,
    state: &StateDir<'_>,
    folders: &WriterFolders,
    owner: FolderOwner,
    diagnostics: &mut Diagnostics,
) -> Result<OwnedFiles, WriteError> {
    let manifest = state.manifest(diagnostics)?;
    let journal = state.journal(diagnostics)?;
    let ownership = ownership::read(storage, root, diagnostics)?;
    let names = |of: &Ownership| {
        manifest
            .as_ref()
            .is_some_and(|(_, digest)| *digest == of.manifest)
    };
    let is_known = ownership.as_ref().is_some_and(names);
    let is_bound = is_known && ownership.as_ref().is_some_and(|of| of.is_settled);
    if let Some(last) = ownership.as_ref().map(|of| &of.owner) {
        let is_other_verb = last.maker != owner.maker;
        // A manifest that belongs to the folder shows the owner, wherever the site lies now.
        if is_other_verb || (*last != owner && !is_known && !folders.clean) {
            return Err(errors::other_owner(root, is_other_verb));
        }
    }
    Ok(OwnedFiles {
        manifest: manifest.map(|(manifest, _)| manifest),
        journal,
        ownership: Ownership {
            owner,
            ..ownership.unwrap_or_default()
        },
        is_bound,
        leftovers: None,
        mark: Some(folders.mark).filter(|_| !is_bound || folders.clean),
    })
}

/// Warns of files that neither a record nor this run explains, and that bear no mark of earlier runs.
fn unknown_files(tree: &OutputTree<'_>, leftovers: &[String]) -> Option<Diagnostic> {
    let OutputTree {
        storage,
        root,
        owned,
        intended,
        ..
    } = tree;
    let tree = folder_tree::list_tree(*storage, root, "", folder_tree::belongs_to_host)
        .unwrap_or_default();
    let mut unknown = tree
        .files
        .iter()
        .filter(|file| !intended.contains(file.as_str()) && !owned.lists(file))
        .filter(|file| leftovers.binary_search(file).is_err());
    let first = unknown.next()?;
    Some(errors::unknown_files(root, 1 + unknown.count(), first))
}
