//! A quick look at the lines of a text: most texts have blank lines between their paragraphs and
//! need no second parse.

use super::text_line::row_kind;

/// Returns true if a text may have paragraphs that no blank line parts.
pub(in crate::markdown) fn may_apply(text: &str) -> bool {
    let mut fence = None;
    let mut before = LineClass::Blank;
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        let bare = bare_line(line);
        if let Some(sign) = fence_sign(bare) {
            fence = match fence {
                None => Some(sign),
                Some(open) if open == sign => None,
                open => open,
            };
            before = LineClass::Blank;
            continue;
        }
        if fence.is_some() {
            continue;
        }
        let class = LineClass::of(bare);
        let indent = line.len() - bare.len();
        if class.begins_after(before)
            || may_be_row(bare) && is_row(bare, before)
            || indent >= 4 && class == LineClass::Text
        {
            return true;
        }
        if indent >= 1 && class == LineClass::Text && line.starts_with(b"\t") {
            return true;
        }
        before = class;
    }
    false
}

/// Kind of a line, by its first characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineClass {
    /// Blank, or a block by itself: a heading.
    Blank,
    /// Row of a table.
    Row,
    /// Item of a list.
    Item,
    /// Chinese text, or a mark.
    Text,
    /// Other text.
    Other,
}

impl LineClass {
    fn of(line: &[u8]) -> Self {
        match line {
            [] | [b'#', ..] | [b'[', b'!', ..] => Self::Blank,
            [b'|', ..] => Self::Row,
            [b'-' | b'*' | b'+', b' ' | b'\t', ..] => Self::Item,
            [b'0'..=b'9', ..] if is_numbered_item(line) => Self::Item,
            [0x80..=0xff | b'0'..=b'9' | b'(' | b'"' | b'*' | b'&', ..]
            | [b'A'..=b'z', b'.' | b')' | b':' | 0x80..=0xff, ..] => Self::Text,
            _ => Self::Other,
        }
    }

    fn begins_after(self, before: Self) -> bool {
        match self {
            Self::Text => before != Self::Blank,
            Self::Item => matches!(before, Self::Text | Self::Other),
            Self::Blank | Self::Row | Self::Other => false,
        }
    }
}

fn is_numbered_item(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    matches!(line[digits..], [b'.' | b')', b' ' | b'\t', ..])
}

/// Returns a line without indentation, quote markers and its end.
fn bare_line(line: &[u8]) -> &[u8] {
    let is_lead = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'>');
    let lead = line.iter().take_while(is_lead).count();
    line[lead..].trim_ascii_end()
}

fn fence_sign(line: &[u8]) -> Option<u8> {
    match line {
        [b'`', b'`', b'`', ..] => Some(b'`'),
        [b'~', b'~', b'~', ..] => Some(b'~'),
        _ => None,
    }
}

fn may_be_row(line: &[u8]) -> bool {
    matches!(line, [b'=' | b'-' | 0xe2 | 0xef, ..])
}

fn is_row(line: &[u8], before: LineClass) -> bool {
    match line {
        [b'-' | b'=', ..] => before != LineClass::Blank && line.iter().all(|byte| *byte == line[0]),
        _ => std::str::from_utf8(line).is_ok_and(|line| row_kind(line).is_some()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_blank_lines_need_no_look() {
        for text in [
            "",
            "甲\n\n乙\n",
            "# 题\n正文\n\n|甲|\n|-|\n|乙|\n",
            "- 甲\n- 乙\n\n1. 丙\n2. 丁\n",
            "```\n甲\n乙\n```\n\n丙\n",
            "甲\n\n---\n\n乙\n",
            "> 甲\n>\n> 乙\n",
            "> [!提示]\n> 甲\n",
        ] {
            assert!(!may_apply(text), "{text}");
        }
        for text in [
            "甲\n乙",
            "甲\n（一）乙",
            "甲\n1. 乙",
            "- 甲\n乙",
            "甲\n----",
            "————",
            "    甲",
            "\t甲",
            "> 甲\n> 乙",
            "甲\r\n乙",
            "|甲|\n|-|\n乙",
            "&emsp;甲\n&emsp;乙",
        ] {
            assert!(may_apply(text), "{text}");
        }
    }
}
