//! Character classes that no text of a site may contain, and removal of their characters.
//!
//! Three classes, each with its treatment:
//!
//! | class | examples | treatment |
//! |---|---|---|
//! | forbidden: controls except tab and line ends, noncharacters | NUL, ESC, U+0085, U+FFFE | removed where a file, a YAML value or an entity is read |
//! | bidirectional formatting, which changes the display order of text | U+202E, U+2066 | removed from titles and settings; shown escaped on a terminal |
//! | invisible: default-ignorable code points | U+200B, U+00AD, U+FEFF | removed from titles and settings unless their script needs them; never part of an address |
//!
//! Characters are removed where strings are read, so no emitter has to handle them.

use std::borrow::Cow;

use icu_properties::props::DefaultIgnorableCodePoint;
use icu_properties::{CodePointSetData, CodePointSetDataBorrowed};
use unicode_normalization::UnicodeNormalization as _;

/// Default-ignorable code points (Unicode, UAX #44), which have no visible glyph.
const IGNORABLE: CodePointSetDataBorrowed<'static> =
    CodePointSetData::new::<DefaultIgnorableCodePoint>();

/// Returns the letters and digits of a text in lower case and of one width, without spaces and
/// punctuation: two texts with one skeleton say the same.
pub(crate) fn skeleton(text: &str) -> String {
    text.nfkc()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// True for Han characters, including the numeral 〇 and the compatibility ideographs.
pub(crate) fn is_han(c: char) -> bool {
    matches!(
        c,
        '\u{4E00}'..='\u{9FFF}'
            | '\u{3400}'..='\u{4DBF}'
            | '〇'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{323AF}'
    )
}

/// True for controls other than tab and line ends, and for noncharacters: no text may contain them.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || is_noncharacter(c)
}

/// True for noncharacters (Unicode, section 23.7): U+FDD0–U+FDEF and the last two of each plane.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

/// True for embeddings, overrides and isolates, which can reorder the display of later text.
pub(crate) fn is_bidi_formatting(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// True if a character has no visible glyph.
pub(crate) fn is_invisible(c: char) -> bool {
    !c.is_ascii() && !is_common(c) && IGNORABLE.contains(c)
}

/// True for common characters of Chinese text, all of them visible. Fast path.
fn is_common(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3163}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF9F}')
}

/// Returns true if UTF-8 bytes may contain a forbidden character. Runs over every file, so it works
/// on chunks of fixed size without branches, which the compiler can vectorize.
pub(crate) fn may_hold_forbidden(bytes: &[u8]) -> bool {
    const LENGTH: usize = 64;
    let after = bytes.get(1..).unwrap_or_default();
    let (pieces, rest) = bytes.as_chunks::<LENGTH>();
    let (next_pieces, _) = after.as_chunks::<LENGTH>();
    // The last byte of the last chunk may have no successor.
    let whole = pieces.len().min(next_pieces.len());
    let is_held = |piece: &[u8; LENGTH], next: &[u8; LENGTH]| {
        (0..LENGTH).fold(0, |held, at| held | hint_of_forbidden(piece[at], next[at])) != 0
    };
    if pieces
        .iter()
        .zip(next_pieces)
        .any(|(piece, next)| is_held(piece, next))
    {
        return true;
    }
    let tail = if whole == pieces.len() {
        rest
    } else {
        &bytes[whole * LENGTH..]
    };
    let next = tail.iter().skip(1).copied().chain([0xFF]);
    tail.iter()
        .zip(next)
        .any(|(&byte, next)| hint_of_forbidden(byte, next) != 0)
}

