//! Markdown settings of a site.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::ReservedIds;
use crate::content::config::{ParagraphRule, RawHtml};

/// Options for parsing the bodies of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownOptions {
    /// Policy for raw HTML.
    pub raw_html: RawHtml,
    /// Language tag of the text: `zh-CN`.
    pub language: String,
    /// Fence words that name a component.
    pub blocks: BlockNames,
    /// Ids that headings must not take.
    pub reserved_ids: ReservedIds,
    /// Markdown dialect.
    pub dialect: MarkdownDialect,
    /// Rule by which lines become paragraphs.
    pub paragraphs: ParagraphRule,
}

impl MarkdownOptions {
    /// Returns the options for a document that may state its own rule of paragraphs.
    pub(crate) fn with_paragraphs(&self, own: Option<ParagraphRule>) -> Cow<'_, Self> {
        match own {
            Some(rule) if rule != self.paragraphs => Cow::Owned(Self {
                paragraphs: rule,
                ..self.clone()
            }),
            _ => Cow::Borrowed(self),
        }
    }

    /// Plain CommonMark as specified: no extensions, raw HTML passed through.
    pub fn common_mark() -> Self {
        Self {
            raw_html: RawHtml::Allow,
            dialect: MarkdownDialect::CommonMark,
            ..Self::default()
        }
    }
}

/// Dialect of Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkdownDialect {
    /// CommonMark with tables, footnotes, admonitions, component blocks and rules for Chinese text.
    #[default]
    Pufa,
    /// CommonMark alone, for the examples of its specification.
    CommonMark,
}

/// Built-in components, each with its Chinese name.
const BUILT_IN: [[&str; 2]; 4] = [
    ["video", "视频"],
    ["audio", "音频"],
    ["download", "下载"],
    ["quiz", "竞答"],
];

/// Names of component blocks: each name and alias → canonical name; built-in ones are separate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockNames(BTreeMap<String, String>);

impl BlockNames {
    /// Adds a component of the theme with its aliases.
    pub fn add<'a>(&mut self, name: &'a str, aliases: impl IntoIterator<Item = &'a str>) {
        for word in aliases.into_iter().chain([name]) {
            if self.canonical(word) != Some(name) {
                self.0.insert(word.to_owned(), name.to_owned());
            }
        }
    }

    /// Returns the canonical name for the word after a fence.
    pub fn canonical(&self, word: &str) -> Option<&str> {
        self.0
            .get(word)
            .map(String::as_str)
            .or_else(|| built_in(word))
    }

    /// Returns every name and alias of components, sorted.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let added = self.0.keys().map(String::as_str);
        added
            .chain(BUILT_IN.into_iter().flatten())
            .collect::<BTreeSet<_>>()
            .into_iter()
    }
}

fn built_in(word: &str) -> Option<&'static str> {
    BUILT_IN
        .into_iter()
        .find(|names| names.contains(&word))
        .map(|[name, _]| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_adds_its_own_blocks_to_the_built_in_ones() {
        let mut names = BlockNames::default();
        names.add("timeline", ["时间线"]);
        assert_eq!(names.canonical("时间线"), Some("timeline"));
        assert_eq!(names.canonical("视频"), Some("video"));
        assert_eq!(names.canonical("quiz"), Some("quiz"));
        assert_eq!(names.canonical("rust"), None);
        let words: Vec<&str> = names.words().collect();
        assert_eq!(
            words,
            [
                "audio",
                "download",
                "quiz",
                "timeline",
                "video",
                "下载",
                "时间线",
                "竞答",
                "视频",
                "音频"
            ]
        );
        names.add("video", ["录像"]);
        names.add("film", ["视频"]);
        assert_eq!(names.canonical("录像"), Some("video"));
        assert_eq!(names.canonical("视频"), Some("film"));
    }
}
