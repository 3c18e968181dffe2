//! Destinations with spaces, as files are named: `![图](图片 2.png)`, `[表](申请表 (1).docx)`.
//!
//! CommonMark ends a destination at a space unless it stands in `<…>`, and prints the whole link as
//! text. A link is meant where the text between the brackets is a path or an address. Its spaces
//! are replaced for the parser by [`SPACE`], of the same length, which it takes for a part of the
//! destination, and which is a space again in every event: whether or not the parser sees a link
//! there, no text changes.

use memchr::memmem;
use pulldown_cmark::{CowStr, Event, Tag};

use super::text_edits::TextEdit;

/// Stand-in for a space: a control character, which no text contains.
const SPACE: char = '\u{7f}';

/// The same as text.
const SPACE_TEXT: &str = "\u{7f}";

/// Extensions of what a link leads to, in lower case.
const EXTENSIONS: [&str; 47] = [
    "7z", "aac", "asp", "aspx", "bmp", "csv", "doc", "docx", "dps", "et", "flac", "gif", "heic",
    "htm", "html", "ics", "jpeg", "jpg", "jsp", "m4a", "md", "mov", "mp3", "mp4", "odp", "ods",
    "odt", "ofd", "ogg", "pdf", "php", "png", "ppt", "pptx", "rar", "rtf", "svg", "tif", "tiff",
    "txt", "wav", "webm", "webp", "wps", "xls", "xlsx", "zip",
];

/// Beginnings of a path or an address.
const BEGINNINGS: [&str; 9] = [
    "#", "/", "./", "../", "http://", "https://", "www.", "tel:", "mailto:",
];

/// Returns the edits that replace the spaces of destinations.
pub(super) fn edits(text: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), b"](") {
        let rest = &text[at + 2..];
        let Some(inner) = in_brackets(rest) else {
            continue;
        };
        let destination = without_title(inner.trim_end());
        let start = destination.len() - destination.trim_start().len();
        let written = &destination[start..];
        if written.contains(' ') && is_meant(written, || is_image(&text[..at])) {
            let from = at + 2 + start;
            let spaces = memchr::memchr_iter(b' ', written.as_bytes()).map(|space| from + space);
            edits.extend(spaces.map(|at| TextEdit::replace(at..at + 1, SPACE_TEXT)));
        }
    }
    edits
}

/// Makes the stand-ins of an event spaces again.
pub(super) fn respace(event: &mut Event<'_>) {
    let respace = |text: &mut CowStr<'_>| {
        if text.contains(SPACE) {
            *text = text.replace(SPACE, " ").into();
        }
    };
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::Html(text)
        | Event::InlineHtml(text)
        | Event::FootnoteReference(text)
        | Event::Start(
            Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(text))
            | Tag::FootnoteDefinition(text),
        ) => respace(text),
        Event::Start(
            Tag::Link {
                dest_url,
                title,
                id,
                ..
            }
            | Tag::Image {
                dest_url,
                title,
                id,
                ..
            },
        ) => {
            respace_direct(dest_url);
            [dest_url, title, id].into_iter().for_each(respace);
        }
        _ => {}
    }
}

/// Leaves out the stand-ins of a telephone number, and encodes those of a letter.
fn respace_direct(address: &mut CowStr<'_>) {
    for (scheme, space) in [("tel:", ""), ("mailto:", "%20")] {
        if address.starts_with(scheme) && address.contains(SPACE) {
            *address = address.replace(SPACE, space).into();
        }
    }
}

/// Returns the text up to the bracket that closes the destination, on the same line.
fn in_brackets(rest: &str) -> Option<&str> {
    let bytes = rest.as_bytes();
    let mut depth = 0;
    let mut at = 0;
    let mut has_space = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\n' | b'\r' => return None,
            b'<' if rest[..at].trim().is_empty() => return None,
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 0 => return has_space.then(|| &rest[..at]),
            b')' => depth -= 1,
            // A title may hold brackets.
            b'"' if at > 0 && bytes[at - 1] == b' ' => {
                at += memchr::memchr2(b'"', b'\n', &bytes[at + 1..])
                    .filter(|length| bytes[at + 1 + length] == b'"')
                    .map_or(0, |length| length + 1);
            }
            b' ' => has_space = true,
            _ => {}
        }
        at += 1;
    }
    None
}

/// Strips a title in quotes.
fn without_title(inner: &str) -> &str {
    let Some(quote) = inner
        .chars()
        .next_back()
        .filter(|c| matches!(c, '"' | '\''))
    else {
        return inner;
    };
    let before = &inner[..inner.len() - 1];
    match before.rfind(quote) {
        Some(open) if before[..open].ends_with(' ') => before[..open].trim_end(),
        _ => inner,
    }
}

