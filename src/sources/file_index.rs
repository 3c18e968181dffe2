//! File index: which files the site's folder holds, with their metadata fingerprints.
//!
//! A file event only names a path; what changed there is decided by scanning it, so that an event that comes twice,
//! late or for nothing does no harm. This file reads no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{
    FOLDERS, FileFingerprint, ScanError, SourceDigest, SourcePath, UNIT_NAMES, World, is_within,
    unreadable,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::site::{FileRole, role_of};

use super::reader::digest;

/// Files of a site's folder, sorted by path.
#[derive(Debug, Default)]
pub(crate) struct FileIndex {
    files: BTreeMap<SourcePath, Option<FileFingerprint>>,
    /// Diagnostics of the paths that could not be listed.
    unlisted: BTreeMap<String, Diagnostic>,
    /// Scanned paths under which there are links.
    links: BTreeSet<String>,
}

impl FileIndex {
    /// Scans a whole site. A file that is read later is as old as its fingerprint or younger, so that an equal
    /// fingerprint the next time stands for what was read.
    pub(crate) fn scan(world: &dyn World) -> Self {
        let mut index = Self::default();
        let mut files = Vec::new();
        for folder in FOLDERS {
            let scan = world.scan(folder);
            files.extend(scan.files);
            index.add_errors(scan.errors);
            if scan.has_links {
                index.links.insert(folder.to_owned());
            }
        }
        index.files = files.into_iter().collect();
        index
    }

    /// Scans some paths, each with everything under it; returns the files that must be read again and those that
    /// are gone.
    pub(super) fn refresh(&mut self, world: &dyn World, paths: &[String]) -> BTreeSet<SourcePath> {
        let mut touched = BTreeSet::new();
        for path in paths {
            self.refresh_path(world, path, &mut touched);
        }
        if self.has_links() {
            // Who changes the target of a link does not touch the link.
            for folder in FOLDERS {
                self.refresh_path(world, folder, &mut touched);
            }
        }
        touched
    }

    fn refresh_path(&mut self, world: &dyn World, at: &str, touched: &mut BTreeSet<SourcePath>) {
        let scan = world.scan(at);
        self.links.retain(|path| !is_within(path, at));
        if scan.has_links {
            self.links.insert(at.to_owned());
        }
        let seen: BTreeMap<SourcePath, Option<FileFingerprint>> = scan.files.into_iter().collect();
        let gone: Vec<SourcePath> = self
            .under(at)
            .filter(|path| !seen.contains_key(path))
            .cloned()
            .collect();
        for path in gone {
            self.files.remove(&path);
            touched.insert(path);
        }
        for (path, fingerprint) in seen {
            // Without a fingerprint the file may have changed unnoticed.
            if fingerprint.is_none() || self.files.get(&path) != Some(&fingerprint) {
                touched.insert(path.clone());
            }
            self.files.insert(path, fingerprint);
        }
        self.unlisted.retain(|path, _| !is_within(path, at));
        self.add_errors(scan.errors);
    }

    fn add_errors(&mut self, errors: Vec<ScanError>) {
        for ScanError { path, reason } in errors {
            let found = unreadable(&path, &reason);
            self.unlisted.insert(path, found);
        }
    }

    /// The known files at or under a path.
    fn under(&self, at: &str) -> impl Iterator<Item = &SourcePath> {
        // Between `a` and `a/` other names may stand, such as `a-b`.
        self.files
            .range(SourcePath::from(at)..)
            .map(|(path, _)| path)
            .take_while(move |path| path.as_str().starts_with(at))
            .filter(move |path| is_within(path.as_str(), at))
    }

    /// Iterates over the files by path, each with its fingerprint if that may stand for the content in another process.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&SourcePath, Option<FileFingerprint>)> {
        let exact = |fingerprint: &Option<FileFingerprint>| {
            fingerprint.filter(|_| FileFingerprint::IS_EXACT)
        };
        self.files
            .iter()
            .map(move |(path, fingerprint)| (path, exact(fingerprint)))
    }

    /// The number of files.
    pub(crate) fn len(&self) -> usize {
        self.files.len()
    }

    /// The fingerprint of a file, if it may stand for the content in another process.
    pub(crate) fn fingerprint(&self, path: &SourcePath) -> Option<FileFingerprint> {
        let fingerprint = *self.files.get(path)?;
        fingerprint.filter(|_| FileFingerprint::IS_EXACT)
    }

    /// The files of a role, sorted by path.
    pub(crate) fn with_role(&self, role: FileRole) -> impl Iterator<Item = &SourcePath> {
        self.files.keys().filter(move |path| role_of(path) == role)
    }

    /// Returns true if a file is there.
    pub(super) fn contains(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// Returns true if there are links among the files or above them.
    pub(super) fn has_links(&self) -> bool {
        !self.links.is_empty()
    }

    /// The paths that could not be listed, with their diagnostics.
    pub(crate) fn unlisted(&self) -> &BTreeMap<String, Diagnostic> {
        &self.unlisted
    }

    /// Diagnostics of what could not be listed: first of what every page depends on (files of the themes of a chain,
    /// the names of units), then of all else.
    pub(crate) fn unlisted_by_chain(&self, chain: &[String]) -> (Diagnostics, Diagnostics) {
        let is_shared = |path: &str| {
            let is_of = |theme: &str| is_within(path, theme) || is_within(theme, path);
            path == UNIT_NAMES || chain.iter().any(|name| is_of(&format!("themes/{name}")))
        };
        let (shared, others): (Vec<_>, Vec<_>) =
            self.unlisted.iter().partition(|(path, _)| is_shared(path));
        let diagnostics = |of: Vec<(&String, &Diagnostic)>| {
            of.into_iter().map(|(_, found)| found.clone()).collect()
        };
        (diagnostics(shared), diagnostics(others))
    }

    /// Digests of the few files that concern the whole site: settings, units, theme.
    pub(crate) fn shared_digests(
        &self,
        world: &dyn World,
    ) -> Vec<(SourcePath, Option<SourceDigest>)> {
        let is_shared =
            |path: &&SourcePath| !matches!(role_of(path), FileRole::Document | FileRole::File);
        self.files
            .keys()
            .filter(is_shared)
            .map(|path| (path.clone(), digest(world, path)))
            .collect()
    }
}
