//! Keys of other site generators (Hexo, Hugo, Jekyll, VuePress, VitePress) and their Chinese forms,
//! read as their owners mean them.
//!
//! A site that moves in has hundreds of heads with `categories` and `permalink`. A row of
//! [`FOREIGN_KEYS`] names the words for one meaning, the key of pufa that takes the value, the
//! values that have this meaning, and their reader. The site's own key wins: a row looks at what
//! the head has before. A value that is not taken, and every value of a key that matters to the
//! owner's theme alone, is kept in `extra` under the key as written, so nothing is lost.
//!
//! Names are compared in lower case without `_`, `-` and spaces: `last_modified_at`,
//! `lastModifiedAt`.

use super::keys::KEYS;
use super::read::add_tag;
use super::theme_words::THEME_WORDS;
use super::{FrontMatter, FrontMatterContext, aliases};
use crate::content::date::parse_date;
use crate::content::key_spec::{self, KeySpec};
use crate::content::suggest::nearest;
use crate::content::text_values;
use crate::content::yaml::{ValueReader, YamlField, YamlNode};

/// Words of other systems for one meaning.
pub(crate) struct ForeignKey {
    /// Name of pufa's key with this meaning; `None` if only the owner's theme knows the words.
    pub(crate) means: Option<&'static str>,
    /// Words, in the form of [`plain`].
    pub(crate) words: &'static [&'static str],
    /// True for values that have this meaning in a head that was read so far.
    fits: fn(&FrontMatter, &YamlNode, FrontMatterContext<'_>) -> bool,
    read: ReadForeign,
}

type ReadForeign =
    fn(&mut FrontMatter, &mut ValueReader<'_>, YamlField<'_>, FrontMatterContext<'_>);

/// Meanings of foreign words. A word is in one row only.
pub(crate) static FOREIGN_KEYS: [ForeignKey; 10] = [
    ForeignKey {
        means: Some("tags"),
        words: &[
            "categories",
            "category",
            "分类",
            "分類",
            "栏目",
            "类别",
            "文章分类",
        ],
        fits: |_, node, _| is_words(node),
        read: |head, reader, field, _| take_tags(head, reader, field),
    },
    ForeignKey {
        means: Some("tags"),
        words: &["keywords", "keyword", "labels", "关键词", "关键字"],
        fits: |head, node, _| head.tags.is_empty() && is_words(node),
        read: |head, reader, field, _| take_tags(head, reader, field),
    },
    ForeignKey {
        means: Some("aliases"),
        words: &[
            "permalink",
            "url",
            "redirectfrom",
            "oldurl",
            "永久链接",
            "固定链接",
            "原网址",
        ],
        fits: |_, node, _| aliases::is_foreign(node),
        read: |head, reader, field, _| {
            let taken = aliases::take_foreign(reader, field);
            head.further.aliases.extend(taken);
        },
    },
    ForeignKey {
        means: Some("date"),
        words: &[
            "created",
            "createdat",
            "createdate",
            "createtime",
            "createddate",
            "createdtime",
            "pubdate",
            "发布日期",
            "创建日期",
            "创建时间",
        ],
        fits: |head, node, context| head.date.is_absent() && is_date(node, context),
        read: |head, reader, field, context| head.date = reader.stated_date(field, context.zone),
    },
    ForeignKey {
        means: Some("updated"),
        words: &[
            "lastmod",
            "lastmodified",
            "lastmodifiedat",
            "lastupdate",
            "modified",
            "modifiedat",
            "modifieddate",
            "modifiedtime",
            "updatedat",
            "updatedate",
            "updatetime",
            "dateupdated",
            "datemodified",
            "修改日期",
            "修改时间",
            "更新日期",
            "更新时间",
            "最后更新",
        ],
        fits: |head, node, context| head.updated.is_none() && is_date(node, context),
        read: |head, reader, field, context| head.updated = reader.date(field, context.zone),
    },
    ForeignKey {
        means: Some("summary"),
        words: &[
            "description",
            "desc",
            "excerpt",
            "abstract",
            "描述",
            "简介",
            "导语",
            "概要",
        ],
        fits: |head, node, _| head.summary.is_none() && is_sentence(node),
        read: |head, reader, field, _| head.summary = reader.text(field),
    },
    ForeignKey {
        means: Some("cover"),
        words: &[
            "thumbnail",
            "thumb",
            "image",
            "images",
            "banner",
            "bannerimg",
            "topimg",
            "indeximg",
            "headerimg",
            "headimg",
            "coverimage",
            "coverimg",
            "feature",
            "featureimage",
            "featuredimage",
            "teaser",
            "poster",
            "img",
            "photos",
            "缩略图",
            "图片",
            "题图",
            "头图",
            "封面图",
            "封面图片",
        ],
        fits: |head, node, _| head.cover.is_none() && picture(node).is_some(),
        read: |head, reader, mut field, _| {
            if let Some(file) = picture(&field.node) {
                field.node = YamlNode::Text(file.to_owned());
                head.cover = reader.address(field);
            }
        },
    },
    // A larger number comes first, and `true` before what has none.
    ForeignKey {
        means: Some("weight"),
        words: &[
            "top",
            "istop",
            "ontop",
            "sticky",
            "stick",
            "pin",
            "pinned",
            "置顶",
            "是否置顶",
        ],
        fits: |head, node, _| head.weight.is_none() && rank(node).is_some(),
        read: |head, _, field, _| {
            let rank = rank(&field.node).filter(|rank| *rank != 0);
            head.weight = rank.and_then(i64::checked_neg);
        },
    },
    ForeignKey {
        means: Some("weight"),
        words: &["order", "navorder", "sidebarposition", "sidebarorder"],
        fits: |head, node, _| head.weight.is_none() && rank(node).is_some_and(|_| !is_flag(node)),
        read: |head, _, field, _| head.weight = rank(&field.node),
    },
    ForeignKey {
        means: None,
        words: THEME_WORDS,
        fits: |_, _, _| false,
        read: |_, _, _, _| {},
    },
];

impl ForeignKey {
    /// Reads a value into the head, or keeps it in `extra`. An error under a key that decides on
    /// publication refuses the value, as it does under the key's own name.
    pub(super) fn take(
        &self,
        head: &mut FrontMatter,
        reader: &mut ValueReader<'_>,
        field: YamlField<'_>,
        context: FrontMatterContext<'_>,
    ) {
        if !(self.fits)(head, &field.node, context) {
            return keep(head, reader, field);
        }
        let before = reader.errors();
        (self.read)(head, reader, field, context);
        if reader.errors() > before
            && let Some(key) = self.key()
        {
            KEYS.refuse(head, key);
        }
    }

    /// Returns the key of pufa that takes the value.
    pub(super) fn key(&self) -> Option<&'static KeySpec> {
        key_spec::find(&KEYS, self.means?)
    }
}

