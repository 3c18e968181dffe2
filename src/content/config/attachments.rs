//! `attachments` of `site.yaml`: files that are published although they might do harm.

use super::keys::ATTACHMENTS;
use crate::content::SourcePath;
use crate::content::yaml::{ValueReader, YamlField};

/// Which attachments are published beside those that are known to be harmless.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttachmentPolicy {
    /// Endings (`html`), names (`verify.html`) or paths under `content/`, in lower case.
    allow: Vec<String>,
}

impl AttachmentPolicy {
    /// Whether a file is published whose danger a word of this kind allows.
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

/// `html`, however it is written: `.html`, `*.HTML`; a path without its first `/`.
fn plain(word: &str) -> String {
    let word = word.trim().trim_start_matches(['*', '/']);
    let word = word.strip_prefix("content/").unwrap_or(word);
    word.strip_prefix('.').unwrap_or(word).to_lowercase()
}
