//! Detection of truncated image files, without decoding them.

use image::ImageFormat;
use memchr::memmem;

/// True if an image file has its end marker, which a truncated copy lacks.
pub(super) fn is_complete(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Png => memmem::rfind(bytes, b"IEND").is_some(),
        _ => memmem::find(scan(bytes), &[0xFF, 0xD9]).is_some(),
    }
}

/// Bytes of a JPEG from its first scan on: a thumbnail in its header has an end marker of its own.
fn scan(mut bytes: &[u8]) -> &[u8] {
    bytes = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, ..] = bytes
        && *marker != 0xDA
    {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        bytes = bytes.get(2 + length..).unwrap_or_default();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, Rgb, RgbImage};

    use super::*;

    #[test]
    fn a_picture_that_breaks_off_is_not_whole() -> Result<(), image::ImageError> {
        let grey = DynamicImage::from(RgbImage::from_pixel(40, 30, Rgb([90, 120, 150])));
        for format in [ImageFormat::Jpeg, ImageFormat::Png] {
            let mut bytes = Vec::new();
            grey.write_to(&mut Cursor::new(&mut bytes), format)?;
            assert!(is_complete(&bytes, format), "{format:?}");
            assert!(
                is_complete(&[&bytes[..], b"more"].concat(), format),
                "{format:?} with something after it"
            );
            assert!(
                !is_complete(&bytes[..bytes.len() - 12], format),
                "{format:?} without its end"
            );
        }
        Ok(())
    }

    #[test]
    fn the_end_of_the_small_picture_in_a_head_is_no_end() {
        let head = [
            0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 1, 1, 0xFF, 0xDA, 0, 2, 7,
        ];
        assert!(!is_complete(&head, ImageFormat::Jpeg));
        assert!(is_complete(
            &[&head[..], &[0xFF, 0xD9]].concat(),
            ImageFormat::Jpeg
        ));
        assert!(!is_complete(&[0xFF, 0xD8], ImageFormat::Jpeg));
    }
}