/// Returns true if a destination with a space was meant as one, not as a remark in brackets.
fn is_meant(written: &str, is_image: impl Fn() -> bool) -> bool {
    if ends_in_other_part(written) {
        return false;
    }
    BEGINNINGS
        .iter()
        .any(|beginning| written.starts_with(beginning))
        || has_extension(written)
        || is_image()
}

/// Returns true if a title in Chinese quotes or a size (`=300x200`) follows the name of a file.
fn ends_in_other_part(written: &str) -> bool {
    let Some((name, part)) = written.split_once(" “").or(written.split_once(" =")) else {
        return false;
    };
    let is_size = |c: char| c.is_ascii_digit() || matches!(c, 'x' | '*' | '%');
    has_extension(name.trim_end()) && (part.ends_with('”') || part.chars().all(is_size))
}

/// Returns true if a known extension ends a part of the destination.
pub(crate) fn has_extension(written: &str) -> bool {
    written.match_indices('.').any(|(at, _)| {
        let rest = &written[at + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(rest.len());
        let is_end = matches!(rest[end..].chars().next(), None | Some('#' | '?' | ' '));
        is_end
            && EXTENSIONS
                .iter()
                .any(|known| rest[..end].eq_ignore_ascii_case(known))
    })
}

/// Returns true if the bracket that ends here was opened by `![` on the same line.
fn is_image(before: &str) -> bool {
    let line = before.rfind('\n').map_or(before, |at| &before[at..]);
    let mut depth = 0;
    for (at, byte) in line.bytes().enumerate().rev() {
        match byte {
            b']' => depth += 1,
            b'[' if depth == 0 => return line[..at].ends_with('!'),
            b'[' => depth -= 1,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::{facts, html};

    fn destinations(text: &str) -> Vec<String> {
        let facts = facts(text);
        let found = facts.links.iter().chain(&facts.images);
        found.map(|found| found.destination.clone()).collect()
    }

    #[test]
    fn extensions_are_sorted() {
        assert!(EXTENSIONS.is_sorted());
    }

    #[test]
    fn a_path_or_an_address_may_hold_spaces() {
        for (text, destination) in [
            ("![图](A b.png)", "A b.png"),
            ("![图](图片 2.PNG)", "图片 2.PNG"),
            ("[表](申请表 (1).docx)", "申请表 (1).docx"),
            ("[表]( 申请表  终稿.docx )", "申请表  终稿.docx"),
            ("[问](../qa/问 答.md#第 一条)", "../qa/问 答.md#第 一条"),
            ("[节](#需要 什么（材料）)", "#需要 什么（材料）"),
            ("[网](https://a.cn/甲 乙)", "https://a.cn/甲 乙"),
            ("[网](www.a.cn/甲 乙)", "www.a.cn/甲 乙"),
            ("![图](截图 10.00.png \"说(明\")", "截图 10.00.png"),
            ("![图](图片 二)", "图片 二"),
            ("![图](a.png 说明)", "a.png 说明"),
            ("[表](a.docx 说明)", "a.docx 说明"),
            ("[表](“普法” 表.docx)", "“普法” 表.docx"),
            ("[表](a & b+c 100%.pdf)", "a & b+c 100%.pdf"),
            ("**[表](a b.pdf)**。", "a b.pdf"),
        ] {
            assert_eq!(destinations(text), [destination], "{text}");
        }
    }

    #[test]
    fn a_number_in_groups_can_be_dialed() {
        let page = html("[电](tel:010 1234 5678) [信](mailto:a@b.cn?subject=咨 询)");
        assert!(page.contains("href=\"tel:01012345678\""), "{page}");
        assert!(
            page.contains("href=\"mailto:a@b.cn?subject=%E5%92%A8%20%E8%AF%A2\""),
            "{page}"
        );
    }

    #[test]
    fn a_remark_in_brackets_and_code_stay_as_they_are() {
        for text in [
            "[1](见 第三条)",
            "[注](法释 〔2020〕17 号)",
            "[2](v1.2 版)",
            "[甲](a.md \"题 目\")",
            "[甲](<a b.md> \"题\")",
        ] {
            assert_eq!(edits(text), [], "{text}");
        }
        assert_eq!(
            html("`[a](b c.md)`\n\n    [a](b c.md)\n\n\\[a](b c.md) x](b c.md)"),
            "<p><code>[a](b c.md)</code></p>\n<pre tabindex=\"0\"><code>[a](b c.md)\n</code></pre>\n<p>[a](b c.md) x](b c.md)</p>\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_is_changed(text in "[a\\[\\]()! .md#\"<>`\n*]{0,40}") {
            proptest::prop_assert!(!html(&text).contains(SPACE));
            for edit in edits(&text) {
                proptest::prop_assert_eq!(&text[edit.at..edit.at + edit.removed], " ");
            }
        }
    }
}
