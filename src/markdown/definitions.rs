//! Definition lists need white space after the colon: `:smile:` begins no definition.
//!
//! pulldown-cmark takes any colon at the beginning of a line; a sentinel before it prevents that.

use super::emphasis::MARK_TEXT;
use super::text_edits::TextEdit;

/// Adds a sentinel before each colon that begins a line and is followed by text.
pub(super) fn add_edits(text: &str, edits: &mut Vec<TextEdit>) {
    let bytes = text.as_bytes();
    let count = edits.len();
    let begins_word = |at: usize| {
        bytes
            .get(at + 1)
            .is_some_and(|next| !next.is_ascii_whitespace())
    };
    let colons = memchr::memchr_iter(b':', bytes);
    edits.extend(
        colons
            .filter(|&at| begins_word(at) && begins_line(&bytes[..at]))
            .map(|at| TextEdit::insert(at, MARK_TEXT)),
    );
    if edits.len() > count {
        edits.sort_by_key(|edit| edit.at);
    }
}

/// Returns true if only indentation and quote markers precede on the line.
fn begins_line(before: &[u8]) -> bool {
    let last = before
        .iter()
        .rev()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'>'));
    last.is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn a_definition_needs_white_space_after_its_colon() {
        let paragraph = |text| html(text).contains("<dl>");
        for text in [
            "术语\n: 释义",
            "术语\n:\t释义",
            "> 术语\n> : 释义",
            "术语\n\n:   释义",
        ] {
            assert!(paragraph(text), "{text}");
        }
        for text in [
            "今天\n:smile: 后文",
            "今天\n\n:后文",
            "> 今天\n> :后文",
            "- 甲\n  :乙",
            "甲\n：乙",
            "甲\n::乙",
        ] {
            assert!(!paragraph(text), "{text}");
            let last = text.rsplit('\n').next().unwrap_or_default();
            assert!(
                html(text).contains(last.trim_start_matches(['>', ' '])),
                "{text}"
            );
        }
    }

    #[test]
    fn code_keeps_its_colons() {
        assert_eq!(
            html("```\n甲\n:乙\n```\n"),
            "<pre tabindex=\"0\"><code>甲\n:乙\n</code></pre>\n"
        );
    }
}
