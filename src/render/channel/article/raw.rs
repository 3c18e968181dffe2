//! Raw HTML in the tree: what is safe of it, under the names of Markdown's own elements.

use std::ops::Range;

use super::build::Builder;
use super::stack::Open;
use super::{Cell, Content, Inline, Style};
use crate::markdown::{HtmlToken, tokenize};

/// Elements whose content is nothing to read.
const UNREAD: [&str; 13] = [
    "script", "style", "iframe", "object", "noscript", "template", "textarea", "select", "svg",
    "math", "title", "xml", "rp",
];

/// Elements that set text apart.
const STYLES: [(&str, Style); 15] = [
    ("b", Style::Strong),
    ("strong", Style::Strong),
    ("summary", Style::Strong),
    ("dt", Style::Strong),
    ("em", Style::Emphasis),
    ("i", Style::Emphasis),
    ("cite", Style::Emphasis),
    ("del", Style::Strike),
    ("s", Style::Strike),
    ("u", Style::Underline),
    ("ins", Style::Underline),
    ("mark", Style::Mark),
    ("sup", Style::Superscript),
    ("sub", Style::Subscript),
    ("rt", Style::Gloss),
];

/// Elements that begin on a line of their own and have no form of their own.
const PLAIN: [&str; 9] = [
    "div", "section", "aside", "center", "details", "article", "main", "header", "footer",
];

impl Builder<'_, '_, '_> {
    /// Raw HTML of a site that lets it through.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokenize(html) {
            match token {
                HtmlToken::Text(text) => self.text(&text),
                HtmlToken::Comment(_) => {}
                HtmlToken::Start(tag) => {
                    self.raw_start(&tag.name, &|key| tag.attribute(key), range)
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
            "br" => return self.stack.inline(Inline::Break),
            "hr" => return self.stack.block(Content::Rule, range),
            "img" => {
                let (src, alt) = (
                    value("src").unwrap_or_default(),
                    value("alt").unwrap_or_default(),
                );
                return self.image(src, alt.to_owned(), String::new(), range.clone());
            }
            "li" => {
                self.stack.close_within(
                    |open| matches!(open, Open::Item(..)),
                    |open| matches!(open, Open::List(_)),
                );
                return self.stack.open_item('.', range);
            }
            "a" => Open::Link(self.link(value("href").unwrap_or_default())),
            "p" | "pre" => Open::Paragraph,
            "h1" | "h2" => Open::Heading(2),
            "h3" => Open::Heading(3),
            "h4" | "h5" | "h6" => Open::Heading(4),
            "ul" => Open::List(None),
            "ol" => Open::List(Some(u64::from(number("start").unwrap_or(1)))),
            "blockquote" => Open::Quote,
            "table" => Open::Table,
            "tr" => Open::Row,
            "td" | "th" => Open::Cell(Cell {
                is_head: name == "th",
                align: None,
                span: (
                    number("colspan").unwrap_or(1).clamp(1, 99),
                    number("rowspan").unwrap_or(1).clamp(1, 99),
                ),
                blocks: Vec::new(),
            }),
            "figure" => Open::Figure,
            "figcaption" | "caption" => Open::Caption,
            "dd" => Open::Definition,
            name if PLAIN.contains(&name) => Open::Plain,
            name => match style(name) {
                Some(style) => Open::Styled(style),
                None => return,
            },
        };
        if name == "summary" || name == "dt" {
            self.stack.open(Open::Paragraph, range);
        }
        self.stack.open(open, range);
    }

    fn close(&mut self, name: &str) {
        let style = style(name);
        self.stack.close(|open| match name {
            "a" => matches!(open, Open::Link(_)),
            "p" | "pre" | "summary" | "dt" => matches!(open, Open::Paragraph),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => matches!(open, Open::Heading(_)),
            "ul" | "ol" => matches!(open, Open::List(_)),
            "li" => matches!(open, Open::Item(..)),
            "blockquote" => matches!(open, Open::Quote),
            "table" => matches!(open, Open::Table),
            "tr" => matches!(open, Open::Row),
            "td" | "th" => matches!(open, Open::Cell(_)),
            "figure" => matches!(open, Open::Figure),
            "figcaption" | "caption" => matches!(open, Open::Caption),
            "dd" => matches!(open, Open::Definition),
            name if PLAIN.contains(&name) => matches!(open, Open::Plain),
            _ => matches!((open, style), (Open::Styled(open), Some(style)) if *open == style),
        });
    }
}

fn style(name: &str) -> Option<Style> {
    STYLES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, style)| *style)
}
