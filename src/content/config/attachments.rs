//! `attachments` of `site.yaml`: potentially harmful files that are published anyway, and files that are published
//! though nothing links to them.

use super::keys::ATTACHMENTS;
use crate::content::yaml::{ValueReader, YamlField};
use crate::content::{SourcePath, is_within};

/// Attachments that are published besides those that are harmless and linked to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachmentPolicy {
    /// Extensions (`html`), names (`verify.html`) or paths under `content/`, in lower case.
    allow: Vec<String>,
    /// Extensions, names, folders or paths under `content/`, in lower case; empty for every file.
    publish: Vec<String>,
}

impl AttachmentPolicy {
    /// Returns true if an entry allows a potentially harmful file, by extension, name or path.
    pub fn allows(&self, path: &SourcePath, ending: &str) -> bool {
        let inside = inside(path);
        let name = inside.rsplit('/').next().unwrap_or_default();
        self.allow
            .iter()
            .any(|word| word == ending || word == name || *word == inside)
    }

    /// Returns true if a file is published though nothing links to it: an entry names it, its extension or its folder.
    /// An extension that is only allowed does not name a file.
    pub fn publishes(&self, path: &SourcePath) -> bool {
        if self.allow.is_empty() && self.publish.is_empty() {
            return false;
        }
        let inside = inside(path);
        let name = inside.rsplit('/').next().unwrap_or_default();
        let is_named = |word: &String| word == name || *word == inside;
        self.allow.iter().any(is_named)
            || self.publish.iter().any(|word| {
                let folder = word.trim_end_matches('/');
                is_named(word)
                    || word.is_empty()
                    || is_within(&inside, folder)
                    || path.extension() == *word
            })
    }
}

pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> AttachmentPolicy {
    let mut attachments = AttachmentPolicy::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &ATTACHMENTS,
        |reader, key, field| {
            let words = if key.name == "publish" {
                &mut attachments.publish
            } else {
                &mut attachments.allow
            };
            reader.words(field, |_, word, _| words.push(plain(&word)));
        },
    );
    attachments
}

/// Returns a path under `content/`, in lower case.
fn inside(path: &SourcePath) -> String {
    let path = path.as_str();
    path.strip_prefix("content/").unwrap_or(path).to_lowercase()
}

/// Normalizes an entry: `.html` and `*.HTML` to `html`; a path loses its first `/`; `*` and 全部 become empty.
fn plain(word: &str) -> String {
    let word = word.trim().trim_start_matches(['*', '/']);
    let word = word.strip_prefix("content/").unwrap_or(word);
    if matches!(word, "全部" | "所有" | "all") {
        return String::new();
    }
    word.strip_prefix('.').unwrap_or(word).to_lowercase()
}