/// Returns nonzero if a forbidden character may start at `byte`, or a noncharacter end at `next`.
#[expect(clippy::needless_bitwise_bool, reason = "a lazy operator is a branch")]
fn hint_of_forbidden(byte: u8, next: u8) -> u8 {
    let is_control =
        (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r') | (byte == 0x7F);
    // C1 controls begin with C2; noncharacters hold EF B7, or BF followed by BE or BF. One Han
    // character in 64 ends with BF, so the following byte must be tested exactly.
    let is_pair = (byte == 0xC2) & (next < 0xA0)
        | (byte == 0xEF) & (next == 0xB7)
        | (byte == 0xBF) & (next & 0xFE == 0xBE);
    u8::from(is_control | is_pair)
}

/// Removes forbidden characters; a line-breaking one (Word's manual line break) becomes a space.
pub(crate) fn allowed(text: &str) -> Cow<'_, str> {
    if !may_hold_forbidden(text.as_bytes()) || !text.contains(is_forbidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter_map(replaced).collect())
}

fn replaced(c: char) -> Option<char> {
    match c {
        '\u{B}' | '\u{C}' | '\u{85}' => Some(' '),
        _ => (!is_forbidden(c)).then_some(c),
    }
}

/// Returns the first character that a title, a name or another setting must not contain.
pub(crate) fn first_unfit(text: &str) -> Option<char> {
    if is_plain(text) {
        return None;
    }
    let joins = text.contains(is_of_joining_script);
    text.chars().find(|&c| is_unfit(c, joins))
}

/// Removes from a title, a name or another setting: forbidden characters, bidirectional formatting,
/// and invisible characters that no script of the text needs.
pub(crate) fn fit(text: &str) -> Cow<'_, str> {
    if first_unfit(text).is_none() {
        return Cow::Borrowed(text);
    }
    let joins = text.contains(is_of_joining_script);
    Cow::Owned(
        text.chars()
            .filter(|&c| is_forbidden(c) || !is_unfit(c, joins))
            .filter_map(replaced)
            .collect(),
    )
}

/// Returns true if a text cannot contain an unfit character (fast path).
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| (b' '..0x7F).contains(&byte) || matches!(byte, b'\t' | b'\n' | b'\r'))
        || (!may_hold_forbidden(text.as_bytes())
            && text.chars().all(|c| c.is_ascii() || is_common(c)))
}

fn is_unfit(c: char, joins: bool) -> bool {
    is_forbidden(c)
        || is_bidi_formatting(c)
        || (is_invisible(c) && !(joins && is_joiner(c)) && !is_variant(c))
}

/// True for variation selectors, which choose a glyph of the preceding character (Han names too).
fn is_variant(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// True for invisible characters that some scripts, and emoji, require.
fn is_joiner(c: char) -> bool {
    matches!(
        c,
        '\u{200C}'..='\u{200F}' | '\u{61C}' | '\u{34F}' | '\u{180B}'..='\u{180F}' | '\u{17B4}' | '\u{17B5}'
            | '\u{E0020}'..='\u{E007F}'
    )
}

/// True for letters of scripts that use joiners or variants (Arabic, as in Uyghur and Kazakh;
/// Mongolian; the scripts of India; Khmer), and for emoji, which join too.
fn is_of_joining_script(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{1780}'..='\u{180A}' | '\u{1810}'..='\u{18AF}'
            | '\u{2600}'..='\u{27BF}' | '\u{FB1D}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
            | '\u{1F000}'..='\u{1FAFF}'
    ) && !is_joiner(c)
}

/// Formats a code point: `U+202E`.
pub(crate) fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Escapes a text for a terminal: spells out every character that moves the cursor, changes colors
/// or reorders text. Tabs and line ends stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let is_shown =
        |c: char| !is_forbidden(c) && c != '\r' && !is_bidi_formatting(c) && !is_invisible(c);
    if text.chars().all(is_shown) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    let joins = text.contains(is_of_joining_script);
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => shown.push(c),
            '\0'..='\u{1F}' if !matches!(c, '\t' | '\n') => {
                shown.extend(char::from_u32(0x2400 + u32::from(c)));
            }
            '\u{7F}' => shown.push('\u{2421}'),
            _ if is_shown(c)
                || is_variant(c)
                || (joins && is_joiner(c))
                || matches!(c, '\t' | '\n') =>
            {
                shown.push(c);
            }
            _ => shown.extend([
                "\\u{",
                code_point(c)["U+".len()..].trim_start_matches('0'),
                "}",
            ]),
        }
    }
    Cow::Owned(shown)
}

