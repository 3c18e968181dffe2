//! One run into one output folder: what is put is compared, and waits until the run is sound.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::commit::CommitRun;
use super::errors::{self, WriteError, WriteStep, failed};
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
use super::unpoisoned;
use crate::content::FileFingerprint;
use crate::diagnostic::{Diagnostic, Diagnostics, RunSummary};

/// The folders that a run has to do with.
#[derive(Clone, Debug)]
pub struct WriterFolders {
    /// Where the records lie: `.pufa/` beside `content/`.
    pub state: PathBuf,
    /// Where the outputs go; made if it is missing.
    pub out: PathBuf,
    /// Folders that the output folder must not overlap: `content/`, `themes/`.
    pub protected: Vec<PathBuf>,
    /// A word for what the outputs are, such as `site`: a folder of others is refused.
    pub maker: &'static str,
    /// What makes a file ours where the records do not tell.
    pub mark: MarkPredicate,
    /// Whether what earlier runs left and no record lists is removed, and a folder of another site taken over.
    pub clean: bool,
}

/// Whether a file, by its path and its bytes, carries the mark of its maker.
pub type MarkPredicate = fn(&str, &[u8]) -> bool;

/// What became of an output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// It is new or differs, and will be written when the run is finished.
    Written,
    /// It stands there already, byte for byte, and is not touched.
    Unchanged,
}

/// What a finished run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteStats {
    /// Files that were new or had changed.
    pub written: usize,
    /// Files that stood there already.
    pub unchanged: usize,
    /// Files of earlier runs that this one does not make.
    pub removed: usize,
}

impl WriteStats {
    /// Its figures in the closing line of a run.
    pub fn add_to(&self, summary: &mut RunSummary) {
        (summary.written, summary.unchanged, summary.removed) =
            (self.written, self.unchanged, self.removed);
    }
}

/// An output as a run left it, for a later run to know it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// The digest of its bytes.
    pub digest: OutputDigest,
    /// Its marks, when they stand for the bytes.
    pub stat: Option<FileFingerprint>,
}

/// An output of this run.
#[derive(Debug)]
pub(super) struct OutputEntry {
    pub(super) digest: OutputDigest,
    pub(super) held: OutputState,
}

/// Where the bytes of an output are.
#[derive(Debug)]
pub(super) enum OutputState {
    /// They stand there already; the marks of the file that was compared.
    InPlace(Option<Box<FileFingerprint>>),
    /// They wait.
    Staged(StagedFile),
}

/// Hands over, of the outputs that a run left, in the order of their paths, the records to keep.
pub type RecordSource<'r> = dyn Fn(Vec<(&str, OutputRecord)>, &mut RecordSink<'_>) + 'r;

/// Keeps a record, by its name and its parts, each made when those before it are written. Tells whether it is kept.
pub type RecordSink<'k> =
    dyn FnMut(&'static str, &mut dyn Iterator<Item = Vec<u8>>) -> bool + Send + 'k;

/// One run into one output folder; many threads may put at once.
///
/// It ends with [`Self::finish`] or [`Self::abandon`]; one that is merely dropped counts as
/// killed, and the next run clears up after it.
pub struct OutputWriter<'s> {
    pub(super) terrain: OutputTree<'s>,
    pub(super) state: StateDir<'s>,
    pub(super) staging: StagingFolder,
    pub(super) puts: Mutex<HashMap<Arc<str>, OutputEntry>>,
    /// Whether the machine failed us in a put.
    pub(super) machine_failed: AtomicBool,
    /// Whether a killed run was found.
    pub(super) to_heal: bool,
    made: Vec<PathBuf>,
    lock: Option<FolderLock>,
}

impl<'s> OutputWriter<'s> {
    /// Opens an output folder for a run whose every output is named: paths relative to the
    /// folder, with `/`. Findings are warnings; what forbids the run is the error.
    pub fn open(
        storage: &'s dyn Storage,
        folders: &WriterFolders,
        intended: impl Iterator<Item = impl Into<Arc<str>>>,
    ) -> Result<(Self, Diagnostics), Diagnostics> {
        Self::try_open(storage, folders, intended.map(Into::into).collect())
            .map_err(|refused| [*refused].into_iter().collect())
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
        let made = folder_tree::create_all(storage, &root)?;
        let lock = lock::take(storage, &root, &state)?;
        let opened = Self::open_locked(storage, folders, root, &state, intended);
        let (mut writer, found) = match opened {
            Ok(opened) => opened,
            Err(refused) => {
                drop(lock);
                remove_made(storage, &made);
                return Err(refused);
            }
        };
        (writer.lock, writer.made) = (lock, made);
        Ok((writer, found))
    }

