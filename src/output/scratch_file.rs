//! Scratch file for bytes that do not fit into memory: unnamed, and gone with the run.

use parking_lot::Mutex;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

/// Unnamed temporary file; threads may share it.
#[derive(Debug)]
pub struct ScratchFile {
    file: Mutex<File>,
}

/// Position of bytes in a scratch file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScratchExtent {
    start: u64,
    length: u32,
}

impl ScratchFile {
    /// Opens a scratch file in the system's temporary folder.
    pub fn open() -> io::Result<Self> {
        Ok(Self {
            file: Mutex::new(tempfile::tempfile()?),
        })
    }

    /// Appends bytes.
    pub fn add(&self, bytes: &[u8]) -> io::Result<ScratchExtent> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let mut file = self.file.lock();
        let start = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(ScratchExtent { start, length })
    }

    /// Reads bytes back.
    pub fn read(&self, extent: ScratchExtent) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; extent.length as usize];
        let mut file = self.file.lock();
        file.seek(SeekFrom::Start(extent.start))?;
        file.read_exact(&mut bytes)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn each_thread_reads_what_it_added() -> io::Result<()> {
        let scratch = ScratchFile::open()?;
        let texts: Vec<String> = (0..200).map(|number| "普法".repeat(number)).collect();
        let added: Vec<_> = texts
            .par_iter()
            .map(|text| scratch.add(text.as_bytes()))
            .collect::<io::Result<_>>()?;
        added.par_iter().zip(&texts).try_for_each(|(extent, text)| {
            assert_eq!(scratch.read(*extent)?, text.as_bytes());
            Ok(())
        })
    }
}
