//! What a site says of its Markdown.

use std::collections::BTreeMap;

use crate::content::config::RawHtml;

/// How the bodies of a site are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// What becomes of raw HTML.
    pub raw_html: RawHtml,
    /// The language tag of the text: `zh-CN`.
    pub language: String,
    /// The words after a fence that mean a component.
    pub blocks: BlockNames,
    /// Which Markdown it is.
    pub dialect: Dialect,
}

impl Options {
    /// CommonMark as its specification has it: nothing added, raw HTML as it is.
    pub fn common_mark() -> Self {
        Self { raw_html: RawHtml::Allow, dialect: Dialect::CommonMark, ..Self::default() }
    }
}

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// With tables, footnotes, notice boxes, component blocks and the ways of Chinese text.
    #[default]
    Pufa,
    /// Nothing but the specification, for its own examples.
    CommonMark,
}

/// The components that come with pufa, each with its Chinese name.
const BUILT_IN: [(&str, &str); 4] =
    [("video", "视频"), ("audio", "音频"), ("download", "下载"), ("quiz", "竞答")];

/// The words that call a component block: each name and alias → canonical name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockNames(BTreeMap<String, String>);

impl BlockNames {
    /// Adds a component of the theme with its other names.
    pub fn add<'a>(&mut self, name: &'a str, aliases: impl IntoIterator<Item = &'a str>) {
        for word in aliases.into_iter().chain([name]) {
            self.0.insert(word.to_owned(), name.to_owned());
        }
    }

    /// The canonical name that a word after a fence means.
    pub fn canonical(&self, word: &str) -> Option<&str> {
        self.0.get(word).map(String::as_str)
    }

    /// Every word that calls a component.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl Default for BlockNames {
    fn default() -> Self {
        let mut names = Self(BTreeMap::new());
        for (name, alias) in BUILT_IN {
            names.add(name, [alias]);
        }
        names
    }
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
    }
}
