//! Underscores and asterisks that are text although CommonMark would take them for emphasis:
//! blanks to fill in (`姓名：____`, `（__）`), and those inside bare addresses.
//!
//! Like asterisks between numbers, each is replaced for the parser by a stand-in, which is the sign
//! again in every event.

use super::bare_addresses;
use super::emphasis::ASTERISK_TEXT;
use super::text_edits::TextEdit;

/// Stand-in for an underscore that is text, a noncharacter.
pub(super) const UNDERSCORE: char = '\u{fdd3}';

/// The same as text.
const UNDERSCORE_TEXT: &str = "\u{fdd3}";

/// Adds the edits of a text.
pub(super) fn add_edits(text: &str, edits: &mut Vec<TextEdit>) {
    if memchr::memchr(b'_', text.as_bytes()).is_some() {
        add_blanks(text, edits);
    }
    if bare_addresses::may_hold(text) {
        add_addresses(text, edits);
    }
}

/// Adds edits for runs of underscores that are blanks: three or more beside other text, or two
/// between brackets.
fn add_blanks(text: &str, edits: &mut Vec<TextEdit>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let (mut line_end, mut is_rule) = (0, false);
    while let Some(found) = memchr::memchr(b'_', &bytes[at..]) {
        let start = at + found;
        if start >= line_end {
            let from = memchr::memrchr(b'\n', &bytes[..start]).map_or(0, |end| end + 1);
            line_end =
                memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |end| start + end);
            is_rule = is_row(&bytes[from..line_end]);
        }
        let count = bytes[start..].iter().take_while(|&&b| b == b'_').count();
        at = start + count;
        let is_blank = match count {
            1 => false,
            2 => is_bracketed(text, start, at),
            _ => !is_rule,
        };
        if is_blank && !text[..start].ends_with('\\') {
            edits.extend((start..at).map(|at| TextEdit::replace(at..at + 1, UNDERSCORE_TEXT)));
        }
    }
}

/// Returns true if an opening bracket or a colon precedes and closing punctuation follows.
fn is_bracketed(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(['（', '(', '〔', '[', '：', '《', '“'])
        && text[end..].starts_with(['）', ')', '〕', ']', '》', '”', '，', '。', '、', '；'])
}

/// Returns true if a line holds nothing but underscores, which is a rule.
fn is_row(line: &[u8]) -> bool {
    line.iter()
        .all(|byte| matches!(byte, b'_' | b' ' | b'\t' | b'\r' | b'>'))
}

/// Adds edits for the signs inside bare addresses; one that ends an address is emphasis.
fn add_addresses(text: &str, edits: &mut Vec<TextEdit>) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(range) = bare_addresses::next_range(text, from) {
        from = range.end;
        let address = &text[range.clone()];
        let end = ["**", "](", ")*"]
            .iter()
            .filter_map(|sign| address.find(sign))
            .min()
            .unwrap_or(address.len());
        for at in memchr::memchr2_iter(b'_', b'*', &address.as_bytes()[..end]) {
            let at = range.start + at;
            let stand_in = match bytes[at] {
                b'_' => UNDERSCORE_TEXT,
                _ => ASTERISK_TEXT,
            };
            edits.push(TextEdit::replace(at..at + 1, stand_in));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn blanks_are_shown_as_written() {
        for text in [
            "姓名：____　性别：____",
            "出生日期：____年__月__日，地址：____。",
            "___年___月___日",
            "（__）示法调字第__号，（__）",
            "姓名_____性别_____",
        ] {
            assert_eq!(html(text), format!("<p>{text}</p>\n"));
        }
        for text in ["甲\n\n____\n\n乙", "甲\n___\n乙"] {
            assert!(html(text).contains("<hr>"), "{text}");
        }
        assert_eq!(
            html("_甲_ 和 __乙__，`____`"),
            "<p><em>甲</em> 和 <strong>乙</strong>，<code>____</code></p>\n"
        );
    }

    #[test]
    fn signs_in_addresses_make_no_emphasis() {
        for address in [
            "https://a.cn/s?__biz=MzA_abc_==&mid=2_",
            "https://a.cn/_x_/b",
            "https://a.cn/~b/c*d*e.html",
        ] {
            let address = address.trim_end_matches('_');
            let shown = html(&format!(
                "见{address}，|{address}|\n\n|甲|\n|-|\n|{address}|"
            ));
            let escaped = address.replace('&', "&amp;");
            assert_eq!(
                shown.matches(&format!("<a href=\"{escaped}\"")).count(),
                3,
                "{shown}"
            );
            assert!(!shown.contains("<em>"), "{shown}");
        }
        for text in [
            "**https://a.cn/b**",
            "**[甲](https://a.cn/b)**-12",
            "*[甲](https://a.cn/b)*",
            "*见https://a.cn/b*。",
            "_https://a.cn/b_",
        ] {
            let shown = html(text);
            assert!(
                shown.contains("</strong>") || shown.contains("</em>"),
                "{shown}"
            );
            assert!(shown.contains("href=\"https://a.cn/b\""), "{shown}");
        }
    }
}
