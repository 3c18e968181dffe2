//! Layout of JPEG files (ITU-T T.81, annex B).
//!
//! Kept: tables, frames, scans, the JFIF header, color profiles (APP2 `ICC_PROFILE`) and Adobe's color transform (APP14).
//! Dropped: all other application segments (EXIF, XMP, IPTC, MPF, maker notes), comments, thumbnails, and everything
//! after the end marker, where phones put further pictures and films.

use std::ops::Range;

use super::byte_window::ByteWindow;
use super::exif;
use super::layout::{PictureCondition, PictureLayout};
use super::orientation::Orientation;

const APP0: u8 = 0xE0;
const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
const APP14: u8 = 0xEE;
const APP15: u8 = 0xEF;
const COMMENT: u8 = 0xFE;
const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;
/// Length of a JFIF header without a thumbnail, marker included.
const JFIF: u64 = 18;

pub(super) fn read(window: &mut ByteWindow<'_>) -> PictureLayout {
    let mut layout = PictureLayout::new();
    let length = window.length();
    layout.pieces.keep(0..2);
    let mut at = 2;
    let mut has_exif = false;
    loop {
        let Some((start, marker)) = next_marker(window, at) else {
            return layout.end_early(PictureCondition::CutOff, at..at);
        };
        if marker == END || is_alone(marker) {
            at = start + 2;
            layout.pieces.keep(start..at);
            if marker == END {
                return layout;
            }
            continue;
        }
        let Some(&[high, low]) = window.get(start + 2, 2) else {
            return layout.end_early(PictureCondition::CutOff, start..length);
        };
        let size = u16::from_be_bytes([high, low]);
        if size < 2 {
            return layout.end_early(PictureCondition::Damaged, start..length);
        }
        let end = start + 2 + u64::from(size);
        let Some(payload) = window.get(start + 4, usize::from(size) - 2) else {
            // The rest of a cut segment is no picture, but may be metadata.
            return layout.end_early(PictureCondition::CutOff, start..start);
        };
        if marker == APP1 && payload.starts_with(b"Exif\0\0") && !has_exif {
            has_exif = true;
            layout.orientation = exif::orientation(payload).unwrap_or(Orientation::UPRIGHT);
            if !layout.orientation.is_upright() {
                layout.pieces.insert(exif_segment(layout.orientation));
            }
        }
        add_segment(&mut layout, marker, payload, start..end);
        at = end;
        if marker == SCAN {
            at = scan_end(window, end);
            layout.pieces.keep(end..at);
        }
    }
}

/// Keeps a segment that decoders need.
fn add_segment(layout: &mut PictureLayout, marker: u8, payload: &[u8], range: Range<u64>) {
    match marker {
        APP0 if payload.starts_with(b"JFIF\0") => keep_jfif(layout, payload, range),
        APP2 if payload.starts_with(b"ICC_PROFILE\0") => layout.pieces.keep(range),
        APP14 if payload.starts_with(b"Adobe") => layout.pieces.keep(range),
        APP0..=APP15 | COMMENT => {}
        _ => {
            if is_frame(marker) && layout.size.is_none() {
                layout.size = frame_size(payload);
            }
            layout.pieces.keep(range);
        }
    }
}

/// Returns the next marker and its offset; bytes before it, which decoders skip, are dropped.
fn next_marker(window: &mut ByteWindow<'_>, mut from: u64) -> Option<(u64, u8)> {
    loop {
        let at = window.find(0xFF, from)?;
        match window.byte(at + 1)? {
            0xFF => from = at + 1,
            0 => from = at + 2,
            marker => return Some((at, marker)),
        }
    }
}

/// Returns the offset at which the coded pixels of a scan end: that of a marker, or of the file's end.
fn scan_end(window: &mut ByteWindow<'_>, mut from: u64) -> u64 {
    while let Some(at) = window.find(0xFF, from) {
        match window.byte(at + 1) {
            Some(0 | 0xD0..=0xD7) => from = at + 2,
            Some(0xFF) => from = at + 1,
            Some(_) => return at,
            None => break,
        }
    }
    window.length()
}

/// Returns true for markers without a segment.
fn is_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD8)
}

fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

fn frame_size(payload: &[u8]) -> Option<(u32, u32)> {
    let &[_, high, low, wide, narrow, ..] = payload else {
        return None;
    };
    let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
    Some((side(wide, narrow), side(high, low))).filter(|size| size.0 > 0 && size.1 > 0)
}

/// Keeps a JFIF header without its thumbnail.
fn keep_jfif(layout: &mut PictureLayout, payload: &[u8], range: Range<u64>) {
    match payload.get(..12) {
        Some(header) if range.end - range.start > JFIF => {
            let mut segment = vec![0xFF, APP0, 0, 16];
            segment.extend_from_slice(header);
            segment.extend([0, 0]);
            layout.pieces.insert(segment);
        }
        _ => layout.pieces.keep(range),
    }
}

/// Returns a segment with an orientation alone.
fn exif_segment(orientation: Orientation) -> Vec<u8> {
    let tiff = exif::minimal(orientation);
    let mut segment = vec![0xFF, APP1, 0, 8 + tiff.len() as u8];
    segment.extend_from_slice(b"Exif\0\0");
    segment.extend(tiff);
    segment
}
