//! Edits of a decoded text, applied to the bytes of its file: every byte outside of them stays.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::decode::encoding_of;
use crate::characters::is_forbidden;
use crate::diagnostic::SourceEdit;

/// Returns the bytes of a file after edits of its text, in order and apart from each other.
///
/// `None` if the file is not text, or if the edited parts cannot be written in its encoding just as
/// they stand there.
pub(crate) fn patched(bytes: &[u8], edits: &[SourceEdit]) -> Option<Vec<u8>> {
    let (encoding, mark) = encoding_of(bytes)?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?;
    let mut offsets = TextOffsets::new(&text);
    let has_crlf = text.contains("\r\n");
    let mut patched = bytes[..mark].to_vec();
    let (mut byte, mut at) = (mark, 0);
    for edit in edits {
        let range = offsets.original(edit.range());
        let kept = encoded(encoding, text.get(at..range.start)?)?;
        let replaced = encoded(encoding, text.get(range.clone())?)?;
        let middle = byte + kept.len();
        let end = middle + replaced.len();
        if bytes.get(byte..middle) != Some(&*kept) || bytes.get(middle..end) != Some(&*replaced) {
            return None;
        }
        patched.extend_from_slice(&kept);
        let lines = edit.replacement.replace("\r\n", "\n");
        let lines = if has_crlf {
            lines.replace('\n', "\r\n")
        } else {
            lines
        };
        patched.extend_from_slice(&encoded(encoding, &lines)?);
        (byte, at) = (end, range.end);
    }
    patched.extend_from_slice(&bytes[byte..]);
    Some(patched)
}

/// Encodes a text without a byte order mark; `None` if the encoding lacks a character.
fn encoded<'t>(encoding: &'static Encoding, text: &'t str) -> Option<Cow<'t, [u8]>> {
    let units = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect();
    if encoding == UTF_16LE {
        Some(Cow::Owned(units(u16::to_le_bytes)))
    } else if encoding == UTF_16BE {
        Some(Cow::Owned(units(u16::to_be_bytes)))
    } else if encoding == GB18030 {
        let (bytes, _, is_lossy) = GB18030.encode(text);
        (!is_lossy).then_some(bytes)
    } else {
        Some(Cow::Borrowed(text.as_bytes()))
    }
}

/// Map from offsets in a text without forbidden characters to offsets in the text with them.
struct TextOffsets<'t> {
    text: &'t str,
    holds_any: bool,
    /// Offset with forbidden characters, and the same without.
    at: (usize, usize),
}

impl<'t> TextOffsets<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            holds_any: text.contains(is_forbidden),
            at: (0, 0),
        }
    }

    /// Maps a range that does not begin before the end of the last one.
    fn original(&mut self, range: Range<usize>) -> Range<usize> {
        let start = self.advance(range.start, true);
        start..self.advance(range.end, false)
    }

    /// Moves to an offset, behind forbidden characters there or before them.
    fn advance(&mut self, offset: usize, goes_behind: bool) -> usize {
        if !self.holds_any {
            return offset;
        }
        for c in self.text[self.at.0..].chars() {
            let is_kept = !is_forbidden(c);
            if (is_kept || !goes_behind) && self.at.1 >= offset {
                break;
            }
            self.at.0 += c.len_utf8();
            self.at.1 += if is_kept { c.len_utf8() } else { 0 };
        }
        self.at.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn edit(text: &str, old: &str, new: &str) -> SourceEdit {
        let start = text.find(old).unwrap_or_default();
        SourceEdit::new(start..start + old.len(), new)
    }

    #[test]
    fn every_encoding_keeps_its_bytes() {
        let text = "标题\r\n##二\r\n| 甲 |\r\n尾";
        let after = "标题\r\n## 二\r\n| 甲 |\r\n|---|\r\n尾";
        let insert = text.find("\r\n尾").unwrap_or_default();
        let edits = [
            edit(text, "##", "## "),
            SourceEdit::new(insert..insert, "\n|---|"),
        ];
        let utf16 = |text: &str, bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(bytes).collect()
        };
        let forms: [&dyn Fn(&str) -> Vec<u8>; 6] = [
            &|text| text.as_bytes().to_vec(),
            &|text| [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            &|text| GB18030.encode(text).0.into_owned(),
            &|text| utf16(text, u16::to_le_bytes),
            &|text| [vec![0xFF, 0xFE], utf16(text, u16::to_le_bytes)].concat(),
            &|text| [vec![0xFE, 0xFF], utf16(text, u16::to_be_bytes)].concat(),
        ];
        for form in forms {
            assert_eq!(patched(&form(text), &edits), Some(form(after)));
        }
    }

    #[test]
    fn forbidden_characters_stay_where_they_are() {
        let edits = [SourceEdit::new("前".len().."前##".len(), "# ")];
        let bytes = "\u{1b}前\u{1b}##\u{1b}后".as_bytes();
        let after = patched(bytes, &edits);
        assert_eq!(
            after.as_deref(),
            Some("\u{1b}前\u{1b}# \u{1b}后".as_bytes())
        );
        assert_eq!(patched(b"\x89PNG\0\0\0", &edits), None);
    }

    proptest! {
        #[test]
        fn no_edit_changes_no_byte(bytes: Vec<u8>) {
            if let Some(same) = patched(&bytes, &[]) {
                prop_assert_eq!(same, bytes);
            }
        }
    }
}
