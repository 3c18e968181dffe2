//! Raw HTML in the tree: what is safe of it, under the names of Markdown's own elements.

use std::ops::Range;

use super::build::Builder;
use super::entities::resolved;
use super::stack::Open;
use super::{Cell, Content, Inline, Style};
use crate::markdown::{Element, Token, decoded, tokens};

/// Elements whose content is nothing to read.
const UNREAD: [&str; 13] = [
    "script", "style", "iframe", "object", "noscript", "template", "textarea", "select", "svg", "math",
    "title", "xml", "rp",
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
const PLAIN: [&str; 9] =
    ["div", "section", "aside", "center", "details", "article", "main", "header", "footer"];

impl Builder<'_, '_, '_> {
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokens(html) {
            match token {
                Token::Text(text) => self.text(&resolved(text)),
                Token::Comment(_) => {}
                Token::Element(element) => self.element(&element, range),
            }
        }
    }

    fn element(&mut self, element: &Element<'_>, range: &Range<usize>) {
        let name = element.name.to_ascii_lowercase();
        if let Some(skipped) = &self.skipping {
            if element.closing && *skipped == name {
                self.skipping = None;
            }
        } else if UNREAD.contains(&&*name) {
            if !element.closing {
                self.skipping = Some(name);
            }
        } else if element.closing {
            self.close(&name);
        } else {
            self.open(&name, element, range);
        }
    }

    fn open(&mut self, name: &str, element: &Element<'_>, range: &Range<usize>) {
        let value = |key: &str| {
            let found = element.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(key));
            found.map(|(_, value)| decoded(value).into_owned())
        };
        let number = |key: &str| value(key).and_then(|value| value.trim().parse::<u32>().ok());
        let open = match name {
            "br" => return self.stack.inline(Inline::Break),
            "hr" => return self.stack.block(Content::Rule, range),
            "img" => {
                let (src, alt) = (value("src").unwrap_or_default(), value("alt").unwrap_or_default());
                return self.image(&src, resolved(&alt), String::new(), range.clone());
            }
            "li" => {
                self.stack.close_within(
                    |open| matches!(open, Open::Item(..)),
                    |open| matches!(open, Open::List(_)),
                );
                return self.stack.open_item('.', range);
            }
            "a" => Open::Link(self.link(&value("href").unwrap_or_default())),
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
    STYLES.iter().find(|(known, _)| *known == name).map(|(_, style)| *style)
}
