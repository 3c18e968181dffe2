//! YAML of a file with obvious slips patched for the parser, and the mapping from patched byte
//! offsets to the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::SourceLocation;

/// Range of YAML in a file.
pub(crate) struct PatchedSource<'t> {
    file: &'t str,
    text: &'t str,
    start: usize,
    yaml: Cow<'t, str>,
    /// Pairs of byte offsets in the patched YAML and in the original range, after each patch.
    anchors: Vec<(usize, usize)>,
}

/// Replacement of some bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct SourcePatch {
    pub(crate) bytes: Range<usize>,
    pub(crate) by: &'static str,
}

impl<'t> PatchedSource<'t> {
    /// Takes the YAML in a range of a file's text.
    pub(super) fn new(file: &'t str, text: &'t str, range: Range<usize>) -> Self {
        Self {
            file,
            text,
            start: range.start,
            yaml: Cow::Borrowed(&text[range]),
            anchors: Vec::new(),
        }
    }

    /// Returns the YAML for the parser.
    pub(super) fn as_str(&self) -> &str {
        &self.yaml
    }

    /// Applies patches, sorted by offset; at most once per source.
    pub(super) fn mend(&mut self, mends: &[SourcePatch]) {
        if !mends.is_empty() {
            let (mended, anchors) = with_patches(&self.yaml, mends);
            self.yaml = Cow::Owned(mended);
            self.anchors = anchors;
        }
    }

    /// Blanks the top-level entry around a byte, so that the other entries can be read; returns
    /// `false` if nothing is left to blank.
    pub(super) fn blank_entry(&mut self, at: usize) -> bool {
        let entry = entry_around(&self.yaml, at);
        if self.yaml[entry.clone()].trim().is_empty() {
            return false;
        }
        let blank: String = self.yaml[entry.clone()]
            .bytes()
            .map(|byte| {
                if matches!(byte, b'\n' | b'\r') {
                    char::from(byte)
                } else {
                    ' '
                }
            })
            .collect();
        self.yaml.to_mut().replace_range(entry, &blank);
        true
    }

    /// Returns the location of a byte of the YAML in the file, `length` characters on one line.
    pub(super) fn place(&self, at: usize, length: usize) -> SourceLocation {
        let original = unpatched(&self.anchors, at);
        SourceLocation::in_text(self.file, self.text, self.start + original, length).within_line()
    }

    /// Returns the location of the whole text: the preceding line (its `---`), or its first line.
    pub(super) fn top(&self) -> SourceLocation {
        let line = self.text[..self.start].trim_end_matches(['\n', '\r']);
        let line_start = line.rfind('\n').map_or(0, |at| at + 1);
        let length = line[line_start..].trim_end().chars().count();
        SourceLocation::in_text(self.file, self.text, line_start, length)
    }
}

/// Returns a text with patches applied, and the pairs of byte offsets in it and in the original,
/// after each patch.
pub(crate) fn with_patches(text: &str, patches: &[SourcePatch]) -> (String, Vec<(usize, usize)>) {
    let mut mended = String::with_capacity(text.len() + patches.len());
    let mut anchors = Vec::with_capacity(patches.len());
    let mut done = 0;
    for patch in patches {
        // A patch inside another one has nothing left to mend.
        let start = patch.bytes.start.max(done);
        mended.push_str(&text[done..start]);
        mended.push_str(patch.by);
        done = patch.bytes.end.max(done);
        anchors.push((mended.len(), done));
    }
    mended.push_str(&text[done..]);
    (mended, anchors)
}

/// Returns the byte of the original text for one of the patched text.
pub(crate) fn unpatched(anchors: &[(usize, usize)], at: usize) -> usize {
    let before = anchors.partition_point(|(mended, _)| *mended <= at);
    match before.checked_sub(1).map(|index| anchors[index]) {
        Some((mended, original)) => original + (at - mended),
        None => at,
    }
}

/// Returns the lines of the top-level entry around a byte.
fn entry_around(yaml: &str, at: usize) -> Range<usize> {
    let mut at = at.min(yaml.len());
    while !yaml.is_char_boundary(at) {
        at -= 1;
    }
    let begins = |start: &usize| {
        yaml[*start..].starts_with(|c: char| !c.is_whitespace() && !"-#]}".contains(c))
    };
    let line_starts = |range: Range<usize>| {
        yaml[range.clone()]
            .match_indices('\n')
            .map(move |(index, _)| range.start + index + 1)
    };
    let start = line_starts(0..at).rfind(begins).unwrap_or(0);
    let end = line_starts(at..yaml.len())
        .find(begins)
        .unwrap_or(yaml.len());
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mended_text_leads_back_to_the_file() {
        let text = "---\n标题：一二\n\t类型: x\n---\n";
        let mut script = PatchedSource::new("a.md", text, 4..text.len() - 4);
        let colon = "标题".len();
        let tab = "标题：一二\n".len();
        script.mend(&[
            SourcePatch {
                bytes: colon..colon + 3,
                by: ": ",
            },
            SourcePatch {
                bytes: tab..tab + 1,
                by: "  ",
            },
        ]);
        assert_eq!(script.as_str(), "标题: 一二\n  类型: x\n");
        let place = |word: &str| {
            let place = script.place(script.as_str().find(word).unwrap_or(0), 9);
            (place.line, place.column, place.length)
        };
        assert_eq!(place("一"), (2, 4, 2));
        assert_eq!(place("类"), (3, 2, 5));
        assert_eq!(script.top().line, 1);
    }

    #[test]
    fn an_entry_is_its_lines() {
        let yaml = "甲: 1\n乙:\n  - 2\n- 3\n\n丙: 4\n";
        assert_eq!(
            &yaml[entry_around(yaml, yaml.find('3').unwrap_or(0))],
            "乙:\n  - 2\n- 3\n\n"
        );
        assert_eq!(&yaml[entry_around(yaml, 0)], "甲: 1\n");
        assert_eq!(&yaml[entry_around(yaml, 99)], "丙: 4\n");
    }
}
