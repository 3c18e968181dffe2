//! What a file system says of a file without its bytes being read, when it can stand for them.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// The marks of a file. While two of one path are equal, its bytes are the same.
///
/// There is none of a file that was changed a moment ago: it could be changed once more within
/// the same tick of the file system's clock and bear the same marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stat {
    size: u64,
    modified: (i64, u32),
    changed: (i64, u32),
    device: u64,
    inode: u64,
}

impl Stat {
    /// The marks of a file that was looked at just now.
    #[cfg(unix)]
    pub fn of(found: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;

        let fraction = |nanoseconds: i64| u32::try_from(nanoseconds).unwrap_or_default();
        let stat = Self {
            size: found.size(),
            modified: (found.mtime(), fraction(found.mtime_nsec())),
            changed: (found.ctime(), fraction(found.ctime_nsec())),
            device: found.dev(),
            inode: found.ino(),
        };
        stat.is_settled().then_some(stat)
    }

    /// No other system tells when a file was last changed in a way that a program cannot set.
    #[cfg(not(unix))]
    pub fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether whatever comes later bears another time. No program can set the time of change; a
    /// clock without fractions of a second may tick only every two.
    #[cfg(unix)]
    fn is_settled(&self) -> bool {
        let tick = if self.changed.1 == 0 {
            Duration::from_secs(2)
        } else {
            Duration::from_millis(50)
        };
        let (seconds, fraction) = self.changed;
        let Ok(seconds) = u64::try_from(seconds) else {
            return false;
        };
        let changed = SystemTime::UNIX_EPOCH + Duration::new(seconds, fraction);
        SystemTime::now()
            .duration_since(changed)
            .is_ok_and(|since| since > tick)
    }

    /// Marks that differ while their numbers do, for a test.
    #[cfg(test)]
    pub(crate) fn numbered(inode: u64) -> Self {
        Self {
            size: 0,
            modified: (0, 0),
            changed: (0, 0),
            device: 0,
            inode,
        }
    }

    /// Whether its bytes were written before an instant.
    pub fn is_older_than(&self, instant: SystemTime) -> bool {
        let seconds = u64::try_from(self.modified.0).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::new(seconds, self.modified.1) <= instant
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io;
    use std::path::Path;

    fn stat(path: &Path) -> io::Result<Option<Stat>> {
        path.metadata().map(|found| Stat::of(&found))
    }

    #[test]
    fn a_file_has_marks_once_it_has_settled_and_others_when_it_is_changed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a");
        std::fs::write(&path, "1")?;
        let written = path.metadata()?.modified()?;
        assert_eq!(stat(&path)?, None);
        std::thread::sleep(Duration::from_millis(80));
        let before = stat(&path)?;
        assert!(before.is_some());
        std::fs::write(&path, "2")?;
        std::fs::File::options()
            .write(true)
            .open(&path)?
            .set_modified(written)?;
        std::thread::sleep(Duration::from_millis(80));
        let after = stat(&path)?;
        assert!(
            after.is_some() && after != before,
            "the time of change cannot be set back"
        );
        Ok(())
    }

    #[test]
    fn a_date_of_the_past_makes_no_file_old() -> io::Result<()> {
        let file = tempfile::NamedTempFile::new()?;
        file.as_file().set_modified(SystemTime::UNIX_EPOCH)?;
        assert_eq!(stat(file.path())?, None);
        Ok(())
    }
}
