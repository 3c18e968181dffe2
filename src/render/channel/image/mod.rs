//! Images as channels take them: jpg or png, under 1 MB.
//!
//! Suitable images stay byte for byte. The format in the package depends on extension and length only, so that the name
//! is known before the image is read.

mod convert;
mod decoder;
mod drawing;
mod image_cache;
mod painting;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use super::PackageBuilder;
use crate::content::StaleSource;
use crate::diagnostic::{Code, Message};
use crate::limits::picture::FILE;
use crate::message;
use crate::site::{FileId, SiteFile};

pub(crate) use image_cache::ImageCache;
pub(in crate::render::channel) use image_cache::SharedImages;

use convert::photograph;
use drawing::drawing;

/// Length in bytes below which an image must stay.
pub(super) const LIMIT: usize = 1_000_000;

/// Image as it goes into a package.
#[derive(Debug, Default)]
pub(super) struct PackageImage {
    pub(super) bytes: Vec<u8>,
    /// `jpg` or `png`.
    pub(super) ending: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
    /// Intended display width, in CSS pixels.
    pub(super) shown: u32,
    /// True for the first frame of an animation.
    pub(super) is_still: bool,
    pub(super) sha256: OnceLock<String>,
    pub(super) data_address: OnceLock<String>,
}

impl PackageImage {
    /// Digest of its bytes, in hexadecimal.
    pub(super) fn sha256(&self) -> &str {
        self.sha256.get_or_init(|| self.digest())
    }

    /// Data URL of the image.
    pub(super) fn data_address(&self) -> &str {
        self.data_address.get_or_init(|| {
            let media_type = crate::render::media_type(self.ending);
            format!("data:{media_type};base64,{}", base64(&self.bytes))
        })
    }

    /// Upper bound of its size in memory, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.bytes.len() * 7 / 3
    }

    fn digest(&self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in Sha256::digest(&self.bytes) {
            let _ = write!(hex, "{byte:02x}");
        }
        hex
    }
}

/// Base 64 (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let part = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let whole = part(0) << 16 | part(1) << 8 | part(2);
        for digit in 0..4 {
            let value = (whole >> (18 - 6 * digit)) & 63;
            text.push(if digit > group.len() {
                '='
            } else {
                char::from(DIGITS[value as usize])
            });
        }
    }
    text
}

/// Message about an image, mostly the reason why it was left out.
#[derive(Clone, Debug)]
pub(super) struct ImageFault {
    pub(super) code: Code,
    pub(super) message: Message,
    pub(super) hint: Message,
}

/// Extension that a file of the site will have in a package.
pub(super) fn ending(file: &SiteFile) -> &'static str {
    match file.path.extension().as_str() {
        "svg" | "gif" => "png",
        "png" if file.length < LIMIT as u64 => "png",
        _ => "jpg",
    }
}

/// Images of one article, each read once.
pub(super) struct ArticleImages<'s> {
    builder: &'s PackageBuilder<'s>,
    read: RefCell<BTreeMap<FileId, Result<Arc<PackageImage>, ImageFault>>>,
    stale: RefCell<Option<StaleSource>>,
}

impl<'s> ArticleImages<'s> {
    pub(super) fn new(builder: &'s PackageBuilder<'s>) -> Self {
        Self {
            builder,
            read: RefCell::default(),
            stale: RefCell::default(),
        }
    }

    /// Display width and height of an image; `None` if it is left out.
    pub(super) fn size(&self, id: FileId) -> Option<(u32, u32)> {
        self.get(id).map(|image| (image.shown, image.height))
    }

    /// Returns an image; `None` if it is left out.
    pub(super) fn get(&self, id: FileId) -> Option<Arc<PackageImage>> {
        let mut read = self.read.borrow_mut();
        let entry = read.entry(id).or_insert_with(|| self.shared_or_made(id));
        entry.as_ref().ok().cloned()
    }

    /// Converts an image; one that belongs to no single document is kept for others.
    fn shared_or_made(&self, id: FileId) -> Result<Arc<PackageImage>, ImageFault> {
        let PackageBuilder { site, shared, .. } = self.builder;
        if site.file(id).owner.is_some() {
            return self.make(id);
        }
        if let Some(image) = shared.get(id) {
            return Ok(image);
        }
        let image = self.make(id)?;
        shared.keep(id, &image);
        Ok(image)
    }

