//! Path of a document's file: the section, slug and kind that follow from it.

use crate::content::config::Venue;
use crate::content::{DocumentKind, SourcePath};

/// Rank of a file among those that may introduce its folder, the highest first of all: `_index.md`,
/// at the top `index.md`, and `README.md` as other systems call it; `None` for other documents.
pub(super) fn introduction_rank(path: &SourcePath) -> Option<u8> {
    match path.stem() {
        "_index" => Some(2),
        "index" if path.folder() == "content" => Some(1),
        stem if stem.eq_ignore_ascii_case("readme") => Some(0),
        _ => None,
    }
}

/// Section, slug and kind of a document, as its path gives them.
pub(super) struct PathInfo<'p> {
    /// True if the document introduces its section.
    pub(super) is_index: bool,
    pub(super) section: &'p str,
    pub(super) slug: &'p str,
}

impl<'p> PathInfo<'p> {
    /// Reads the path of a document.
    pub(super) fn from_path(path: &'p SourcePath) -> Self {
        let folder = path
            .folder()
            .strip_prefix("content")
            .unwrap_or_default()
            .trim_start_matches('/');
        let stem = path.stem();
        if introduction_rank(path).is_some() {
            let slug = folder
                .rsplit('/')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or(stem);
            return Self {
                is_index: true,
                section: folder,
                slug,
            };
        }
        if stem != "index" {
            return Self {
                is_index: false,
                section: folder,
                slug: stem,
            };
        }
        let (section, slug) = folder.rsplit_once('/').unwrap_or(("", folder));
        Self {
            is_index: false,
            section,
            slug,
        }
    }

    fn top(&self) -> &'p str {
        self.section.split('/').next().unwrap_or_default()
    }

    /// Kind that the folder gives: its own, an article's in a venue or elsewhere, a page's at the top.
    pub(super) fn kind(&self, venues: &[Venue]) -> DocumentKind {
        match self.top() {
            "" => DocumentKind::Page,
            top if venues.iter().any(|venue| venue.id == top) => DocumentKind::Article,
            top => DocumentKind::of_folder(top).unwrap_or(DocumentKind::Article),
        }
    }

    /// Venues that the folder gives.
    pub(super) fn venues(&self, venues: &[Venue]) -> Vec<String> {
        venues
            .iter()
            .filter(|venue| venue.id == self.top())
            .map(|venue| venue.id.clone())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_file_gives_its_section_and_slug() {
        let spot = |path: &str| {
            let path = SourcePath::from(path);
            let spot = PathInfo::from_path(&path);
            (spot.is_index, spot.section.to_owned(), spot.slug.to_owned())
        };
        assert_eq!(spot("content/a/b.md"), (false, "a".into(), "b".into()));
        assert_eq!(
            spot("content/a/b/index.md"),
            (false, "a".into(), "b".into())
        );
        assert_eq!(spot("content/a/_index.md"), (true, "a".into(), "a".into()));
        assert_eq!(
            spot("content/about.md"),
            (false, String::new(), "about".into())
        );
        assert_eq!(
            spot("content/index.md"),
            (true, String::new(), "index".into())
        );
        assert_eq!(spot("content/a/README.md"), (true, "a".into(), "a".into()));
        assert_eq!(
            spot("content/readme.md"),
            (true, String::new(), "readme".into())
        );
        assert_eq!(
            spot("content/a/readme-first.md"),
            (false, "a".into(), "readme-first".into())
        );
        assert_eq!(
            spot("content/about/index.md"),
            (false, String::new(), "about".into())
        );
    }
}
