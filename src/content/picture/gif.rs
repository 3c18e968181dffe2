//! Layout of GIF files (GIF89a).
//!
//! Kept: pictures, their timing, and the extensions of repetition and color profile. Dropped: comments, extensions of
//! programs (XMP among them), and everything after the trailer.

use super::byte_window::ByteWindow;
use super::layout::{PictureCondition, PictureLayout};

/// Length of the header with the logical screen.
const HEADER: u64 = 13;
/// Application extensions that are kept.
const KEPT: [&[u8; 11]; 3] = [b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"];

pub(super) fn read(window: &mut ByteWindow<'_>) -> PictureLayout {
    let mut layout = PictureLayout::new();
    let length = window.length();
    let Some(flags) = window.byte(10).filter(|_| length >= HEADER) else {
        return layout.end_early(PictureCondition::CutOff, 0..length);
    };
    let mut at = HEADER + table_length(flags);
    layout.pieces.keep(0..at.min(length));
    let mut has_pixels = false;
    loop {
        // Browsers do not miss the trailer.
        let Some(kind) = window.byte(at) else {
            let condition = if has_pixels && at <= length {
                PictureCondition::Whole
            } else {
                PictureCondition::CutOff
            };
            return layout.end_early(condition, length..length);
        };
        let (data, is_kept) = match kind {
            0x3B => {
                layout.pieces.keep(at..at + 1);
                return layout;
            }
            0x2C => {
                let local = window.byte(at + 9).map_or(0, table_length);
                (at + 11 + local, true)
            }
            0x21 => (at + 2, is_kept_extension(window, at)),
            // Some programs write anything after the last picture; browsers stop there.
            _ if has_pixels => return layout.end_early(PictureCondition::Whole, at..at),
            _ => return layout.end_early(PictureCondition::Damaged, at..length),
        };
        let Some(end) = blocks_end(window, data) else {
            let rest = if is_kept { at..length } else { at..at };
            return layout.end_early(PictureCondition::CutOff, rest);
        };
        if is_kept {
            layout.pieces.keep(at..end);
        }
        has_pixels |= kind == 0x2C;
        at = end;
    }
}

/// Returns the length of the color table that flags announce.
fn table_length(flags: u8) -> u64 {
    if flags & 0x80 == 0 {
        0
    } else {
        3 << ((flags & 7) + 1)
    }
}

fn is_kept_extension(window: &mut ByteWindow<'_>, at: u64) -> bool {
    match window.byte(at + 1) {
        Some(0xFE) => false,
        Some(0xFF) => window
            .get(at + 3, 11)
            .is_some_and(|name| KEPT.iter().any(|kept| *kept == name)),
        _ => true,
    }
}

/// Returns the offset after a sequence of data blocks; `None` if it is cut.
fn blocks_end(window: &mut ByteWindow<'_>, mut at: u64) -> Option<u64> {
    loop {
        let size = u64::from(window.byte(at)?);
        at += 1 + size;
        if size == 0 {
            return Some(at);
        }
    }
}
