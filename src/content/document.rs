//! One Markdown file as a document: its facts. Its body is completed when its page is made.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use super::front_matter::KEYS;
use super::{BodyFacts, DocumentKind, FrontMatter, Moment, SourcePath};

/// The blake3 digest of a file's bytes.
pub type SourceDigest = [u8; 32];

/// The facts of a document, complete once parsed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Its file.
    pub path: SourcePath,
    /// The digest of the bytes that these facts were made from.
    pub digest: SourceDigest,
    /// Whether its file is there and could not be read: then only its path is known, and what follows from that.
    pub is_unread: bool,
    /// Whether it introduces a section (`_index.md`) rather than standing in it.
    pub is_index: bool,
    /// The folder under `content/` that it stands in; empty at the top. For `x/index.md` the folder of `x`.
    pub section: String,
    /// Its part of the address: the front matter's, else its file's name as it is.
    pub slug: String,
    /// Its kind: the front matter's, else the folder's.
    pub kind: DocumentKind,
    /// Its venues, by identifier: the front matter's, else the folder's.
    pub venues: Vec<String>,
    /// Its title: the front matter's, else the first heading, else the file's name.
    pub title: String,
    /// Its head, as written.
    pub front_matter: FrontMatter,
    /// The lines of keys that speak of other things of the site (`campaign`, `cover` …), for findings.
    #[serde(deserialize_with = "key_lines")]
    pub key_lines: Vec<(&'static str, u32)>,
    /// Where its body begins, as a byte offset of its text.
    pub body_start: usize,
    /// What its body holds.
    pub body: BodyFacts,
}

impl Document {
    /// The folder of the files that belong to it alone: that of `x/index.md`, and `x/` beside `x.md`.
    pub fn own_folder(&self) -> Option<String> {
        match self.path.stem() {
            _ if self.is_index => None,
            "index" => Some(self.path.folder().to_owned()),
            stem => Some(format!("{}/{stem}", self.path.folder())),
        }
    }

    /// Whether another form of this document differs in its body alone, so that it stands in the same lists at the
    /// same address under the same name.
    pub fn differs_in_body_only(&self, other: &Self) -> bool {
        self.path == other.path
            && self.is_unread == other.is_unread
            && (self.is_index, self.kind, &self.section)
                == (other.is_index, other.kind, &other.section)
            && (&self.slug, &self.title, &self.venues) == (&other.slug, &other.title, &other.venues)
            && self.front_matter == other.front_matter
    }

    /// What it is about, in a sentence or two: as its head says, else its body's first ones.
    pub fn summary(&self) -> &str {
        self.front_matter
            .summary
            .as_deref()
            .unwrap_or(&self.body.summary)
    }

    /// The line of a key, when it speaks of other things of the site.
    pub fn line_of(&self, key: &str) -> Option<u32> {
        self.key_lines
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, line)| *line)
    }

    /// When it was published, as its author says; what an event is dated by is no publication.
    pub fn published(&self) -> Option<Moment> {
        self.front_matter
            .further
            .publish
            .known()
            .or(self.front_matter.date.known())
    }

    /// What it is dated by in lists: the date, else the start, else when a law takes effect.
    pub fn when(&self) -> Option<Moment> {
        self.front_matter
            .date
            .known()
            .or(self.front_matter.further.start)
            .or(self.front_matter.further.effective)
    }
}

/// Reads key lines back; a key that is no longer one is an error.
fn key_lines<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(&'static str, u32)>, D::Error> {
    let named = |name: &str| KEYS.iter().map(|key| key.name).find(|known| *known == name);
    let written: Vec<(&str, u32)> = Vec::deserialize(from)?;
    written
        .into_iter()
        .map(|(name, line)| Some((named(name)?, line)))
        .collect::<Option<_>>()
        .ok_or_else(|| D::Error::custom("an unknown key"))
}
