//! The files of a site as a build finds them, before it reads any.

use rayon::prelude::*;

use crate::content::{
    FileFingerprint, SourceDigest, SourcePath, UNIT_NAMES, Unlisted, World, unreadable,
};
use crate::diagnostic::Diagnostics;
use crate::site::{FileRole, is_within, part_of};

/// Every file of a site, with its marks at the time.
pub(super) struct Listing {
    /// In the order of paths.
    pub(super) files: Vec<SourcePath>,
    /// Of each file, when they stand for its bytes.
    pub(super) stats: Vec<Option<FileFingerprint>>,
    /// What could not be listed.
    pub(super) unlisted: Vec<Unlisted>,
}

impl Listing {
    /// Lists a site. Whatever is read of a file later is as old as its marks or younger, so that
    /// marks which are the same the next time stand for what was read.
    pub(super) fn of(world: &dyn World) -> Self {
        let (files, unlisted) = world.files();
        let stats = files.par_iter().map(|path| world.stat(path)).collect();
        Self {
            files,
            stats,
            unlisted,
        }
    }

    /// The marks of a file.
    pub(super) fn stat(&self, path: &SourcePath) -> Option<FileFingerprint> {
        self.files
            .binary_search(path)
            .ok()
            .and_then(|at| self.stats[at])
    }

    /// Tells of what could not be listed: first what every page stands on (files of the themes of a chain, the names of
    /// units), then all else.
    pub(super) fn faults(&self, chain: &[String]) -> (Diagnostics, Diagnostics) {
        let is_of_chain = |path: &str| {
            let is_of = |theme: &str| is_within(path, theme) || is_within(theme, path);
            path == UNIT_NAMES || chain.iter().any(|name| is_of(&format!("themes/{name}")))
        };
        let told = |unlisted: &Unlisted| unreadable(&unlisted.path, &unlisted.reason);
        let (of_chain, others): (Vec<_>, Vec<_>) = self
            .unlisted
            .iter()
            .partition(|unlisted| is_of_chain(&unlisted.path));
        (
            of_chain.into_iter().map(told).collect(),
            others.into_iter().map(told).collect(),
        )
    }

    /// The digests of the few files that are about the site and no documents: settings, units, theme.
    pub(super) fn digests(&self, world: &dyn World) -> Vec<(SourcePath, Option<SourceDigest>)> {
        let about = self
            .files
            .iter()
            .filter(|path| !matches!(part_of(path), FileRole::Document | FileRole::File));
        about
            .map(|path| (path.clone(), digest(world, path)))
            .collect()
    }
}

/// The digest of a file's bytes.
pub(super) fn digest(world: &dyn World, path: &SourcePath) -> Option<SourceDigest> {
    world
        .read(path)
        .ok()
        .map(|bytes| *blake3::hash(&bytes).as_bytes())
}
