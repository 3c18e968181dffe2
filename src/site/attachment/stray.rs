//! Stray documents: files whose name or text shows that a document was meant, such as `a.md.txt`, `a.markdown`,
//! `a．md`, or a text that begins with front matter.
//!
//! Published as it is, such a file would show its front matter, and itself even if it is a draft. So it is never
//! published under any name, whatever links to it and whatever `site.yaml` allows.

use unicode_normalization::UnicodeNormalization as _;

use crate::characters::{is_forbidden, is_invisible};
use crate::content::{SourcePath, decode, split};
use crate::path_segment::{sanitized, stem_fault};

/// Endings that other programs give to Markdown.
const MARKDOWN: [&str; 12] = [
    "md", "markdown", "mdown", "mkdown", "mkdn", "mkd", "mdwn", "mdtxt", "mdtext", "mdx", "rmd",
    "qmd",
];

/// Characters that stand before an ending, or in place of the point there.
const SEPARATORS: [char; 5] = ['.', '．', '。', '｡', '﹒'];

/// Endings of copies that programs leave beside a file.
const COPIES: [&str; 6] = ["orig", "old", "rej", "save", "backup", "conflict"];

/// Endings whose files hold more than text, so that an ending within their names means nothing.
const NO_TEXT: [&str; 30] = [
    "png", "jpg", "jpeg", "gif", "webp", "svg", "pdf", "ofd", "doc", "docx", "wps", "rtf", "xls",
    "xlsx", "et", "ppt", "pptx", "dps", "odt", "zip", "rar", "7z", "gz", "tar", "mp3", "mp4",
    "html", "htm", "epub", "md5",
];

/// Stray document, with the name that its document should have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum StrayDocument {
    /// Name that is nearly a document's.
    Name(String),
    /// Copy of a document that a program left (`a.md.orig`, `#a.md#`).
    Copy(String),
    /// Text that begins with front matter.
    Text(String),
}

impl StrayDocument {
    /// Recognizes a stray document by its name, or by the first bytes of its text.
    pub fn recognize(path: &SourcePath, head: &[u8]) -> Option<Self> {
        by_name(path.name())
            .or_else(|| has_front_matter(path, head).then(|| Self::Text(named(path.stem()))))
    }

    /// Returns the name that the document should have.
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) | Self::Copy(name) | Self::Text(name) => name,
        }
    }
}

fn by_name(name: &str) -> Option<StrayDocument> {
    if let Some(inside) = name
        .strip_prefix('#')
        .and_then(|name| name.strip_suffix('#'))
        && inside.to_lowercase().ends_with(".md")
    {
        return Some(StrayDocument::Copy(inside.to_owned()));
    }
    let separators: Vec<(usize, &str)> = name.match_indices(SEPARATORS).collect();
    let (last, separator) = separators.last()?;
    if NO_TEXT.contains(&plain(&name[last + separator.len()..]).as_str()) {
        return None;
    }
    let mut ends = separators.iter().skip(1).map(|(at, _)| *at);
    let (stem, rest, after) = separators.iter().find_map(|(at, separator)| {
        let end = ends.next().unwrap_or(name.len());
        let part = plain(&name[at + separator.len()..end]);
        let rest = after_ending(&part)?.to_owned();
        Some((&name[..*at], rest, &name[end..]))
    })?;
    let right = named(&format!("{stem}{rest}"));
    let is_copy = after
        .split(SEPARATORS)
        .any(|part| COPIES.contains(&plain(part).as_str()));
    Some(if is_copy {
        StrayDocument::Copy(right)
    } else {
        StrayDocument::Name(right)
    })
}

/// Returns a part of a name in plain letters: of one width, without case and invisible characters.
fn plain(part: &str) -> String {
    let visible = part
        .nfkc()
        .filter(|c| !is_forbidden(*c) && !is_invisible(*c));
    let plain: String = visible.flat_map(char::to_lowercase).collect();
    plain.trim().to_owned()
}

/// Returns what follows an ending of Markdown in a part of a name: ` (1)` in `md (1)`.
fn after_ending(part: &str) -> Option<&str> {
    MARKDOWN.iter().find_map(|ending| {
        let rest = part.strip_prefix(ending)?;
        let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        ends.then(|| rest.trim())
    })
}

/// Returns a document's name that can be published.
fn named(stem: &str) -> String {
    let stem = stem.trim();
    let stem = if stem.is_empty() || stem_fault(stem).is_some() {
        sanitized(stem)
    } else {
        stem.to_owned()
    };
    format!("{stem}.md")
}

