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

use super::unicode::{is_east_asian, is_letter};

/// Sentinel: a noncharacter, which valid text does not contain (Unicode 16, section 23.7).
pub(super) const MARK: char = '\u{fdd0}';

/// Returns the byte offsets at which a sentinel is needed, in order.
pub(super) fn mark_places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut runs = DelimiterRuns::new(text);
    while let Some((start, end)) = runs.next() {
        if let Some(place) = mark_place(text, start, end) {
            places.push(place);
        }
    }
    places
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
        for place in mark_places(text).into_iter().rev() {
            marked.insert(place, 'M');
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
