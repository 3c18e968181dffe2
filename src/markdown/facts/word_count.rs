//! Word count: Han characters one by one, other scripts by word.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::characters::is_han;
use crate::markdown::body_event::{BodyEvent, SpannedEvent};
use crate::markdown::unicode::{is_letter, is_plain_han, is_wide};

/// Han characters read per minute.
const PER_MINUTE: u32 = 420;

/// Counts the words of a body, without code blocks.
pub(super) fn count(pieces: &[SpannedEvent<'_>]) -> u32 {
    let mut counter = WordCounter::default();
    let mut in_code = false;
    for (piece, _) in pieces {
        match piece {
            BodyEvent::Markdown(Event::Start(Tag::CodeBlock(_))) => in_code = true,
            BodyEvent::Markdown(Event::End(TagEnd::CodeBlock)) => in_code = false,
            BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) if !in_code => {
                counter.read(text);
            }
            BodyEvent::Markdown(Event::Start(tag)) if is_inline(tag) => {}
            BodyEvent::Markdown(Event::End(_)) => {}
            _ => counter.in_word = false,
        }
    }
    counter.words
}

/// Returns the reading time in minutes, at least one.
pub(super) fn minutes(words: u32) -> u32 {
    words.div_ceil(PER_MINUTE).max(1)
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }
    )
}

#[derive(Default)]
struct WordCounter {
    words: u32,
    in_word: bool,
}

impl WordCounter {
    /// Counts a text; detects the frequent Chinese characters by their bytes.
    fn read(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            at += self.chinese(&bytes[at..]);
            at += match bytes[at..] {
                [] => break,
                [0..=0x7f, ..] => self.ascii(&bytes[at..]),
                _ => text[at..].chars().next().map_or(1, |c| self.character(c)),
            };
        }
    }

    /// Counts leading Han characters and Chinese punctuation; returns their length in bytes.
    fn chinese(&mut self, text: &[u8]) -> usize {
        let (characters, _) = text.as_chunks();
        let mut rest = characters;
        let mut marks = 0;
        while let [character, after @ ..] = rest {
            if !is_plain_han(*character) {
                if !is_plain_mark(*character) {
                    break;
                }
                marks += 1;
            }
            rest = after;
        }
        let run = characters.len() - rest.len();
        self.words += run as u32 - marks;
        self.in_word &= run == 0;
        run * 3
    }

    /// Counts leading ASCII; returns its length in bytes.
    fn ascii(&mut self, text: &[u8]) -> usize {
        let run = text.iter().take_while(|byte| byte.is_ascii());
        run.inspect(|byte| {
            if byte.is_ascii_alphanumeric() {
                self.words += u32::from(!self.in_word);
                self.in_word = true;
            } else {
                self.in_word &= matches!(byte, b'\'' | b'-' | b'.' | b',' | b'_');
            }
        })
        .count()
    }

    /// Counts any character; returns its length in bytes.
    fn character(&mut self, c: char) -> usize {
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
        c.len_utf8()
    }
}

/// Returns true if three bytes are Chinese punctuation that ends a word, a fast path: `—“”…` and
/// the like except `’`, `、。〈《「【`, `，（：；`.
fn is_plain_mark(character: [u8; 3]) -> bool {
    match character {
        [0xe2, 0x80, last] => last != 0x99,
        [0xe3, 0x80, last] => matches!(last, 0x81..=0x84 | 0x88..=0xa0),
        [0xef, 0xbc, last] => matches!(last, 0x81..=0x8f | 0x9a..=0xa0),
        _ => false,
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

    #[test]
    fn every_character_is_read_as_it_is_alone() {
        for c in '\0'..=char::MAX {
            let mut whole = WordCounter::default();
            let mut each = WordCounter::default();
            let text = ['a', c, 'a'];
            whole.read(&String::from_iter(text));
            for c in text {
                each.character(c);
            }
            assert_eq!(whole.words, each.words, "{c:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_text_has_the_words_of_its_characters(text in "[法鿿㐀𠀀一俿䷿䷀䶿䀀a1é，’.'_ かカ、々〇〈〡。ＡＺ：１ｚ“…]{0,12}") {
            let mut whole = WordCounter::default();
            let mut each = WordCounter::default();
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
