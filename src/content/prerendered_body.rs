//! HTML of a body without its link targets; created and completed by `markdown`.

use serde::{Deserialize, Serialize};

/// HTML of a body without the tags of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrerenderedBody {
    /// The HTML.
    pub html: Box<str>,
    /// Links to insert, in order, not nested.
    pub links: Vec<PendingLink>,
}

/// Link to insert into the HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLink {
    /// Byte offset of the start tag.
    pub start: usize,
    /// Byte offset of the end tag.
    pub end: usize,
    /// True if the destination is an e-mail address.
    pub is_email: bool,
    /// Destination as written.
    pub destination: String,
    /// Title of the link.
    pub title: String,
}
