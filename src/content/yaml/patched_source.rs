//! The YAML of a file as the parser is given it, mended where an editor's slip is plain, and the
//! way back from it to the file.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::SourceLocation;

/// A stretch of YAML in a file.
pub(crate) struct PatchedSource<'t> {
    file: &'t str,
    text: &'t str,
    start: usize,
    yaml: Cow<'t, str>,
    /// Where the mended text and the file run apart: from this byte of the one stands that of the other.
    anchors: Vec<(usize, usize)>,
}

/// A replacement of some bytes of the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SourcePatch {
    pub(super) bytes: Range<usize>,
    pub(super) by: &'static str,
}

impl<'t> PatchedSource<'t> {
    /// The YAML in a range of a file's text.
    pub(super) fn new(file: &'t str, text: &'t str, range: Range<usize>) -> Self {
        Self {
            file,
            text,
            start: range.start,
            yaml: Cow::Borrowed(&text[range]),
            anchors: Vec::new(),
        }
    }

    /// The YAML as the parser is given it.
    pub(super) fn as_str(&self) -> &str {
        &self.yaml
    }

    /// Replaces some bytes, in the order in which they stand; once for a script.
    pub(super) fn mend(&mut self, mends: &[SourcePatch]) {
        if mends.is_empty() {
            return;
        }
        let (mut mended, mut done) = (String::with_capacity(self.yaml.len() + mends.len()), 0);
        for mend in mends {
            mended.push_str(&self.yaml[done..mend.bytes.start]);
            mended.push_str(mend.by);
            done = mend.bytes.end;
            self.anchors.push((mended.len(), done));
        }
        mended.push_str(&self.yaml[done..]);
        self.yaml = Cow::Owned(mended);
    }

    /// Blanks the entry of the top level that holds a byte, so that the others can be read; `false`
    /// when there is nothing left to blank.
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

    /// The place in the file of a byte of the YAML, and how many characters it covers, on one line.
    pub(super) fn place(&self, at: usize, length: usize) -> SourceLocation {
        let before = self.anchors.partition_point(|(mended, _)| *mended <= at);
        let original = match before.checked_sub(1).map(|index| self.anchors[index]) {
            Some((mended, original)) => original + (at - mended),
            None => at,
        };
        SourceLocation::in_text(self.file, self.text, self.start + original, length).within_line()
    }

    /// The place of the whole: the line above it, where its `---` stands, or its first line.
    pub(super) fn top(&self) -> SourceLocation {
        let line = self.text[..self.start].trim_end_matches(['\n', '\r']);
        let line_start = line.rfind('\n').map_or(0, |at| at + 1);
        let length = line[line_start..].trim_end().chars().count();
        SourceLocation::in_text(self.file, self.text, line_start, length)
    }
}

/// The lines of the top-level entry around a byte.
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
