//! What a site says of its Markdown.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::config::RawHtml;

/// How the bodies of a site are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkdownOptions {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// The language tag of the text: `zh-CN`.
    pub language: String,
    /// The words after a fence that mean a component.
    pub blocks: BlockNames,
    /// Which Markdown it is.
    pub dialect: MarkdownDialect,
}

impl MarkdownOptions {
    /// CommonMark as its specification has it: nothing added, raw HTML as it is.
    pub fn common_mark() -> Self {
        Self {
            raw_html: RawHtml::Allow,
            dialect: MarkdownDialect::CommonMark,
            ..Self::default()
        }
    }
}

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkdownDialect {
    /// With tables, footnotes, notice boxes, component blocks and the ways of Chinese text.
    #[default]
    Pufa,
    /// Nothing but the specification, for its own examples.
    CommonMark,
}

/// The components that come with pufa, each with its Chinese name.
const BUILT_IN: [[&str; 2]; 4] = [
    ["video", "视频"],
    ["audio", "音频"],
    ["download", "下载"],
    ["quiz", "竞答"],
];

/// The words that call a component block: each name and alias → canonical name, the built-in ones apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockNames(BTreeMap<String, String>);

impl BlockNames {
    /// Adds a component of the theme with its other names.
    pub fn add<'a>(&mut self, name: &'a str, aliases: impl IntoIterator<Item = &'a str>) {
        for word in aliases.into_iter().chain([name]) {
            if self.canonical(word) != Some(name) {
                self.0.insert(word.to_owned(), name.to_owned());
            }
        }
    }

    /// The canonical name that a word after a fence means.
    pub fn canonical(&self, word: &str) -> Option<&str> {
        self.0
            .get(word)
            .map(String::as_str)
            .or_else(|| built_in(word))
    }

    /// Every word that calls a component, in order.
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
