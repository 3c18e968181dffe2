//! The end of a sound run: journal, move into place, remove, record.
//!
//! A kill at any step leaves records from which the next run finds what is ours: the old
//! manifest, the journal and the ownership record, which claims the old files and the new, stay until
//! the new manifest stands.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::SystemTime;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::errors::{self, WriteError, WriteStep, failed};
use super::manifest_format::{self, OutputDigest, digest};
use super::owned_files::{OutputManifest, OwnedFiles, WriteJournal};
use super::ownership::{OWNERSHIP, Ownership, OwnershipClaim, claim, claims};
use super::safe_path::{folder_of, folders_of};
use super::staging::StagedFile;
use super::storage::{EntryKind, is_absence, remove_if_there};
use super::unpoisoned;
use super::writer::{
    OutputEntry, OutputRecord, OutputState, OutputWriter, RecordSource, WriteStats,
};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// A run that is being committed.
pub(super) struct CommitRun<'s> {
    writer: OutputWriter<'s>,
    /// In the order of paths.
    puts: Vec<(Arc<str>, OutputEntry)>,
    /// What the new manifest will say, kept true at every step.
    manifest: OutputManifest,
    /// Folders of this run: whether each stands.
    folders: BTreeMap<String, bool>,
    /// Folders that may have become empty, or been made in vain.
    emptied: BTreeSet<String>,
    /// Whether the machine has failed us: then nothing old is removed.
    broken: bool,
    /// Whether the ownership record claims what is going to be there.
    announced: bool,
    left_over: usize,
    /// When the first file could be moved into place.
    began: SystemTime,
    tally: WriteStats,
    found: Diagnostics,
}

impl<'s> CommitRun<'s> {
    pub(super) fn new(writer: OutputWriter<'s>) -> Self {
        let puts = std::mem::take(&mut *unpoisoned(writer.puts.lock()));
        let mut puts: Vec<(Arc<str>, OutputEntry)> = puts.into_iter().collect();
        puts.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        Self {
            puts,
            manifest: writer.terrain.known.manifest.clone().unwrap_or_default(),
            folders: BTreeMap::new(),
            emptied: BTreeSet::new(),
            broken: writer.machine_failed.load(Ordering::Relaxed),
            announced: false,
            left_over: 0,
            began: SystemTime::now(),
            tally: WriteStats::default(),
            found: Diagnostics::new(),
            writer,
        }
    }

    /// Does it all, and tells what was done.
    pub(super) fn run(mut self, record: Option<&RecordSource<'_>>) -> (WriteStats, Diagnostics) {
        match self.keep_journal().and_then(|()| self.announce()) {
            Ok(()) => self.commit(),
            Err(refused) => self.fail(*refused),
        }
        if let Some(record) = record.filter(|_| !self.broken) {
            self.keep_records(record);
        }
        if let Err(refusal) = self.writer.staging.close(self.writer.terrain.storage) {
            self.fail(*failed(
                WriteStep::Removing,
                self.writer.staging.folder(),
                &refusal,
            ));
        }
        if self.writer.to_heal && !self.broken {
            self.found.push(errors::healed(self.left_over));
        }
        (self.tally, self.found)
    }

    fn commit(&mut self) {
        self.give_way();
        self.move_into_place();
        if !self.broken {
            self.remove_stale();
            self.remove_left_over();
        }
        self.remove_emptied();
        if let Err(refused) = self.keep_manifest() {
            self.fail(*refused);
        }
    }

    /// Says before the first change which files are going to be ours. What earlier unfinished
    /// runs said stays until a manifest covers it.
    fn keep_journal(&self) -> Result<(), WriteError> {
        let staged = self
            .puts
            .iter()
            .filter(|(_, put)| matches!(put.held, OutputState::Staged(_)));
        let mut journal = WriteJournal(
            staged
                .map(|(path, put)| (path.to_string(), put.digest))
                .collect(),
        );
        if journal.0.is_empty() {
            return Ok(());
        }
        journal.0.extend(self.known().journal.0.iter().cloned());
        self.writer.state.keep_journal(&journal)
    }

