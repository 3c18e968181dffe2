//! Pictures among a site's files: format, upright size, completeness, and the bytes that are published.
//!
//! A phone writes the place, the time and itself into a photograph. The public gets a copy without them: the layout of a
//! file lists the pieces to publish, which are byte ranges of the source and a few inserted bytes. Encoded pixels are never
//! changed. Kept are pixels, color profiles, what decoders need, and the orientation, alone.
//!
//! Files are read through a window of fixed size, so memory does not grow with a file.

mod byte_window;
mod exif;
mod format;
mod gif;
mod jpeg;
mod layout;
mod media_boxes;
mod orientation;
mod png;
mod published_file;
#[cfg(test)]
mod tests;
mod webp;

use std::io;

use super::{MemoryFile, OpenFile};
use byte_window::ByteWindow;
use layout::PictureLayout;

pub(crate) use format::FileFormat;
pub(crate) use layout::PictureCondition;
pub(crate) use published_file::PublishedFile;

/// Facts of a file as a picture.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PictureFacts {
    /// Format by the file's first bytes.
    pub format: FileFormat,
    /// Structure of the file.
    pub condition: PictureCondition,
    /// True if metadata of place or device may be in the published bytes.
    pub keeps_metadata: bool,
    /// True if the metadata turn the encoded pixels.
    pub is_turned: bool,
}

/// Facts of an open file, with its upright size and the length of its published bytes.
pub(crate) struct PictureReading {
    pub(crate) facts: PictureFacts,
    /// Width and height as shown, if the format states them.
    pub(crate) size: Option<(u32, u32)>,
    /// Length of the published bytes.
    pub(crate) length: u64,
}

/// Reads the facts of a file by its first bytes and its length; a picture is opened and its structure read to the end.
pub(crate) fn read_facts(
    head: &[u8],
    length: u64,
    open: impl FnOnce() -> io::Result<Box<dyn OpenFile>>,
) -> io::Result<PictureReading> {
    let format = FileFormat::sniff(head);
    let mut reading = PictureReading {
        facts: PictureFacts {
            format,
            condition: PictureCondition::Whole,
            keeps_metadata: format.holds_metadata(),
            is_turned: false,
        },
        size: None,
        length,
    };
    if format.is_picture() {
        reading.size = stated_size(head);
    }
    let layout = if !format.has_layout() {
        None
    } else if head.len() as u64 == length {
        layout_of(format, &mut MemoryFile(head))?
    } else {
        layout_of(format, &mut *open()?)?
    };
    if let Some(layout) = layout {
        let size = layout.size.or(reading.size);
        reading.size = size.map(|size| layout.orientation.upright(size));
        reading.length = layout.pieces.length();
        reading.facts.condition = layout.condition;
        reading.facts.keeps_metadata = layout.keeps_metadata;
        reading.facts.is_turned = !layout.orientation.is_upright();
    }
    Ok(reading)
}

/// Returns the encoded width and height that the first bytes of a picture state.
pub(crate) fn stated_size(head: &[u8]) -> Option<(u32, u32)> {
    let size = imagesize::blob_size(head).ok()?;
    let width = u32::try_from(size.width).ok()?;
    let height = u32::try_from(size.height).ok()?;
    (width > 0 && height > 0).then_some((width, height))
}

/// Returns the bytes of a file that the public gets.
pub fn published_bytes(bytes: Vec<u8>) -> Vec<u8> {
    match layout_of_bytes(&bytes) {
        Some(layout) if !layout.pieces.is_whole(bytes.len() as u64) => {
            layout.pieces.assemble(&bytes)
        }
        _ => bytes,
    }
}

/// Returns true if the pixels of a picture are not shown as they are encoded.
#[cfg(feature = "channels")]
pub(crate) fn is_turned(bytes: &[u8]) -> bool {
    layout_of_bytes(bytes).is_some_and(|layout| !layout.orientation.is_upright())
}

/// Returns true if a picture file ends before its pixels do.
#[cfg(feature = "channels")]
pub(crate) fn is_cut_off(bytes: &[u8]) -> bool {
    layout_of_bytes(bytes).is_some_and(|layout| layout.condition == PictureCondition::CutOff)
}

fn layout_of_bytes(bytes: &[u8]) -> Option<PictureLayout> {
    let head = bytes.get(..byte_window::WINDOW).unwrap_or(bytes);
    layout_of(FileFormat::sniff(head), &mut MemoryFile(bytes))
        .ok()
        .flatten()
}

/// Reads the layout of a file whose format has a known structure.
fn layout_of(format: FileFormat, file: &mut dyn OpenFile) -> io::Result<Option<PictureLayout>> {
    let mut window = ByteWindow::new(file);
    let layout = match format {
        FileFormat::Jpeg => Some(jpeg::read(&mut window)),
        FileFormat::Png => Some(png::read(&mut window)),
        FileFormat::WebP => Some(webp::read(&mut window)),
        FileFormat::Gif => Some(gif::read(&mut window)),
        FileFormat::Avif | FileFormat::Heic => Some(media_boxes::read(&mut window)),
        _ => None,
    };
    window.finish()?;
    Ok(layout)
}
