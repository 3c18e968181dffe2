//! Links and images of a body, with their locations.

use std::ops::Range;

use super::position_cursor::PositionCursor;
use crate::content::Reference;
use crate::markdown::blocks::ComponentBlock;
use crate::markdown::body_event::BodyDiagnostic;
use crate::markdown::raw_html::{AttributeValue, HtmlToken, RawTag, tokenize};
use crate::markdown::raw_target::unsafe_address;
use crate::url::{AddressKind, classify};

/// References collected so far.
#[derive(Debug)]
pub(super) struct ReferenceCollector<'t> {
    places: PositionCursor<'t>,
    /// Start of the last tag of raw HTML that was found, and one.
    tags_up_to: usize,
    pub(super) links: Vec<Reference>,
    pub(super) images: Vec<Reference>,
    pub(super) findings: Vec<BodyDiagnostic>,
}

impl<'t> ReferenceCollector<'t> {
    pub(super) fn new(places: PositionCursor<'t>) -> Self {
        Self {
            places,
            tags_up_to: 0,
            links: Vec::new(),
            images: Vec::new(),
            findings: Vec::new(),
        }
    }

    pub(super) fn link(&mut self, destination: &str, range: &Range<usize>) {
        if self.leads_somewhere(destination, range) {
            self.links.push(self.places.reference(destination, range));
        }
    }

    pub(super) fn image(&mut self, destination: &str, range: &Range<usize>) {
        if self.leads_somewhere(destination, range) {
            self.images.push(self.places.reference(destination, range));
        }
    }

    pub(super) fn block(&mut self, block: &ComponentBlock) {
        for file in &block.files {
            if file.is_image {
                self.image(&file.destination, &file.range);
            } else {
                self.link(&file.destination, &file.range);
            }
        }
    }

    /// Adds the links and images of raw HTML that the site passes through.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokenize(html) {
            let HtmlToken::Start(tag) = token else {
                continue;
            };
            if let ("a", Some(href)) = (&*tag.name, tag.attribute("href")) {
                self.link(href, range);
            } else if let ("img", Some(src)) = (&*tag.name, tag.attribute("src")) {
                self.image(src, range);
            }
        }
    }

    /// Adds the links and images of an admitted raw HTML tag; returns its range.
    pub(super) fn raw_tag(&mut self, tag: &RawTag, range: &Range<usize>) -> Range<usize> {
        let mut found = None;
        for (_, kind, value) in &tag.attributes {
            if !matches!(kind, AttributeValue::Link | AttributeValue::Image) {
                continue;
            }
            let range = found.get_or_insert_with(|| self.tag_range(tag.rule.name, value, range));
            let range = range.clone();
            match kind {
                AttributeValue::Link => self.link(value, &range),
                _ => self.image(value, &range),
            }
        }
        found.unwrap_or_else(|| range.clone())
    }

    /// Finds a tag with an address in the block of HTML that it stands in; else returns the block.
    fn tag_range(&mut self, name: &str, value: &str, block: &Range<usize>) -> Range<usize> {
        let text = self.places.text();
        let from = self.tags_up_to.max(block.start);
        let Some(html) = text.get(from..block.end) else {
            return block.clone();
        };
        for at in memchr::memchr_iter(b'<', html.as_bytes()) {
            let tag = &html[at..];
            let length = tag.find('>').map_or(tag.len(), |end| end + 1);
            let tag = &tag[..length];
            let is_named = tag
                .get(1..=name.len())
                .is_some_and(|written| written.eq_ignore_ascii_case(name));
            if is_named && tag.contains(value) {
                self.tags_up_to = from + at + 1;
                return from + at..from + at + length;
            }
        }
        block.clone()
    }

    fn leads_somewhere(&mut self, destination: &str, range: &Range<usize>) -> bool {
        match classify(destination) {
            Ok(kind) => kind != AddressKind::Direct,
            Err(why) => {
                self.findings
                    .push(unsafe_address(destination, &why, range.clone()));
                false
            }
        }
    }
}
