//! Layout of WebP files (RFC 9649, 2).
//!
//! Kept: the chunks of pixels, transparency, animation and color profile. Dropped: EXIF, XMP, unknown chunks, and
//! everything after the end that the header states. The header states the new length and the metadata that are left.

use std::ops::Range;

use super::byte_window::{ByteWindow, WINDOW};
use super::exif;
use super::layout::{PictureCondition, PictureLayout};
use super::orientation::Orientation;

/// Length of the file header, and of the header of a chunk.
const HEADER: u64 = 12;
const CHUNK: u64 = 8;
/// Chunks that are kept.
const KEPT: [&[u8; 4]; 7] = [
    b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
];
/// Flags of the extended header: EXIF, XMP.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

pub(super) fn read(window: &mut ByteWindow<'_>) -> PictureLayout {
    let mut layout = PictureLayout::new();
    let length = window.length();
    let stated = window.get(4, 4).map(<[u8; 4]>::try_from);
    let Some(Ok(stated)) = stated else {
        return layout.end_early(PictureCondition::CutOff, 0..length);
    };
    let end = u64::from(u32::from_le_bytes(stated)) + CHUNK;
    let is_cut = end > length;
    let mut kept: Vec<Range<u64>> = Vec::new();
    let mut flags = None;
    let mut has_pixels = false;
    let mut is_all_kept = true;
    let mut at = HEADER;
    while at < end.min(length) {
        let header = window.get(at, 8).map(<[u8; 8]>::try_from);
        let Some(Ok([name @ .., a, b, c, d])) = header else {
            break;
        };
        let name: [u8; 4] = name;
        let size = u64::from(u32::from_le_bytes([a, b, c, d]));
        let next = (at + CHUNK + size + size % 2).min(length);
        is_all_kept &= KEPT.contains(&&name);
        if &name == b"EXIF" {
            let count = usize::try_from(size).unwrap_or(WINDOW).min(WINDOW);
            let data = window.get(at + CHUNK, count).unwrap_or_default();
            layout.orientation = exif::orientation(data).unwrap_or(layout.orientation);
        } else if KEPT.contains(&&name) {
            has_pixels |= matches!(&name, b"VP8 " | b"VP8L" | b"ANMF");
            if &name == b"VP8X" {
                flags = window.byte(at + CHUNK).map(|flags| (flags, at + CHUNK));
            }
            kept.push(at..next);
        }
        at = next;
    }
    if !has_pixels && !is_cut {
        return layout.end_early(PictureCondition::Damaged, 0..length);
    }
    if is_cut {
        layout.condition = PictureCondition::CutOff;
    }
    if flags.is_none() {
        // Only extended files have metadata.
        layout.orientation = Orientation::UPRIGHT;
    }
    let announced = flags.map_or(0, |(flags, _)| flags & (EXIF | XMP));
    if is_all_kept && announced == 0 && at >= length {
        layout.pieces.keep(0..length);
        return layout;
    }
    layout.assemble_webp(&kept, flags, is_cut.then_some(stated));
    layout
}

impl PictureLayout {
    /// Lists the pieces of the kept chunks under a header that is right for them. A cut file keeps the length that it
    /// states, so that it stays cut.
    fn assemble_webp(
        &mut self,
        kept: &[Range<u64>],
        flags: Option<(u8, u64)>,
        stated: Option<[u8; 4]>,
    ) {
        let exif = (!self.orientation.is_upright() && flags.is_some()).then(|| {
            let tiff = exif::minimal(self.orientation);
            let mut chunk = b"EXIF".to_vec();
            chunk.extend((tiff.len() as u32).to_le_bytes());
            chunk.extend(tiff);
            chunk
        });
        let chunks: u64 = kept.iter().map(|range| range.end - range.start).sum();
        let added = exif.as_ref().map_or(0, Vec::len) as u64;
        let size = u32::try_from(chunks + added + 4).unwrap_or(u32::MAX);
        self.pieces.keep(0..4);
        self.pieces
            .insert(stated.unwrap_or_else(|| size.to_le_bytes()).to_vec());
        self.pieces.keep(8..HEADER);
        for range in kept {
            match flags {
                Some((flags, at)) if range.contains(&at) => {
                    let left = flags & !(EXIF | XMP) | if exif.is_some() { EXIF } else { 0 };
                    self.pieces.keep(range.start..at);
                    self.pieces.insert(vec![left]);
                    self.pieces.keep(at + 1..range.end);
                }
                _ => self.pieces.keep(range.clone()),
            }
        }
        if let Some(exif) = exif {
            self.pieces.insert(exif);
        }
    }
}
