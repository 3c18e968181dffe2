//! Links, resolved by the site's [`LinkResolver`](crate::markdown::LinkResolver).

use pulldown_cmark::LinkType;

use super::{HtmlEmitter, escape};
use crate::markdown::blocks::size_text;
use crate::markdown::link_resolver::LinkTarget;
use crate::markdown::raw_target::{self, RawTarget};

/// Value of `rel` for links to other sites.
pub(super) const EXTERNAL: &str = "noopener noreferrer external";

/// Pending end of an open link.
#[derive(Debug)]
pub(super) enum LinkEnd {
    /// Unresolved link: only its text stays.
    Text,
    /// `</a>`.
    Anchor,
    /// Type and size of an attachment, then `</a>`.
    Attachment {
        /// File type: PDF.
        kind: String,
        /// Length in bytes.
        length: u64,
    },
}

impl HtmlEmitter<'_> {
    pub(super) fn open_link(&mut self, link_type: LinkType, destination: &str, title: &str) {
        if self.leave_open(link_type, destination, title) {
            return;
        }
        let target = if link_type == LinkType::Email {
            LinkTarget::Page {
                href: format!("mailto:{destination}"),
            }
        } else if self.is_plain {
            LinkTarget::Page {
                href: destination.to_owned(),
            }
        } else {
            self.target(destination)
        };
        let end = self.open_target(target, title);
        self.links.push(end);
    }

    /// Resolves a destination.
    pub(super) fn target(&self, destination: &str) -> LinkTarget {
        match raw_target::kind(destination) {
            RawTarget::Somewhere => self.around.link(destination),
            RawTarget::Direct => LinkTarget::Page {
                href: destination.to_owned(),
            },
            RawTarget::Unsafe => LinkTarget::Nowhere,
        }
    }

    fn open_target(&mut self, target: LinkTarget, title: &str) -> LinkEnd {
        match target {
            LinkTarget::Nowhere => return LinkEnd::Text,
            LinkTarget::Page { href } => self.open_anchor(&href, title),
            LinkTarget::External { href } => {
                self.open_anchor(&href, title);
                self.own_attribute("rel", EXTERNAL);
            }
            LinkTarget::Attachment { href, kind, length } => {
                self.open_anchor(&href, title);
                self.own_attribute("class", "attachment");
                self.own_attribute("download", "");
                self.out.push('>');
                return LinkEnd::Attachment { kind, length };
            }
        }
        self.out.push('>');
        LinkEnd::Anchor
    }

    fn open_anchor(&mut self, href: &str, title: &str) {
        self.out.push_str("<a");
        escape::address_attribute(&mut self.out, "href", href);
        escape::title(&mut self.out, title);
    }

    pub(super) fn close_link(&mut self) {
        if self.leave_closed() {
            return;
        }
        match self.links.pop() {
            Some(LinkEnd::Anchor) => self.out.push_str("</a>"),
            Some(LinkEnd::Attachment { kind, length }) => {
                let [open, comma, close] = self.labels.attachment;
                self.out.push_str("<span");
                self.own_attribute("class", "attachment-info");
                self.out.push('>');
                escape::text(
                    &mut self.out,
                    &format!("{open}{kind}{comma}{}{close}", size_text(length)),
                );
                self.out.push_str("</span></a>");
            }
            Some(LinkEnd::Text) | None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn each_kind_of_link() {
        insta::assert_snapshot!(html("[文](a.md#节 \"题\") [站](https://example.cn/?a&b) [表](表.pdf) [无](nowhere) [节](#一) <a@example.cn> [电](tel:12348) [坏](javascript:x)"), @r##"<p><a href="a.html#%E8%8A%82" title="题">文</a> <a href="https://example.cn/?a&amp;b" rel="noopener noreferrer external">站</a> <a href="/%E8%A1%A8.pdf" class="attachment" download="">表<span class="attachment-info">（PDF，1.2 MB）</span></a> 无 <a href="#%E4%B8%80">节</a> <a href="mailto:a@example.cn">a@example.cn</a> <a href="tel:12348">电</a> 坏</p>"##);
    }
}
