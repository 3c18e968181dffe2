//! Pictures as channels take them: jpg or png, under 1 MB.
//!
//! What is so already goes as it is, byte for byte. Whether a picture stays png is told by its
//! ending and length alone, so that its name is known before it is read.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::{Arc, OnceLock};

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::webp::WebPDecoder;
use image::imageops::FilterType;
use image::{
    AnimationDecoder as _, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};
use resvg::{tiny_skia, usvg};
use sha2::{Digest, Sha256};

use super::Maker;
use super::whole::is_whole;
use crate::content::Stale;
use crate::diagnostic::{Code, Says};
use crate::says;
use crate::site::{FileId, SiteFile};

/// A picture must be shorter than this many bytes.
pub(super) const LIMIT: usize = 1_000_000;
/// No phone shows more pixels across.
const WIDEST: u32 = 1440;
/// How wide a drawing is painted, at most.
const DRAWING: f32 = 1080.0;
/// How much memory a picture may take while it is read.
const MEMORY: u64 = 160 << 20;

/// A picture ready to go.
#[derive(Debug, Default)]
pub(super) struct Picture {
    pub(super) bytes: Vec<u8>,
    /// `jpg` or `png`.
    pub(super) ending: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    /// How wide it is meant to be seen, in CSS pixels.
    pub(super) shown: u32,
    /// Whether it is the first of the pictures of one that moves.
    pub(super) is_still: bool,
    pub(super) sha256: OnceLock<String>,
    pub(super) data_address: OnceLock<String>,
}

impl Picture {
    /// The digest of its bytes, in hexadecimal.
    pub(super) fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| self.digest())
    }

    /// Itself as an address.
    pub(super) fn data_address(&self) -> &str {
        self.data_address.get_or_init(|| {
            let media_type = crate::render::media_type(self.ending);
            format!("data:{media_type};base64,{}", base64(&self.bytes))
        })
    }

    /// How many bytes it takes in memory, at most.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len() * 7 / 3
    }

    fn digest(&self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(&self.bytes) {
            put!(hex, "{byte:02x}");
        }
        hex
    }
}

/// Base 64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let part = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let whole = part(0) << 16 | part(1) << 8 | part(2);
        for digit in 0..4 {
            let value = (whole >> (18 - 6 * digit)) & 63;
            text.push(if digit > group.len() { '=' } else { char::from(DIGITS[value as usize]) });
        }
    }
    text
}

/// Why a picture cannot go.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) message: Says,
    pub(super) hint: Says,
}

/// The ending that a file of the site will have.
pub(super) fn ending(file: &SiteFile) -> &'static str {
    match file.path.extension().as_str() {
        "svg" | "gif" => "png",
        "png" if file.length < LIMIT as u64 => "png",
        _ => "jpg",
    }
}

/// The pictures of one article, each read once.
pub(super) struct Pictures<'s> {
    maker: &'s Maker<'s>,
    read: RefCell<BTreeMap<FileId, Result<Arc<Picture>, Fault>>>,
    stale: RefCell<Option<Stale>>,
}

impl<'s> Pictures<'s> {
    pub(super) fn new(maker: &'s Maker<'s>) -> Self {
        Self { maker, read: RefCell::default(), stale: RefCell::default() }
    }

    /// How wide and high a picture is shown; `None` when it cannot go.
    pub(super) fn size(&self, id: FileId) -> Option<(u32, u32)> {
        self.get(id).map(|picture| (picture.shown, picture.height))
    }

    /// A picture, when it can go.
    pub(super) fn get(&self, id: FileId) -> Option<Arc<Picture>> {
        let mut read = self.read.borrow_mut();
        let entry = read.entry(id).or_insert_with(|| self.shared_or_made(id));
        entry.as_ref().ok().cloned()
    }

    /// A picture that belongs to no one document may be shown by many.
    fn shared_or_made(&self, id: FileId) -> Result<Arc<Picture>, Fault> {
        let Maker { site, shared, .. } = self.maker;
        if site.file(id).owner.is_some() {
            return self.make(id);
        }
        if let Some(picture) = shared.get(id) {
            return Ok(picture);
        }
        let picture = self.make(id)?;
        shared.keep(id, &picture);
        Ok(picture)
    }

