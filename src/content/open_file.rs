//! Open files of a site, read piece by piece: a film is never in memory as a whole.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::time::UNIX_EPOCH;

use super::FileFingerprint;

/// An open file of the site. Bytes are read where they are asked for, and no others.
pub trait OpenFile: Send {
    /// Length in bytes when it was opened.
    fn length(&self) -> u64;

    /// Version of the bytes when it was opened.
    fn version(&self) -> FileVersion;

    /// Reads at most as many bytes as the buffer holds, from an offset on; 0 at the end.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize>;
}

/// Version of a file's content; it differs when the bytes differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The name: ASCII letters and digits.
    pub tag: String,
    /// True if equal names mean equal bytes: not for a file that was changed a moment ago, nor where the file system
    /// does not report when a file was last changed.
    pub is_exact: bool,
}

/// An open file on the disk.
#[derive(Debug)]
pub(super) struct DiskFile {
    file: File,
    length: u64,
    version: FileVersion,
}

impl DiskFile {
    pub(super) fn new(file: File, metadata: &Metadata) -> Self {
        Self {
            file,
            length: metadata.len(),
            version: version_of(metadata),
        }
    }
}

impl OpenFile for DiskFile {
    fn length(&self) -> u64 {
        self.length
    }

    fn version(&self) -> FileVersion {
        self.version.clone()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.seek(SeekFrom::Start(offset))?;
        self.file.read(buffer)
    }
}

fn version_of(metadata: &Metadata) -> FileVersion {
    let modified = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let mut hasher = blake3::Hasher::new();
    hasher.update(&metadata.len().to_le_bytes());
    hasher.update(&modified.unwrap_or_default().as_nanos().to_le_bytes());
    // No program can set the time of change; a file that took another's place has another number.
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        hasher
            .update(&metadata.ctime().to_le_bytes())
            .update(&metadata.ctime_nsec().to_le_bytes());
        hasher
            .update(&metadata.dev().to_le_bytes())
            .update(&metadata.ino().to_le_bytes());
    }
    FileVersion {
        tag: tag(&hasher.finalize()),
        is_exact: FileFingerprint::exact(metadata).is_some(),
    }
}

fn tag(hash: &blake3::Hash) -> String {
    hash.to_hex().as_str()[..20].to_owned()
}

/// Bytes in memory, read as a file.
#[derive(Debug)]
pub(crate) struct MemoryFile<B>(pub B);

impl<B: AsRef<[u8]> + Send> OpenFile for MemoryFile<B> {
    fn length(&self) -> u64 {
        self.0.as_ref().len() as u64
    }

    fn version(&self) -> FileVersion {
        FileVersion {
            tag: tag(&blake3::hash(self.0.as_ref())),
            is_exact: true,
        }
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.0.as_ref();
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let mut rest = &bytes[start..];
        rest.read(buffer)
    }
}
