//! Running text: styles, links as numbered footnotes, images as placeholders.

use std::fmt::Write;

use super::html_writer::{EditorRemark, WechatWriter, attribute, placeholder, quoted, text};
use crate::markdown::{size_text, task_mark};
use crate::render::channel::article::{
    ArticleImage, ArticleLink, ImageSource, InlinePart, TextStyle, inline_text,
};
use crate::site::FileId;

/// Hosts whose pages the platform lets an article lead to.
const OWN_PAGES: [&str; 2] = ["https://mp.weixin.qq.com/", "http://mp.weixin.qq.com/"];
/// Hosts whose images the platform keeps.
const OWN_PICTURES: [&str; 4] = [
    "https://mmbiz.qpic.cn/",
    "http://mmbiz.qpic.cn/",
    "https://mmbiz.qlogo.cn/",
    "http://mmbiz.qlogo.cn/",
];
/// Width from which an image fills the column; a narrower one keeps its share of it.
const COLUMN: u32 = 540;
/// Width up to which an image fits every phone unscaled.
const SMALL: u32 = 200;

impl WechatWriter<'_> {
    pub(super) fn inlines(&mut self, inlines: &[InlinePart]) {
        for inline in inlines {
            match inline {
                InlinePart::Text(words) => text(&mut self.out, words),
                InlinePart::Code(code) => {
                    self.open("code", "code", "");
                    text(&mut self.out, code);
                    self.close("code");
                }
                InlinePart::Break => self.out.push_str("<br>"),
                InlinePart::Styled(style, inner) => self.styled(*style, inner),
                InlinePart::Link(link, inner) => self.link(link, inner),
                InlinePart::Image(image) => self.image(image),
                InlinePart::Note(number) => {
                    let number = number.to_string();
                    self.out.extend(["<sup>注", &number, "</sup>"]);
                }
                InlinePart::Task(done) => self.out.extend([task_mark(*done), ' ']),
            }
        }
    }

    fn styled(&mut self, style: TextStyle, inner: &[InlinePart]) {
        let (tag, key) = match style {
            TextStyle::Strong => ("strong", "strong"),
            TextStyle::Emphasis => ("em", "emphasis"),
            TextStyle::Strike => ("del", ""),
            TextStyle::Underline => ("span", "underline"),
            TextStyle::Mark => ("span", "mark"),
            TextStyle::Superscript => ("sup", ""),
            TextStyle::Subscript => ("sub", ""),
            TextStyle::Gloss => {
                self.out.push('（');
                self.inlines(inner);
                return self.out.push('）');
            }
        };
        self.open(tag, key, "");
        self.inlines(inner);
        self.close(tag);
    }

    fn link(&mut self, link: &ArticleLink, inner: &[InlinePart]) {
        match link {
            ArticleLink::Nowhere => self.inlines(inner),
            ArticleLink::Direct(address) => {
                self.inlines(inner);
                let bare = address.split_once(':').map_or(&**address, |(_, rest)| rest);
                let bare = bare.split('?').next().unwrap_or_default();
                if !inline_text(inner).contains(bare) {
                    text(&mut self.out, &format!("（{bare}）"));
                }
            }
            ArticleLink::Page(address)
                if OWN_PAGES.iter().any(|host| address.starts_with(host)) =>
            {
                self.out.push_str("<a href=\"");
                quoted(&mut self.out, address);
                self.out.push_str("\">");
                self.inlines(inner);
                self.out.push_str("</a>");
            }
            ArticleLink::Page(address) => {
                self.inlines(inner);
                self.address(address, inner);
            }
            ArticleLink::File(address, kind, length) => {
                self.inlines(inner);
                text(
                    &mut self.out,
                    &format!("（{kind}，{}）", size_text(*length)),
                );
                self.address(address, inner);
            }
        }
    }

    /// Number of an address among the footnotes; each address has one.
    fn address(&mut self, address: &str, words: &[InlinePart]) {
        let number = self.number_of(address, &inline_text(words)).to_string();
        self.out.extend(["<sup>[", &number, "]</sup>"]);
    }

    pub(super) fn number_of(&mut self, address: &str, words: &str) -> usize {
        let known = self
            .addresses
            .iter()
            .position(|(known, _)| known == address);
        known.unwrap_or_else(|| {
            self.addresses
                .push((address.to_owned(), words.trim().to_owned()));
            self.addresses.len() - 1
        }) + 1
    }

    /// Writes an image; one that is left out becomes its alternative text.
    pub(super) fn image(&mut self, image: &ArticleImage) {
        match &image.source {
            ImageSource::File(id) => match (self.sizes)(*id) {
                Some(size) => self.placed(*id, size, &image.words),
                None => self.missing(image),
            },
            ImageSource::External(address)
                if OWN_PICTURES.iter().any(|host| address.starts_with(host)) =>
            {
                self.out.push_str("<img src=\"");
                quoted(&mut self.out, address);
                self.out.push_str("\" alt=\"");
                quoted(&mut self.out, &image.words);
                self.out.push_str("\">");
            }
            ImageSource::External(address) => {
                self.remarks
                    .push((EditorRemark::External(address.clone()), image.range.clone()));
                self.missing(image);
            }
            ImageSource::Nowhere => self.missing(image),
        }
    }

    fn missing(&mut self, image: &ArticleImage) {
        if !image.words.trim().is_empty() {
            text(&mut self.out, &format!("［图：{}］", image.words.trim()));
        }
    }

    fn placed(&mut self, id: FileId, (width, _): (u32, u32), words: &str) {
        let number = self
            .images
            .iter()
            .position(|known| *known == id)
            .unwrap_or_else(|| {
                self.images.push(id);
                self.images.len() - 1
            })
            + 1;
        self.out.push_str("<img src=\"");
        self.out.push_str(&placeholder(number));
        self.out.push_str("\" alt=\"");
        quoted(&mut self.out, words);
        let _ = write!(self.out, "\" data-w=\"{width}\"");
        let share = if width <= SMALL {
            String::new()
        } else {
            format!("width:{}%", (width * 100 / COLUMN).min(100))
        };
        self.out.push_str(&attribute(&share));
        self.out.push('>');
    }
}
