//! Layout of PNG files (W3C PNG, third edition, 5 and 11).
//!
//! Kept: critical chunks, and those ancillary ones that change how pixels look. Dropped: EXIF, texts (XMP among them),
//! time, chunks of programs, and everything after the last chunk.

use super::byte_window::{ByteWindow, WINDOW};
use super::exif;
use super::layout::{PictureCondition, PictureLayout};
use super::orientation::Orientation;

/// Length of the signature.
const SIGNATURE: u64 = 8;
/// Length of a chunk beside its data: length, type, checksum.
const FRAME: u64 = 12;
/// Ancillary chunks that are kept: transparency, colors, size of a pixel, animation.
const KEPT: [&[u8; 4]; 16] = [
    b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn read(window: &mut ByteWindow<'_>) -> PictureLayout {
    let mut layout = PictureLayout::new();
    let length = window.length();
    layout.pieces.keep(0..SIGNATURE);
    let mut at = SIGNATURE;
    loop {
        let header = window.get(at, 8).map(<[u8; 8]>::try_from);
        let Some(Ok([a, b, c, d, kind @ ..])) = header else {
            return layout.end_early(PictureCondition::CutOff, at..length);
        };
        let size = u64::from(u32::from_be_bytes([a, b, c, d]));
        if size > 1 << 31 || !kind.iter().all(u8::is_ascii_alphabetic) {
            return layout.end_early(PictureCondition::Damaged, at..length);
        }
        let end = at + FRAME + size;
        let is_kept = kind[0].is_ascii_uppercase() || KEPT.contains(&&kind);
        if end > length {
            let rest = if is_kept { at..length } else { at..at };
            return layout.end_early(PictureCondition::CutOff, rest);
        }
        if is_kept {
            layout.pieces.keep(at..end);
        } else if &kind == b"eXIf" {
            let count = usize::try_from(size).unwrap_or(WINDOW).min(WINDOW);
            let data = window.get(at + 8, count).unwrap_or_default();
            if let Some(orientation) = exif::orientation(data).filter(|of| !of.is_upright()) {
                layout.orientation = orientation;
                layout.pieces.insert(exif_chunk(orientation));
            }
        }
        if &kind == b"IEND" {
            return layout;
        }
        at = end;
    }
}

/// Returns a chunk with an orientation alone.
fn exif_chunk(orientation: Orientation) -> Vec<u8> {
    let tiff = exif::minimal(orientation);
    let mut chunk = (tiff.len() as u32).to_be_bytes().to_vec();
    chunk.extend_from_slice(b"eXIf");
    chunk.extend(tiff);
    let sum = checksum(&chunk[4..]);
    chunk.extend(sum.to_be_bytes());
    chunk
}

/// CRC-32 of a chunk's type and data (W3C PNG, annex D).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
