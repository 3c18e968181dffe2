//! Widths of text in a chart, wrapping and truncation.
//!
//! Widths are counted in halves of an em: a Han character, and what a Han font sets as wide as one (quotation marks,
//! ㈠), has two.

use unicode_width::UnicodeWidthChar;

use crate::render::plan::wrap::wrap_by;

/// Text on one line, without signs that XML does not allow.
pub(super) fn plain(text: &str) -> String {
    let legal = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    let spaced = text
        .chars()
        .map(|sign| if sign.is_whitespace() { ' ' } else { sign });
    let mut out = String::with_capacity(text.len());
    for sign in spaced.filter(legal) {
        if !(sign == ' ' && out.ends_with(' ')) {
            out.push(sign);
        }
    }
    out.trim().to_owned()
}

/// Width of a text, in halves of an em.
pub(super) fn halves(text: &str) -> u32 {
    text.chars().map(|sign| half(sign) as u32).sum()
}

fn half(sign: char) -> usize {
    sign.width_cjk().unwrap_or(0)
}

/// Wraps a text to at most `most` lines of `width` halves; the rest is replaced by an ellipsis.
pub(super) fn lines(text: &str, width: u32, most: usize) -> Vec<String> {
    let mut lines = wrap_by(&plain(text), width as usize, half);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = format!("{}…", cut(last, width.saturating_sub(2)));
        }
    }
    lines
}

/// Truncates a text to `width` halves; the rest is replaced by an ellipsis.
pub(super) fn shortened(text: &str, width: u32) -> String {
    let text = plain(text);
    if halves(&text) <= width {
        text
    } else {
        format!("{}…", cut(&text, width.saturating_sub(2)))
    }
}

/// Beginning of a text, without trailing punctuation before an ellipsis.
fn cut(text: &str, width: u32) -> &str {
    let mut used = 0;
    let end = text.char_indices().find(|(_, sign)| {
        used += half(*sign) as u32;
        used > width
    });
    let begun = end.map_or(text, |(at, _)| &text[..at]);
    begun.trim_end_matches(['，', '、', '；', '：', '（', '“', '《', ' '])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn long_words_are_wrapped_and_then_shortened() {
        assert_eq!(
            lines("坚持领导干部学法制度", 12, 2),
            ["坚持领导干部", "学法制度"]
        );
        assert_eq!(
            lines("坚持领导干部学法制度，提高水平", 12, 2),
            ["坚持领导干部", "学法制度…"]
        );
        assert_eq!(shortened("市人力资源和社会保障局", 16), "市人力资源和社…");
        assert_eq!(shortened("市司法局", 8), "市司法局");
        assert_eq!(plain("甲\n\t乙\u{7}"), "甲 乙");
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_its_room(text in "\\PC{0,40}", width in 4_u32..30) {
            prop_assert!(halves(&shortened(&text, width)) <= width.max(2));
            let all = lines(&text, width, 2);
            prop_assert!(all.len() <= 2);
            prop_assert!(all.iter().all(|line| halves(line) <= width));
        }
    }
}
