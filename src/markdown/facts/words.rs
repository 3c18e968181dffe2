//! How much there is to read: Han characters and words of other scripts, each counted in its way.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::piece::{Piece, Placed};
use crate::markdown::script::{is_han, is_letter, is_wide};

/// Han characters that are read in a minute.
const PER_MINUTE: u32 = 420;

/// The words of a body; code blocks are not read.
pub(super) fn count(pieces: &[Placed<'_>]) -> u32 {
    let mut counter = Counter::default();
    let mut in_code = false;
    for (piece, _) in pieces {
        match piece {
            Piece::Markdown(Event::Start(Tag::CodeBlock(_))) => in_code = true,
            Piece::Markdown(Event::End(TagEnd::CodeBlock)) => in_code = false,
            Piece::Markdown(Event::Text(text) | Event::Code(text)) if !in_code => counter.read(text),
            Piece::Markdown(Event::Start(tag)) if is_inline(tag) => {}
            Piece::Markdown(Event::End(_)) => {}
            _ => counter.in_word = false,
        }
    }
    counter.words
}

/// Reading time of so many words, at least a minute.
pub(super) fn minutes(words: u32) -> u32 {
    words.div_ceil(PER_MINUTE).max(1)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
}

#[derive(Default)]
struct Counter {
    words: u32,
    in_word: bool,
}

impl Counter {
    /// Reads a text; of the characters that Chinese text is made of no more is looked at than their bytes.
    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&first) = bytes.get(at) {
            match first {
                // U+4E00 to U+9FFF: nearly every Han character.
                0xe4..=0xe9 if first > 0xe4 || bytes.get(at + 1).is_some_and(|second| *second >= 0xb8) => {
                    (self.words, self.in_word) = (self.words + 1, false);
                    at += 3;
                }
                0..=0x7f => {
                    self.character(char::from(first));
                    at += 1;
                }
                _ => match text[at..].chars().next() {
                    Some(c) => {
                        self.character(c);
                        at += c.len_utf8();
                    }
                    None => break,
                },
            }
        }
    }

    fn character(&mut self, c: char) {
        if is_han(c) {
            self.words += 1;
            self.in_word = false;
        } else if is_letter(c) {
            let begins = is_wide(c) || !self.in_word;
            self.words += u32::from(begins);
            self.in_word = !is_wide(c);
        } else {
            self.in_word &= matches!(c, '\'' | '’' | '-' | '.' | ',' | '_');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::tests::facts;

    #[test]
    fn each_script_is_counted_in_its_way() {
        let words = |text: &str| facts(text).words;
        assert_eq!(words("普法，yes it's 2026年1,000元"), 8);
        assert_eq!(words("**粗**w**o**rd `码`\n\n一\n\n```\n不算\n```"), 4);
        assert_eq!(words("| 表 |\n|-|\n| 格 |\n\n## 题"), 3);
    }

    proptest::proptest! {
        #[test]
        fn a_text_has_the_words_of_its_characters(text in "[法鿿㐀𠀀一俿䷿a1é，’. かカ]{0,12}") {
            let (mut whole, mut each) = (Counter::default(), Counter::default());
            whole.read(&text);
            for c in text.chars() {
                each.character(c);
            }
            proptest::prop_assert_eq!(whole.words, each.words);
        }
    }

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 420, 421, 2500].map(minutes), [1, 1, 2, 6]);
    }
}
