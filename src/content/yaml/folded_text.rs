//! Texts over several lines: YAML joins lines by a space, which Chinese does not have.

use crate::characters::is_han;

/// Returns a text without the spaces and line ends that stand for a line end of its source between
/// two Chinese characters; `None` if there are none. `source` begins at the value.
pub(super) fn joined(text: &str, source: &str) -> Option<String> {
    let mut lines = source.lines();
    let first = lines.next()?.trim();
    let first = if first.starts_with(['|', '>']) {
        ""
    } else {
        first.trim_start_matches(['"', '\''])
    };
    let goes_on = |line: &&str| line.trim().is_empty() || line.starts_with([' ', '\t']);
    let parts: Vec<&str> = std::iter::once(first)
        .chain(lines.take_while(goes_on).map(str::trim))
        .collect();
    let mut whole = String::with_capacity(text.len());
    let mut done = 0;
    for pair in parts.windows(2) {
        let (left, right) = (pair[0], pair[1].trim_end_matches(['"', '\'']));
        if !left.ends_with(is_chinese) || !right.starts_with(is_chinese) {
            continue;
        }
        let between = text[done..].match_indices(left).find_map(|(at, _)| {
            let end = done + at + left.len();
            let gap = text[end..].len() - text[end..].trim_start().len();
            (gap > 0 && text[end + gap..].starts_with(right)).then_some((end, end + gap))
        });
        if let Some((end, next)) = between {
            whole.push_str(&text[done..end]);
            done = next;
        }
    }
    if done == 0 {
        return None;
    }
    whole.push_str(&text[done..]);
    Some(whole)
}

/// Returns true if a text has a space or line end between Chinese characters.
pub(super) fn has_gap(text: &str) -> bool {
    let mut before = None;
    let mut is_gap = false;
    for c in text.trim_end().chars() {
        match c {
            ' ' | '\n' => is_gap = before.is_some_and(is_chinese),
            c if is_gap && is_chinese(c) => return true,
            c => (before, is_gap) = (Some(c), false),
        }
    }
    false
}

/// True for characters beside which a line end is no space.
fn is_chinese(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF60}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_between_chinese_are_no_spaces() {
        for (text, source, whole) in [
            (
                "甲乙 丙丁\n",
                ">\n  甲乙\n  丙丁\n日期: 1",
                Some("甲乙丙丁\n"),
            ),
            ("甲 乙 丙\n", ">\n  甲 乙\n  丙\n", Some("甲 乙丙\n")),
            (
                "第一行\n第二行\n",
                "|\n  第一行\n  第二行\n",
                Some("第一行第二行\n"),
            ),
            ("甲乙， 丙 丁", "甲乙，\n  丙\n  丁\n", Some("甲乙，丙丁")),
            ("甲 乙", "\"甲\n  乙\"\n", Some("甲乙")),
            ("甲 A\n", ">\n  甲\n  A\n", None),
            ("甲 乙", "甲 乙\n  丙: 丁\n", None),
        ] {
            assert_eq!(joined(text, source).as_deref(), whole, "{source:?}");
        }
        assert!(has_gap("甲 乙") && !has_gap("甲 a 乙") && !has_gap("甲乙\n"));
    }
}
