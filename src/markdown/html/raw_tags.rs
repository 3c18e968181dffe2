//! Admitted tags of raw HTML: their links and images are resolved like those of Markdown.

use super::{HtmlEmitter, escape, links::EXTERNAL};
use crate::markdown::link_resolver::LinkTarget;
use crate::markdown::raw_html::{AttributeValue, RawTag};
use crate::markdown::raw_target::{self, RawTarget};

impl HtmlEmitter<'_> {
    /// Emits a start tag; an unresolved image is replaced by its alternative text, and one without a size gets its
    /// file's.
    pub(super) fn raw_start(&mut self, tag: &RawTag) {
        if tag.rule.name == "img" {
            let src = tag.attribute("src").unwrap_or_default();
            if src.is_empty() || raw_target::kind(src) != RawTarget::Somewhere {
                return escape::text(&mut self.out, tag.attribute("alt").unwrap_or_default());
            }
        }
        let mut size = None;
        self.out.extend(["<", tag.rule.name]);
        for (name, kind, value) in &tag.attributes {
            match kind {
                AttributeValue::Link => self.raw_link(name, value),
                AttributeValue::Image => {
                    let target = self.around.image(value);
                    escape::address_attribute(&mut self.out, name, &target.src);
                    size = target.size;
                }
                AttributeValue::Flag => self.own_attribute(name, ""),
                _ => {
                    self.open_attribute(name);
                    escape::attribute(&mut self.out, value);
                    self.out.push('"');
                }
            }
        }
        let has_size = ["width", "height"].map(|name| tag.attribute(name).is_some());
        if let Some((width, height)) = size.filter(|_| has_size == [false, false]) {
            self.own_attribute("width", &width.to_string());
            self.own_attribute("height", &height.to_string());
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
        escape::address_attribute(&mut self.out, name, &href);
        if is_external && name == "href" {
            self.own_attribute("rel", EXTERNAL);
        }
    }
}
