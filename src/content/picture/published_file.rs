//! Open file as the public gets it: a picture without metadata of place and device.

use std::io;

use super::byte_window::ByteWindow;
use super::format::FileFormat;
use super::layout::{FilePiece, PieceList};
use super::layout_of;
use crate::content::OpenFile;
use crate::content::open_file::FileVersion;

/// Version of the rules by which files are published; part of the version of a file that they change.
const RULES: &str = "p1";

/// Published view of an open file: pieces of it, read where they are asked for.
pub(crate) struct PublishedFile {
    source: Box<dyn OpenFile>,
    pieces: PieceList,
}

impl PublishedFile {
    /// Returns a view of a file; the file itself if all of it is published.
    pub(crate) fn open(mut source: Box<dyn OpenFile>) -> io::Result<Box<dyn OpenFile>> {
        let mut window = ByteWindow::new(&mut *source);
        let format = FileFormat::sniff(window.head());
        window.finish()?;
        match layout_of(format, &mut *source)? {
            Some(layout) if !layout.pieces.is_whole(source.length()) => Ok(Box::new(Self {
                source,
                pieces: layout.pieces,
            })),
            _ => Ok(source),
        }
    }
}

impl OpenFile for PublishedFile {
    fn length(&self) -> u64 {
        self.pieces.length()
    }

    fn version(&self) -> FileVersion {
        let version = self.source.version();
        FileVersion {
            tag: version.tag + RULES,
            ..version
        }
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<usize> {
        let mut skipped = offset;
        for piece in &self.pieces.0 {
            let length = piece.length();
            if skipped >= length {
                skipped -= length;
                continue;
            }
            let left = usize::try_from(length - skipped).unwrap_or(usize::MAX);
            let count = left.min(buffer.len());
            return match piece {
                FilePiece::Source(range) => self
                    .source
                    .read_at(range.start + skipped, &mut buffer[..count]),
                FilePiece::Inserted(bytes) => {
                    let start = usize::try_from(skipped).unwrap_or(usize::MAX);
                    buffer[..count].copy_from_slice(&bytes[start..start + count]);
                    Ok(count)
                }
            };
        }
        Ok(0)
    }
}
