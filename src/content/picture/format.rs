//! Format of a file by its first bytes, whatever its name says.

use memchr::memmem;

/// Format of a file, as far as pages and editors need to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FileFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// SVG.
    Svg,
    /// AVIF.
    Avif,
    /// HEIC or HEIF: photographs of phones.
    Heic,
    /// TIFF, or a camera's raw picture, which is a kind of TIFF.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// Icon or cursor.
    Ico,
    /// Photoshop.
    Psd,
    /// Windows metafile, enhanced or not.
    Metafile,
    /// JPEG 2000 or JPEG XL.
    NewJpeg,
    /// Web page.
    WebPage,
    /// PDF.
    Pdf,
    /// Office document or archive.
    Office,
    /// Film.
    Film,
    /// No bytes at all.
    Empty,
    /// Other.
    Unknown,
}

impl FileFormat {
    /// Recognizes a format by a file's first bytes.
    pub(super) fn sniff(head: &[u8]) -> Self {
        const STARTS: [(&[u8], FileFormat); 19] = [
            (b"\xFF\xD8\xFF", FileFormat::Jpeg),
            (b"\x89PNG\r\n\x1a\n", FileFormat::Png),
            (b"GIF87a", FileFormat::Gif),
            (b"GIF89a", FileFormat::Gif),
            (b"II*\0", FileFormat::Tiff),
            (b"MM\0*", FileFormat::Tiff),
            (b"II+\0", FileFormat::Tiff),
            (b"MM\0+", FileFormat::Tiff),
            (b"\0\0\x01\0", FileFormat::Ico),
            (b"\0\0\x02\0", FileFormat::Ico),
            (b"8BPS", FileFormat::Psd),
            (b"\xD7\xCD\xC6\x9A", FileFormat::Metafile),
            (b"\0\0\0\x0CjP  ", FileFormat::NewJpeg),
            (b"\0\0\0\x0CJXL ", FileFormat::NewJpeg),
            (b"\xFF\x0A", FileFormat::NewJpeg),
            (b"%PDF-", FileFormat::Pdf),
            (b"PK\x03\x04", FileFormat::Office),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileFormat::Office),
            (b"\x1A\x45\xDF\xA3", FileFormat::Film),
        ];
        if head.is_empty() {
            return Self::Empty;
        }
        let known = STARTS.iter().find(|(start, _)| head.starts_with(start));
        if let Some((_, format)) = known {
            return *format;
        }
        match head {
            [
                b'R',
                b'I',
                b'F',
                b'F',
                _,
                _,
                _,
                _,
                b'W',
                b'E',
                b'B',
                b'P',
                ..,
            ] => Self::WebP,
            [_, _, _, _, b'f', b't', b'y', b'p', brands @ ..] => of_brands(brands),
            [1, 0, 0, 0, ..] if head.get(40..44) == Some(b" EMF") => Self::Metafile,
            [
                b'B',
                b'M',
                _,
                _,
                _,
                _,
                0,
                0,
                0,
                0,
                _,
                _,
                _,
                _,
                12..=124,
                0,
                0,
                0,
                ..,
            ] => Self::Bmp,
            _ => of_text(head),
        }
    }

    /// Returns true if the structure of such a file is read.
    pub(super) fn has_layout(self) -> bool {
        matches!(
            self,
            Self::Jpeg | Self::Png | Self::Gif | Self::WebP | Self::Avif | Self::Heic
        )
    }

    /// Returns true for the formats of pictures.
    pub(crate) fn is_picture(self) -> bool {
        !matches!(
            self,
            Self::WebPage | Self::Pdf | Self::Office | Self::Film | Self::Empty | Self::Unknown
        )
    }

    /// Returns true if files of this format may tell place and device, which are not removed from them.
    pub(super) fn holds_metadata(self) -> bool {
        matches!(self, Self::Tiff | Self::Heic)
    }

    /// Returns the usual extensions of a format that browsers show, the most usual first.
    pub(crate) fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg", "jfif", "jpe"],
            Self::Png => &["png", "apng"],
            Self::Gif => &["gif"],
            Self::WebP => &["webp"],
            Self::Svg => &["svg"],
            Self::Avif => &["avif"],
            _ => &[],
        }
    }

    /// Returns the name by which editors know a format.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Svg => "SVG",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Ico => "ICO",
            Self::Psd => "PSD",
            Self::Metafile => "WMF/EMF",
            Self::NewJpeg => "JPEG 2000/JPEG XL",
            Self::WebPage => "HTML",
            Self::Pdf => "PDF",
            Self::Office => "Office/ZIP",
            Self::Film => "MP4",
            Self::Empty | Self::Unknown => "",
        }
    }
}

/// Recognizes a file of boxes by its brands: the main one, a version, and compatible ones.
fn of_brands(brands: &[u8]) -> FileFormat {
    const HEIC: [&[u8]; 9] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"heif",
    ];
    let mut all = brands
        .chunks_exact(4)
        .take(16)
        .enumerate()
        .filter(|(at, _)| *at != 1);
    let main = brands.get(..4).unwrap_or_default();
    if all
        .clone()
        .any(|(_, brand)| brand == b"avif" || brand == b"avis")
    {
        FileFormat::Avif
    } else if matches!(main, b"mif1" | b"msf1") || all.any(|(_, brand)| HEIC.contains(&brand)) {
        FileFormat::Heic
    } else {
        FileFormat::Film
    }
}

/// Recognizes a web page or a drawing among texts.
fn of_text(head: &[u8]) -> FileFormat {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.trim_ascii_start();
    let starts_with = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    let pages: [&[u8]; 5] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<script"];
    if pages.into_iter().any(starts_with) {
        FileFormat::WebPage
    } else if text.starts_with(b"<") && memmem::find(text, b"<svg").is_some() {
        FileFormat::Svg
    } else {
        FileFormat::Unknown
    }
}
