//! Raw HTML in the tree: what is safe of it, under the names of Markdown's own elements.

use std::ops::Range;

use super::build::ArticleBuilder;
use super::stack::OpenKind;
use super::{ArticleCell, BlockContent, InlinePart, TextStyle};
use crate::markdown::{HtmlToken, tokenize};

/// Elements whose content is nothing to read.
const UNREAD: [&str; 13] = [
    "script", "style", "iframe", "object", "noscript", "template", "textarea", "select", "svg",
    "math", "title", "xml", "rp",
];

/// Elements that set text apart.
const STYLES: [(&str, TextStyle); 15] = [
    ("b", TextStyle::Strong),
    ("strong", TextStyle::Strong),
    ("summary", TextStyle::Strong),
    ("dt", TextStyle::Strong),
    ("em", TextStyle::Emphasis),
    ("i", TextStyle::Emphasis),
    ("cite", TextStyle::Emphasis),
    ("del", TextStyle::Strike),
    ("s", TextStyle::Strike),
    ("u", TextStyle::Underline),
    ("ins", TextStyle::Underline),
    ("mark", TextStyle::Mark),
    ("sup", TextStyle::Superscript),
    ("sub", TextStyle::Subscript),
    ("rt", TextStyle::Gloss),
];

/// Elements that begin on a line of their own and have no form of their own.
const PLAIN: [&str; 9] = [
    "div", "section", "aside", "center", "details", "article", "main", "header", "footer",
];

impl ArticleBuilder<'_, '_, '_> {
    /// Raw HTML of a site that lets it through.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokenize(html) {
            match token {
                HtmlToken::Text(text) => self.text(&text),
                HtmlToken::Comment(_) => {}
                HtmlToken::Start(tag) => {
                    self.raw_start(&tag.name, &|key| tag.attribute(key), range);
                }
                HtmlToken::End(name) => self.raw_end(&name),
            }
        }
    }

    /// Start tag, unless it stands where nothing is read.
    pub(super) fn raw_start<'v>(
        &mut self,
        name: &str,
        value: &dyn Fn(&str) -> Option<&'v str>,
        range: &Range<usize>,
    ) {
        if self.skipping.is_some() {
            return;
        }
        if UNREAD.contains(&name) {
            self.skipping = Some(name.to_owned());
        } else {
            self.open(name, value, range);
        }
    }

    /// End tag.
    pub(super) fn raw_end(&mut self, name: &str) {
        match &self.skipping {
            Some(skipped) if skipped == name => self.skipping = None,
            Some(_) => {}
            None => self.close(name),
        }
    }

    fn open<'v>(
        &mut self,
        name: &str,
        value: &dyn Fn(&str) -> Option<&'v str>,
        range: &Range<usize>,
    ) {
        let number = |key: &str| value(key).and_then(|value| value.trim().parse::<u32>().ok());
        let open = match name {
            "br" => return self.stack.inline(InlinePart::Break),
            "hr" => return self.stack.block(BlockContent::Rule, range),
            "img" => {
                let src = value("src").unwrap_or_default();
                let alt = value("alt").unwrap_or_default();
                return self.image(src, alt.to_owned(), String::new(), range.clone());
            }
            "li" => {
                self.stack.close_within(
                    |open| matches!(open, OpenKind::Item(..)),
                    |open| matches!(open, OpenKind::List(_)),
                );
                return self.stack.open_item('.', range);
            }
            "a" => OpenKind::Link(self.link(value("href").unwrap_or_default())),
            "p" | "pre" => OpenKind::Paragraph,
            "h1" | "h2" => OpenKind::Heading(2),
            "h3" => OpenKind::Heading(3),
            "h4" | "h5" | "h6" => OpenKind::Heading(4),
            "ul" => OpenKind::List(None),
            "ol" => OpenKind::List(Some(u64::from(number("start").unwrap_or(1)))),
            "blockquote" => OpenKind::Quote,
            "table" => OpenKind::Table,
            "tr" => OpenKind::Row,
            "td" | "th" => OpenKind::Cell(ArticleCell {
                is_head: name == "th",
                align: None,
                span: (
                    number("colspan").unwrap_or(1).clamp(1, 99),
                    number("rowspan").unwrap_or(1).clamp(1, 99),
                ),
                blocks: Vec::new(),
            }),
            "figure" => OpenKind::Figure,
            "figcaption" | "caption" => OpenKind::Caption,
            "dd" => OpenKind::Definition,
            name if PLAIN.contains(&name) => OpenKind::Plain,
            name => match style(name) {
                Some(style) => OpenKind::Styled(style),
                None => return,
            },
        };
        if name == "summary" || name == "dt" {
            self.stack.open(OpenKind::Paragraph, range);
        }
        self.stack.open(open, range);
    }

    fn close(&mut self, name: &str) {
        let style = style(name);
        self.stack.close(|open| match name {
            "a" => matches!(open, OpenKind::Link(_)),
            "p" | "pre" | "summary" | "dt" => matches!(open, OpenKind::Paragraph),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => matches!(open, OpenKind::Heading(_)),
            "ul" | "ol" => matches!(open, OpenKind::List(_)),
            "li" => matches!(open, OpenKind::Item(..)),
            "blockquote" => matches!(open, OpenKind::Quote),
            "table" => matches!(open, OpenKind::Table),
            "tr" => matches!(open, OpenKind::Row),
            "td" | "th" => matches!(open, OpenKind::Cell(_)),
            "figure" => matches!(open, OpenKind::Figure),
            "figcaption" | "caption" => matches!(open, OpenKind::Caption),
            "dd" => matches!(open, OpenKind::Definition),
            name if PLAIN.contains(&name) => matches!(open, OpenKind::Plain),
            _ => matches!((open, style), (OpenKind::Styled(open), Some(style)) if *open == style),
        });
    }
}

fn style(name: &str) -> Option<TextStyle> {
    STYLES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, style)| *style)
}
