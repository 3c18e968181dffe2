//! Raw HTML on its way out: its links and images lead where those of Markdown do.

use super::{Emitter, links::EXTERNAL, write};
use crate::markdown::raw_html::{Element, Token, decoded, tokens, without_entities_of_ours};
use crate::markdown::surroundings::LinkTarget;

impl Emitter<'_> {
    pub(super) fn raw_html(&mut self, html: &str) {
        if self.guard.is_none() {
            self.out.push_str(html);
            return;
        }
        let html = without_entities_of_ours(html);
        for token in tokens(&html) {
            match token {
                Token::Element(element) if !element.closing => self.opening_tag(&element),
                Token::Element(element) => self.out.push_str(element.source),
                Token::Text(text) | Token::Comment(text) => self.out.push_str(text),
            }
        }
    }

    /// A raw tag with its address resolved; the sanitiser judges the rest.
    fn opening_tag(&mut self, element: &Element<'_>) {
        let address = match element.name.to_ascii_lowercase().as_str() {
            "a" => "href",
            "img" => "src",
            _ => return self.out.push_str(element.source),
        };
        self.out.push('<');
        self.out.push_str(element.name);
        for (name, value) in &element.attributes {
            if name.eq_ignore_ascii_case(address) {
                self.raw_address(address, &decoded(value));
            } else {
                for part in [" ", name, "=\"", &value.replace('"', "&quot;"), "\""] {
                    self.out.push_str(part);
                }
            }
        }
        self.out.push('>');
    }

    fn raw_address(&mut self, name: &str, destination: &str) {
        let target = self.target(destination);
        let is_external = matches!(target, LinkTarget::External { .. });
        let href = match target {
            LinkTarget::Nowhere => return,
            _ if name == "src" => self.around.image(destination).src,
            LinkTarget::Page { href }
            | LinkTarget::External { href }
            | LinkTarget::Attachment { href, .. } => href,
        };
        write::address_attribute(&mut self.out, name, &href);
        if is_external && name == "href" {
            self.own_attribute("rel", EXTERNAL);
        }
    }
}
