//! Facts of one Markdown file. Its body is rendered later, with its page.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::front_matter::KEYS;
use super::{BodyFacts, DocumentKind, FrontMatter, Moment, SourcePath};

/// blake3 digest of a file's bytes.
pub(crate) type SourceDigest = [u8; 32];

/// Beginning of a body, and the title stated before it.
#[derive(Clone, Copy, Debug, Default)]
pub struct BodyStart<'t> {
    /// Byte offset of the body in the text.
    pub offset: usize,
    /// Title in the front matter.
    pub title: Option<&'t str>,
}

impl BodyStart<'_> {
    /// Returns the length of the body of a text, in bytes.
    pub(crate) fn length_of(self, text: &str) -> usize {
        text.len() - self.offset.min(text.len())
    }
}

impl From<usize> for BodyStart<'_> {
    fn from(offset: usize) -> Self {
        Self {
            offset,
            title: None,
        }
    }
}

/// Facts of a document, complete after parsing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Source file.
    pub path: SourcePath,
    /// Digest of the bytes from which these facts were made.
    pub digest: SourceDigest,
    /// True if the file exists but was unreadable: only facts that follow from its path are known.
    pub is_unread: bool,
    /// True if the document introduces a section (`_index.md`) instead of being listed in it.
    pub is_index: bool,
    /// Folder under `content/`; empty at the top. `x/index.md` is in the parent of `x`.
    pub section: String,
    /// Segment of the address: from the front matter, else the unchanged name of the file.
    pub slug: String,
    /// Kind: from the front matter, else from the folder.
    pub kind: DocumentKind,
    /// Venues, by identifier: from the front matter, else from the folder.
    pub venues: Vec<String>,
    /// Title: from the front matter, else the first heading, else the name of the file.
    pub title: String,
    /// Front matter as written.
    pub front_matter: FrontMatter,
    /// Lines of keys that refer to other parts of the site (`campaign`, `cover` …), for checks.
    #[serde(deserialize_with = "key_lines")]
    pub key_lines: Vec<(&'static str, u32)>,
    /// Byte offset of the body in the text.
    pub body_start: usize,
    /// Facts of the body.
    pub body: BodyFacts,
}

impl Document {
    /// Returns where the body begins.
    pub fn body_start(&self) -> BodyStart<'_> {
        BodyStart {
            offset: self.body_start,
            title: self.front_matter.title.as_deref(),
        }
    }

    /// Returns the folder of the document's own files: of `x/index.md`, or `x/` beside `x.md`.
    pub fn own_folder(&self) -> Option<String> {
        match self.path.stem() {
            _ if self.is_index => None,
            "index" => Some(self.path.folder().to_owned()),
            stem => Some(format!("{}/{stem}", self.path.folder())),
        }
    }

    /// Returns true if two versions of a document differ only in the body, so that lists show both
    /// at the same address under the same name.
    pub fn differs_in_body_only(&self, other: &Self) -> bool {
        self.path == other.path
            && self.is_unread == other.is_unread
            && (self.is_index, self.kind, &self.section)
                == (other.is_index, other.kind, &other.section)
            && (&self.slug, &self.title, &self.venues) == (&other.slug, &other.title, &other.venues)
            && self.front_matter == other.front_matter
    }

    /// Returns the summary: from the front matter, else the first sentences of the body.
    pub fn summary(&self) -> &str {
        self.front_matter
            .summary
            .as_deref()
            .unwrap_or(&self.body.summary)
    }

    /// Returns the line of a key that refers to other parts of the site.
    pub fn line_of(&self, key: &str) -> Option<u32> {
        self.key_lines
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, line)| *line)
    }

    /// Returns the publication date stated by the author; the date of an event is not one.
    pub fn published(&self) -> Option<Moment> {
        self.front_matter
            .further
            .publish
            .known()
            .or(self.front_matter.date.known())
    }

    /// Returns the date for lists: the date, else the start, else the effective date of a law.
    pub fn when(&self) -> Option<Moment> {
        self.front_matter
            .date
            .known()
            .or(self.front_matter.further.start)
            .or(self.front_matter.further.effective)
    }
}

/// Deserializes key lines; a key that no longer exists is an error.
fn key_lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(&'static str, u32)>, D::Error> {
    let named = |name: &str| KEYS.iter().map(|key| key.name).find(|known| *known == name);
    let written: Vec<(&str, u32)> = Vec::deserialize(from)?;
    written
        .into_iter()
        .map(|(name, line)| Some((named(name)?, line)))
        .collect::<Option<_>>()
        .ok_or_else(|| D::Error::custom("an unknown key"))
}
