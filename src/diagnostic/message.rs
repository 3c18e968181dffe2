//! Messages in both languages of pufa.

use crate::limits::diagnostic::SENTENCE;

/// Language of messages: `--lang` or `PUFA_LANG`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

/// Message in Chinese and in English; made with [`message!`](crate::message).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Message {
    /// The Chinese sentence.
    pub zh: String,
    /// The English sentence.
    pub en: String,
}

impl Message {
    /// Creates a message; a long text, such as one with an author's words, loses its middle.
    pub fn new(zh: String, en: String) -> Self {
        Self {
            zh: shortened(zh),
            en: shortened(en),
        }
    }

    /// Returns the message in a language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Cuts the middle out of a text that is longer than a message.
fn shortened(text: String) -> String {
    if text.len() <= SENTENCE || text.chars().nth(SENTENCE).is_none() {
        return text;
    }
    let head = text
        .char_indices()
        .nth(SENTENCE / 2)
        .map_or(text.len(), |(at, _)| at);
    let tail = text
        .char_indices()
        .rev()
        .nth(SENTENCE / 2 - 2)
        .map_or(text.len(), |(at, _)| at);
    format!("{}…{}", &text[..head], &text[tail..])
}

/// Creates a bilingual message; both texts take the arguments of `format!`, which are captured by
/// name: `message!("找不到 {path}", "cannot find {path}")`.
#[macro_export]
macro_rules! message {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::diagnostic::Message::new(format!($zh), format!($en))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_with_an_endless_word_keeps_its_ends() {
        let word = "字".repeat(1_000_000);
        let said = message!("“{word}”不能用", "“{word}” cannot be used");
        assert_eq!(said.zh.chars().count(), SENTENCE);
        assert!(said.zh.starts_with("“字") && said.zh.ends_with("字”不能用"));
        assert!(said.en.ends_with("” cannot be used"));
        for short in ["", "字", &"字".repeat(SENTENCE)] {
            assert_eq!(shortened(short.to_owned()), short);
        }
    }
}
