//! The sources that are there and could not be read.
//!
//! What was not read is not gone. So a link to it is not broken, a name that nothing bears may be its, and what an
//! earlier build made of it stays.

use std::collections::BTreeSet;

use crate::content::{SourcePath, is_within};

/// Files that could not be read, and what could not be listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnreadFiles {
    files: BTreeSet<String>,
    /// Folders, or single files: what could not be listed is one or the other.
    unlisted: Vec<String>,
}

impl UnreadFiles {
    /// What could not be listed, by its paths.
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

    /// Whether everything could be read.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.unlisted.is_empty()
    }

    /// How many files and folders there are.
    pub fn len(&self) -> usize {
        self.files.len() + self.unlisted.len()
    }

    /// Whether a path is one of them, or lies in a folder that could not be listed.
    pub fn covers(&self, path: &str) -> bool {
        self.files.contains(path) || self.unlisted.iter().any(|folder| is_within(path, folder))
    }

    /// Whether a folder or file is one of them, lies in one, or holds one.
    pub fn touches(&self, path: &str) -> bool {
        let of_folder = self.files.range(format!("{path}/")..).next();
        self.covers(path)
            || of_folder.is_some_and(|file| is_within(file, path))
            || self.unlisted.iter().any(|folder| is_within(folder, path))
    }

    /// Whether there is what could not be listed in `content/`: documents of any kind may be in it.
    pub fn hides_folders(&self) -> bool {
        self.unlisted.iter().any(|path| is_within(path, "content"))
    }

    /// Whether there may be documents among them that nothing is known of.
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