    /// Reason why an image is left out.
    pub(super) fn fault(&self, id: FileId) -> Option<ImageFault> {
        self.read
            .borrow()
            .get(&id)
            .and_then(|read| read.as_ref().err().cloned())
    }

    /// Message about an image, whether it is left out or not.
    pub(super) fn remark(&self, id: FileId) -> Option<ImageFault> {
        let is_still = |read: &Result<Arc<PackageImage>, ImageFault>| {
            read.as_ref().is_ok_and(|of| of.is_still)
        };
        let still = self.read.borrow().get(&id).is_some_and(is_still);
        let path = &self.builder.site.file(id).path;
        self.fault(id)
            .or_else(|| still.then(|| stands_still(path.as_str())))
    }

    /// First file that has changed meanwhile.
    pub(super) fn stale(&self) -> Option<StaleSource> {
        self.stale.borrow().clone()
    }

    fn make(&self, id: FileId) -> Result<Arc<PackageImage>, ImageFault> {
        let PackageBuilder {
            site,
            texts,
            image_cache,
            ..
        } = self.builder;
        let file = site.file(id);
        if file.length > FILE {
            return Err(too_long(file.path.as_str()));
        }
        let bytes = texts.bytes(&file.path).map_err(|stale| {
            let path = stale.path.clone();
            *self.stale.borrow_mut() = Some(stale);
            unreadable(&path.to_string())
        })?;
        match image_cache {
            Some(image_cache) => image_cache.get((&bytes, &file.path.extension()), || {
                made(file, bytes.clone())
            }),
            None => made(file, bytes),
        }
    }
}

fn made(file: &SiteFile, bytes: Vec<u8>) -> Result<Arc<PackageImage>, ImageFault> {
    let of_thread = file.clone();
    let decode = move || {
        let is_drawing = of_thread.path.extension() == "svg";
        if is_drawing {
            drawing(of_thread.path.as_str(), &bytes)
        } else {
            photograph(&of_thread, bytes)
        }
    };
    decoder::apart(file.path.as_str(), file.size, decode).map(Arc::new)
}

pub(super) fn unreadable(path: &str) -> ImageFault {
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 读不出来，没有放进稿件",
            "the picture {path} cannot be read and was left out"
        ),
        hint: message!("用看图软件另存为 jpg 或 png", "save it anew as jpg or png"),
    }
}

pub(super) fn cut_short(path: &str) -> ImageFault {
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 不完整，后面缺了一截，没有放进稿件",
            "the picture {path} breaks off before its end and was left out"
        ),
        hint: message!(
            "从原来的地方重新复制或下载一次",
            "copy or download it again from where it came"
        ),
    }
}

pub(super) fn too_large(path: &str, (width, height): (u32, u32)) -> ImageFault {
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 太大（宽 {width}、高 {height} 像素），没有放进稿件",
            "the picture {path} is too large ({width} × {height} pixels) and was left out"
        ),
        hint: message!(
            "用看图软件缩小到宽 2000 像素以内再用",
            "make it no wider than 2000 pixels"
        ),
    }
}

fn too_long(path: &str) -> ImageFault {
    let most = FILE >> 20;
    ImageFault {
        code: Code::ChannelPicture,
        message: message!(
            "图片 {path} 超过 {most} MB，没有放进稿件",
            "the picture {path} is longer than {most} MB and was left out"
        ),
        hint: message!(
            "用看图软件缩小，另存为 jpg",
            "make it smaller and save it as jpg"
        ),
    }
}

fn stands_still(path: &str) -> ImageFault {
    ImageFault {
        code: Code::ChannelPictureStill,
        message: message!(
            "动图 {path} 在稿件里只有第一帧，不会动",
            "{path} moves; only its first picture goes"
        ),
        hint: message!(
            "要它动，发布前在公众号编辑器里把原图上传一次；不需要动就不用管",
            "to have it move, upload it in the platform’s editor before you publish"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::SourcePath;
    use crate::content::picture::{FileFormat, PictureCondition, PictureFacts};

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
            (
                of("a.svg", 10),
                of("a.gif", 10),
                of("a.webp", 10),
                of("a.jpeg", 10)
            ),
            ("png", "png", "jpg", "jpg")
        );
    }
}
