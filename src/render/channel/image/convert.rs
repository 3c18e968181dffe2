//! Conversion of photographs: turned upright, narrowed, compressed.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use imagesize::ImageType;

use super::{ImageFault, LIMIT, PackageImage, cut_short, ending, too_large, unreadable};
use crate::content::picture::{is_cut_off, is_turned};
use crate::diagnostic::Code;
use crate::limits::picture::{MEMORY, PIXELS, SIDE};
use crate::message;
use crate::site::SiteFile;

/// No phone shows more pixels across.
const WIDEST: u32 = 1440;

/// Converts a photograph; a suitable one stays as it is.
pub(super) fn photograph(file: &SiteFile, bytes: Vec<u8>) -> Result<PackageImage, ImageFault> {
    let ending = ending(file);
    let path = file.path.as_str();
    let fault = || unreadable(path);
    let format = image::guess_format(&bytes)
        .ok()
        .filter(|format| READ.contains(format));
    let format = format.ok_or_else(|| unsupported_format(path, &bytes))?;
    let is_as_named = matches!(
        (format, ending),
        (ImageFormat::Png, "png") | (ImageFormat::Jpeg, "jpg")
    );
    if is_cut_off(&bytes) {
        return Err(cut_short(path));
    }
    // A platform may lose the orientation, or apply it to the crops of a cover only.
    if is_as_named && bytes.len() < LIMIT && !is_turned(&bytes) {
        let (width, height) = match file.size {
            Some(size) => size,
            None => reader(&bytes, format)
                .into_dimensions()
                .map_err(|_| fault())?,
        };
        check_size(path, (width, height))?;
        return Ok(PackageImage {
            bytes,
            ending,
            width,
            height,
            shown: width,
            ..PackageImage::default()
        });
    }
    let image = upright(path, &bytes, format)?;
    let is_still = is_animated(&bytes, format);
    let image = if image.width() > WIDEST {
        narrowed(&image, WIDEST)
    } else {
        image
    };
    let image = converted(image, ending).ok_or_else(fault)?;
    Ok(PackageImage { is_still, ..image })
}

/// Formats that can be decoded.
const READ: [ImageFormat; 4] = [
    ImageFormat::Gif,
    ImageFormat::Jpeg,
    ImageFormat::Png,
    ImageFormat::WebP,
];

/// Checks that an image has a size that can be shown.
fn check_size(path: &str, (width, height): (u32, u32)) -> Result<(), ImageFault> {
    if width == 0 || height == 0 {
        return Err(unreadable(path));
    }
    let is_large = width > SIDE || height > SIDE || u64::from(width) * u64::from(height) > PIXELS;
    if is_large {
        Err(too_large(path, (width, height)))
    } else {
        Ok(())
    }
}

/// Fault of a file in another format, or of one that is no image.
fn unsupported_format(path: &str, bytes: &[u8]) -> ImageFault {
    let kind = match imagesize::image_type(bytes) {
        Ok(ImageType::Bmp) => "BMP",
        Ok(ImageType::Ico) => "ICO",
        Ok(ImageType::Tiff) => "TIFF",
        Ok(ImageType::Psd) => "PSD",
        Ok(ImageType::Heif(_)) => "HEIC/AVIF",
        _ => return unreadable(path),
    };
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 是 {kind} 格式，稿件里用不了，没有放进去",
            "the picture {path} is {kind}, which articles cannot show; it was left out"
        ),
        hint: message!("用看图软件另存为 jpg 或 png", "save it anew as jpg or png"),
    }
}

/// True for an animation; no frame is decoded.
fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Gif => {
            let mut options = gif::DecodeOptions::new();
            options.skip_frame_decoding(true);
            let mut frames = options.read_info(Cursor::new(bytes)).ok();
            let mut is_next = || {
                matches!(
                    frames.as_mut().map(gif::Decoder::next_frame_info),
                    Some(Ok(Some(_)))
                )
            };
            is_next() && is_next()
        }
        ImageFormat::WebP => {
            WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation())
        }
        _ => false,
    }
}

fn reader(bytes: &[u8], format: ImageFormat) -> ImageReader<Cursor<&[u8]>> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    reader
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

/// Decodes an image and turns it upright as its metadata says; its memory is checked before decoding.
fn upright(path: &str, bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageFault> {
    let fault = || unreadable(path);
    let mut decoder = reader(bytes, format).into_decoder().map_err(|_| fault())?;
    check_size(path, decoder.dimensions())?;
    if decoder.total_bytes() > MEMORY {
        return Err(too_large(path, decoder.dimensions()));
    }
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|_| fault())?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(image)
}

