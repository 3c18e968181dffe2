//! World in which some files cannot be read any more.
//!
//! A file may have a known fingerprint and fail to be read when its page, or a feed with its text, is rendered. It then
//! counts as a source that was not read, and the site is built again without it, so that no list is incomplete.

use std::collections::BTreeMap;
use std::io;

use jiff::Timestamp;

use crate::content::{FolderScan, ReadRefusal, SourcePath, World};

/// Files that the system refused to read while the site was rendered.
pub(super) type RefusedFiles = BTreeMap<SourcePath, ReadRefusal>;

/// World that refuses some files from the beginning.
pub(super) struct RefusingWorld<'w> {
    pub(super) world: &'w dyn World,
    pub(super) refused: &'w RefusedFiles,
}

impl RefusingWorld<'_> {
    fn refuse(&self, path: &SourcePath) -> io::Result<()> {
        self.refused
            .get(path)
            .map_or(Ok(()), |refusal| Err(refusal.to_error()))
    }
}

impl World for RefusingWorld<'_> {
    fn scan(&self, at: &str) -> FolderScan {
        let mut scan = self.world.scan(at);
        for (path, fingerprint) in &mut scan.files {
            if self.refused.contains_key(path) {
                *fingerprint = None;
            }
        }
        scan
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.refuse(path)?;
        self.world.read(path)
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        self.refuse(path)?;
        self.world.head(path, limit)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}
