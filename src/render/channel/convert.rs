//! A picture made ready: a drawing painted, a photograph turned upright, narrowed, written shorter.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{
    AnimationDecoder as _, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};
use resvg::{tiny_skia, usvg};

use super::pictures::{Fault, LIMIT, Picture, cut_short, ending, unreadable};
use super::whole::is_whole;
use crate::diagnostic::Code;
use crate::says;
use crate::site::SiteFile;

/// No phone shows more pixels across.
const WIDEST: u32 = 1440;
/// How wide a drawing is painted, at most.
const DRAWING: f32 = 1080.0;
/// How much memory a picture may take while it is read.
const MEMORY: u64 = 160 << 20;

/// A drawing is painted; one with text would look different on every machine.
pub(super) fn drawing(file: &SiteFile, bytes: &[u8]) -> Result<Picture, Fault> {
    let path = file.path.to_string();
    let text = String::from_utf8_lossy(bytes);
    if has_text(&text) {
        return Err(Fault {
            code: Code::ChannelPictureText,
            message: says!(
                "图片 {path} 里有文字，各台电脑的字体不同，没有放进稿件",
                "{path} holds text, whose fonts differ by machine; it was left out"
            ),
            hint: says!(
                "导出一张 PNG，和它放在一起并改用 PNG；或者把文字转成路径",
                "export it as PNG and use that, or turn its text into paths"
            ),
        });
    }
    let painted = usvg::Tree::from_str(&text, &usvg::Options::default()).ok().and_then(|tree| paint(&tree));
    painted.ok_or_else(|| unreadable(&path))
}

/// Whether a drawing has text that is seen.
fn has_text(svg: &str) -> bool {
    svg.split('<').skip(1).any(|tag| {
        let name =
            tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
        matches!(name.rsplit(':').next(), Some("text" | "foreignObject"))
    })
}

fn paint(tree: &usvg::Tree) -> Option<Picture> {
    let size = tree.size();
    let mut scale = (DRAWING / size.width()).min(3.0);
    loop {
        let (width, height) = (pixels(size.width() * scale), pixels(size.height() * scale));
        let mut map = tiny_skia::Pixmap::new(width, height)?;
        resvg::render(tree, tiny_skia::Transform::from_scale(scale, scale), &mut map.as_mut());
        let bytes = map.encode_png().ok()?;
        if bytes.len() < LIMIT || width < 200 {
            return Some(Picture {
                bytes,
                ending: "png",
                width,
                height,
                shown: pixels(size.width()),
                ..Picture::default()
            });
        }
        scale *= 0.75;
    }
}

#[expect(clippy::cast_sign_loss, reason = "a size is never negative")]
fn pixels(length: f32) -> u32 {
    length.round().max(1.0) as u32
}

pub(super) fn photograph(file: &SiteFile, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let ending = ending(file);
    let fault = || unreadable(&file.path.to_string());
    let format = image::guess_format(&bytes).map_err(|_| fault())?;
    let is_as_named = matches!((format, ending), (ImageFormat::Png, "png") | (ImageFormat::Jpeg, "jpg"));
    if is_as_named && bytes.len() < LIMIT {
        if !is_whole(&bytes, format) {
            return Err(cut_short(&file.path.to_string()));
        }
        let (width, height) = match file.size {
            Some(size) => size,
            None => reader(&bytes, format).into_dimensions().map_err(|_| fault())?,
        };
        return Ok(Picture { bytes, ending, width, height, shown: width, ..Picture::default() });
    }
    let is_still = moves(&bytes, format);
    let picture = upright(&bytes, format).ok_or_else(fault)?;
    let picture = if picture.width() > WIDEST { narrowed(&picture, WIDEST) } else { picture };
    let picture = converted(picture, ending).ok_or_else(fault)?;
    Ok(Picture { is_still, ..picture })
}