/// Returns the meaning of a word that is no key of pufa.
pub(super) fn find(word: &str) -> Option<&'static ForeignKey> {
    let word = plain(word);
    FOREIGN_KEYS
        .iter()
        .find(|key| key.words.contains(&word.as_str()))
}

/// Returns the name that the author of an unknown key probably meant, in pufa or in another system.
pub(super) fn suggestion(word: &str) -> Option<&'static str> {
    let meanings = FOREIGN_KEYS.iter().filter(|key| key.means.is_some());
    key_spec::suggestion(&KEYS, word)
        .or_else(|| nearest(&plain(word), meanings.flat_map(|key| key.words).copied()))
}

/// Keeps the value of a key of the owner's own for the theme, and notes the key with its line.
pub(super) fn keep_own(head: &mut FrontMatter, reader: &mut ValueReader<'_>, field: YamlField<'_>) {
    let line = reader.line(&field.at);
    head.further.own_keys.push((field.name.to_owned(), line));
    keep(head, reader, field);
}

/// Reduces a word to the form in which words are compared.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '_' | '-') && !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Keeps a value for the theme, unless the head's own `extra` has the key.
fn keep(head: &mut FrontMatter, reader: &mut ValueReader<'_>, field: YamlField<'_>) {
    if field.node == YamlNode::Null || head.further.extra.contains_key(field.name) {
        return;
    }
    if let Some(value) = reader.free_value(field.node, &field.at) {
        head.further.extra.insert(field.name.to_owned(), value);
    }
}

/// Adds words to the tags: of a list, of lists in it (`[[普法, 宪法], 民法典]`), or of a text.
fn take_tags(head: &mut FrontMatter, reader: &mut ValueReader<'_>, mut field: YamlField<'_>) {
    let is_nested = |node: &YamlNode| matches!(node, YamlNode::List(_));
    if matches!(&field.node, YamlNode::List(items) if items.iter().any(is_nested)) {
        for element in field.elements().into_iter().flatten() {
            take_tags(head, reader, element);
        }
        return;
    }
    reader.words(field, |_, word, _| add_tag(&mut head.tags, word));
}

fn is_words(node: &YamlNode) -> bool {
    match node {
        YamlNode::Null | YamlNode::Flag(_) | YamlNode::Map(_) => false,
        YamlNode::List(items) => items
            .iter()
            .all(|item| *item == YamlNode::Null || is_words(item)),
        YamlNode::Text(_) | YamlNode::Integer(_) | YamlNode::Float(_) => true,
    }
}

fn is_date(node: &YamlNode, context: FrontMatterContext<'_>) -> bool {
    matches!(node, YamlNode::Text(text) if parse_date(text, context.zone).is_ok())
}

fn is_sentence(node: &YamlNode) -> bool {
    matches!(node, YamlNode::Text(text) if !text.trim().is_empty() && !is_flag(node))
}

fn is_flag(node: &YamlNode) -> bool {
    match node {
        YamlNode::Flag(_) => true,
        YamlNode::Text(text) => text_values::flag(text).is_some(),
        _ => false,
    }
}

/// Returns the picture's file that a value names: a text, the first of a list, or in a table.
fn picture(node: &YamlNode) -> Option<&str> {
    const ENDINGS: [&str; 8] = [
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp",
    ];
    match node {
        YamlNode::Text(text) => {
            let file = text.trim();
            let is_own = !file.contains("//") && !file.contains(':');
            let lower = file.to_ascii_lowercase();
            (is_own && ENDINGS.iter().any(|ending| lower.ends_with(ending))).then_some(file)
        }
        YamlNode::List(items) => picture(items.first()?),
        YamlNode::Map(entries) => entries
            .iter()
            .find(|entry| matches!(entry.word().as_str(), "image" | "src" | "url" | "path"))
            .and_then(|entry| picture(&entry.value)),
        _ => None,
    }
}

/// Returns a rank: a whole number, or 1 for `true` and 0 for `false`.
fn rank(node: &YamlNode) -> Option<i64> {
    match node {
        YamlNode::Integer(number) => Some(*number),
        YamlNode::Flag(flag) => Some(i64::from(*flag)),
        YamlNode::Text(text) => text_values::flag(text)
            .map(i64::from)
            .or_else(|| text_values::number(text)),
        _ => None,
    }
}
