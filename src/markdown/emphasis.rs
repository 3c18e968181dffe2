//! Finds where Chinese text needs a sentinel for its emphasis to be recognized.
//!
//! CommonMark lets `**` close after punctuation only before a space or punctuation, so that
//! `**《民法典》**规定` would not be bold. [markdown-cjk-friendly] amends the rule: beside a CJK
//! character, punctuation does not block a delimiter. pulldown-cmark has no such option, but a
//! sentinel character that it takes for a letter, put between the punctuation and the `**`, has the
//! same effect; it is removed from every event afterwards. Wherever the two rules differ, one
//! sentinel suffices, and the run then both opens and closes, as the amended rule says. `_` gains
//! nothing from the amended rule.
//!
//! [markdown-cjk-friendly]: https://github.com/tats-u/markdown-cjk-friendly

use super::text_edits::TextEdit;
use super::unicode::{is_east_asian, is_letter};

/// Sentinel: a noncharacter, which valid text does not contain (Unicode 16, section 23.7).
pub(super) const MARK: char = '\u{fdd0}';

/// Stand-in for an asterisk that is text, another noncharacter.
pub(super) const ASTERISK: char = '\u{fdd1}';

/// The same as text.
pub(super) const ASTERISK_TEXT: &str = "\u{fdd1}";

/// The sentinel as text.
pub(super) const MARK_TEXT: &str = "\u{fdd0}";

/// Returns the edits that emphasis needs: sentinels, and stand-ins for asterisks between numbers.
pub(super) fn edits(text: &str) -> Vec<TextEdit> {
    let mut edits = Vec::new();
    let mut runs = DelimiterRuns::new(text);
    while let Some((start, end)) = runs.next() {
        if is_between_numbers(text, start, end) {
            edits.extend((start..end).map(|at| TextEdit::replace(at..at + 1, ASTERISK_TEXT)));
        } else if let Some(place) = mark_place(text, start, end) {
            edits.push(TextEdit::insert(place, MARK_TEXT));
        }
    }
    edits
}

/// Returns true for asterisks that multiply or mask: `3*2`, `2人*3天`, `(1+2)*3`, `138****0000`,
/// `长*宽*高`.
///
/// A digit follows them, or a bracket that begins with one; a digit precedes them, or a unit of at
/// most two letters or a bracket behind one.
fn is_between_numbers(text: &str, start: usize, end: usize) -> bool {
    if text.as_bytes()[start] != b'*' {
        return false;
    }
    if end - start == 1
        && text[..start].ends_with(is_dimension)
        && text[end..].starts_with(is_dimension)
    {
        return true;
    }
    let ahead = text[end..].trim_start_matches(['(', '（']);
    if !ahead.starts_with(is_digit) {
        return false;
    }
    let before = text[..start].trim_end_matches([')', '）']);
    let is_bracketed = before.len() < start || ahead.len() < text.len() - end;
    let unit = if is_bracketed || end - start > 1 {
        0
    } else {
        2
    };
    let mut back = before.chars().rev();
    let mut skipped = 0;
    loop {
        match back.next() {
            Some(c) if is_digit(c) => return true,
            Some(c) if skipped < unit && is_letter(c) => skipped += 1,
            _ => return false,
        }
    }
}

/// Returns true for the name of a dimension.
fn is_dimension(c: char) -> bool {
    matches!(c, '长' | '宽' | '高' | '厚' | '深')
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// Returns the offset at which the delimiter run `start..end` needs a sentinel, if it does.
fn mark_place(text: &str, start: usize, end: usize) -> Option<usize> {
    let before = previous(&text[..start])?;
    let after = text[end..].chars().next()?;
    if before.is_whitespace()
        || after.is_whitespace()
        || [before, after].contains(&'|')
        || opens_quote(&text[..start])
    {
        return None;
    }
    let touches_east_asian = is_east_asian(before) || is_east_asian(after);
    match (is_punctuation(before), is_punctuation(after)) {
        (false, true) if touches_east_asian => Some(end),
        (true, false) if touches_east_asian => Some(start),
        _ => None,
    }
}

/// Returns the character before a run, skipping variation selectors other than U+FE0F.
fn previous(text: &str) -> Option<char> {
    text.chars()
        .rev()
        .find(|&c| !matches!(u32::from(c), 0xfe00..=0xfe0e | 0xe_0100..=0xe_01ef))
}

/// Returns true if only quote markers precede a run on its line.
fn opens_quote(before: &str) -> bool {
    before.ends_with('>')
        && before
            .bytes()
            .rev()
            .take_while(|&byte| byte != b'\n')
            .all(|byte| matches!(byte, b'>' | b' '))
}

/// Returns true for punctuation and symbols; combining marks may count, which changes nothing.
fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_punctuation()
    } else {
        !is_letter(c)
    }
}