/// Whether there are several pictures, shown one after the other.
fn moves(bytes: &[u8], format: ImageFormat) -> bool {
    let bytes = Cursor::new(bytes);
    match format {
        ImageFormat::Gif => GifDecoder::new(bytes).is_ok_and(|mut decoder| {
            decoder.set_limits(limits()).is_ok() && decoder.into_frames().take(2).flatten().count() == 2
        }),
        ImageFormat::WebP => WebPDecoder::new(bytes).is_ok_and(|decoder| decoder.has_animation()),
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
    limits.max_alloc = Some(MEMORY);
    limits
}

/// A picture the right way up, as its camera says.
fn upright(bytes: &[u8], format: ImageFormat) -> Option<DynamicImage> {
    let mut decoder = reader(bytes, format).into_decoder().ok()?;
    let orientation = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(orientation) = orientation {
        picture.apply_orientation(orientation);
    }
    Some(picture)
}

fn narrowed(picture: &DynamicImage, width: u32) -> DynamicImage {
    picture.resize(width, u32::MAX, FilterType::Triangle)
}

/// The picture in a form that is short enough: less fine first, then smaller.
fn converted(mut picture: DynamicImage, ending: &'static str) -> Option<Picture> {
    let shown = picture.width();
    loop {
        let (width, height) = (picture.width(), picture.height());
        let qualities: &[u8] = if ending == "png" { &[0] } else { &[85, 72] };
        for quality in qualities {
            let bytes = encoded(&picture, ending, *quality)?;
            if bytes.len() < LIMIT {
                return Some(Picture { bytes, ending, width, height, shown, ..Picture::default() });
            }
        }
        if width < 64 {
            return None;
        }
        picture = narrowed(&picture, width * 3 / 4);
    }
}

fn encoded(picture: &DynamicImage, ending: &str, quality: u8) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    if ending == "png" {
        picture.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).ok()?;
    } else {
        let opaque = on_white(picture);
        JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&opaque).ok()?;
    }
    Some(bytes)
}

/// What shows through is white, as the page is.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |part: u8| {
            let (part, alpha) = (u32::from(part), u32::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::SourcePath;

    fn file(path: &str, length: u64) -> SiteFile {
        SiteFile {
            path: SourcePath::from(path),
            length,
            size: None,
            digest: [0; 32],
            danger: None,
            owner: None,
        }
    }

    #[test]
    fn a_drawing_is_painted_and_one_with_text_is_not() {
        let svg = |inner: &str| {
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"45\">{inner}</svg>")
        };
        let painted = drawing(
            &file("a.svg", 10),
            svg("<title>题</title><rect width=\"80\" height=\"45\"/>").as_bytes(),
        );
        let sizes = painted.map(|picture| (picture.width, picture.height, picture.shown));
        assert_eq!(sizes.ok(), Some((240, 135, 80)));
        for text in ["<text x=\"1\">字</text>", "<s:text xmlns:s=\"http://www.w3.org/2000/svg\">字</s:text>"]
        {
            let refused = drawing(&file("a.svg", 10), svg(text).as_bytes());
            assert_eq!(refused.err().map(|fault| fault.code), Some(Code::ChannelPictureText), "{text}");
        }
    }

    #[test]
    fn a_picture_that_moves_is_told_from_one_that_stands() -> Result<(), image::ImageError> {
        for frames in [1, 2] {
            let mut bytes = Vec::new();
            let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
            encoder.encode_frames((0..frames).map(|_| image::Frame::new(image::RgbaImage::new(4, 3))))?;
            drop(encoder);
            let made = photograph(&file("a.gif", 10), bytes);
            assert_eq!(
                made.ok().map(|picture| (picture.is_still, picture.ending)),
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
        let written = DynamicImage::from(noise).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
        assert!(written.is_ok() && bytes.len() > LIMIT);
        let made = photograph(&file("a.png", bytes.len() as u64), bytes);
        assert!(made.is_ok_and(|picture| picture.bytes.len() < LIMIT
            && picture.ending == "jpg"
            && picture.width <= WIDEST));
    }
}
