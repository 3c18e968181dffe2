//! What earlier runs say is ours: the manifest of the last one that finished, by paths; the journal of
//! those that did not and the ownership record of the folder, by bytes.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest_format::{self, OutputDigest};
use super::ownership::Ownership;
use super::writer::MarkPredicate;

/// The files that the last finished run left, with the digests of their bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OutputManifest(pub(super) BTreeMap<String, OutputDigest>);

impl OutputManifest {
    const HEADING: &str = "pufa-manifest 1";

    pub(super) fn print(&self) -> Vec<u8> {
        manifest_format::print(Self::HEADING, self.0.iter())
    }

    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        manifest_format::parse(Self::HEADING, bytes)
            .map(|entries| Self(entries.into_iter().collect()))
    }
}

/// The files that unfinished runs meant to move into place. One path may have several digests,
/// when several runs in a row were cut short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WriteJournal(pub(super) BTreeSet<(String, OutputDigest)>);

impl WriteJournal {
    const HEADING: &str = "pufa-journal 1";

    pub(super) fn print(&self) -> Vec<u8> {
        manifest_format::print(
            Self::HEADING,
            self.0.iter().map(|(path, digest)| (path, digest)),
        )
    }

    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        manifest_format::parse(Self::HEADING, bytes)
            .map(|entries| Self(entries.into_iter().collect()))
    }

    fn digests(&self, path: &str) -> impl Iterator<Item = &OutputDigest> {
        let from = (path.to_owned(), OutputDigest::default());
        self.0
            .range(from..)
            .take_while(move |(listed, _)| listed == path)
            .map(|(_, digest)| digest)
    }
}

/// What this run knows of the files that it finds in the output folder.
#[derive(Debug)]
pub(super) struct OwnedFiles {
    /// `None` when there is none that can be used.
    pub(super) manifest: Option<OutputManifest>,
    /// Empty when the last run finished.
    pub(super) journal: WriteJournal,
    /// An empty one when there is none that can be used.
    pub(super) ownership: Ownership,
    /// Whether the ownership record names the manifest, so that it may claim files by their paths.
    pub(super) is_bound: bool,
    /// What makes a file ours by a mark in its bytes; asked when the records do not tell all.
    pub(super) mark: Option<MarkPredicate>,
}

impl OwnedFiles {
    /// Whether a run recorded this path as its own.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.in_manifest(path) || self.journal.digests(path).next().is_some()
    }

    /// Whether the last finished run left this path.
    pub(super) fn in_manifest(&self, path: &str) -> bool {
        self.manifest
            .as_ref()
            .is_some_and(|manifest| manifest.0.contains_key(path))
    }

    /// Whether the bytes at a path show that they are ours.
    pub(super) fn recognises(&self, path: &str, bytes: &[u8]) -> bool {
        self.ownership.claims(path, &manifest_format::digest(bytes))
            || self.left_by_unfinished(path, bytes)
            || self.mark.is_some_and(|is_marked| is_marked(path, bytes))
    }

    /// The digest of what the last finished run left at a path.
    pub(super) fn digest(&self, path: &str) -> Option<OutputDigest> {
        self.manifest.as_ref()?.0.get(path).copied()
    }

    /// Whether an unfinished run put these bytes there. Empty ones count: a power failure leaves
    /// a file that was moved into place without its bytes.
    pub(super) fn left_by_unfinished(&self, path: &str, bytes: &[u8]) -> bool {
        let mut digests = self.journal.digests(path).peekable();
        digests.peek().is_some()
            && (bytes.is_empty() || digests.any(|known| *known == manifest_format::digest(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_claims_a_file_by_its_bytes() {
        let intents = [("a", "1"), ("a", "2"), ("b", "1")];
        let journal =
            intents.map(|(path, text)| (path.to_owned(), manifest_format::digest(text.as_bytes())));
        let known = OwnedFiles {
            manifest: None,
            journal: WriteJournal(journal.into()),
            ownership: Ownership::default(),
            is_bound: false,
            mark: None,
        };
        assert!(known.left_by_unfinished("a", b"1") && known.left_by_unfinished("a", b"2"));
        assert!(known.left_by_unfinished("b", b""));
        assert!(!known.left_by_unfinished("b", b"2"));
        assert!(!known.left_by_unfinished("c", b""));
        assert!(known.lists("b") && !known.lists("c"));
    }

    #[test]
    fn manifest_and_journal_read_back_and_are_not_taken_for_each_other() {
        let manifest = OutputManifest([("a".to_owned(), manifest_format::digest(b"1"))].into());
        let journal = WriteJournal([("a".to_owned(), manifest_format::digest(b"1"))].into());
        assert_eq!(
            OutputManifest::parse(&manifest.print()),
            Some(manifest.clone())
        );
        assert_eq!(WriteJournal::parse(&journal.print()), Some(journal));
        assert_eq!(WriteJournal::parse(&manifest.print()), None);
    }
}
