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
    fn read(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let common = common_han(rest.as_bytes());
            self.words += common as u32;
            self.in_word &= common == 0;
            rest = &rest[common * 3..];
            let others = rest.chars().take_while(|c| !is_common(*c));
            rest = &rest[self.others(others)..];
        }
    }

    /// Reads what is no common Han character, and tells its length in bytes.
    fn others(&mut self, text: impl Iterator<Item = char>) -> usize {
        let mut length = 0;
        for c in text {
            length += c.len_utf8();
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
        length
    }
}

/// How many of the Han characters that nearly all text is made of, U+5000 to U+9FFF, a text begins with: in UTF-8
/// they are those of three bytes whose first is E5 to E9.
fn common_han(text: &[u8]) -> usize {
    text.iter().step_by(3).take_while(|first| matches!(first, 0xe5..=0xe9)).count()
}

fn is_common(c: char) -> bool {
    matches!(c, '\u{5000}'..='\u{9fff}')
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
        fn a_text_has_the_words_of_its_characters(text in "[法鿿㐀𠀀一a1é，’. かカ]{0,12}") {
            let (mut whole, mut each) = (Counter::default(), Counter::default());
            whole.read(&text);
            for c in text.chars() {
                each.others(std::iter::once(c));
            }
            proptest::prop_assert_eq!(whole.words, each.words);
        }
    }

    #[test]
    fn a_short_text_takes_a_minute() {
        assert_eq!([0, 420, 421, 2500].map(minutes), [1, 1, 2, 6]);
    }
}
