//! Wraps text at a fixed width, where a Han character takes two columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Characters that may not begin a line.
const NO_START: &str = "，。、；：！？）》”’】〉」』,.;:!?)]}%％…";
/// Characters that may not end a line.
const NO_END: &str = "（《“‘【〈「『([{";

/// Wraps at `width` terminal columns, with at least one character per line.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_by(text, width, columns)
}

/// Wraps at `width`, with the width that `measure` returns for each character.
pub(in crate::render) fn wrap_by(
    text: &str,
    width: usize,
    measure: fn(char) -> usize,
) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut rest: Vec<char> = paragraph.trim().chars().collect();
        while !rest.is_empty() {
            let end = line_end(&rest, width, measure);
            let line: String = rest.drain(..end).collect();
            lines.push(line.trim().to_owned());
            let blanks = rest.iter().take_while(|sign| sign.is_whitespace()).count();
            rest.drain(..blanks);
        }
    }
    if lines.is_empty() {
        vec![String::new()]
    } else {
        lines
    }
}

/// Returns the number of characters on the first line.
fn line_end(signs: &[char], width: usize, measure: fn(char) -> usize) -> usize {
    let mut used = 0;
    let fitting = signs
        .iter()
        .take_while(|sign| {
            used += measure(**sign);
            used <= width
        })
        .count()
        .max(1);
    if fitting == signs.len() {
        return fitting;
    }
    // A line of half the width is better than punctuation at the wrong end.
    (fitting.div_ceil(2)..=fitting)
        .rev()
        .find(|&end| may_break(signs, end))
        .unwrap_or(fitting)
}

/// Returns true if a line may end before the character at `end`.
fn may_break(signs: &[char], end: usize) -> bool {
    let (Some(before), Some(after)) = (
        end.checked_sub(1).and_then(|at| signs.get(at)),
        signs.get(end),
    ) else {
        return true;
    };
    let in_word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
    !in_word && !NO_START.contains(*after) && !NO_END.contains(*before)
}

fn columns(sign: char) -> usize {
    sign.width().unwrap_or(0)
}

/// Pads with spaces up to `width` columns.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(
            wrap("坚持学法制度，提高水平", 12),
            ["坚持学法制", "度，提高水平"]
        );
        assert_eq!(wrap("under way", 7), ["under", "way"]);
        assert_eq!(wrap("甲“乙”丙", 4), ["甲", "“乙”", "丙"]);
        assert_eq!(wrap("", 4), [""]);
        assert_eq!(padded("甲a", 5), "甲a  ");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_is_too_wide(text in "[甲乙，。（）a1 “”㈠\n]{0,40}", width in 2_usize..20) {
            let lines = wrap(&text, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let bare = |text: &str| text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&text));
        }
    }
}
