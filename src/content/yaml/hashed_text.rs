//! Text with ` #`, after which YAML reads a comment: `标题: #宪法宣传周#`, `标签: [普法 #3, 宪法]`.
//!
//! A `#` directly before text is text: no Chinese editor writes a comment so. A comment has a space
//! after its `#`.

use std::ops::Range;

use super::patched_source::SourcePatch;

/// Value of a line in which a `#` belongs to the text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct HashedText {
    /// Patches that put the text between quotes; none if it holds quotes of both sorts.
    pub(super) mends: Vec<SourcePatch>,
    /// Byte of the first `#`.
    pub(super) at: usize,
}

/// Finds the texts with a `#` in a value that begins at byte `start` of the YAML.
pub(super) fn find(value: &str, start: usize) -> Option<HashedText> {
    memchr::memchr(b'#', value.as_bytes())?;
    let indent = value.len() - value.trim_start().len();
    let (value, start) = (&value[indent..], start + indent);
    match value.chars().next()? {
        '"' | '\'' | '|' | '>' | '&' | '*' | '!' => None,
        '[' | '{' => in_brackets(value, start),
        _ => {
            let end = comment(value).unwrap_or(value.len());
            quoted(value, 0..end, start)
        }
    }
}

/// Returns the byte at which a comment begins in a value without quotes or brackets.
pub(super) fn comment(value: &str) -> Option<usize> {
    value.match_indices('#').map(|(at, _)| at).find(|&at| {
        let after = value[at..].trim_start_matches('#');
        begins(value, at) && after.chars().next().is_none_or(char::is_whitespace)
    })
}

/// True for a `#` before which YAML ends the value.
fn begins(value: &str, at: usize) -> bool {
    at == 0 || value[..at].ends_with([' ', '\t'])
}

/// Puts a part of a value between quotes if YAML would cut it at a `#`.
fn quoted(value: &str, part: Range<usize>, start: usize) -> Option<HashedText> {
    let text = &value[part.clone()];
    let from = part.start + (text.len() - text.trim_start().len());
    let text = text.trim();
    if text.starts_with(['"', '\'']) {
        return None;
    }
    let at = text
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|&at| begins(text, at))?;
    let by = match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => Some("\""),
        (true, false) => Some("'"),
        (true, true) => None,
    };
    let insert = |at: usize, by| SourcePatch {
        bytes: start + at..start + at,
        by,
    };
    let mends = by.map(|by| vec![insert(from, by), insert(from + text.len(), by)]);
    Some(HashedText {
        mends: mends.unwrap_or_default(),
        at: start + from + at,
    })
}

/// Finds the texts in a list or table on one line. If one is quoted, commas of full width part the
/// list too, because they would follow quotes.
fn in_brackets(value: &str, start: usize) -> Option<HashedText> {
    let mut found: Option<HashedText> = None;
    let mut commas = Vec::new();
    let (mut depth, mut from, mut quote) = (0_usize, 0, None);
    for (at, c) in value.char_indices() {
        if let Some(open) = quote {
            quote = (c != open).then_some(open);
            continue;
        }
        let is_first = value[from..at].trim().is_empty();
        let is_wide = matches!(c, '，' | '、' | '；') && value.starts_with('[');
        match c {
            '"' | '\'' if is_first => quote = Some(c),
            '#' if depth == 0 && begins(value, at) => break,
            '[' | '{' if is_first => {
                depth += 1;
                from = at + 1;
            }
            ':' if value[at + 1..].starts_with(' ') => from = at + 1,
            ',' | ']' | '}' | '，' | '、' | '；' if c.is_ascii() || is_wide => {
                if let Some(part) = quoted(value, from..at, start) {
                    let all = found.get_or_insert(HashedText {
                        mends: Vec::new(),
                        at: part.at,
                    });
                    all.mends.extend(part.mends);
                }
                if is_wide {
                    let bytes = start + at..start + at + c.len_utf8();
                    commas.push(SourcePatch { bytes, by: ", " });
                }
                from = at + c.len_utf8();
                depth -= usize::from(matches!(c, ']' | '}') && depth > 0);
            }
            _ => {}
        }
    }
    let mut found = found.filter(|_| depth == 0)?;
    found.mends.extend(commas);
    found.mends.sort_by_key(|mend| mend.bytes.start);
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(value: &str) -> String {
        let mut text = value.to_owned();
        let found = find(value, 0);
        for mend in found.iter().flat_map(|found| &found.mends).rev() {
            text.replace_range(mend.bytes.clone(), mend.by);
        }
        text
    }

    #[test]
    fn a_hash_before_text_is_text() {
        for (written, quoted) in [
            ("#宪法宣传周#", "\"#宪法宣传周#\""),
            ("普法 #第3期", "\"普法 #第3期\""),
            ("普法 #3 怎么写", "\"普法 #3 怎么写\""),
            ("普法 #3 # 注释", "\"普法 #3\" # 注释"),
            ("见\"甲\" #1", "'见\"甲\" #1'"),
            ("[#宪法, 普法 #1]", "[\"#宪法\", \"普法 #1\"]"),
            ("[#宪法，普法]", "[\"#宪法\", 普法]"),
            (
                "[宪法, \"a #b\", c #d] # e",
                "[宪法, \"a #b\", \"c #d\"] # e",
            ),
            (
                "{主办单位: 局 #1, 电话: 1}",
                "{主办单位: \"局 #1\", 电话: 1}",
            ),
        ] {
            assert_eq!(mended(written), quoted, "{written}");
        }
        for same in [
            "普法",
            "普法#3",
            "普法 # 注释",
            "# 注释",
            "#",
            "C# 入门",
            "\"普法 #3\"",
            "'a #b'",
            "[宪法, 民法典] # 标签",
            "[a#b, c]",
            "https://example.cn/a#b",
            "｜ #",
        ] {
            assert_eq!(find(same, 0), None, "{same}");
        }
    }
}
