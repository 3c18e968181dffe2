//! Files that pufa wrote, by its records: by path in the manifest of the last finished run, by bytes in
//! the journal of unfinished runs and in the ownership record of the folder.

use std::collections::{BTreeMap, BTreeSet};

use super::manifest_format::{self, OutputDigest};
use super::ownership::{Ownership, OwnershipClaim};
use super::writer::MarkPredicate;

/// Files of the last finished run with their digests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct OutputManifest(pub(super) BTreeMap<String, OutputDigest>);

impl OutputManifest {
    const HEADING: &str = "pufa-manifest 1";

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        manifest_format::format(Self::HEADING, self.0.iter())
    }

    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        manifest_format::parse(Self::HEADING, bytes)
            .map(|entries| Self(entries.into_iter().collect()))
    }
}

/// Files that unfinished runs were going to write. A path has several digests if several runs in a row
/// were interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WriteJournal(pub(super) BTreeSet<(String, OutputDigest)>);

impl WriteJournal {
    const HEADING: &str = "pufa-journal 1";

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        manifest_format::format(
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

/// Records of the files in the output folder.
#[derive(Debug)]
pub(super) struct OwnedFiles {
    /// Manifest of the last finished run; `None` if there is no usable one.
    pub(super) manifest: Option<OutputManifest>,
    /// Journal; empty if the last run finished.
    pub(super) journal: WriteJournal,
    /// Ownership record; empty if there is no usable one.
    pub(super) ownership: Ownership,
    /// True if the ownership record names the manifest, so that the manifest may claim files by path.
    pub(super) is_bound: bool,
    /// Claims to files that no run makes any more; `Some` if the ownership record is to be written again.
    pub(super) leftovers: Option<Vec<OwnershipClaim>>,
    /// Predicate of a mark in the bytes of our files; asked where the records are not enough.
    pub(super) mark: Option<MarkPredicate>,
}

impl OwnedFiles {
    /// Returns true if a run recorded a path as its own.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.in_manifest(path) || self.journal.digests(path).next().is_some()
    }

    /// Returns true if the last finished run wrote a path.
    pub(super) fn in_manifest(&self, path: &str) -> bool {
        self.manifest
            .as_ref()
            .is_some_and(|manifest| manifest.0.contains_key(path))
    }

    /// Returns true if the bytes at a path show that pufa wrote them.
    pub(super) fn recognises(&self, path: &str, bytes: &[u8]) -> bool {
        self.ownership.claims(path, &manifest_format::digest(bytes))
            || self.is_journalled(path, bytes)
            || self.mark.is_some_and(|is_marked| is_marked(path, bytes))
    }

    /// Digest of what the last finished run wrote at a path.
    pub(super) fn digest(&self, path: &str) -> Option<OutputDigest> {
        self.manifest.as_ref()?.0.get(path).copied()
    }

    /// Returns true if an unfinished run wrote these bytes. Empty ones count: a power failure may leave a renamed
    /// file without its bytes.
    pub(super) fn is_journalled(&self, path: &str, bytes: &[u8]) -> bool {
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
            leftovers: None,
            mark: None,
        };
        assert!(known.is_journalled("a", b"1") && known.is_journalled("a", b"2"));
        assert!(known.is_journalled("b", b""));
        assert!(!known.is_journalled("b", b"2"));
        assert!(!known.is_journalled("c", b""));
        assert!(known.lists("b") && !known.lists("c"));
    }

    #[test]
    fn manifest_and_journal_read_back_and_are_not_taken_for_each_other() {
        let manifest = OutputManifest([("a".to_owned(), manifest_format::digest(b"1"))].into());
        let journal = WriteJournal([("a".to_owned(), manifest_format::digest(b"1"))].into());
        assert_eq!(
            OutputManifest::parse(&manifest.to_bytes()),
            Some(manifest.clone())
        );
        assert_eq!(WriteJournal::parse(&journal.to_bytes()), Some(journal));
        assert_eq!(WriteJournal::parse(&manifest.to_bytes()), None);
    }
}
