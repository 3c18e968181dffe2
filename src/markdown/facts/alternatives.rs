//! Alternative texts of images, in Markdown and in raw HTML.
//!
//! `<img alt="">` marks a decoration, which is sound except where the image is all that a link holds.

use std::ops::Range;

use crate::diagnostic::{Code, Message};
use crate::markdown::body_event::BodyDiagnostic;
use crate::markdown::raw_html::{HtmlToken, tokenize};
use crate::message;

/// Checks the images of a body.
#[derive(Debug, Default)]
pub(super) struct AlternativeChecker {
    /// Open images of Markdown, each with true if it has had alternative text so far.
    images: Vec<(Range<usize>, bool)>,
    /// Open link.
    link: Option<LinkContent>,
    pub(super) findings: Vec<BodyDiagnostic>,
}

/// Content of a link so far.
#[derive(Debug)]
struct LinkContent {
    has_words: bool,
    /// Raw images with an empty alternative text.
    decorations: Vec<Range<usize>>,
}

impl AlternativeChecker {
    /// Counts text, which is the alternative text of an open image or a part of an open link.
    pub(super) fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if let Some((_, has_words)) = self.images.last_mut() {
            *has_words = true;
        }
        if let Some(link) = &mut self.link {
            link.has_words = true;
        }
    }

    pub(super) fn start_image(&mut self, range: &Range<usize>) {
        self.images.push((range.clone(), false));
    }

    /// Ends an image; its alternative text counts for the enclosing image too.
    pub(super) fn end_image(&mut self) {
        let Some((range, has_words)) = self.images.pop() else {
            return;
        };
        if !has_words {
            let hint = message!(
                "在方括号里写一句图上有什么：![村民在签合同](图.jpg)",
                "say in the brackets what it shows: ![villagers signing a contract](picture.jpg)"
            );
            self.findings.push(missing(&range, hint));
        } else if let Some((_, outer)) = self.images.last_mut() {
            *outer = true;
        }
    }

    /// Begins a link, which may have a name beside its content.
    pub(super) fn start_link(&mut self, has_words: bool) {
        self.link = Some(LinkContent {
            has_words,
            decorations: Vec::new(),
        });
    }

    /// Ends a link, and reports the images that are all its content.
    pub(super) fn end_link(&mut self) {
        let Some(link) = self.link.take().filter(|link| !link.has_words) else {
            return;
        };
        for range in link.decorations {
            let message = message!(
                "这个链接里只有图片，图片的 alt 是空的，读屏软件说不出链接去哪里",
                "this link holds only an image with an empty alt, so it has no name"
            );
            let hint = message!(
                "alt 里写链接去哪里，例如 alt=\"国家法律法规数据库\"",
                "say in alt where the link leads, as in alt=\"database of laws\""
            );
            let found = BodyDiagnostic::new(Code::ImageMissingAlt, message, range);
            self.findings.push(found.hint(hint));
        }
    }

    /// Begins an element of raw HTML.
    pub(super) fn start_tag<'a>(
        &mut self,
        name: &str,
        attribute: impl Fn(&str) -> Option<&'a str>,
        range: &Range<usize>,
    ) {
        let is_said = |name| attribute(name).is_some_and(|text| !text.trim().is_empty());
        match name {
            "a" => self.start_link(is_said("aria-label") || is_said("title")),
            "img" if attribute("alt").is_none() => {
                let hint = message!(
                    "在 <img> 里写上 alt=\"图上有什么\"；只是装饰的写 alt=\"\"",
                    "add alt=\"what it shows\" to the <img>, or alt=\"\" if it is a decoration"
                );
                self.findings.push(missing(range, hint));
            }
            "img" if is_said("alt") => self.text("alt"),
            "img" => {
                if let Some(link) = &mut self.link {
                    link.decorations.push(range.clone());
                }
            }
            _ => {}
        }
    }

    /// Ends an element of raw HTML.
    pub(super) fn end_tag(&mut self, name: &str) {
        if name == "a" {
            self.end_link();
        }
    }

    /// Checks raw HTML that the site passes through.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokenize(html) {
            match token {
                HtmlToken::Start(tag) => {
                    self.start_tag(&tag.name, |name| tag.attribute(name), range);
                }
                HtmlToken::End(name) => self.end_tag(&name),
                HtmlToken::Text(text) => self.text(&text),
                HtmlToken::Comment(_) => {}
            }
        }
    }
}

