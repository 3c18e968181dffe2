//! Commit of a sound run: journal, move into place, remove, write the manifest.
//!
//! A kill at any step leaves records from which the next run finds the files that pufa wrote: the old
//! manifest, the journal and the ownership record, which claims the old files and the new, stay until
//! the new manifest is in place.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::errors::{self, WriteError, WriteStep, io_failure};
use super::manifest_format::{self, OutputDigest, digest};
use super::owned_files::{OutputManifest, OwnedFiles, WriteJournal};
use super::ownership::{OWNERSHIP, Ownership, OwnershipClaim, claim, claims};
use super::safe_path::{folder_of, folders_of};
use super::staging::StagedFile;
use super::storage::{EntryKind, is_absence, remove_if_there};
use super::writer::{
    OutputEntry, OutputRecord, OutputState, OutputWriter, RecordSource, WriteStats,
};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Run that is being committed.
pub(super) struct CommitRun<'s> {
    writer: OutputWriter<'s>,
    /// Outputs of the run, sorted by path.
    entries: Vec<(Arc<str>, OutputEntry)>,
    /// Content of the new manifest, kept true at every step.
    manifest: OutputManifest,
    /// Folders of this run, with whether each exists.
    folders: BTreeMap<String, bool>,
    /// Folders that may have become empty, or were created in vain.
    emptied: BTreeSet<String>,
    /// True if an I/O error occurred: no old file is removed any more.
    has_failed: bool,
    /// True if the ownership record claims the outputs that are about to be written.
    is_claimed: bool,
    orphans: usize,
    /// Time at which the first file could be moved into place.
    began: SystemTime,
    stats: WriteStats,
    diagnostics: Diagnostics,
}

impl<'s> CommitRun<'s> {
    pub(super) fn new(writer: OutputWriter<'s>) -> Self {
        let entries = std::mem::take(&mut *writer.entries.lock());
        let mut entries: Vec<(Arc<str>, OutputEntry)> = entries.into_iter().collect();
        entries.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self {
            entries,
            manifest: writer.tree.owned.manifest.clone().unwrap_or_default(),
            folders: BTreeMap::new(),
            emptied: BTreeSet::new(),
            has_failed: writer.machine_failed.load(Ordering::Relaxed),
            is_claimed: false,
            orphans: 0,
            began: SystemTime::now(),
            stats: WriteStats::default(),
            diagnostics: Diagnostics::new(),
            writer,
        }
    }

    /// Commits the run and returns what was done.
    pub(super) fn run(mut self, record: Option<&RecordSource<'_>>) -> (WriteStats, Diagnostics) {
        match self.write_journal().and_then(|()| self.claim_outputs()) {
            Ok(()) => self.commit(),
            Err(error) => self.fail(*error),
        }
        if let Some(record) = record.filter(|_| !self.has_failed) {
            self.write_cache_files(record);
        }
        if let Err(error) = self.writer.staging.close(self.writer.tree.storage) {
            self.fail(*io_failure(
                WriteStep::Removing,
                self.writer.staging.folder(),
                &error,
            ));
        }
        if self.writer.needs_recovery && !self.has_failed {
            self.diagnostics.push(errors::recovered(self.orphans));
        }
        (self.stats, self.diagnostics)
    }

    fn commit(&mut self) {
        self.remove_displaced();
        self.move_into_place();
        if !self.has_failed {
            self.remove_stale();
            self.remove_orphans();
        }
        self.remove_emptied();
        if let Err(error) = self.write_manifest() {
            self.fail(*error);
        }
    }

    /// Writes the journal of the files that are about to be written, before the first change. Entries of
    /// earlier unfinished runs stay until a manifest covers them.
    fn write_journal(&self) -> Result<(), WriteError> {
        let staged = self
            .entries
            .iter()
            .filter(|(_, entry)| matches!(entry.state, OutputState::Staged(_)));
        let mut journal = WriteJournal(
            staged
                .map(|(path, entry)| (path.to_string(), entry.digest))
                .collect(),
        );
        if journal.0.is_empty() {
            return Ok(());
        }
        journal.0.extend(self.owned().journal.0.iter().cloned());
        self.writer.state.write_journal(&journal)
    }