    /// Claims, before the first change, what is going to stand there.
    fn announce(&mut self) -> Result<(), WriteError> {
        let staged = self
            .puts
            .iter()
            .filter(|(_, put)| matches!(put.held, OutputState::Staged(_)));
        let mut claims: Vec<OwnershipClaim> =
            staged.map(|(path, put)| claim(path, &put.digest)).collect();
        if claims.is_empty()
            && !self.writer.terrain.has_giving_way()
            && self.stale().next().is_none()
        {
            return Ok(());
        }
        claims.extend(self.writer.terrain.recognised());
        self.announced = true;
        self.keep_ownership(&self.with_claims(claims))
    }

    /// The ownership record as it is, unsettled, with more claims.
    fn with_claims(&self, claims: Vec<OwnershipClaim>) -> Ownership {
        let mut ownership = Ownership {
            is_settled: false,
            ..self.known().ownership.clone()
        };
        ownership.claim_also(claims);
        ownership
    }

    fn keep_ownership(&self, ownership: &Ownership) -> Result<(), WriteError> {
        let terrain = &self.writer.terrain;
        let place = terrain.root.join(OWNERSHIP);
        let kept = self
            .writer
            .staging
            .replace(terrain.storage, &place, &ownership.print());
        kept.map_err(|refusal| failed(WriteStep::Writing, &place, &refusal))
    }

    fn give_way(&mut self) {
        let giving_way = self.writer.terrain.take_giving_way();
        for file in &giving_way.files {
            self.remove(file);
        }
        for folder in giving_way.folders.iter().rev() {
            let path = self.writer.terrain.root.join(folder);
            if let Err(refusal) = self.writer.terrain.storage.remove_folder(&path) {
                self.fail(*failed(WriteStep::Removing, &path, &refusal));
            }
        }
    }

    fn move_into_place(&mut self) {
        let puts = std::mem::take(&mut self.puts);
        let whole = self.move_folders(&puts);
        let mut placed = Vec::with_capacity(puts.len());
        for (path, put) in &puts {
            match put.held {
                OutputState::InPlace(_) => self.tally.unchanged += 1,
                OutputState::Staged(StagedFile::Tree)
                    if self
                        .writer
                        .terrain
                        .to_be_made(path)
                        .is_some_and(|of| whole.contains(of)) =>
                {
                    self.tally.written += 1;
                }
                OutputState::Staged(staged) => {
                    let from = self.writer.staging.path(staged, path);
                    if !self.move_file(&from, path) {
                        self.emptied.extend(folders_of(path).map(str::to_owned));
                        continue;
                    }
                    self.tally.written += 1;
                }
            }
            placed.push((path.to_string(), put.digest));
        }
        self.manifest.0.append(&mut placed.into_iter().collect());
        self.puts = puts;
    }