    /// Why a picture cannot go.
    pub(super) fn fault(&self, id: FileId) -> Option<Fault> {
        self.read.borrow().get(&id).and_then(|read| read.as_ref().err().cloned())
    }

    /// What is to be said of a picture, whether it can go or not.
    pub(super) fn remark(&self, id: FileId) -> Option<Fault> {
        let is_still = |read: &Result<Arc<Picture>, Fault>| read.as_ref().is_ok_and(|of| of.is_still);
        let still = self.read.borrow().get(&id).is_some_and(is_still);
        let path = &self.maker.site.file(id).path;
        self.fault(id).or_else(|| still.then(|| stands_still(path.as_str())))
    }

    /// The first file that has changed meanwhile.
    pub(super) fn stale(&self) -> Option<Stale> {
        self.stale.borrow().clone()
    }

    fn make(&self, id: FileId) -> Result<Arc<Picture>, Fault> {
        let Maker { site, texts, album, .. } = self.maker;
        let file = site.file(id);
        let bytes = texts.bytes(&file.path).map_err(|stale| {
            let path = stale.path.clone();
            *self.stale.borrow_mut() = Some(stale);
            unreadable(&path.to_string())
        })?;
        match album {
            Some(album) => album.get((&bytes, &file.path.extension()), || made(file, bytes.clone())),
            None => made(file, bytes),
        }
    }
}

fn made(file: &SiteFile, bytes: Vec<u8>) -> Result<Arc<Picture>, Fault> {
    let is_drawing = file.path.extension() == "svg";
    let picture = if is_drawing { drawing(file, &bytes) } else { photograph(file, bytes) };
    picture.map(Arc::new)
}

fn unreadable(path: &str) -> Fault {
    Fault {
        code: Code::ChannelPicture,
        message: says!(
            "图片 {path} 读不出来，没有放进稿件",
            "the picture {path} cannot be read and was left out"
        ),
        hint: says!("用看图软件另存为 jpg 或 png", "save it anew as jpg or png"),
    }
}

fn cut_short(path: &str) -> Fault {
    Fault {
        code: Code::ChannelPicture,
        message: says!(
            "图片 {path} 不完整，后面缺了一截，没有放进稿件",
            "the picture {path} breaks off before its end and was left out"
        ),
        hint: says!("从原来的地方重新复制或下载一次", "copy or download it again from where it came"),
    }
}

fn stands_still(path: &str) -> Fault {
    Fault {
        code: Code::ChannelPictureStill,
        message: says!("动图 {path} 在稿件里只有第一帧，不会动", "{path} moves; only its first picture goes"),
        hint: says!(
            "要它动，发布前在公众号编辑器里把原图上传一次；不需要动就不用管",
            "to have it move, upload it in the platform’s editor before you publish"
        ),
    }
}

/// A drawing is painted; one with text would look different on every machine.
fn drawing(file: &SiteFile, bytes: &[u8]) -> Result<Picture, Fault> {
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

fn photograph(file: &SiteFile, bytes: Vec<u8>) -> Result<Picture, Fault> {
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
        SiteFile { path: SourcePath::from(path), length, size: None, digest: [0; 32], owner: None }
    }

    #[test]
    fn base64_is_that_of_the_rfc() {
        let of = |text: &str| base64(text.as_bytes());
        assert_eq!(
            [of(""), of("f"), of("fo"), of("foo"), of("foob")],
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }

    #[test]
    fn the_ending_is_known_before_the_picture_is_read() {
        let of = |path: &str, length: u64| ending(&file(path, length));
        assert_eq!((of("a.png", 10), of("a.png", 1_000_000)), ("png", "jpg"));
        assert_eq!(
            (of("a.svg", 10), of("a.gif", 10), of("a.webp", 10), of("a.jpeg", 10)),
            ("png", "png", "jpg", "jpg")
        );
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
