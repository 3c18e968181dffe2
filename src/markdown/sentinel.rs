//! Strips characters from events that no text contains: pufa's own sentinels, and control
//! characters that entities create (`&#27;`).

use std::borrow::Cow;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::emphasis::{ASTERISK, MARK};
use super::literal_signs::UNDERSCORE;
use crate::characters::{allowed, is_forbidden};

/// Returns true if a text may contain our noncharacters or an entity for a forbidden character.
///
/// Scans for their first two bytes, which are rare, since every text is checked.
pub(super) fn may_hold(text: &str) -> bool {
    memchr::memchr(b'&', text.as_bytes()).is_some() || holds_first_bytes(text)
}

/// Strips forbidden characters from an event; returns the first that is not one of our sentinels.
/// In raw HTML, strips references to them too, since a browser would resolve these.
///
/// `is_clean` means that the text can contain only our own sentinels ([`may_hold`]).
pub(super) fn unmark(event: &mut Event<'_>, is_clean: bool) -> Option<char> {
    let clean = |text: &mut CowStr<'_>| {
        if holds_mark(text) {
            *text = text
                .replace(MARK, "")
                .replace(ASTERISK, "*")
                .replace(UNDERSCORE, "_")
                .into();
        }
        if is_clean { None } else { clean(text) }
    };
    match event {
        Event::Text(text)
        | Event::Code(text)
        | Event::FootnoteReference(text)
        | Event::Start(
            Tag::CodeBlock(CodeBlockKind::Fenced(text)) | Tag::FootnoteDefinition(text),
        ) => clean(text),
        Event::Html(text) | Event::InlineHtml(text) => {
            let made = clean_references(text);
            clean(text).or(made)
        }
        Event::Start(
            Tag::Link {
                dest_url,
                title,
                id,
                ..
            }
            | Tag::Image {
                dest_url,
                title,
                id,
                ..
            },
        ) => [dest_url, title, id].into_iter().fold(None, |first, text| {
            let foreign = clean(text);
            first.or(foreign)
        }),
        _ => None,
    }
}

/// First two bytes of U+FDD0 to U+FDD3; 90 to 93 follows.
const FIRST_BYTES: [u8; 2] = [0xef, 0xb7];

/// Returns true if a text contains the first two bytes of our noncharacters.
fn holds_first_bytes(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), &FIRST_BYTES).is_some()
}

/// Like `holds_first_bytes`, for short texts: the second byte is rarer in Chinese text.
fn holds_mark(text: &str) -> bool {
    let [first, second] = FIRST_BYTES;
    let bytes = text.as_bytes();
    memchr::memchr_iter(second, bytes).any(|at| at > 0 && bytes[at - 1] == first)
}

fn clean(text: &mut CowStr<'_>) -> Option<char> {
    let Cow::Owned(kept) = allowed(text) else {
        return None;
    };
    let foreign = text
        .chars()
        .find(|&c| is_forbidden(c) && !matches!(c, '\u{fdd0}'..='\u{fdd3}'));
    *text = kept.into();
    foreign
}

/// Replaces numeric references to forbidden characters by U+FFFD, lest the rest form a new one.
fn clean_references(text: &mut CowStr<'_>) -> Option<char> {
    let mut kept = String::new();
    let mut from = 0;
    let mut first = None;
    for (at, _) in text.match_indices("&#") {
        let Some((c, length)) = reference(&text[at + 2..]).filter(|(c, _)| makes_forbidden(*c))
        else {
            continue;
        };
        kept.push_str(&text[from..at]);
        kept.push('\u{FFFD}');
        from = at + 2 + length;
        first = first.or(Some(c));
    }
    if first.is_some() {
        kept.push_str(&text[from..]);
        *text = kept.into();
    }
    first
}

/// Parses a reference after `&#`: its character, and its length in bytes with its `;`.
fn reference(text: &str) -> Option<(char, usize)> {
    let (digits, radix) = match text.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (text, 10),
    };
    let length = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    let number = digits[..length].trim_start_matches('0');
    let code = if number.is_empty() && length > 0 {
        0
    } else {
        u32::from_str_radix(number, radix).ok()?
    };
    let end = text.len() - digits.len() + length;
    Some((
        char::from_u32(code)?,
        end + usize::from(text[end..].starts_with(';')),
    ))
}

/// Returns true if HTML maps a number to a forbidden character (128 to 159: mostly Windows-1252).
fn makes_forbidden(c: char) -> bool {
    match u32::from(c) {
        code @ 0x80..=0x9F => matches!(code, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D),
        _ => is_forbidden(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn nothing_but_forbidden_characters_goes(text in "[a法ﷰ·\u{fdcf}\u{fdd0}\u{fdd1}\u{fdd3}\u{1b}\u{9b}\u{f5d0}]{0,12}") {
            let mut cleaned = CowStr::from(text.clone());
            clean(&mut cleaned);
            proptest::prop_assert_eq!(&*cleaned, text.replace(is_forbidden, ""));
        }

        #[test]
        fn no_reference_to_a_forbidden_character_stays(text in "(&#|x|X|0|1b|27|;|&|#|a|128|fdd0|129){0,12}") {
            let mut cleaned = CowStr::from(text);
            clean_references(&mut cleaned);
            for (at, _) in cleaned.match_indices("&#") {
                proptest::prop_assert!(reference(&cleaned[at + 2..]).is_none_or(|(c, _)| !makes_forbidden(c)), "{}", cleaned);
            }
        }
    }

    #[test]
    fn no_mark_stays_in_any_string() {
        let mark = |text: &str| CowStr::from(text.replace('M', "\u{fdd0}"));
        let image = Tag::Image {
            link_type: pulldown_cmark::LinkType::Inline,
            dest_url: mark("aM"),
            title: mark("bM"),
            id: mark("cM"),
        };
        for mut event in [
            Event::Text(mark("M*")),
            Event::Code(mark("xM")),
            Event::Start(image),
        ] {
            unmark(&mut event, true);
            assert!(unmark(&mut event.clone(), false).is_none());
            assert!(!format!("{event:?}").contains("fdd0"));
        }
    }
}
