//! A sentence in the two languages that pufa speaks.

/// The language of messages: `--lang` or `PUFA_LANG`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文, the default.
    #[default]
    Chinese,
    /// English.
    English,
}

/// One sentence in Chinese and in English; made with [`says!`](crate::says).
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Says {
    /// The Chinese sentence.
    pub zh: String,
    /// The English sentence.
    pub en: String,
}

impl Says {
    /// The sentence in a language.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

/// Says one thing in Chinese and in English; both take the arguments of `format!`, which are
/// captured by name: `says!("找不到 {path}", "cannot find {path}")`.
#[macro_export]
macro_rules! says {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::diagnostic::Says { zh: format!($zh), en: format!($en) }
    };
}