    /// Claims the outputs that are about to be written, before the first change.
    fn claim_outputs(&mut self) -> Result<(), WriteError> {
        let staged = self
            .entries
            .iter()
            .filter(|(_, entry)| matches!(entry.state, OutputState::Staged(_)));
        let mut claims: Vec<OwnershipClaim> = staged
            .map(|(path, entry)| claim(path, &entry.digest))
            .collect();
        if claims.is_empty() && !self.writer.tree.has_displaced() && self.stale().next().is_none() {
            return Ok(());
        }
        claims.extend(self.writer.tree.recognised_claims());
        self.is_claimed = true;
        self.write_ownership(&self.with_claims(claims))
    }

    /// Ownership record of the last run with more claims, marked as unsettled.
    fn with_claims(&self, claims: Vec<OwnershipClaim>) -> Ownership {
        let mut ownership = Ownership {
            is_settled: false,
            ..self.owned().ownership.clone()
        };
        ownership.add_claims(claims);
        ownership
    }

    fn write_ownership(&self, ownership: &Ownership) -> Result<(), WriteError> {
        let tree = &self.writer.tree;
        let target = tree.root.join(OWNERSHIP);
        let kept = self
            .writer
            .staging
            .replace(tree.storage, &target, &ownership.to_bytes());
        kept.map_err(|error| io_failure(WriteStep::Writing, &target, &error))
    }

    fn remove_displaced(&mut self) {
        let displaced = self.writer.tree.take_displaced();
        for file in &displaced.files {
            self.remove(file);
        }
        for folder in displaced.folders.iter().rev() {
            let path = self.writer.tree.root.join(folder);
            if let Err(error) = self.writer.tree.storage.remove_folder(&path) {
                self.fail(*io_failure(WriteStep::Removing, &path, &error));
            }
        }
    }

    fn move_into_place(&mut self) {
        let entries = std::mem::take(&mut self.entries);
        let whole = self.move_folders(&entries);
        let mut placed = Vec::with_capacity(entries.len());
        for (path, entry) in &entries {
            match entry.state {
                OutputState::InPlace(_) => self.stats.unchanged += 1,
                OutputState::Staged(StagedFile::Tree)
                    if self
                        .writer
                        .tree
                        .missing_folder(path)
                        .is_some_and(|of| whole.contains(of)) =>
                {
                    self.stats.written += 1;
                }
                OutputState::Staged(staged) => {
                    let from = self.writer.staging.path(staged, path);
                    if !self.move_file(&from, path) {
                        self.emptied.extend(folders_of(path).map(str::to_owned));
                        continue;
                    }
                    self.stats.written += 1;
                }
            }
            placed.push((path.to_string(), entry.digest));
        }
        self.manifest.0.append(&mut placed.into_iter().collect());
        self.entries = entries;
    }