/// Narrows an image; a very long one coarsely, since the finer filter needs sixteen bytes per intermediate pixel.
fn narrowed(image: &DynamicImage, width: u32) -> DynamicImage {
    let height = u64::from(image.height()) * u64::from(width) / u64::from(image.width().max(1));
    let between = u64::from(image.width()) * height * 16;
    if between > MEMORY {
        return image.thumbnail(width, u32::MAX);
    }
    image.resize(width, u32::MAX, FilterType::Triangle)
}

/// Encodes an image below the limit: first with lower quality, then smaller.
fn converted(mut image: DynamicImage, ending: &'static str) -> Option<PackageImage> {
    let shown = image.width();
    loop {
        let width = image.width();
        let height = image.height();
        let qualities: &[u8] = if ending == "png" { &[0] } else { &[85, 72] };
        for quality in qualities {
            let bytes = encoded(&image, ending, *quality)?;
            if bytes.len() < LIMIT {
                return Some(PackageImage {
                    bytes,
                    ending,
                    width,
                    height,
                    shown,
                    ..PackageImage::default()
                });
            }
        }
        if width < 64 {
            return None;
        }
        image = narrowed(&image, width * 3 / 4);
    }
}

fn encoded(image: &DynamicImage, ending: &str, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if ending == "png" {
        image
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .ok()?;
    } else {
        let opaque = on_white(image);
        JpegEncoder::new_with_quality(&mut bytes, quality)
            .encode_image(&opaque)
            .ok()?;
    }
    Some(bytes)
}

