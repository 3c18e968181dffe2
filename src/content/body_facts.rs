//! Facts about a body, extracted by `markdown`.

use serde::{Deserialize, Serialize};

use super::HeadingList;

/// Facts about a body that lists, links and searches use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BodyFacts {
    /// Text of a first-level heading that opens the body: the title of a document without one.
    pub title: Option<String>,
    /// Headings in order, without that opening title.
    pub headings: HeadingList,
    /// First sentences as plain text, up to 。！？；. Empty if the front matter has a summary.
    pub summary: String,
    /// Links to other pages of the site and to other sites, in order.
    pub links: Vec<Reference>,
    /// Images, in order.
    pub images: Vec<Reference>,
    /// Han characters plus Latin words.
    pub words: u32,
    /// Reading time in minutes, at least 1.
    pub minutes: u32,
    /// True if a code block needs highlighting.
    pub has_code: bool,
    /// Canonical names of the component blocks used, each once, in order.
    pub blocks: Vec<String>,
}

impl BodyFacts {
    /// Returns true if another body leads to the same destinations, so that it uses the same files.
    pub fn has_same_destinations(&self, other: &Self) -> bool {
        let destinations = |of: &'_ [Reference]| -> Vec<String> {
            of.iter().map(|one| one.destination.clone()).collect()
        };
        destinations(&self.links) == destinations(&other.links)
            && destinations(&self.images) == destinations(&other.images)
    }
}

/// Link or image as written, with its location.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Destination as pulldown-cmark emits it, entities resolved.
    pub destination: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Number of characters that the reference covers.
    pub length: u32,
}