    fn open_locked(
        storage: &'s dyn Storage,
        folders: &WriterFolders,
        root: PathBuf,
        real_state: &Path,
        intended: HashSet<Arc<str>>,
    ) -> Result<(Self, Diagnostics), WriteError> {
        let state = StateDir::open(storage, &folders.state, &root)?;
        let mut found = Diagnostics::new();
        let owner = FolderOwner::new(folders.maker, &root, real_state);
        let known = read_known(storage, &root, &state, folders, owner, &mut found)?;
        let staging = StagingFolder::new(&root);
        let had_staging = staging
            .clear(storage)
            .map_err(|refusal| failed(WriteStep::Removing, staging.folder(), &refusal))?;
        let to_heal = had_staging || !known.journal.0.is_empty();
        let mut terrain = OutputTree::new(storage, root, known, intended);
        terrain.reconcile(folders.clean)?;
        if !terrain.known.is_bound {
            found.extend(unknown_files(&terrain));
        }
        let (puts, machine_failed) = (Mutex::default(), AtomicBool::default());
        let (made, lock) = (Vec::new(), None);
        Ok((
            Self {
                terrain,
                state,
                staging,
                puts,
                machine_failed,
                to_heal,
                made,
                lock,
            },
            found,
        ))
    }

    /// The same run, which spares files of earlier runs that it does not make: those of which `spares` says so.
    #[must_use]
    pub fn sparing(
        mut self,
        spares: impl Fn(&str, &OutputDigest) -> bool + Send + Sync + 's,
    ) -> Self {
        self.terrain.spares = Some(Box::new(spares));
        self
    }

    /// The digest of what the last finished run left at a path.
    pub fn left(&self, path: &str) -> Option<OutputDigest> {
        self.terrain.known.digest(path)
    }

    /// Hands over an output. Nothing is written into place before [`Self::finish`].
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<WriteOutcome, WriteError> {
        let path = self.terrain.shared(path);
        let put = self.try_put(&path, bytes).inspect_err(|refused| {
            if refused.code.is_machine() {
                self.machine_failed.store(true, Ordering::Relaxed);
            }
        })?;
        let outcome = match put.held {
            OutputState::InPlace(_) => WriteOutcome::Unchanged,
            OutputState::Staged(_) => WriteOutcome::Written,
        };
        match unpoisoned(self.puts.lock()).insert(Arc::clone(&path), put) {
            None => Ok(outcome),
            Some(_) => Err(errors::put_twice(&path)),
        }
    }

    fn try_put(&self, path: &Arc<str>, bytes: &[u8]) -> Result<OutputEntry, WriteError> {
        safe_path::check(path)?;
        let ground = self.terrain.at(path)?;
        let digest = manifest_format::digest(bytes);
        // Looked at first: whoever changes the file after that leaves other marks.
        let stat = if ground == PathState::Free {
            None
        } else {
            self.terrain.storage.stat(&self.terrain.root.join(&**path))
        };
        if self.stands(path, ground, bytes)? {
            return Ok(OutputEntry {
                digest,
                held: OutputState::InPlace(stat.map(Box::new)),
            });
        }
        let is_ours = match ground {
            PathState::Free => true,
            PathState::File(_) => {
                self.terrain.known.in_manifest(path) || self.terrain.recognises(path)?
            }
            PathState::Link => self.terrain.known.in_manifest(path),
        };
        if !is_ours {
            return Err(errors::foreign_file(path, ground));
        }
        // The message names the folder: what refuses one file here refuses them all.
        let storage = self.terrain.storage;
        let staged = match self.terrain.to_be_made(path) {
            Some(_) => self.staging.add_to_tree(storage, path, bytes),
            None => self.staging.add(storage, bytes),
        };
        let staged =
            staged.map_err(|refusal| failed(WriteStep::Writing, &self.terrain.root, &refusal))?;
        Ok(OutputEntry {
            digest,
            held: OutputState::Staged(staged),
        })
    }

