//! The files of a site as a build finds them, before it reads any.

use rayon::prelude::*;

use crate::content::{Digest, SourcePath, Stat, Unlisted, World};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::says;
use crate::site::{Part, part_of};

/// Every file of a site, with its marks at the time.
pub(super) struct Listing {
    /// In the order of paths.
    pub(super) files: Vec<SourcePath>,
    /// Of each file, when they stand for its bytes.
    pub(super) stats: Vec<Option<Stat>>,
    /// What could not be listed.
    pub(super) unlisted: Vec<Unlisted>,
}

impl Listing {
    /// Lists a site. Whatever is read of a file later is as old as its marks or younger, so that
    /// marks which are the same the next time stand for what was read.
    pub(super) fn of(world: &dyn World) -> Self {
        let (files, unlisted) = world.files();
        let stats = files.par_iter().map(|path| world.stat(path)).collect();
        Self { files, stats, unlisted }
    }

    /// The marks of a file.
    pub(super) fn stat(&self, path: &SourcePath) -> Option<Stat> {
        self.files.binary_search(path).ok().and_then(|at| self.stats[at])
    }

    /// Tells of what could not be listed.
    pub(super) fn faults(&self) -> Diagnostics {
        let fault = |unlisted: &Unlisted| {
            Diagnostic::new(Code::SourceUnreadable, says!("读不出来", "cannot be read"))
                .at(Place::file(unlisted.path.as_str()))
                .because(&unlisted.reason)
        };
        self.unlisted.iter().map(fault).collect()
    }

    /// The digests of the few files that are about the site and no documents: settings, units, theme.
    pub(super) fn digests(&self, world: &dyn World) -> Vec<(SourcePath, Option<Digest>)> {
        let about = self.files.iter().filter(|path| !matches!(part_of(path), Part::Document | Part::File));
        about.map(|path| (path.clone(), digest(world, path))).collect()
    }
}

/// The digest of a file's bytes.
pub(super) fn digest(world: &dyn World, path: &SourcePath) -> Option<Digest> {
    world.read(path).ok().map(|bytes| *blake3::hash(&bytes).as_bytes())
}
