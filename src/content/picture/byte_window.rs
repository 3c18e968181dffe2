//! Buffered random access to an open file.

use std::io;

use memchr::memchr;

use crate::content::OpenFile;

/// Bytes in memory at once; the most that can be asked for.
pub(super) const WINDOW: usize = 64 << 10;

/// Window on the bytes of an open file.
///
/// Beyond the end, and after an error of the system, there are no bytes; the error is kept for [`ByteWindow::finish`].
pub(super) struct ByteWindow<'f> {
    file: &'f mut dyn OpenFile,
    length: u64,
    start: u64,
    buffer: Vec<u8>,
    error: Option<io::Error>,
}

impl<'f> ByteWindow<'f> {
    pub(super) fn new(file: &'f mut dyn OpenFile) -> Self {
        Self {
            length: file.length(),
            file,
            start: 0,
            buffer: Vec::new(),
            error: None,
        }
    }

    /// Length of the file.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// First bytes of the file.
    pub(super) fn head(&mut self) -> &[u8] {
        let count = usize::try_from(self.length).map_or(WINDOW, |length| length.min(WINDOW));
        self.get(0, count).unwrap_or_default()
    }

    /// Returns `count` bytes at an offset; `None` if the file ends before them.
    pub(super) fn get(&mut self, at: u64, count: usize) -> Option<&[u8]> {
        let end = at.checked_add(count as u64)?;
        if end > self.length || count > WINDOW {
            return None;
        }
        let is_buffered = at >= self.start && end <= self.start + self.buffer.len() as u64;
        if !is_buffered {
            self.fill(at);
        }
        let skipped = usize::try_from(at.checked_sub(self.start)?).ok()?;
        self.buffer.get(skipped..skipped + count)
    }

    /// Returns a byte.
    pub(super) fn byte(&mut self, at: u64) -> Option<u8> {
        self.get(at, 1).and_then(<[u8]>::first).copied()
    }

    /// Finds a byte from an offset on.
    pub(super) fn find(&mut self, byte: u8, mut from: u64) -> Option<u64> {
        while from < self.length {
            self.get(from, 1)?;
            let skipped = usize::try_from(from - self.start).ok()?;
            let rest = self.buffer.get(skipped..).unwrap_or_default();
            if let Some(at) = memchr(byte, rest) {
                return Some(from + at as u64);
            }
            from += rest.len() as u64;
        }
        None
    }

    /// Returns the error of the system, if there was one.
    pub(super) fn finish(self) -> io::Result<()> {
        self.error.map_or(Ok(()), Err)
    }

    fn fill(&mut self, at: u64) {
        let left = usize::try_from(self.length.saturating_sub(at)).unwrap_or(WINDOW);
        self.start = at;
        self.buffer.resize(left.min(WINDOW), 0);
        let mut filled = 0;
        while filled < self.buffer.len() && self.error.is_none() {
            match self
                .file
                .read_at(at + filled as u64, &mut self.buffer[filled..])
            {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.error = Some(error),
            }
        }
        self.buffer.truncate(filled);
    }
}
