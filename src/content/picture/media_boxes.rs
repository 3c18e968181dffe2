//! Structure of AVIF and HEIC files: boxes (ISO/IEC 14496-12, 4.2), which are only counted.

use memchr::memmem;

use super::byte_window::ByteWindow;
use super::layout::{PictureCondition, PictureLayout};

/// Item types under which metadata lie.
const METADATA: [&[u8]; 2] = [b"infe\x02\0\0\0", b"infe\x03\0\0\0"];

pub(super) fn read(window: &mut ByteWindow<'_>) -> PictureLayout {
    let mut layout = PictureLayout::new();
    let length = window.length();
    layout.keeps_metadata = has_metadata(window.head());
    layout.pieces.keep(0..length);
    let mut at = 0;
    while at < length {
        let header = window.get(at, 8).map(<[u8; 8]>::try_from);
        let Some(Ok([a, b, c, d, ..])) = header else {
            layout.condition = PictureCondition::CutOff;
            return layout;
        };
        let size = match u32::from_be_bytes([a, b, c, d]) {
            // The last box reaches to the end.
            0 => return layout,
            1 => match window.get(at + 8, 8).map(<[u8; 8]>::try_from) {
                Some(Ok(size)) => u64::from_be_bytes(size),
                _ => u64::MAX,
            },
            size => u64::from(size),
        };
        if size < 8 {
            layout.condition = PictureCondition::Damaged;
            return layout;
        }
        at = at.saturating_add(size);
    }
    if at > length {
        layout.condition = PictureCondition::CutOff;
    }
    layout
}

/// Returns true if the items of a file hold EXIF or XMP.
fn has_metadata(head: &[u8]) -> bool {
    METADATA.iter().any(|entry| {
        memmem::find_iter(head, entry).any(|at| {
            // Number and protection of the item, then its type.
            let id = if entry[4] == 2 { 2 } else { 4 };
            let at = at + entry.len() + id + 2;
            matches!(head.get(at..at + 4), Some(b"Exif" | b"mime"))
        })
    })
}
