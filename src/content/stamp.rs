//! What a file looks like from outside: enough to know, mostly, that it is still the same.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use walkdir::DirEntry;

/// How long a file must have rested for its stamp to stand for its bytes: two writes within one tick of
/// the file system's clock look the same.
const RESTED: Duration = Duration::from_secs(2);

/// The outside of a file: length, times, number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    changed: (i64, i64),
    inode: u64,
    is_rested: bool,
}

impl Stamp {
    pub(super) fn of(entry: &DirEntry) -> Self {
        let Ok(metadata) = entry.metadata() else {
            return Self::unknown();
        };
        let modified = metadata.modified().ok();
        let rest = modified.and_then(|modified| SystemTime::now().duration_since(modified).ok());
        let (changed, inode) = system(&metadata);
        let is_rested = rest.is_some_and(|rest| rest > RESTED);
        Self {
            length: metadata.len(),
            modified,
            changed,
            inode,
            is_rested,
        }
    }

    fn unknown() -> Self {
        Self {
            length: 0,
            modified: None,
            changed: (0, 0),
            inode: 0,
            is_rested: false,
        }
    }

    /// Whether a file that looked like this and now looks like `now` must be read to know whether it changed.
    pub fn is_doubtful(&self, now: &Self) -> bool {
        let same = (self.length, self.modified, self.changed, self.inode)
            == (now.length, now.modified, now.changed, now.inode);
        !same || !self.is_rested
    }

    /// Whether the file has no bytes.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

#[cfg(unix)]
fn system(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn system(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}