    /// Moves the folders that are wholly new, each in one step, and tells which; where that is
    /// refused (something came to stand there meanwhile), file after file is moved.
    fn move_folders<'p>(&self, puts: &'p [(Arc<str>, OutputEntry)]) -> BTreeSet<&'p str> {
        let terrain = &self.writer.terrain;
        let in_tree = puts
            .iter()
            .filter(|(_, put)| matches!(put.held, OutputState::Staged(StagedFile::Tree)));
        let mut folders: BTreeSet<&str> = in_tree
            .filter_map(|(path, _)| terrain.to_be_made(path))
            .collect();
        folders.retain(|folder| {
            let place = terrain.root.join(folder);
            matches!(terrain.storage.entry_kind(&place), Ok(EntryKind::Nothing))
                && terrain
                    .storage
                    .rename(&self.writer.staging.in_tree(folder), &place)
                    .is_ok()
        });
        folders
    }

    fn move_file(&mut self, from: &Path, path: &str) -> bool {
        if !self.make_folder(folder_of(path)) {
            return false;
        }
        let to = self.writer.terrain.root.join(path);
        match self.writer.terrain.storage.rename(from, &to) {
            Ok(()) => true,
            Err(refusal) => {
                self.fail(*failed(WriteStep::Writing, &to, &refusal));
                false
            }
        }
    }

    /// Makes a folder of this run, once; a failure is told once, for all its files.
    fn make_folder(&mut self, folder: &str) -> bool {
        if self.writer.terrain.stood(folder) {
            return true;
        }
        if let Some(stands) = self.folders.get(folder) {
            return *stands;
        }
        let stands = self.make_folder(folder_of(folder)) && self.create_folder(folder);
        self.folders.insert(folder.to_owned(), stands);
        stands
    }

    fn create_folder(&mut self, folder: &str) -> bool {
        let path = self.writer.terrain.root.join(folder);
        match self.writer.terrain.storage.create_folder(&path) {
            Err(refusal) if refusal.kind() != std::io::ErrorKind::AlreadyExists => {
                self.fail(*failed(WriteStep::Writing, &path, &refusal));
                false
            }
            _ => true,
        }
    }

    /// Removes what the last finished run left and this one does not make.
    fn remove_stale(&mut self) {
        let stale: Vec<String> = self.stale().cloned().collect();
        let again = self.put_in_other_case(&stale);
        for path in &stale {
            match again
                .get(path)
                .map(|put| self.writer.terrain.is_one_file(path, put))
            {
                Some(Ok(true)) => drop(self.manifest.0.remove(path)),
                // One of the two is gone, so they were two.
                Some(Err(refusal)) if !is_absence(&refusal) => {
                    self.fail(*failed(
                        WriteStep::Reading,
                        &self.writer.terrain.root.join(path),
                        &refusal,
                    ));
                }
                _ => drop(self.remove(path)),
            }
        }
    }

    /// The outputs of this run that differ from a stale path in case only.
    fn put_in_other_case(&self, stale: &[String]) -> HashMap<String, Arc<str>> {
        let mut again: HashMap<String, Arc<str>> = HashMap::default();
        if stale.is_empty() {
            return again;
        }
        let folded: HashMap<String, &String> = stale
            .iter()
            .map(|path| (path.to_lowercase(), path))
            .collect();
        for (put, _) in &self.puts {
            if let Some(path) = folded.get(&put.to_lowercase()) {
                again.insert((*path).clone(), Arc::clone(put));
            }
        }
        again
    }

    fn stale(&self) -> impl Iterator<Item = &String> {
        let intended = &self.writer.terrain.intended;
        let is_stale = |path: &&String| !intended.contains(path.as_str()) && !self.puts(path);
        let spared = |path: &str, digest: &OutputDigest| self.writer.terrain.spares(path, digest);
        let stale = self
            .manifest
            .0
            .iter()
            .filter(move |(path, _)| is_stale(path));
        stale
            .filter(move |(path, digest)| !spared(path, digest))
            .map(|(path, _)| path)
    }

    /// Removes what unfinished runs left, known by its bytes.
    fn remove_left_over(&mut self) {
        let is_left_over = |path: &&String| {
            !self.puts(path)
                && !self.known().in_manifest(path)
                && self.writer.terrain.is_reachable(path).unwrap_or(false)
                && self.writer.terrain.is_left_over(path)
        };
        let journal: BTreeSet<&String> = self
            .known()
            .journal
            .0
            .iter()
            .map(|(path, _)| path)
            .collect();
        let left_over: Vec<String> = journal.into_iter().filter(is_left_over).cloned().collect();
        for path in &left_over {
            // What stays is ours, and the manifest says so from now on.
            match self.spared(path) {
                Some(digest) => drop(self.manifest.0.insert(path.clone(), digest)),
                None => self.left_over += usize::from(self.remove(path)),
            }
        }
    }

    /// The digest of a file of an unfinished run, if it stays.
    fn spared(&self, path: &str) -> Option<OutputDigest> {
        let terrain = &self.writer.terrain;
        let bytes = terrain.storage.read(&terrain.root.join(path)).ok()?;
        Some(digest(&bytes)).filter(|digest| terrain.spares(path, digest))
    }

    /// Removes a file of ours; tells whether one stood there. Where something else stands by
    /// now, or a link leads away, it is ours no longer.
    fn remove(&mut self, path: &str) -> bool {
        let terrain = &self.writer.terrain;
        let place = terrain.root.join(path);
        let stands = || {
            let is_file = |standing| matches!(standing, EntryKind::File(_) | EntryKind::Other);
            Ok(terrain.is_reachable(path)? && is_file(terrain.storage.entry_kind(&place)?))
        };
        let removed = stands().and_then(|stands| {
            if stands {
                remove_if_there(terrain.storage, &place)
            } else {
                Ok(false)
            }
        });
        match removed {
            Ok(removed) => {
                self.manifest.0.remove(path);
                self.emptied.extend(folders_of(path).map(str::to_owned));
                self.tally.removed += usize::from(removed);
                removed
            }
            Err(refusal) => {
                self.fail(*failed(WriteStep::Removing, &place, &refusal));
                false
            }
        }
    }

    /// Removes folders that our removals emptied, or that a killed run made and never filled.
    fn remove_emptied(&mut self) {
        let mut emptied = std::mem::take(&mut self.emptied);
        let journal = &self.known().journal.0;
        emptied.extend(
            journal
                .iter()
                .flat_map(|(path, _)| folders_of(path))
                .map(str::to_owned),
        );
        let terrain = &self.writer.terrain;
        emptied.extend(
            terrain
                .missing
                .iter()
                .flat_map(|path| folders_of(path))
                .map(str::to_owned),
        );
        for folder in emptied
            .iter()
            .rev()
            .filter(|folder| terrain.is_reachable(folder).unwrap_or(false))
        {
            // It refuses a folder that holds anything, which is what we want.
            let _ = terrain.storage.remove_folder(&terrain.root.join(folder));
        }
    }

    fn keep_manifest(&mut self) -> Result<(), WriteError> {
        let known = self.known();
        let is_same = known.is_bound && known.manifest.as_ref() == Some(&self.manifest);
        if !is_same || self.announced || self.broken || !known.ownership.is_settled {
            let printed = self.manifest.print();
            if !is_same {
                self.writer.state.keep_manifest(&printed)?;
            }
            self.keep_ownership(&self.ownership(manifest_format::digest(&printed)))?;
        }
        self.writer.state.drop_journal()
    }

    /// The ownership record as this run leaves it. When it failed, no claim is given up.
    fn ownership(&self, manifest: OutputDigest) -> Ownership {
        let known = self.known();
        let recognised = self.writer.terrain.recognised();
        let now = claims(&self.manifest);
        if self.broken {
            let staged = self.puts.iter().map(|(path, put)| claim(path, &put.digest));
            let all = self.with_claims(
                now.iter()
                    .copied()
                    .chain(recognised)
                    .chain(staged)
                    .collect(),
            );
            return Ownership { manifest, ..all };
        }
        let before = known.manifest.as_ref().map(claims).unwrap_or_default();
        let gone: HashSet<OwnershipClaim> = before.into_iter().chain(recognised).collect();
        let mut left = Ownership {
            manifest,
            is_settled: true,
            claims: now,
            ..known.ownership.clone()
        };
        // What earlier runs left and no manifest lists stays ours.
        left.claim_also(
            known
                .ownership
                .claims
                .iter()
                .filter(|claim| !gone.contains(*claim))
                .copied()
                .collect(),
        );
        left
    }

    /// Keeps what the next run may know of this one. Nothing depends on it: a record that cannot be
    /// written is not there.
    fn keep_records(&mut self, record: &RecordSource<'_>) {
        let puts = std::mem::take(&mut self.puts);
        let outputs = self.outputs(&puts);
        // It is written, and what is recorded needs room.
        self.manifest = OutputManifest::default();
        record(outputs, &mut |name, parts| {
            self.writer.state.keep_record(name, parts)
        });
    }

    /// The outputs with their marks. A file that was changed since it was moved into place has none.
    fn outputs<'p>(&self, puts: &'p [(Arc<str>, OutputEntry)]) -> Vec<(&'p str, OutputRecord)> {
        let terrain = &self.writer.terrain;
        puts.par_iter()
            .filter(|(path, _)| self.manifest.0.contains_key(&**path))
            .map(|(path, put)| {
                let moved = || terrain.storage.stat(&terrain.root.join(&**path));
                let stat = match &put.held {
                    OutputState::InPlace(stat) => stat.as_deref().copied(),
                    OutputState::Staged(_) => moved().filter(|stat| stat.is_older_than(self.began)),
                };
                (
                    &**path,
                    OutputRecord {
                        digest: put.digest,
                        stat,
                    },
                )
            })
            .collect()
    }

    /// Whether this run has an output at a path.
    fn puts(&self, path: &str) -> bool {
        self.puts
            .binary_search_by(|(put, _)| (**put).cmp(path))
            .is_ok()
    }

    fn known(&self) -> &OwnedFiles {
        &self.writer.terrain.known
    }

    fn fail(&mut self, refused: Diagnostic) {
        self.broken = true;
        self.found.push(refused);
    }
}
