//! Sources that exist but could not be read.
//!
//! An unread source is not a deleted one: links to it are not broken, an unknown name may be its
//! name, and its output from an earlier build is kept.

use std::collections::BTreeSet;

use crate::content::{SourcePath, is_within};

/// Files that could not be read, and paths that could not be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnreadFiles {
    files: BTreeSet<String>,
    /// Paths that could not be listed, whether folders or files.
    unlisted: Vec<String>,
}

impl UnreadFiles {
    /// Creates a set from the paths that could not be listed.
    pub fn unlisted(paths: impl Iterator<Item = impl Into<String>>) -> Self {
        Self {
            files: BTreeSet::new(),
            unlisted: paths.map(Into::into).collect(),
        }
    }

    /// Adds a file.
    pub fn add(&mut self, path: &SourcePath) {
        self.files.insert(path.as_str().to_owned());
    }

    /// Returns true if everything could be read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unlisted.is_empty()
    }

    /// Returns the number of files and folders.
    pub fn len(&self) -> usize {
        self.files.len() + self.unlisted.len()
    }

    /// Returns true if a path is in the set, or lies in a folder that could not be listed.
    pub fn covers(&self, path: &str) -> bool {
        self.files.contains(path) || self.unlisted.iter().any(|folder| is_within(path, folder))
    }

    /// Returns true if a folder or file is in the set, lies in one of its folders, or contains one.
    pub fn touches(&self, path: &str) -> bool {
        let of_folder = self.files.range(format!("{path}/")..).next();
        self.covers(path)
            || of_folder.is_some_and(|file| is_within(file, path))
            || self.unlisted.iter().any(|folder| is_within(folder, path))
    }

    /// Returns true if a path in `content/` could not be listed, and may hide any documents.
    pub fn hides_folders(&self) -> bool {
        self.unlisted.iter().any(|path| is_within(path, "content"))
    }

    /// Returns true if the set may hide unknown documents.
    pub fn hides_documents(&self) -> bool {
        self.hides_folders()
            || self
                .files
                .iter()
                .any(|path| SourcePath::from(path.as_str()).extension() == "md")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_covered_by_itself_and_by_the_folders_above() {
        let mut unread = UnreadFiles::unlisted(["content/villages"].into_iter());
        unread.add(&SourcePath::from("content/qa/a.md"));
        for covered in [
            "content/villages",
            "content/villages/a/b.md",
            "content/qa/a.md",
        ] {
            assert!(
                unread.covers(covered) && unread.touches(covered),
                "{covered}"
            );
        }
        for free in ["content/villages-old/a.md", "content/qa/a", "content/laws"] {
            assert!(!unread.covers(free) && !unread.touches(free), "{free}");
        }
        assert!(unread.touches("content/qa") && !unread.covers("content/qa"));
        assert!(unread.hides_documents() && !UnreadFiles::default().hides_documents());
    }
}
