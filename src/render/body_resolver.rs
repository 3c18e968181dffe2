//! Link, image and component resolution for the body of one document.

use serde_json::Value;

use crate::markdown::{ComponentFailure, ImageTarget, LinkResolver, LinkTarget};
use crate::site::{DocumentId, FileId, ResolvedLink};
use crate::url::{Address, AddressParts, Url, decoded, fragment};

use super::dependency_tracker::DependencyTracker;
use super::template_engine::TemplateEngine;

/// Resolver for the body of one document.
pub(crate) struct BodyResolver<'r, 's> {
    /// Tracked access to the site; records each dependency.
    pub reads: &'r DependencyTracker<'s>,
    /// Theme, for components.
    pub engine: &'r TemplateEngine,
    /// Document that holds the body.
    pub document: DocumentId,
}

impl BodyResolver<'_, '_> {
    fn href(&self, url: &Url) -> String {
        self.reads.config().base.href(url)
    }

    fn page(&self, id: DocumentId, query: &str, anchor: Option<&str>) -> LinkTarget {
        if !self.reads.is_visible(id) {
            return LinkTarget::Nowhere;
        }
        let anchor = anchor.map(fragment).unwrap_or_default();
        if id == self.document && query.is_empty() && !anchor.is_empty() {
            return LinkTarget::Page { href: anchor };
        }
        LinkTarget::Page {
            href: self.href(&self.reads.document_url(id)) + query + &anchor,
        }
    }

    fn attachment(&self, id: FileId, suffix: &str) -> LinkTarget {
        let file = self.reads.file(id);
        LinkTarget::Attachment {
            href: self.href(&self.reads.file_url(id)) + suffix,
            kind: file.kind(),
            length: file.length,
        }
    }
}

impl BodyResolver<'_, '_> {
    /// Returns true if the `#` of an address belongs to the name of the file.
    fn is_in_name(&self, id: FileId, parts: &AddressParts<'_>) -> bool {
        let name = self.reads.file(id).path.name();
        name.contains('#') && !decoded(parts.path).ends_with(name)
    }
}

impl LinkResolver for BodyResolver<'_, '_> {
    fn link(&self, destination: &str) -> LinkTarget {
        let parts = AddressParts::new(destination.trim());
        match self.reads.destination(self.document, destination) {
            ResolvedLink::Document(id, anchor) => {
                self.page(id, &parts.encoded_query(), anchor.as_deref())
            }
            ResolvedLink::Section(number) => match self.reads.section(number) {
                Some(section) => LinkTarget::Page {
                    href: self.href(&section.url) + &parts.encoded_suffix(),
                },
                None => LinkTarget::Nowhere,
            },
            ResolvedLink::File(id) if self.is_in_name(id, &parts) => self.attachment(id, ""),
            ResolvedLink::File(id) => self.attachment(id, &parts.encoded_suffix()),
            ResolvedLink::Address(url) => LinkTarget::Page {
                href: self.href(&url) + &parts.encoded_suffix(),
            },
            ResolvedLink::External(address) => LinkTarget::External {
                href: address.into_string(),
            },
            ResolvedLink::Direct(address) => LinkTarget::Page {
                href: address.into_string(),
            },
            ResolvedLink::Withheld(_) | ResolvedLink::Nowhere => LinkTarget::Nowhere,
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        match self.reads.destination(self.document, destination) {
            ResolvedLink::File(id) => ImageTarget {
                src: self.href(&self.reads.file_url(id)),
                size: self.reads.file(id).size,
            },
            ResolvedLink::Withheld(_) => ImageTarget {
                src: String::new(),
                size: None,
            },
            // A missing image keeps its address if that address is allowed.
            _ => ImageTarget {
                src: Address::parse(destination)
                    .map(Address::into_string)
                    .unwrap_or_default(),
                size: None,
            },
        }
    }

    fn component(&self, name: &str, data: &Value) -> Result<String, ComponentFailure> {
        self.engine.component(name, data)
    }
}
