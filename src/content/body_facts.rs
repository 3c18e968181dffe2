//! What a body holds; `markdown` fills it in.

use serde::{Deserialize, Serialize};

use super::HeadingList;

/// What a body holds, as far as lists, links and searches need to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFacts {
    /// The text of a first-level heading that opens the body: the title of a document that has none.
    pub title: Option<String>,
    /// The headings in order, without that opening title.
    pub headings: HeadingList,
    /// The first sentences as plain text, ended at 。！？；. Empty where the document's head has a summary.
    pub summary: String,
    /// Links to other places of the site and outside, in order.
    pub links: Vec<Reference>,
    /// Images, in order.
    pub images: Vec<Reference>,
    /// Han characters plus Latin words.
    pub words: u32,
    /// Reading time in minutes, at least 1.
    pub minutes: u32,
    /// Whether a code block asks for highlighting.
    pub has_code: bool,
    /// The canonical names of the component blocks used, each once, in order.
    pub blocks: Vec<String>,
}

/// A link or image as written, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The destination, percent-decoded entities resolved, as pulldown-cmark gives it.
    pub destination: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters the reference covers.
    pub length: u32,
}
