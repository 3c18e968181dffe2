//! Every link and image of a body, with its place.

use std::ops::Range;

use super::places::Places;
use crate::content::Reference;
use crate::diagnostic::Code;
use crate::markdown::blocks::Block;
use crate::markdown::destination::{Destination, kind};
use crate::markdown::piece::Finding;
use crate::markdown::raw_html::{Token, decoded, tokens};
use crate::says;

/// The references found so far.
#[derive(Debug)]
pub(super) struct References<'t> {
    places: Places<'t>,
    pub(super) links: Vec<Reference>,
    pub(super) images: Vec<Reference>,
    pub(super) findings: Vec<Finding>,
}

impl<'t> References<'t> {
    pub(super) fn new(places: Places<'t>) -> Self {
        Self { places, links: Vec::new(), images: Vec::new(), findings: Vec::new() }
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

    pub(super) fn block(&mut self, block: &Block) {
        for file in &block.files {
            if file.is_image {
                self.image(&file.destination, &file.range);
            } else {
                self.link(&file.destination, &file.range);
            }
        }
    }

    /// The links and images that raw HTML makes.
    pub(super) fn raw(&mut self, html: &str, range: &Range<usize>) {
        for token in tokens(html) {
            let Token::Element(element) = token else { continue };
            for (name, value) in &element.attributes {
                if element.name.eq_ignore_ascii_case("a") && name.eq_ignore_ascii_case("href") {
                    self.link(&decoded(value), range);
                } else if element.name.eq_ignore_ascii_case("img") && name.eq_ignore_ascii_case("src") {
                    self.image(&decoded(value), range);
                }
            }
        }
    }

    fn leads_somewhere(&mut self, destination: &str, range: &Range<usize>) -> bool {
        let kind = kind(destination);
        if kind == Destination::Unsafe {
            self.findings.push(unsafe_address(destination, range));
        }
        kind == Destination::Somewhere
    }
}

fn unsafe_address(destination: &str, range: &Range<usize>) -> Finding {
    Finding::new(
        Code::LinkUnsafe,
        says!(
            "“{destination}”不能用作网站上的地址，已去掉",
            "“{destination}” is no address for a website; it was removed"
        ),
        range.clone(),
    )
    .hint(says!(
        "链接到网页用 https://…；链接到文件，把文件放在文章旁边，写它的名字",
        "link to a page by https://…; put a file beside the document and write its name"
    ))
}