    /// Takes over an output as an earlier run left it, without its bytes; tells whether they stand
    /// there still. Where they do not, it must be put.
    pub fn keep(&self, path: &str, left: &OutputRecord) -> bool {
        let place = self.terrain.root.join(path);
        let stat = self.terrain.storage.stat(&place);
        let is_marked = stat.is_some() && stat == left.stat && self.terrain.has_folder_of(path);
        if !is_marked && !self.stands_as_left(path, &place, left) {
            return false;
        }
        let put = OutputEntry {
            digest: left.digest,
            held: OutputState::InPlace(stat.map(Box::new)),
        };
        unpoisoned(self.puts.lock())
            .insert(self.terrain.shared(path), put)
            .is_none()
    }

    /// Whether bytes with the digest stand there.
    fn stands_as_left(&self, path: &str, place: &Path, left: &OutputRecord) -> bool {
        safe_path::is_safe(path)
            && matches!(self.terrain.at(path), Ok(PathState::File(_)))
            && self
                .terrain
                .storage
                .read(place)
                .is_ok_and(|bytes| manifest_format::digest(&bytes) == left.digest)
    }

    /// Whether the very bytes stand there: the length is asked first.
    fn stands(&self, path: &str, ground: PathState, bytes: &[u8]) -> Result<bool, WriteError> {
        if ground != PathState::File(bytes.len() as u64) {
            return Ok(false);
        }
        let place = self.terrain.root.join(path);
        match self.terrain.storage.read(&place) {
            Ok(standing) => Ok(standing == bytes),
            // Ours, but unreadable: a new file in its place mends that.
            Err(_) if self.terrain.known.in_manifest(path) => Ok(false),
            Err(refusal) => Err(failed(WriteStep::Reading, &place, &refusal)),
        }
    }

    /// Writes and removes, and tells what was done. A file that an earlier run left and this one
    /// names but did not put (its content has an error) stays as it is.
    pub fn finish(self) -> (WriteStats, Diagnostics) {
        CommitRun::new(self).run(None)
    }

    /// The same; and when all went well, keeps what `record` says of the outputs beside the manifest.
    pub fn finish_recording(self, record: &RecordSource<'_>) -> (WriteStats, Diagnostics) {
        CommitRun::new(self).run(Some(record))
    }

    /// Leaves everything as it was.
    pub fn abandon(self) -> Diagnostics {
        let storage = self.terrain.storage;
        let mut found = Diagnostics::new();
        if let Err(refusal) = self.staging.close(storage) {
            found.push(*failed(
                WriteStep::Removing,
                self.staging.folder(),
                &refusal,
            ));
        }
        drop(self.lock);
        remove_made(storage, &self.made);
        found
    }
}

/// Removes folders that a run made in vain.
fn remove_made(storage: &dyn Storage, made: &[PathBuf]) {
    for folder in made.iter().rev() {
        // Whoever put something in there meanwhile keeps it.
        let _ = storage.remove_folder(folder);
    }
}

/// What is known of the files in an output folder, which must be ours or nobody's.
fn read_known(
    storage: &dyn Storage,
    root: &Path,
    state: &StateDir<'_>,
    folders: &WriterFolders,
    owner: FolderOwner,
    found: &mut Diagnostics,
) -> Result<OwnedFiles, WriteError> {
    let manifest = state.manifest(found)?;
    let journal = state.journal(found)?;
    let ownership = ownership::read(storage, root, found)?;
    let names = |of: &Ownership| {
        manifest
            .as_ref()
            .is_some_and(|(_, digest)| *digest == of.manifest)
    };
    let is_known = ownership.as_ref().is_some_and(names);
    let is_bound = is_known && ownership.as_ref().is_some_and(|of| of.is_settled);
    if let Some(last) = ownership.as_ref().map(|of| &of.owner) {
        let is_other_verb = last.maker != owner.maker;
        // A manifest that belongs to the folder shows whose it is, wherever the site lies now.
        if is_other_verb || (*last != owner && !is_known && !folders.clean) {
            return Err(errors::of_another_owner(root, is_other_verb));
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
        mark: Some(folders.mark).filter(|_| !is_bound || folders.clean),
    })
}

/// Warns of files that neither a record nor this run explains.
fn unknown_files(terrain: &OutputTree<'_>) -> Option<Diagnostic> {
    let OutputTree {
        storage,
        root,
        known,
        intended,
        ..
    } = terrain;
    let tree = folder_tree::tree(*storage, root, "", folder_tree::is_the_hosts).unwrap_or_default();
    let mut unknown = tree
        .files
        .iter()
        .filter(|file| !intended.contains(file.as_str()) && !known.lists(file));
    let first = unknown.next()?;
    Some(errors::unknown_files(root, 1 + unknown.count(), first))
}
