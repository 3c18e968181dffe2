//! A document's body asks the site around it.

use serde_json::Value;

use crate::markdown::{ComponentFailure, ImageTarget, LinkTarget, Surroundings};
use crate::site::{Destination, DocumentId, FileId};
use crate::url::{Address, Url, fragment};

use super::engine::Engine;
use super::recorder::Recorder;

/// What surrounds one document's body.
pub(crate) struct Around<'r, 's> {
    /// The site, through the door that notes what is read.
    pub reads: &'r Recorder<'s>,
    /// The theme, for components.
    pub engine: &'r Engine,
    /// The document.
    pub document: DocumentId,
}

impl Around<'_, '_> {
    fn href(&self, url: &Url) -> String {
        self.reads.config().base.href(url)
    }

    fn page(&self, id: DocumentId, anchor: Option<&str>) -> LinkTarget {
        if !self.reads.is_visible(id) {
            return LinkTarget::Nowhere;
        }
        let anchor = anchor.map(fragment).unwrap_or_default();
        if id == self.document && !anchor.is_empty() {
            return LinkTarget::Page { href: anchor };
        }
        LinkTarget::Page {
            href: self.href(&self.reads.document_url(id)) + &anchor,
        }
    }

    fn attachment(&self, id: FileId) -> LinkTarget {
        let file = self.reads.file(id);
        LinkTarget::Attachment {
            href: self.href(&self.reads.file_url(id)),
            kind: file.kind(),
            length: file.length,
        }
    }
}

impl Surroundings for Around<'_, '_> {
    fn link(&self, destination: &str) -> LinkTarget {
        match self.reads.destination(self.document, destination) {
            Destination::Document(id, anchor) => self.page(id, anchor.as_deref()),
            Destination::Section(number) => match self.reads.section(number) {
                Some(section) => LinkTarget::Page {
                    href: self.href(&section.url),
                },
                None => LinkTarget::Nowhere,
            },
            Destination::File(id) => self.attachment(id),
            Destination::Address(url) => LinkTarget::Page {
                href: self.href(&url),
            },
            Destination::External(address) => LinkTarget::External {
                href: address.into_string(),
            },
            Destination::Direct(address) => LinkTarget::Page {
                href: address.into_string(),
            },
            Destination::Withheld(_) | Destination::Nowhere => LinkTarget::Nowhere,
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        match self.reads.destination(self.document, destination) {
            Destination::File(id) => ImageTarget {
                src: self.href(&self.reads.file_url(id)),
                size: self.reads.file(id).size,
            },
            Destination::Withheld(_) => ImageTarget {
                src: String::new(),
                size: None,
            },
            // A picture that is not there keeps its address, if it may be one.
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
