//! Decoder for the encodings in which editors' tools save files.
//!
//! UTF-8 is used as it is. GB18030 (a superset of GBK and GB2312) and UTF-16 are decoded, with a
//! warning that explains how to save the file properly. Line ends stay as they are.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::SourcePath;
use crate::characters::is_han;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::message;

/// Number of Han characters in UTF-8 that prove a file to be damaged UTF-8.
const SURELY_UTF8: usize = 3;

/// Decodes a file and removes its byte order mark; `None` if it is not text.
pub(crate) fn decode<'b>(
    path: &SourcePath,
    bytes: &'b [u8],
) -> (Option<Cow<'b, str>>, Diagnostics) {
    if let Some((encoding, mark)) = byte_order_mark(bytes) {
        return decoded(path, &bytes[mark..], encoding);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let has_nul = bytes.contains(&0);
    match std::str::from_utf8(bytes) {
        Ok(text) if !has_nul => (Some(Cow::Borrowed(text)), Diagnostics::new()),
        _ if has_nul => match unmarked_utf16(bytes) {
            Some(encoding) => decoded(path, bytes, encoding),
            None => (None, not_text(SourceLocation::file(path.as_str()))),
        },
        Ok(_) => (None, not_text(SourceLocation::file(path.as_str()))),
        Err(fault) => {
            let sound = std::str::from_utf8(&bytes[..fault.valid_up_to()]).unwrap_or_default();
            if sound
                .chars()
                .filter(|c| is_han(*c))
                .nth(SURELY_UTF8 - 1)
                .is_some()
            {
                (None, damaged(path, sound))
            } else {
                decoded(path, bytes, GB18030)
            }
        }
    }
}

/// Returns the encoding of a file and the length of its byte order mark; `None` if it is not text.
pub(super) fn encoding_of(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    if let Some(marked) = byte_order_mark(bytes) {
        return Some(marked);
    }
    let mark = if bytes.starts_with(b"\xEF\xBB\xBF") {
        3
    } else {
        0
    };
    if bytes.contains(&0) {
        return unmarked_utf16(&bytes[mark..]).map(|encoding| (encoding, mark));
    }
    let is_utf8 = std::str::from_utf8(&bytes[mark..]).is_ok();
    Some((if is_utf8 { encoding_rs::UTF_8 } else { GB18030 }, mark))
}

/// Returns bytes that are valid UTF-8 as text. On Han text much faster than the standard library.
pub(crate) fn utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    encoding_rs::UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

fn byte_order_mark(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Some((UTF_16BE, 2)),
        _ => None,
    }
}

/// Detects UTF-16 without a mark: ASCII characters have a zero in the same half of each pair.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| {
        bytes
            .iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (bytes.len() % 2, zeros(0), zeros(1)) {
        (0, 0, 1..) => Some(UTF_16LE),
        (0, 1.., 0) => Some(UTF_16BE),
        _ => None,
    }
}

fn decoded<'b>(
    path: &SourcePath,
    bytes: &'b [u8],
    encoding: &'static Encoding,
) -> (Option<Cow<'b, str>>, Diagnostics) {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match text.filter(|text| text.chars().all(is_text)) {
        Some(text) => {
            let found = other_encoding(path, &text, &encoding.name().to_uppercase());
            (Some(text), Diagnostics::from_iter([found]))
        }
        None => (None, not_text(SourceLocation::file(path.as_str()))),
    }
}

fn is_text(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}')
}

fn other_encoding(path: &SourcePath, text: &str, name: &str) -> Diagnostic {
    let message = message!(
        "文件不是 UTF-8 编码，已按 {name} 读入",
        "the file is not UTF-8; it was read as {name}"
    );
    Diagnostic::new(Code::SourceEncoding, message)
        .at(SourceLocation::in_text(path.as_str(), text, 0, 1))
        .hint(message!(
            "在编辑器里选“另存为”，编码选 UTF-8（记事本、WPS 的“另存为”窗口底部有“编码”一栏）",
            "save the file again with the encoding UTF-8"
        ))
}

fn not_text(place: SourceLocation) -> Diagnostics {
    let message = message!(
        "文件不是文本，或者编码认不出来（认得 UTF-8、GB18030、UTF-16）",
        "the file is not text, or in an encoding other than UTF-8, GB18030 and UTF-16"
    );
    let hint = message!(
        "Word、WPS 文档要先另存为纯文本（UTF-8），不能只把扩展名改成 .md",
        "save documents of a word processor as plain text in UTF-8; renaming them is not enough"
    );
    Diagnostics::from_iter([Diagnostic::new(Code::SourceNotText, message)
        .at(place)
        .hint(hint)])
}

fn damaged(path: &SourcePath, sound: &str) -> Diagnostics {
    let place = SourceLocation::in_text(path.as_str(), sound, sound.len(), 1);
    let message = message!(
        "这里有损坏的字节，不是 UTF-8",
        "there are damaged bytes here, which are not UTF-8"
    );
    let hint = message!(
        "文件可能被截断或者混进了另一种编码；删去这里的乱码，再存为 UTF-8",
        "the file may be cut off, or two encodings are mixed in it; mend this place and save as UTF-8"
    );
    Diagnostics::from_iter([Diagnostic::new(Code::SourceNotText, message)
        .at(place)
        .hint(hint)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::testing::report;

    fn read(bytes: &[u8]) -> (Option<String>, Diagnostics) {
        let (text, found) = decode(&SourcePath::from("content/a.md"), bytes);
        (text.map(Cow::into_owned), found)
    }

    #[test]
    fn utf8_is_taken_without_its_mark_and_without_a_word() {
        for bytes in ["一\r\n二".as_bytes(), "\u{FEFF}一\r\n二".as_bytes()] {
            let (text, found) = read(bytes);
            assert_eq!(text.as_deref(), Some("一\r\n二"));
            assert!(found.is_empty());
        }
        assert!(matches!(
            decode(&SourcePath::from("a"), b"abc").0,
            Some(Cow::Borrowed("abc"))
        ));
    }

    #[test]
    fn other_encodings_are_decoded_with_a_warning() {
        let text = "标题: 普法\r\n正文";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(little.iter().copied())
            .collect();
        for bytes in [little, big, marked, GB18030.encode(text).0.into_owned()] {
            let (read, found) = read(&bytes);
            assert_eq!(read.as_deref(), Some(text));
            assert_eq!(
                found.iter().map(|f| f.code).collect::<Vec<_>>(),
                [Code::SourceEncoding]
            );
        }
        insta::assert_snapshot!(report(read(&GB18030.encode(text).0).1));
    }

    #[test]
    fn what_is_no_text_is_told() {
        let damaged = ["普法宣传\n周".as_bytes(), &[0xE5, 0x91]].concat();
        for bytes in [
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            &damaged,
            &[0xFF, 0xFE, 0x00],
        ] {
            assert_eq!(read(bytes).0, None);
        }
        insta::assert_snapshot!(report(read(&damaged).1));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_told(bytes: Vec<u8>) {
            let (text, found) = read(&bytes);
            prop_assert!(text.is_some() || found.has_errors());
        }
    }
}
