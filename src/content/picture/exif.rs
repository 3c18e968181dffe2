//! The orientation in EXIF metadata: reading it, and writing it alone.

use super::orientation::Orientation;

/// Tag of the orientation in the first directory.
const ORIENTATION: u16 = 0x0112;
/// Type of a 16-bit number.
const SHORT: u16 = 3;
/// Length of a directory entry.
const ENTRY: usize = 12;

/// Returns the orientation in a block of EXIF metadata, which is a TIFF file without pixels.
pub(super) fn orientation(exif: &[u8]) -> Option<Orientation> {
    // WebP and PNG have the TIFF alone, but some programs write JPEG's prefix before it.
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little {
            u16::from_le_bytes(bytes)
        } else {
            u16::from_be_bytes(bytes)
        })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if is_little {
            second << 16 | first
        } else {
            first << 16 | second
        })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let count = usize::from(short(directory)?);
    let entries = (0..count).map_while(|index| {
        let at = directory.checked_add(2 + index * ENTRY)?;
        short(at).map(|tag| (tag, at))
    });
    let (_, at) = entries.into_iter().find(|(tag, _)| *tag == ORIENTATION)?;
    let is_number = short(at + 2)? == SHORT && long(at + 4)? == 1;
    let value = short(at + 8).filter(|_| is_number)?;
    Orientation::new(value)
}

/// Returns EXIF metadata that hold an orientation and nothing else.
pub(super) fn minimal(orientation: Orientation) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation.number(), 0, 0]);
    // No further directory.
    tiff.extend([0; 4]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minimal_block_holds_its_orientation() {
        for number in 1..=8 {
            let written = Orientation::new(number).map(minimal).unwrap_or_default();
            assert_eq!(written.len(), 26);
            assert_eq!(orientation(&written), Orientation::new(number));
            let prefixed = [b"Exif\0\0", written.as_slice()].concat();
            assert_eq!(orientation(&prefixed), Orientation::new(number));
        }
    }

    #[test]
    fn both_byte_orders_are_read_and_other_values_are_not() {
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x04\0\0\0abc\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), Orientation::new(6));
        for (at, odd) in [
            (30, 0),
            (30, 9),
            (24, 4),
            (8, 1),
            (4, 255),
            (7, 255),
            (0, b'X'),
        ] {
            let mut bytes = little.to_vec();
            bytes[at] = odd;
            assert_eq!(orientation(&bytes), None, "byte {at} is {odd}");
        }
        for end in 0..little.len() - 6 {
            assert_eq!(orientation(&little[..end]), None, "{end} bytes");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_block_is_too_odd(
            start in 0..3_usize,
            rest in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..80),
        ) {
            let bytes = [[b"II*\0".as_slice(), b"MM\0*", b"Exif\0\0MM\0*"][start], &rest].concat();
            let _ = orientation(&bytes);
        }
    }
}
