//! Which files the site's folder holds, and what they look like from outside.
//!
//! An event of the system only says “look here”; what changed is decided by looking, so that an event that
//! comes twice, late or for nothing does no harm. This file reads no file.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::{DiskWorld, Look, SourcePath, Stamp, unreadable};
use crate::diagnostic::Diagnostic;
use crate::site::{FileRole, part_of};

/// The folders of a site that are read.
pub(super) const FOLDERS: [&str; 2] = ["content", "themes"];

/// The files of a site's folder.
#[derive(Debug, Default)]
pub(super) struct Listing {
    files: BTreeMap<SourcePath, Stamp>,
    unlisted: BTreeMap<String, Diagnostic>,
    has_links: bool,
}

impl Listing {
    /// Looks at some paths, each with all that is under it; gives the files that must be read again, and those
    /// that are gone.
    pub(super) fn look(&mut self, world: &DiskWorld, at: &[String]) -> BTreeSet<SourcePath> {
        let mut touched = BTreeSet::new();
        if self.has_links {
            // Who changes what a link leads to does not touch the link.
            for folder in FOLDERS {
                self.look_at(world, folder, &mut touched);
            }
            return touched;
        }
        for path in at {
            self.look_at(world, path, &mut touched);
        }
        touched
    }

    fn look_at(&mut self, world: &DiskWorld, at: &str, touched: &mut BTreeSet<SourcePath>) {
        let Look {
            files,
            unlisted,
            has_links,
        } = world.look(at);
        self.has_links |= has_links;
        let seen: BTreeMap<SourcePath, Stamp> = files.into_iter().collect();
        let gone: Vec<SourcePath> = self
            .under(at)
            .filter(|path| !seen.contains_key(path))
            .cloned()
            .collect();
        for path in gone {
            self.files.remove(&path);
            touched.insert(path);
        }
        for (path, stamp) in seen {
            if self
                .files
                .get(&path)
                .is_none_or(|known| known.is_doubtful(&stamp))
            {
                touched.insert(path.clone());
            }
            self.files.insert(path, stamp);
        }
        self.unlisted.retain(|path, _| !is_under(path, at));
        for unlisted in unlisted {
            let found = unreadable(&unlisted.path, &unlisted.reason);
            self.unlisted.insert(unlisted.path, found);
        }
    }

    /// The known files at or under a path.
    fn under(&self, at: &str) -> impl Iterator<Item = &SourcePath> {
        let start = SourcePath::from(at);
        // Between `a` and `a/` other names may stand, such as `a-b`.
        self.files
            .range(start..)
            .map(|(path, _)| path)
            .take_while(move |path| path.as_str().starts_with(at))
            .filter(move |path| is_under(path.as_str(), at))
    }

    /// Every file, in the order of paths.
    pub(super) fn files(&self) -> Vec<SourcePath> {
        self.files.keys().cloned().collect()
    }

    /// Every document's file, in the order of paths.
    pub(super) fn documents(&self) -> Vec<SourcePath> {
        self.files
            .keys()
            .filter(|path| part_of(path) == FileRole::Document)
            .cloned()
            .collect()
    }

    /// Whether a file is there.
    pub(super) fn holds(&self, path: &SourcePath) -> bool {
        self.files.contains_key(path)
    }

    /// Whether a file is there and has no bytes.
    pub(super) fn is_empty_file(&self, path: &SourcePath) -> bool {
        self.files.get(path).is_some_and(Stamp::is_empty)
    }

    /// Whether there are links among the files or above them.
    pub(super) fn has_links(&self) -> bool {
        self.has_links
    }

    /// The paths that could not be listed.
    pub(super) fn unlisted(&self) -> impl Iterator<Item = &str> {
        self.unlisted.keys().map(String::as_str)
    }

    /// What could not be listed, told.
    pub(super) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.unlisted.values()
    }
}

/// Whether a path is another or lies under it.
fn is_under(path: &str, at: &str) -> bool {
    path.strip_prefix(at)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
