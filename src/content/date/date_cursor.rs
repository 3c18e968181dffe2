//! Cursor over the text of a date: signs, words, and numbers in Arabic or Chinese numerals.

use crate::law::numerals;

/// Unread rest of a text whose characters are [narrow](super::narrow).
#[derive(Clone, Copy, Debug)]
pub(super) struct DateCursor<'t> {
    pub(super) rest: &'t str,
}

/// Number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WrittenNumber {
    pub(super) value: u32,
    /// Number of digits.
    pub(super) digits: usize,
}

impl DateCursor<'_> {
    /// Skips spaces; returns true if there were any.
    pub(super) fn skip_spaces(&mut self) -> bool {
        let rest = self.rest.trim_start();
        let skipped = rest.len() < self.rest.len();
        self.rest = rest;
        skipped
    }

    /// Returns true at the end of the text.
    pub(super) fn is_at_end(&self) -> bool {
        self.rest.trim_start().is_empty()
    }

    /// Returns the next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes the next character if it passes.
    pub(super) fn take_if(&mut self, passes: impl Fn(char) -> bool) -> Option<char> {
        let c = self.peek().filter(|c| passes(*c))?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// Takes one of some signs.
    pub(super) fn take_sign(&mut self, signs: &[char]) -> Option<char> {
        self.take_if(|c| signs.contains(&c))
    }

    /// Takes the first of some words that stands here.
    pub(super) fn take_word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let word = words.iter().find(|word| self.rest.starts_with(**word))?;
        self.rest = &self.rest[word.len()..];
        Some(word)
    }

    /// Takes a number: `12`, `十二`, `二〇二六`.
    pub(super) fn number(&mut self) -> Option<WrittenNumber> {
        let end = |is_part: &dyn Fn(char) -> bool| {
            self.rest
                .find(|c: char| !is_part(c))
                .unwrap_or(self.rest.len())
        };
        let digits = end(&|c| c.is_ascii_digit());
        let (length, value) = if digits > 0 {
            (digits, self.rest[..digits].parse().ok()?)
        } else {
            let length = end(&|c| matches!(c, '廿' | '卅') || is_numeral(c));
            let value = numerals::parse_han(&self.rest[..length])?;
            (length, u32::try_from(value).ok()?)
        };
        let written = &self.rest[..length];
        self.rest = &self.rest[length..];
        Some(WrittenNumber {
            value,
            digits: written.chars().count(),
        })
    }
}

/// True for the Chinese numerals of days and hours.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// True for every line that may part numbers or stand between the ends of a period.
pub(super) fn is_dash(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2E3A}' | '\u{FE63}' | '\u{FF0D}'
    )
}

/// True for the waves that stand between the ends of a period.
pub(super) fn is_wave(c: char) -> bool {
    matches!(c, '~' | '\u{223C}' | '\u{301C}' | '\u{3030}' | '\u{FF5E}')
}
