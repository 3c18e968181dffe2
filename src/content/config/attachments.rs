//! `attachments` of `site.yaml`: potentially harmful files that are published anyway.

use super::keys::ATTACHMENTS;
use crate::content::SourcePath;
use crate::content::yaml::{ValueReader, YamlField};

/// Allow-list of attachments besides those that are known to be harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachmentPolicy {
    /// Extensions (`html`), names (`verify.html`) or paths under `content/`, in lower case.
    allow: Vec<String>,
}

impl AttachmentPolicy {
    /// Returns true if an entry allows a potentially harmful file, by extension, name or path.
    pub fn allows(&self, path: &SourcePath, ending: &str) -> bool {
        let inside = path
            .as_str()
            .strip_prefix("content/")
            .unwrap_or(path.as_str())
            .to_lowercase();
        let name = inside.rsplit('/').next().unwrap_or_default();
        self.allow
            .iter()
            .any(|word| word == ending || word == name || *word == inside)
    }
}

pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> AttachmentPolicy {
    let mut attachments = AttachmentPolicy::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &ATTACHMENTS,
        |reader, _, field| {
            reader.words(field, |_, word, _| attachments.allow.push(plain(&word)));
        },
    );
    attachments
}

/// Normalizes an entry: `.html` and `*.HTML` to `html`; a path loses its first `/`.
fn plain(word: &str) -> String {
    let word = word.trim().trim_start_matches(['*', '/']);
    let word = word.strip_prefix("content/").unwrap_or(word);
    word.strip_prefix('.').unwrap_or(word).to_lowercase()
}
