//! Kinds of channels: a row for each, with the words that mean it in `site.yaml` and in front matter.
//!
//! The registry of `render::channel` matches the enum exhaustively: a row without an implementation does not compile.

/// Declares [`ChannelKind`] from rows of a variant, its identifier, its Chinese name and further words.
macro_rules! channel_kinds {
    ($($(#[$doc:meta])* $kind:ident: $id:literal, $name:literal, [$($word:literal),*];)+) => {
        /// Kind of a channel: decides which packages the channel takes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ChannelKind {
            $($(#[$doc])* $kind,)+
        }

        impl ChannelKind {
            /// Every kind, in the order of the handbook.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// Identifiers of every kind.
            pub(crate) const IDS: &[&str] = &[$($id),+];

            /// Identifier: `wechat`.
            pub fn id(self) -> &'static str {
                match self {
                    $(Self::$kind => $id,)+
                }
            }

            /// Chinese name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }

            /// Words that mean the kind, its identifier first.
            pub(crate) fn words(self) -> &'static [&'static str] {
                match self {
                    $(Self::$kind => &[$id, $($word),*],)+
                }
            }
        }
    };
}

channel_kinds! {
    /// 微信公众号: articles for the editor of an Official Account.
    Wechat: "wechat", "微信公众号", ["微信", "微信公众号", "公众号"];
    /// 微博: short cards.
    Weibo: "weibo", "微博", ["微博"];
    /// 头条号: clean articles to paste.
    Toutiao: "toutiao", "头条号", ["头条", "头条号", "今日头条"];
    /// Any other platform: clean articles to paste.
    Generic: "generic", "通用", ["通用"];
    /// 百度: a list of new addresses.
    Baidu: "baidu", "百度", ["百度"];
}

impl ChannelKind {
    /// Description of the choice in Chinese and in English, for the schema.
    pub(crate) const CHOICES: [&str; 2] = [
        "wechat 微信公众号、weibo 微博、toutiao 头条号、generic 通用、baidu 百度",
        "wechat, weibo, toutiao, generic or baidu",
    ];

    /// Parses a word that means a kind.
    pub fn parse(word: &str) -> Option<Self> {
        let is_word = |name: &&str| name.eq_ignore_ascii_case(word.trim());
        let mut kinds = Self::ALL.iter().copied();
        kinds.find(|kind| kind.words().iter().any(is_word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_means_one_kind() {
        for &kind in ChannelKind::ALL {
            let words = kind.words();
            assert!(
                words
                    .iter()
                    .all(|word| ChannelKind::parse(word) == Some(kind))
            );
        }
    }

    #[test]
    fn every_kind_is_described() {
        let handbook = include_str!("../../../docs/handbook.md");
        let chapter = handbook.split("### 新媒体渠道").nth(1).unwrap_or_default();
        let chapter = chapter.split("\n### ").next().unwrap_or_default();
        for kind in ChannelKind::ALL {
            let [zh, en] = ChannelKind::CHOICES;
            assert!(zh.contains(kind.id()) && en.contains(kind.id()), "{kind:?}");
            assert!(
                chapter.contains(&format!("`{}`", kind.id())),
                "docs/handbook.md does not describe {kind:?} under 新媒体渠道"
            );
        }
    }
}