fn missing(range: &Range<usize>, hint: Message) -> BodyDiagnostic {
    BodyDiagnostic::new(
        Code::ImageMissingAlt,
        message!(
            "图片没有替代文字，看不见图的人不知道画的是什么",
            "this image has no text alternative"
        ),
        range.clone(),
    )
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use crate::content::config::RawHtml;
    use crate::markdown::tests::{findings, html, options};
    use crate::markdown::{self, MarkdownOptions};

    /// Texts with the places at which an image lacks its alternative text.
    const TABLE: [(&str, &[(u32, u32)]); 13] = [
        ("<img src=\"a.png\">", &[(1, 1)]),
        ("甲<img src=a.png>乙", &[(1, 2)]),
        ("<div>\n\n<img src=\"a.png\">\n\n</div>", &[(3, 1)]),
        ("<img src=\"a.png\" alt=\"\">", &[]),
        ("<img src=\"a.png\" alt>", &[]),
        ("<img src=\"a.png\" alt=\"村民签合同\">", &[]),
        (
            "<a href=\"b.md\"><img src=\"a.png\" alt=\"\"></a>",
            &[(1, 16)],
        ),
        ("[<img src=\"a.png\" alt=\"\">](b.md)", &[(1, 2)]),
        (
            "<a href=\"b.md\"><img src=\"a.png\" alt=\"\">国家公园</a>",
            &[],
        ),
        (
            "<a href=\"b.md\"><img src=\"a.png\" alt=\"国家公园\"></a>",
            &[],
        ),
        (
            "<a href=\"b.md\" title=\"国家公园\"><img src=\"a.png\" alt=\"\"></a>",
            &[],
        ),
        ("[![](a.png)](b.md)", &[(1, 2)]),
        ("```html\n<img src=\"a.png\">\n```", &[]),
    ];

    #[test]
    fn an_image_needs_an_alternative_text_however_it_is_written() {
        for policy in [RawHtml::Sanitize, RawHtml::Allow] {
            let options = MarkdownOptions {
                raw_html: policy,
                ..options()
            };
            for (text, places) in TABLE {
                let (_, found) = markdown::facts("content/a.md", text, 0, &options);
                let told = found.iter().filter_map(|found| found.place.as_ref());
                let told: Vec<_> = told.map(|at| (at.line, at.column)).collect();
                assert_eq!(told, places, "{text} {policy:?}");
            }
        }
    }

    #[test]
    fn the_hint_shows_the_attribute() {
        insta::assert_snapshot!(findings("<img src=\"a.png\">"), @r#"1:1+17 image/missing-alt: 图片没有替代文字，看不见图的人不知道画的是什么 (在 <img> 里写上 alt="图上有什么"；只是装饰的写 alt="")"#);
    }

    #[test]
    fn a_raw_image_without_a_size_gets_that_of_its_file() {
        for (written, size) in [
            (
                "<img src=\"a.png\" alt=\"甲\">",
                "width=\"640\" height=\"480\"",
            ),
            (
                "<img src=\"a.png\" alt=\"甲\" width=\"300\">",
                "width=\"300\">",
            ),
            (
                "<img src=\"a.png\" alt=\"甲\" height=\"30\" width=\"20\">",
                "height=\"30\" width=\"20\">",
            ),
        ] {
            let html = html(written);
            assert!(html.contains(size), "{html}");
            assert_eq!(
                html.matches("width").count() + html.matches("height").count(),
                size.matches('=').count()
            );
        }
    }
}