    /// Moves folders that are wholly new, each in one step, and returns them. Where that fails (something
    /// appeared there meanwhile), the files are moved one by one.
    fn move_folders<'p>(&self, entries: &'p [(Arc<str>, OutputEntry)]) -> BTreeSet<&'p str> {
        let tree = &self.writer.tree;
        let tree_path = entries
            .iter()
            .filter(|(_, entry)| matches!(entry.state, OutputState::Staged(StagedFile::Tree)));
        let mut folders: BTreeSet<&str> = tree_path
            .filter_map(|(path, _)| tree.missing_folder(path))
            .collect();
        folders.retain(|folder| {
            let target = tree.root.join(folder);
            matches!(tree.storage.entry_kind(&target), Ok(EntryKind::Nothing))
                && tree
                    .storage
                    .rename(&self.writer.staging.tree_path(folder), &target)
                    .is_ok()
        });
        folders
    }

    fn move_file(&mut self, from: &Path, path: &str) -> bool {
        if !self.make_folder(folder_of(path)) {
            return false;
        }
        let to = self.writer.tree.root.join(path);
        match self.writer.tree.storage.rename(from, &to) {
            Ok(()) => true,
            Err(error) => {
                self.fail(*io_failure(WriteStep::Writing, &to, &error));
                false
            }
        }
    }

    /// Creates a folder of this run, once: an error is reported once for all its files.
    fn make_folder(&mut self, folder: &str) -> bool {
        if self.writer.tree.existed(folder) {
            return true;
        }
        if let Some(exists) = self.folders.get(folder) {
            return *exists;
        }
        let exists = self.make_folder(folder_of(folder)) && self.create_folder(folder);
        self.folders.insert(folder.to_owned(), exists);
        exists
    }

    fn create_folder(&mut self, folder: &str) -> bool {
        let path = self.writer.tree.root.join(folder);
        match self.writer.tree.storage.create_folder(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                self.fail(*io_failure(WriteStep::Writing, &path, &error));
                false
            }
            _ => true,
        }
    }

    /// Removes what the last finished run wrote and this one does not make.
    fn remove_stale(&mut self) {
        let stale: Vec<String> = self.stale().cloned().collect();
        let again = self.put_in_other_case(&stale);
        for path in &stale {
            match again
                .get(path)
                .map(|put| self.writer.tree.is_one_file(path, put))
            {
                Some(Ok(true)) => drop(self.manifest.0.remove(path)),
                // One of the two is gone, so they were two files.
                Some(Err(error)) if !is_absence(&error) => {
                    self.fail(*io_failure(
                        WriteStep::Reading,
                        &self.writer.tree.root.join(path),
                        &error,
                    ));
                }
                _ => drop(self.remove(path)),
            }
        }
    }

    /// Outputs of this run that differ from a stale path in case only.
    fn put_in_other_case(&self, stale: &[String]) -> HashMap<String, Arc<str>> {
        let mut again: HashMap<String, Arc<str>> = HashMap::default();
        if stale.is_empty() {
            return again;
        }
        let folded: HashMap<String, &String> = stale
            .iter()
            .map(|path| (path.to_lowercase(), path))
            .collect();
        for (put, _) in &self.entries {
            if let Some(path) = folded.get(&put.to_lowercase()) {
                again.insert((*path).clone(), Arc::clone(put));
            }
        }
        again
    }

    fn stale(&self) -> impl Iterator<Item = &String> {
        let intended = &self.writer.tree.intended;
        let is_stale = |path: &&String| !intended.contains(path.as_str()) && !self.entries(path);
        let spared = |path: &str, digest: &OutputDigest| self.writer.tree.spares(path, digest);
        let stale = self
            .manifest
            .0
            .iter()
            .filter(move |(path, _)| is_stale(path));
        stale
            .filter(move |(path, digest)| !spared(path, digest))
            .map(|(path, _)| path)
    }

    /// Removes files of unfinished runs, recognised by their bytes.
    fn remove_orphans(&mut self) {
        let is_orphan = |path: &&String| {
            !self.entries(path)
                && !self.owned().in_manifest(path)
                && self.writer.tree.is_reachable(path).unwrap_or(false)
                && self.writer.tree.is_orphan(path)
        };
        let journal: BTreeSet<&String> = self
            .owned()
            .journal
            .0
            .iter()
            .map(|(path, _)| path)
            .collect();
        let orphans: Vec<String> = journal.into_iter().filter(is_orphan).cloned().collect();
        for path in &orphans {
            // A file that stays is ours, and listed in the manifest from now on.
            match self.spared(path) {
                Some(digest) => drop(self.manifest.0.insert(path.clone(), digest)),
                None => self.orphans += usize::from(self.remove(path)),
            }
        }
    }

    /// Digest of an unfinished run's file, if the file is spared.
    fn spared(&self, path: &str) -> Option<OutputDigest> {
        let tree = &self.writer.tree;
        let bytes = tree.storage.read(&tree.root.join(path)).ok()?;
        Some(digest(&bytes)).filter(|digest| tree.spares(path, digest))
    }

    /// Removes a file that pufa wrote; returns whether there was one. A file of another kind, or one behind
    /// a link out of the folder, is no longer ours.
    fn remove(&mut self, path: &str) -> bool {
        let tree = &self.writer.tree;
        let target = tree.root.join(path);
        let exists = || {
            let is_file = |existing| matches!(existing, EntryKind::File(_) | EntryKind::Other);
            Ok(tree.is_reachable(path)? && is_file(tree.storage.entry_kind(&target)?))
        };
        let removed = exists().and_then(|exists| {
            if exists {
                remove_if_there(tree.storage, &target)
            } else {
                Ok(false)
            }
        });
        match removed {
            Ok(removed) => {
                self.manifest.0.remove(path);
                self.emptied.extend(folders_of(path).map(str::to_owned));
                self.stats.removed += usize::from(removed);
                removed
            }
            Err(error) => {
                self.fail(*io_failure(WriteStep::Removing, &target, &error));
                false
            }
        }
    }

    /// Removes folders that removals emptied, or that a killed run created and never filled.
    fn remove_emptied(&mut self) {
        let mut emptied = std::mem::take(&mut self.emptied);
        let journal = &self.owned().journal.0;
        emptied.extend(
            journal
                .iter()
                .flat_map(|(path, _)| folders_of(path))
                .map(str::to_owned),
        );
        let tree = &self.writer.tree;
        emptied.extend(
            tree.missing
                .iter()
                .flat_map(|path| folders_of(path))
                .map(str::to_owned),
        );
        for folder in emptied
            .iter()
            .rev()
            .filter(|folder| tree.is_reachable(folder).unwrap_or(false))
        {
            // Fails on a folder that holds anything, as intended.
            let _ = tree.storage.remove_folder(&tree.root.join(folder));
        }
    }

    fn write_manifest(&mut self) -> Result<(), WriteError> {
        let owned = self.owned();
        let is_same = owned.is_bound && owned.manifest.as_ref() == Some(&self.manifest);
        let is_kept = is_same && owned.ownership.is_settled && owned.leftovers.is_none();
        if !is_kept || self.is_claimed || self.has_failed {
            let printed = self.manifest.to_bytes();
            if !is_same {
                self.writer.state.write_manifest(&printed)?;
            }
            self.write_ownership(&self.ownership(manifest_format::digest(&printed)))?;
        }
        self.writer.state.remove_journal()
    }

    /// Ownership record that this run leaves. After an error no claim is given up.
    fn ownership(&self, manifest: OutputDigest) -> Ownership {
        let owned = self.owned();
        let recognised = self.writer.tree.recognised_claims();
        let now = claims(&self.manifest);
        if self.has_failed {
            let staged = self
                .entries
                .iter()
                .map(|(path, entry)| claim(path, &entry.digest));
            let all = self.with_claims(
                now.iter()
                    .copied()
                    .chain(recognised)
                    .chain(staged)
                    .collect(),
            );
            return Ownership { manifest, ..all };
        }
        let before = owned.manifest.as_ref().map(claims).unwrap_or_default();
        let gone: HashSet<OwnershipClaim> = before.into_iter().chain(recognised).collect();
        let mut left = Ownership {
            manifest,
            is_settled: true,
            claims: now,
            ..owned.ownership.clone()
        };
        // Files of earlier runs that no manifest lists stay ours.
        let earlier = owned.leftovers.as_ref().unwrap_or(&owned.ownership.claims);
        let earlier = earlier.iter().filter(|claim| !gone.contains(*claim));
        left.add_claims(earlier.copied().collect());
        left
    }

    /// Writes the cache files of this run. Nothing depends on them: one that cannot be written is missing.
    fn write_cache_files(&mut self, record: &RecordSource<'_>) {
        let entries = std::mem::take(&mut self.entries);
        let outputs = self.outputs(&entries);
        // The manifest is written, and the cache needs the memory.
        self.manifest = OutputManifest::default();
        record(outputs, &mut |name, parts| {
            self.writer.state.write_cache_file(name, parts)
        });
    }

    /// Outputs with their metadata fingerprints; none for a file that changed since it was moved into place.
    fn outputs<'p>(&self, entries: &'p [(Arc<str>, OutputEntry)]) -> Vec<(&'p str, OutputRecord)> {
        let tree = &self.writer.tree;
        entries
            .par_iter()
            .filter(|(path, _)| self.manifest.0.contains_key(&**path))
            .map(|(path, entry)| {
                let moved = || tree.storage.fingerprint(&tree.root.join(&**path));
                let fingerprint = match &entry.state {
                    OutputState::InPlace(fingerprint) => fingerprint.as_deref().copied(),
                    OutputState::Staged(_) => {
                        moved().filter(|fingerprint| fingerprint.is_older_than(self.began))
                    }
                };
                (
                    &**path,
                    OutputRecord {
                        digest: entry.digest,
                        fingerprint,
                    },
                )
            })
            .collect()
    }

    /// Returns true if this run has an output at a path.
    fn entries(&self, path: &str) -> bool {
        self.entries
            .binary_search_by(|(put, _)| (**put).cmp(path))
            .is_ok()
    }

    fn owned(&self) -> &OwnedFiles {
        &self.writer.tree.owned
    }

    fn fail(&mut self, error: Diagnostic) {
        self.has_failed = true;
        self.diagnostics.push(error);
    }
}