/// Iterator over runs of `*` and of exactly two `~`, skipping escaped delimiters.
struct DelimiterRuns<'a> {
    text: &'a str,
    at: usize,
    star: usize,
    tilde: usize,
}

impl<'a> DelimiterRuns<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            star: find(text, b'*', 0),
            tilde: find(text, b'~', 0),
        }
    }

    fn next(&mut self) -> Option<(usize, usize)> {
        loop {
            if self.star < self.at {
                self.star = find(self.text, b'*', self.at);
            }
            if self.tilde < self.at {
                self.tilde = find(self.text, b'~', self.at);
            }
            let start = self.star.min(self.tilde);
            let delimiter = *self.text.as_bytes().get(start)?;
            let end = start
                + self.text.as_bytes()[start..]
                    .iter()
                    .take_while(|&&b| b == delimiter)
                    .count();
            self.at = end;
            let start = start + usize::from(is_escaped(self.text.as_bytes(), start));
            if start < end && (delimiter == b'*' || end - start == 2) {
                return Some((start, end));
            }
        }
    }
}

fn find(text: &str, delimiter: u8, from: usize) -> usize {
    memchr::memchr(delimiter, &text.as_bytes()[from..]).map_or(text.len(), |at| from + at)
}

fn is_escaped(text: &[u8], at: usize) -> bool {
    text[..at]
        .iter()
        .rev()
        .take_while(|&&byte| byte == b'\\')
        .count()
        % 2
        == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str) -> String {
        let mut marked = text.to_owned();
        for edit in edits(text).into_iter().rev() {
            let shown = edit.inserted.replace(MARK, "M").replace(ASTERISK, "×");
            marked.replace_range(edit.at..edit.at + edit.removed, &shown);
        }
        marked
    }

    #[test]
    fn a_mark_stands_between_punctuation_and_delimiters() {
        assert_eq!(marked("**《民法典》**规定"), "**《民法典》M**规定");
        assert_eq!(marked("依照**《民法典》**规定"), "依照**M《民法典》M**规定");
        assert_eq!(marked("**重点。**后文"), "**重点。M**后文");
        assert_eq!(marked("改~~《旧法》~~新法"), "改~~M《旧法》M~~新法");
        assert_eq!(marked("按**(一)**办"), "按**M(一)M**办");
    }

    #[test]
    fn asterisks_between_numbers_are_text() {
        assert_eq!(marked("每队3*2人，5*20=100分"), "每队3×2人，5×20=100分");
        assert_eq!(marked("10cm*20cm*2"), "10cm×20cm×2");
        assert_eq!(marked("长*宽*高，高*强*低"), "长×宽×高，高*强*低");
        assert_eq!(
            marked("2人*3天，(1+2)*3，2*(3+1)"),
            "2人×3天，(1+2)×3，2×(3+1)"
        );
        assert_eq!(
            marked("138****0000，139****1111"),
            "138××××0000，139××××1111"
        );
    }

    #[test]
    fn signs_between_numbers_are_shown() {
        use crate::markdown::tests::html;
        for text in [
            "每队3*2人，分值5*20=100分",
            "2026_01_02和2026_03_04",
            "3 * 2和4 * 5",
            "5~10人，20~30人",
        ] {
            assert_eq!(html(text), format!("<p>{text}</p>\n"));
        }
        assert_eq!(
            html("`3*2`和[甲](b3*2.md)"),
            "<p><code>3*2</code>和<a href=\"b3*2.html\">甲</a></p>\n"
        );
    }

    #[test]
    fn other_asterisks_beside_numbers_are_emphasis() {
        for text in [
            "共**100**元",
            "**100**元",
            "*1*",
            "第**3**条",
            "a*b*c",
            "自**2026**年",
        ] {
            assert!(!marked(text).contains('×'), "{text}");
        }
    }

    #[test]
    fn nothing_is_marked_where_the_rules_agree() {
        for text in [
            "**重点**后文",
            "** 《",
            "a**(b)**c",
            "* 《一》",
            "***",
            "> ~~~视频",
            ">**字**",
            "|**字**|",
            "\\*《一》",
            "约~《一》",
        ] {
            assert_eq!(marked(text), text);
        }
    }
}
