//! Admitted tags of raw HTML: their links and images lead where those of Markdown do.

use super::{HtmlEmitter, links::EXTERNAL, write};
use crate::markdown::destination::{self, RawTarget};
use crate::markdown::raw_html::{AttributeValue, RawTag};
use crate::markdown::surroundings::LinkTarget;

impl HtmlEmitter<'_> {
    /// Writes a start tag. An image with an address that is none is its words.
    pub(super) fn raw_start(&mut self, tag: &RawTag) {
        if tag.rule.name == "img" {
            let src = tag.attribute("src").unwrap_or_default();
            if src.is_empty() || destination::kind(src) != RawTarget::Somewhere {
                return write::text(&mut self.out, tag.attribute("alt").unwrap_or_default());
            }
        }
        self.out.extend(["<", tag.rule.name]);
        for (name, kind, value) in &tag.attributes {
            match kind {
                AttributeValue::Link => self.raw_link(name, value),
                AttributeValue::Image => {
                    write::address_attribute(&mut self.out, name, &self.around.image(value).src)
                }
                AttributeValue::Flag => self.own_attribute(name, ""),
                _ => {
                    self.open_attribute(name);
                    write::attribute(&mut self.out, value);
                    self.out.push('"');
                }
            }
        }
        self.out.push('>');
    }

    fn raw_link(&mut self, name: &str, destination: &str) {
        let target = self.target(destination);
        let is_external = matches!(target, LinkTarget::External { .. });
        let (LinkTarget::Page { href }
        | LinkTarget::External { href }
        | LinkTarget::Attachment { href, .. }) = target
        else {
            return;
        };
        write::address_attribute(&mut self.out, name, &href);
        if is_external && name == "href" {
            self.own_attribute("rel", EXTERNAL);
        }
    }
}
