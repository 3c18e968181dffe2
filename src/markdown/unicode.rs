//! Character classes: Han, wide, Korean, letters.

use unicode_width::UnicodeWidthChar;

use crate::characters::is_han;

/// Returns true if three bytes are a Han character in U+4000 to U+9FFF without U+4DC0 to U+4DFF: a
/// fast path for nearly all of them.
pub(super) fn is_plain_han(character: [u8; 3]) -> bool {
    match character {
        [0xe5..=0xe9, ..] => true,
        [0xe4, second, _] => second != 0xb7,
        _ => false,
    }
}

/// Returns the length in bytes of the run of such characters that a text begins with.
pub(super) fn han_run(text: &[u8]) -> usize {
    3 * text
        .as_chunks()
        .0
        .iter()
        .take_while(|character| is_plain_han(**character))
        .count()
}

/// Returns true for letters and digits of any script; frequent punctuation is decided early.
pub(super) fn is_letter(c: char) -> bool {
    match u32::from(c) {
        0..=0x7f => c.is_ascii_alphanumeric(),
        0x2010..=0x205e | 0x3001..=0x3004 | 0x3008..=0x3020 | 0xff01..=0xff0f | 0xff1a..=0xff20 => {
            false
        }
        _ => is_han(c) || c.is_alphanumeric(),
    }
}

/// Returns true for East Asian Width W, F or H (UAX #11), Korean included.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{1100}'
        && (c.width() == Some(2) || matches!(u32::from(c), 0xff61..=0xffdc | 0xffe8..=0xffee))
}

/// Returns true for Korean letters: Korean separates words by spaces, so a line break is one.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(u32::from(c),
        0x1100..=0x11ff | 0x3130..=0x318f | 0xa960..=0xa97f | 0xac00..=0xd7ff | 0xffa0..=0xffdc)
}

/// Returns true for wide characters of writing systems, not pictographs.
pub(super) fn is_east_asian(c: char) -> bool {
    is_wide(c) && !matches!(u32::from(c), 0x2600..=0x27bf | 0x2b00..=0x2bff | 0x1_f000..=0x1_faff)
}

/// Returns true for punctuation of ambiguous width in Unicode that Chinese text sets wide.
pub(super) fn is_chinese_ambiguous(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—' | '·')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_holds_han_characters_only() {
        for c in '\u{80}'..=char::MAX {
            let mut bytes = [0; 4];
            let run = han_run(c.encode_utf8(&mut bytes).as_bytes());
            assert!(run == 0 || run == c.len_utf8() && is_han(c), "{c}");
        }
        assert_eq!(han_run("一法鿿䀀䶿a法".as_bytes()), 15);
        assert_eq!(han_run("䷀法".as_bytes()), 0);
    }

    #[test]
    fn characters_are_told_apart() {
        assert!("法〇㐀𠀀".chars().all(is_han));
        assert!("aé9法々〇Ａ９".chars().all(is_letter));
        assert!(
            "，。、《》（）：；？！“”‘’…—·　"
                .chars()
                .all(|c| !is_letter(c))
        );
        assert!("法，（ｱかＡ".chars().all(is_wide));
        assert!("abé“…".chars().all(|c| !is_wide(c)));
        assert!("한국ㄱ".chars().all(is_hangul));
        assert!(is_wide('😀') && !is_east_asian('😀') && is_east_asian('》'));
    }
}
