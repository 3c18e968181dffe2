//! Files that editors put beside their documents: images and attachments.

use std::collections::{HashMap, HashSet};

use crate::content::picture::{PictureFacts, stated_size};
use crate::content::{SourceDigest, SourcePath};

use super::attachment::AttachmentDanger;
use super::{DocumentId, DocumentSet};

/// Index of a file in the site's path order.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct FileId(u32);

impl FileId {
    /// Creates the id of the file at an index.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// Returns the index among the site's files.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// File of the site that is not a document.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SiteFile {
    /// Source path.
    pub path: SourcePath,
    /// Length of the published bytes.
    pub length: u64,
    /// Facts of the file as a picture.
    pub picture: PictureFacts,
    /// Width and height in CSS pixels as shown, if the file is an image that states them.
    pub size: Option<(u32, u32)>,
    /// Digest of the observed content, to detect changes.
    pub digest: SourceDigest,
    /// Reason to withhold the file, if any.
    pub danger: Option<AttachmentDanger>,
    /// Document that owns the file (`x/index.md` and its files), if any.
    pub owner: Option<DocumentId>,
}

impl SiteFile {
    /// Returns the file type in capitals, as users name it: PDF.
    pub fn kind(&self) -> String {
        self.path.extension().to_ascii_uppercase()
    }
}

/// Sorts the files by path and sets the document that owns each file's folder or an ancestor.
pub(crate) fn owned(files: &[SiteFile], documents: &DocumentSet) -> Vec<SiteFile> {
    let folders: HashSet<&str> = files.iter().flat_map(|file| above(&file.path)).collect();
    let owners = owners(&folders, documents);
    let owner = |path: &SourcePath| above(path).find_map(|folder| owners.get(folder).copied());
    let mut files: Vec<SiteFile> = files
        .iter()
        .map(|file| SiteFile {
            owner: owner(&file.path),
            ..file.clone()
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// Returns the document that owns a file's folder or an ancestor.
pub(crate) fn owner(path: &SourcePath, documents: &DocumentSet) -> Option<DocumentId> {
    let owners = owners(&above(path).collect(), documents);
    above(path).find_map(|folder| owners.get(folder).copied())
}

/// Iterates over a file's folder and its ancestors.
fn above(path: &SourcePath) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path.folder()), |folder| {
        folder.rfind('/').map(|at| &folder[..at])
    })
}

/// Returns the folders that belong to exactly one document. A folder with documents of its own is a
/// section and has no owner.
fn owners<'f>(folders: &HashSet<&'f str>, documents: &DocumentSet) -> HashMap<&'f str, DocumentId> {
    let mut owners = HashMap::new();
    if folders.is_empty() {
        return owners;
    }
    for (id, document) in documents.iter() {
        let owned = document
            .own_folder()
            .and_then(|folder| folders.get(folder.as_str()).copied());
        owners.extend(owned.map(|folder| (folder, id)));
    }
    let sections: HashSet<&str> = documents
        .iter()
        .map(|(_, document)| document.section.as_str())
        .collect();
    let section = |folder: &str| {
        folder
            .strip_prefix("content/")
            .map(|section| sections.contains(section))
    };
    owners.retain(|folder, _| section(folder) == Some(false));
    owners
}

/// Returns the encoded width and height of an image from its first bytes.
pub fn picture_size(path: &SourcePath, head: &[u8]) -> Option<(u32, u32)> {
    if path.extension() == "svg" {
        return svg_size(&String::from_utf8_lossy(head));
    }
    stated_size(head)
}

/// Limit of an SVG's stated size; larger values are ignored.
const MOST_PIXELS: f64 = 100_000.0;

/// Parses `width` and `height` of the `<svg>` tag, else the last two numbers of its `viewBox`.
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let number = |name: &str| {
        attribute(tag, name)?
            .trim_end_matches("px")
            .parse::<f64>()
            .ok()
    };
    let boxed = || {
        let numbers: Vec<f64> = attribute(tag, "viewBox")?
            .split([' ', ','])
            .filter(|part| !part.is_empty())
            .map_while(|part| part.parse().ok())
            .collect();
        (numbers.len() == 4).then(|| (numbers[2], numbers[3]))
    };
    let (width, height) = number("width").zip(number("height")).or_else(boxed)?;
    let is_size = |length: f64| (1.0..=MOST_PIXELS).contains(&length);
    (is_size(width) && is_size(height)).then_some((pixels(width), pixels(height)))
}

#[expect(clippy::cast_sign_loss, reason = "sizes below 1 are refused before")]
fn pixels(length: f64) -> u32 {
    length.round() as u32
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let at = tag
        .match_indices(name)
        .find(|(at, _)| tag[..*at].ends_with(char::is_whitespace))?
        .0;
    let rest = tag[at + name.len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_whose_head_ends_within_a_character_tells_its_size() {
        let text = format!("<svg width=\"80\" height=\"45\"><title>{}", "法".repeat(10));
        let head = &text.as_bytes()[..text.len() - 1];
        assert_eq!(
            picture_size(&SourcePath::from("content/a.svg"), head),
            Some((80, 45))
        );
    }

    proptest::proptest! {
        #[test]
        fn no_head_of_a_file_is_too_odd(
            magic in 0..8_usize,
            rest in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200),
        ) {
            const MAGIC: [&[u8]; 8] = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"GIF89a", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8", b"BM",
                b"II*\0", b"\0\0\0\x18ftypheic", b"\0\0\x01\0"];
            let head = [MAGIC[magic], &rest].concat();
            for name in ["content/a.png", "content/a.svg"] {
                let size = picture_size(&SourcePath::from(name), &head);
                proptest::prop_assert!(size.is_none_or(|(width, height)| width > 0 && height > 0));
            }
        }
    }

    #[test]
    fn an_svg_tells_its_size_or_its_view_box() {
        let svg = SourcePath::from("content/a.svg");
        let with = |tag: &str| picture_size(&svg, tag.as_bytes());
        assert_eq!(
            with(r#"<svg width="800" height="450px" viewBox="0 0 1 1">"#),
            Some((800, 450))
        );
        assert_eq!(with(r#"<svg viewBox="0 0 320.4 200">"#), Some((320, 200)));
        assert_eq!(with(r#"<svg width="100%" height="100%">"#), None);
        assert_eq!(with("<svg"), None);
        assert_eq!(with(r#"<svg width="1e30" height="1e30">"#), None);
        assert_eq!(with(r#"<svg width="NaN" height="inf">"#), None);
        assert_eq!(
            with(r#"<svg width="-1" height="0" viewBox="0 0 0 0">"#),
            None
        );
    }
}
