//! Interface through which a body resolves links, images and components.

use crate::diagnostic::Message;

use super::annotations::AnnotationSet;

/// Resolver of links, images and components for one document's body.
pub trait LinkResolver {
    /// Resolves a link destination as written.
    fn link(&self, destination: &str) -> LinkTarget;

    /// Resolves an image destination as written.
    fn image(&self, destination: &str) -> ImageTarget;

    /// Renders a component block: `name` is the component's canonical name, `data` its YAML body
    /// under English keys, files resolved.
    ///
    /// Fails with a message that is reported at the block.
    fn component(&self, name: &str, data: &serde_json::Value) -> Result<String, ComponentFailure>;

    /// Annotations that the site adds to the body; most bodies have none.
    fn annotations(&self) -> Option<&AnnotationSet> {
        None
    }
}

/// Rendering failure of a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentFailure {
    /// Problem.
    pub message: Message,
    /// Message of the template engine, verbatim, if it is the engine's.
    pub quote: Option<String>,
}

/// Target of a resolved link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Page of the site, or an anchor on the same page.
    Page {
        /// Value of `href`.
        href: String,
    },
    /// Downloadable file of the site.
    Attachment {
        /// Value of `href`.
        href: String,
        /// File type in capitals: PDF.
        kind: String,
        /// Length in bytes.
        length: u64,
    },
    /// Page of another site.
    External {
        /// Value of `href`.
        href: String,
    },
    /// Unknown or unpublished target: the text stays, without a link.
    Nowhere,
}

/// Image of the site or of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageTarget {
    /// Value of `src`; empty if only the alternative text can be shown.
    pub src: String,
    /// Intrinsic width and height in CSS pixels, if known.
    pub size: Option<(u32, u32)>,
}