/// Puts an image on white, like the page.
fn on_white(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let seen = image.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |part: u8| {
            let part = u32::from(part);
            let alpha = u32::from(alpha);
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::SourcePath;
    use crate::content::picture::{FileFormat, PictureCondition, PictureFacts};
    use crate::render::channel::image::decoder;
    use crate::site::picture_size;

    fn file(path: &str, length: u64) -> SiteFile {
        SiteFile {
            path: SourcePath::from(path),
            length,
            size: None,
            picture: PictureFacts {
                format: FileFormat::Unknown,
                condition: PictureCondition::Whole,
                keeps_metadata: false,
                is_turned: false,
            },
            digest: [0; 32],
            danger: None,
            owner: None,
        }
    }

    #[test]
    fn a_picture_that_moves_is_told_from_one_that_stands() -> Result<(), image::ImageError> {
        for frames in [1, 2] {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            encoder.encode_frames(
                (0..frames).map(|_| image::Frame::new(image::RgbaImage::new(4, 3))),
            )?;
            drop(encoder);
            let made = photograph(&file("a.gif", 10), bytes);
            assert_eq!(
                made.ok().map(|image| (image.is_still, image.ending)),
                Some((frames == 2, "png"))
            );
        }
        Ok(())
    }

    #[test]
    fn a_large_picture_is_made_short_enough() {
        let noise = RgbImage::from_fn(1600, 1200, |x, y| {
            let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503)).to_le_bytes();
            Rgb([mixed[0], mixed[1], mixed[2]])
        });
        let mut bytes = Vec::new();
        let written =
            DynamicImage::from(noise).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
        assert!(written.is_ok() && bytes.len() > LIMIT);
        let made = photograph(&file("a.png", bytes.len() as u64), bytes);
        assert!(made.is_ok_and(|image| image.bytes.len() < LIMIT
            && image.ending == "jpg"
            && image.width <= WIDEST));
    }

    fn made(path: &str, bytes: Vec<u8>) -> Result<(u32, u32), String> {
        let file = SiteFile {
            size: picture_size(&SourcePath::from(path), &bytes),
            ..file(path, bytes.len() as u64)
        };
        let made = decoder::apart(path, file.size, move || photograph(&file, bytes));
        made.map(|image| (image.width, image.height))
            .map_err(|fault| fault.message.zh)
    }

    /// Encodes a small image in a format.
    fn small(format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(13, 7, |x, y| Rgb([x as u8 * 19, y as u8 * 31, 90]));
        let mut bytes = Vec::new();
        let written = DynamicImage::from(image).write_to(&mut Cursor::new(&mut bytes), format);
        assert!(written.is_ok(), "{format:?}");
        bytes
    }

    /// Patches the size in the header of a small image.
    fn as_large(format: ImageFormat, (width, height): (u32, u32)) -> Vec<u8> {
        let mut bytes = small(format);
        let wide = width.to_be_bytes();
        let high = height.to_be_bytes();
        match format {
            ImageFormat::Png => {
                bytes[16..20].copy_from_slice(&wide);
                bytes[20..24].copy_from_slice(&high);
                let sum = crc32(&bytes[12..29]);
                bytes[29..33].copy_from_slice(&sum.to_be_bytes());
            }
            ImageFormat::Gif => {
                let size = [wide[3], wide[2], high[3], high[2]];
                bytes[6..10].copy_from_slice(&size);
                let frame = bytes
                    .iter()
                    .rposition(|&byte| byte == 0x2c)
                    .unwrap_or_default();
                bytes[frame + 5..frame + 9].copy_from_slice(&size);
            }
            _ => {
                let frame = bytes
                    .windows(2)
                    .position(|pair| pair == [0xff, 0xc0])
                    .unwrap_or_default();
                bytes[frame + 5..frame + 9].copy_from_slice(&[high[2], high[3], wide[2], wide[3]]);
            }
        }
        bytes
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, &byte| {
            (0..8).fold(sum ^ u32::from(byte), |sum, _| {
                (sum >> 1) ^ (0xedb8_8320 * (sum & 1))
            })
        })
    }

    #[test]
    fn a_picture_without_pixels_or_with_too_many_is_told() {
        use ImageFormat::{Gif, Jpeg, Png};
        for (format, name) in [
            (Png, "a.png"),
            (Jpeg, "a.jpg"),
            (Gif, "a.gif"),
            (Png, "b.jpg"),
            (Jpeg, "b.png"),
        ] {
            for none in [(0, 0), (0, 7), (13, 0)] {
                let told = made(name, as_large(format, none));
                assert!(
                    told.is_err_and(|told| told.contains(name) && !told.contains("出错")),
                    "{name} {none:?}"
                );
            }
            for large in [(65_535, 65_535), (65_535, 20_000), (30_000, 30_000)] {
                let told = made(name, as_large(format, large));
                assert!(
                    told.is_err_and(|told| told.contains("太大") && told.contains(name)),
                    "{name} {large:?}"
                );
            }
            let long = made(name, as_large(format, (1, 65_535)));
            assert!(
                long.is_ok()
                    || long.is_err_and(|told| told.contains(name) && !told.contains("出错")),
                "{name}"
            );
        }
        assert!(made("a.png", as_large(Png, (u32::MAX, u32::MAX))).is_err());
    }

    #[test]
    fn a_tiny_file_that_says_it_is_huge_is_not_decoded() {
        let gif = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0\x3b";
        assert!(made("a.gif", gif.to_vec()).is_err_and(|told| told.contains("65535")));
    }

    #[test]
    fn pictures_of_other_kinds_are_named() {
        for (bytes, kind) in [
            (&b"BM\0\0\0\0"[..], "BMP"),
            (b"II*\0\x08\0\0\0", "TIFF"),
            (b"\0\0\x01\0\x01\0", "ICO"),
            (b"\0\0\0\x18ftypheic\0\0\0\0heicmif1", "HEIC"),
            (b"8BPS\0\x01", "PSD"),
        ] {
            let padded = [bytes, &[0; 64]].concat();
            let told = made("content/a.jpg", padded).err().unwrap_or_default();
            assert!(
                told.contains("content/a.jpg") && told.contains(kind),
                "{kind}: {told}"
            );
        }
        for bytes in [&b""[..], b"x", b"<svg/>", &[0; 4096]] {
            assert!(made("content/a.png", bytes.to_vec()).is_err());
        }
    }

    #[test]
    fn a_picture_with_another_ending_is_read_as_what_it_is() {
        for format in READ {
            for name in ["a.png", "a.jpg", "a.gif", "a.webp", "a"] {
                assert_eq!(
                    made(name, small(format)),
                    Ok((13, 7)),
                    "{format:?} as {name}"
                );
            }
        }
    }

    #[test]
    fn a_long_narrow_picture_is_narrowed_coarsely() {
        let long = DynamicImage::from(RgbImage::new(1_600, 9_000));
        assert_eq!(
            (
                narrowed(&long, WIDEST).width(),
                narrowed(&long, WIDEST).height()
            ),
            (1440, 8100)
        );
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

        #[test]
        fn no_damage_to_a_picture_reaches_us(
            format in 0..4_usize,
            name in 0..4_usize,
            changes in proptest::collection::vec((0..400_usize, proptest::prelude::any::<u8>()), 0..6),
            cut in 0..600_usize,
        ) {
            let mut bytes = small(READ[format]);
            for (at, byte) in changes {
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
            bytes.truncate(cut.max(1));
            let name = ["a.png", "a.jpg", "a.gif", "a.webp"][name];
            let told = made(name, bytes);
            let is_sound = |&(width, height): &(u32, u32)| width > 0 && height > 0 && u64::from(width) * u64::from(height) <= PIXELS;
            proptest::prop_assert!(told.as_ref().map_or_else(|told| told.contains(name), is_sound), "{told:?}");
        }
    }
}
