//! What a body asks of the site around it.

use crate::diagnostic::Message;

use super::annotations::AnnotationSet;

/// The site as one document's body sees it.
pub trait LinkResolver {
    /// Where a link's destination, as written, leads.
    fn link(&self, destination: &str) -> LinkTarget;

    /// The image that a destination, as written, means.
    fn image(&self, destination: &str) -> ImageTarget;

    /// The HTML of a component block: `name` is the component's canonical name, `data` its YAML
    /// body under English keys, files resolved.
    ///
    /// Errors with what is wrong, for the block's place in the text.
    fn component(&self, name: &str, data: &serde_json::Value) -> Result<String, ComponentFailure>;

    /// What the site adds to the body; nothing to most.
    fn inserts(&self) -> Option<&AnnotationSet> {
        None
    }
}

/// Why a component cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentFailure {
    /// What is wrong.
    pub message: Message,
    /// The template engine's own words.
    pub quote: String,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// A page of the site, or a place in this one.
    Page {
        /// What `href` holds.
        href: String,
    },
    /// A file of the site to download.
    Attachment {
        /// What `href` holds.
        href: String,
        /// Its type in capitals: PDF.
        kind: String,
        /// Its length in bytes.
        length: u64,
    },
    /// Another site.
    External {
        /// What `href` holds.
        href: String,
    },
    /// Nowhere that is known, or not public: the text stays, without a link.
    Nowhere,
}

/// An image of the site or of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageTarget {
    /// What `src` holds; empty when there is nothing to show but the words.
    pub src: String,
    /// Intrinsic width and height in CSS pixels, where they are known.
    pub size: Option<(u32, u32)>,
}