/// Returns true if a text begins with front matter: lines of `---` (or `+++`) around fields.
fn has_front_matter(path: &SourcePath, head: &[u8]) -> bool {
    // Most files are pictures and archives: their first byte tells that they hold no front matter.
    let first = head
        .iter()
        .find(|byte| !byte.is_ascii_whitespace() && **byte != 0);
    if !matches!(
        first,
        Some(b'-' | b'+' | 0xA1 | 0xA3 | 0xE2 | 0xEF | 0xFE | 0xFF)
    ) {
        return false;
    }
    // The end may be within a character, which is no fault of the text.
    let text = (0..4).find_map(|cut| decode(path, head.get(..head.len().checked_sub(cut)?)?).0);
    let Some(text) = text else { return false };
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || is_forbidden(c) || c == '\u{feff}');
    if let Some(rest) = text.strip_prefix("+++") {
        let mut lines = rest.lines();
        let is_opened = lines.next().is_some_and(|line| line.trim().is_empty());
        return is_opened && lines.next().is_some_and(|line| line.contains('='));
    }
    let (parts, _) = split(path, text);
    parts
        .head
        .is_some_and(|head| text[head].contains([':', '：']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stray(name: &str, text: &[u8]) -> Option<StrayDocument> {
        StrayDocument::recognize(&SourcePath::new(format!("content/qa/{name}")), text)
    }

    #[test]
    fn a_name_that_is_nearly_a_documents_is_recognized() {
        for (name, right) in [
            ("a.md.txt", "a.md"),
            ("a.MD.TXT", "a.md"),
            ("讲座.md.txt", "讲座.md"),
            ("a.markdown", "a.md"),
            ("a.mdown", "a.md"),
            ("a.mkd", "a.md"),
            ("a.mdx", "a.md"),
            ("a．md", "a.md"),
            ("a.ｍｄ", "a.md"),
            ("a。md", "a.md"),
            ("a.md ", "a.md"),
            ("a. md", "a.md"),
            ("a.md\u{3000}", "a.md"),
            ("a.m\u{200b}d", "a.md"),
            ("a.md.", "a.md"),
            ("a.md（1）", "a(1).md"),
            ("a.md (2)", "a(2).md"),
            ("a.md副本", "a副本.md"),
            ("a.md.1", "a.md"),
            ("a.md_", "a_.md"),
            ("1.2版.md.txt", "1.2版.md"),
            ("README.Markdown", "README.md"),
        ] {
            assert_eq!(
                stray(name, b""),
                Some(StrayDocument::Name(right.to_owned())),
                "{name}"
            );
        }
        for (name, right) in [
            ("#r.md#", "r.md"),
            ("a.md.orig", "a.md"),
            ("a.md.old", "a.md"),
        ] {
            assert_eq!(
                stray(name, b""),
                Some(StrayDocument::Copy(right.to_owned())),
                "{name}"
            );
        }
        for name in [
            "a.txt",
            "a.md.pdf",
            "a.md5",
            "md.txt",
            "cmd.txt",
            "a.mdb",
            "md",
            "讲座md.docx",
            "a.md.docx",
            "图.md.png",
            "a.model",
        ] {
            assert_eq!(stray(name, b"text"), None, "{name}");
        }
    }

    #[test]
    fn a_suggested_name_is_a_documents_and_no_stray_one() {
        for name in ["a - 副本.md.txt", "CON.md.txt", ".md.txt", "a?b.md.txt"] {
            let right = stray(name, b"").map(|stray| stray.name().to_owned());
            let right = right.unwrap_or_default();
            assert!(
                right.len() > 3 && SourcePath::from(right.as_str()).extension() == "md",
                "{name}: {right}"
            );
            assert_eq!(
                SourcePath::new(format!("content/{right}")).extension(),
                "md"
            );
            assert_eq!(stem_fault(right.trim_end_matches(".md")), None, "{right}");
        }
    }

    #[test]
    fn a_text_that_begins_with_front_matter_is_recognized() {
        let head = "---\n标题: 甲\n草稿: 是\n---\n\n正文。\n";
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(head.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        let (gbk, _, _) = encoding_rs::GB18030.encode(head);
        for text in [
            head.as_bytes(),
            "\u{feff}---\r\n标题: 甲\r\n---\r\n".as_bytes(),
            "\n  \n---\ntitle: a\n---\n".as_bytes(),
            "————\n标题：甲\n————\n".as_bytes(),
            "－－－\n标题：甲\n－－－\n".as_bytes(),
            b"---\ntitle: a\n",
            b"+++\ntitle = \"a\"\n+++\n",
            &utf16,
            &gbk,
        ] {
            assert_eq!(
                stray("名单.txt", text),
                Some(StrayDocument::Text("名单.md".to_owned())),
                "{:?}",
                String::from_utf8_lossy(text)
            );
        }
        let cut = "---\n标题: 甲".as_bytes();
        assert!(stray("a.csv", &cut[..cut.len() - 1]).is_some());
        for text in [
            "---\n这里是一条线\n---\n".as_bytes(),
            b"----------\nplain\n",
            b"name,phone\n---,---\n",
            b"- a\n- b\n",
            b"\xFF\xD8\xFF\xE0--- a: b",
            b"\x89PNG\r\n---\na: b\n---\n",
            b"",
            b"+86 10\n",
        ] {
            assert_eq!(stray("名单.txt", text), None, "{text:?}");
        }
    }
}