/// Like [`visible`], but on one line: a line end in a name cannot forge another line.
pub(crate) fn visible_line(text: &str) -> Cow<'_, str> {
    match visible(text) {
        shown if !shown.contains(['\n', '\r']) => shown,
        shown => Cow::Owned(shown.replace('\n', "\u{240A}").replace('\r', "\u{240D}")),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_classes_hold_what_they_name() {
        for c in [
            '\0',
            '\u{1B}',
            '\u{7F}',
            '\u{85}',
            '\u{9B}',
            '\u{FDD0}',
            '\u{FFFE}',
            '\u{1FFFF}',
            '\u{10FFFF}',
        ] {
            assert!(is_forbidden(c), "{c:?}");
        }
        for c in [
            '\t', '\n', '\r', 'a', '法', '\u{FFFD}', '\u{A0}', '\u{200B}',
        ] {
            assert!(!is_forbidden(c), "{c:?}");
        }
        for c in [
            '\u{AD}',
            '\u{180E}',
            '\u{200B}',
            '\u{200F}',
            '\u{202E}',
            '\u{2060}',
            '\u{2069}',
            '\u{FEFF}',
            '\u{E0041}',
            '\u{3164}',
            '\u{FFA0}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        assert!(
            (char::MIN..=char::MAX)
                .filter(|&c| is_common(c))
                .all(|c| !IGNORABLE.contains(c) && !is_forbidden(c))
        );
    }

    #[test]
    fn a_name_keeps_what_its_script_needs() {
        for (written, kept) in [
            ("普\u{200B}法\u{202E}", "普法"),
            ("\u{FEFF}宪\u{AD}法\u{200D}", "宪法"),
            ("葛\u{E0100}某", "葛\u{E0100}某"),
            ("👨\u{200D}👩", "👨\u{200D}👩"),
            ("ئا\u{200C}د", "ئا\u{200C}د"),
            ("ᠮᠣ\u{180E}ᠠ", "ᠮᠣ\u{180E}ᠠ"),
            ("a\0\u{1B}b\u{B}c", "ab c"),
            ("“甲”——乙…", "“甲”——乙…"),
        ] {
            assert_eq!(fit(written), kept, "{written:?}");
            assert_eq!(
                first_unfit(written).is_none(),
                written == kept,
                "{written:?}"
            );
        }
    }

    #[test]
    fn a_terminal_gets_no_control() {
        assert_eq!(
            visible("\u{1B}[31m红\r\n\u{202E}乙\r甲\u{9B}\t"),
            "␛[31m红\r\n\\u{202E}乙␍甲\\u{9B}\t"
        );
        assert_eq!(visible_line("a\n错误: b"), "a␊错误: b");
        assert!(matches!(visible("普法“宣传”"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn the_quick_look_misses_nothing(text: String, c: char, at in 0usize..2100) {
            let mut text = format!("{}{text}", "法a".repeat(at / 4));
            text.insert(0, '甲');
            text.push(c);
            prop_assert!(!text.contains(is_forbidden) || may_hold_forbidden(text.as_bytes()), "{:?}", text);
            prop_assert!(!allowed(&text).contains(is_forbidden));
            prop_assert!(fit(&text).chars().all(|c| !is_forbidden(c) && !is_bidi_formatting(c)));
            prop_assert!(first_unfit(&fit(&text)).is_none());
            prop_assert!(visible_line(&text).chars().all(|c| (!c.is_control() || c == '\t') && !is_bidi_formatting(c)));
        }
    }
}
