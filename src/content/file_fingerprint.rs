//! Metadata fingerprints, by which a changed file is recognized without reading it.

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// Metadata fingerprint (size, mtime, ctime, device, inode); equal fingerprints of a path mean equal content.
///
/// A file that changed a moment ago has none: a second write within the same tick of the file system's clock would
/// leave the same metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFingerprint {
    size: u64,
    modified: (i64, u32),
    changed: (i64, u32),
    device: u64,
    inode: u64,
}

impl FileFingerprint {
    /// Takes the fingerprint from metadata that was read just now; `None` while the file has not settled.
    #[cfg(unix)]
    pub fn from_metadata(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;

        let fraction = |nanoseconds: i64| u32::try_from(nanoseconds).unwrap_or_default();
        let fingerprint = Self {
            size: metadata.size(),
            modified: (metadata.mtime(), fraction(metadata.mtime_nsec())),
            changed: (metadata.ctime(), fraction(metadata.ctime_nsec())),
            device: metadata.dev(),
            inode: metadata.ino(),
        };
        // A clock without fractions of a second may tick only every two.
        let tick = if fingerprint.changed.1 == 0 {
            Duration::from_secs(2)
        } else {
            Duration::from_millis(50)
        };
        is_older_than(fingerprint.changed, tick).then_some(fingerprint)
    }

    /// Takes the fingerprint from metadata that was read just now; `None` while the file has not settled.
    #[cfg(not(unix))]
    pub fn from_metadata(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?;
        let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
        let modified = (i64::try_from(since.as_secs()).ok()?, since.subsec_nanos());
        let fingerprint = Self {
            size: metadata.len(),
            modified,
            changed: (0, 0),
            device: 0,
            inode: 0,
        };
        is_older_than(modified, Duration::from_secs(2)).then_some(fingerprint)
    }

    /// Takes the fingerprint if no program can forge it, so that it may outlive the process: Unix alone has a time of
    /// change that cannot be set.
    pub fn exact(metadata: &Metadata) -> Option<Self> {
        Self::from_metadata(metadata).filter(|_| Self::IS_EXACT)
    }

    /// True if no program can forge fingerprints on this system.
    pub(crate) const IS_EXACT: bool = cfg!(unix);

    /// A fingerprint that differs while its number does, for tests.
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

    /// Returns true if the content was written before an instant.
    pub fn is_older_than(&self, instant: SystemTime) -> bool {
        let seconds = u64::try_from(self.modified.0).unwrap_or_default();
        SystemTime::UNIX_EPOCH + Duration::new(seconds, self.modified.1) <= instant
    }
}

/// Returns true if an instant, in seconds and nanoseconds, lies further back than `age`.
fn is_older_than((seconds, fraction): (i64, u32), age: Duration) -> bool {
    let Ok(seconds) = u64::try_from(seconds) else {
        return false;
    };
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH + Duration::new(seconds, fraction))
        .is_ok_and(|since| since > age)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io;
    use std::path::Path;

    fn fingerprint(path: &Path) -> io::Result<Option<FileFingerprint>> {
        path.metadata()
            .map(|metadata| FileFingerprint::from_metadata(&metadata))
    }

    #[test]
    fn a_settled_file_has_a_fingerprint_and_another_once_it_changed() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a");
        std::fs::write(&path, "1")?;
        let written = path.metadata()?.modified()?;
        assert_eq!(fingerprint(&path)?, None);
        std::thread::sleep(Duration::from_millis(80));
        let before = fingerprint(&path)?;
        assert!(before.is_some());
        std::fs::write(&path, "2")?;
        std::fs::File::options()
            .write(true)
            .open(&path)?
            .set_modified(written)?;
        std::thread::sleep(Duration::from_millis(80));
        let after = fingerprint(&path)?;
        assert!(
            after.is_some() && after != before,
            "the time of change cannot be set back"
        );
        Ok(())
    }

    #[test]
    fn an_old_mtime_does_not_settle_a_file() -> io::Result<()> {
        let file = tempfile::NamedTempFile::new()?;
        file.as_file().set_modified(SystemTime::UNIX_EPOCH)?;
        assert_eq!(fingerprint(file.path())?, None);
        Ok(())
    }
}
