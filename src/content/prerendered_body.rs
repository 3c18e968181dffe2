//! The HTML of a body before it is known where its links lead; `markdown` makes and completes it.

use serde::{Deserialize, Serialize};

/// The HTML of a body without the tags of its links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrerenderedBody {
    /// The HTML.
    pub html: Box<str>,
    /// The links that are to be put into it, in order, none in another.
    pub links: Vec<PendingLink>,
}

/// A link to be put into HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingLink {
    /// The byte before which it begins.
    pub start: usize,
    /// The byte before which it ends.
    pub end: usize,
    /// Whether its destination is an address of mail.
    pub is_email: bool,
    /// Where it leads, as written.
    pub destination: String,
    /// Its title.
    pub title: String,
}
