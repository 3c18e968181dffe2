//! A key that editors may write: one row of a table that reading, advice, schemas and the
//! handbook share.

use super::DocumentKind;
use super::suggest::nearest;

/// A key of front matter or of `site.yaml`.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    /// Its canonical name: `title`.
    pub name: &'static str,
    /// Its Chinese name: 标题.
    pub alias: &'static str,
    /// Other names that are read too.
    pub also: &'static [&'static str],
    /// What is written after it.
    pub shape: ValueShape,
    /// The kinds of document that it belongs to, beside an article; empty when to every kind.
    pub kinds: &'static [DocumentKind],
    /// Whether it decides if, and where, the public sees the document: one that cannot be read hides it.
    pub decides: bool,
    /// What it says, in Chinese.
    pub zh: &'static str,
    /// What it says, in English.
    pub en: &'static str,
}

/// What is written after a key.
#[derive(Clone, Copy, Debug)]
pub enum ValueShape {
    /// A line or a block of text.
    Text,
    /// Yes or no: `true`, `false`, 是, 否.
    Flag,
    /// A whole number within bounds.
    Number(i64, i64),
    /// A date, or a date and a time.
    Date,
    /// A list of words, or one text that `，` or `、` parts.
    Words,
    /// An address or a file: `Reader::address` of the YAML reader reads it.
    Address,
    /// A list of addresses or files, or one.
    Addresses,
    /// The web address of the site, which [`Base`](crate::url::Base) judges.
    Base,
    /// A kind of document.
    Kind,
    /// Venues, by identifier or name.
    Venues,
    /// References to items of a plan.
    Plan,
    /// Yes, or a name.
    FlagOrText,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Keys with values, free: what a theme may use as an address too.
    Free,
    /// Keys with texts, free.
    Texts,
    /// Names of channels, each with keys of a table, or no.
    Channels(&'static [KeySpec]),
    /// Keys of a table.
    Table(&'static [KeySpec]),
    /// A text, or keys of a table.
    TextOrTable(&'static [KeySpec]),
    /// An address or a file, or keys of a table.
    AddressOrTable(&'static [KeySpec]),
    /// A list of tables.
    Tables(&'static [KeySpec]),
    /// A list of texts or tables.
    TextsOrTables(&'static [KeySpec]),
    /// A list of tables of the sort that it stands in.
    Same,
    /// A list of tables that nest in themselves: the entries of a menu.
    Menu(&'static [KeySpec]),
}

impl KeySpec {
    /// A key that every kind may have.
    pub(crate) const fn new(
        name: &'static str,
        alias: &'static str,
        shape: ValueShape,
        zh: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            name,
            alias,
            also: &[],
            shape,
            kinds: &[],
            decides: false,
            zh,
            en,
        }
    }

    /// The same key for some kinds only.
    #[must_use]
    pub(crate) const fn for_kinds(mut self, kinds: &'static [DocumentKind]) -> Self {
        self.kinds = kinds;
        self
    }

    /// The same key, on which it depends whether and where the public sees a document.
    #[must_use]
    pub(crate) const fn deciding(mut self) -> Self {
        self.decides = true;
        self
    }

    /// The same key with more names.
    #[must_use]
    pub(crate) const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// Whether it belongs to a kind.
    pub fn is_of(&self, kind: DocumentKind) -> bool {
        kind == DocumentKind::Article || self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether a word is one of its names.
    pub fn is_called(&self, word: &str) -> bool {
        self.alias == word
            || self.name.eq_ignore_ascii_case(word)
            || self.also.iter().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Every name of it, the canonical one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.name, self.alias]
            .into_iter()
            .chain(self.also.iter().copied())
    }

    /// Whether what is written after it may reach an output as an address: no such value gets past reading
    /// without [`classify`](crate::url::classify), or [`is_active`](crate::url::is_active) where it is free.
    pub fn holds_address(&self) -> bool {
        matches!(
            self.shape,
            ValueShape::Address
                | ValueShape::Addresses
                | ValueShape::AddressOrTable(_)
                | ValueShape::Base
                | ValueShape::Free
        )
    }

    /// The table under it.
    pub fn table(&self) -> &'static [KeySpec] {
        match self.shape {
            ValueShape::Table(keys)
            | ValueShape::Channels(keys)
            | ValueShape::TextOrTable(keys)
            | ValueShape::AddressOrTable(keys)
            | ValueShape::Tables(keys)
            | ValueShape::TextsOrTables(keys)
            | ValueShape::Menu(keys) => keys,
            _ => &[],
        }
    }
}

/// The key that a word names.
pub(crate) fn find(keys: &'static [KeySpec], word: &str) -> Option<&'static KeySpec> {
    let word = word.trim();
    keys.iter().find(|key| key.is_called(word))
}

/// The name that an editor probably meant by a word.
pub(crate) fn suggestion(keys: &'static [KeySpec], word: &str) -> Option<&'static str> {
    let word = word.trim();
    meant(keys, word).or_else(|| nearest(word, keys.iter().flat_map(KeySpec::names)))
}

/// Words of other systems, and the key that pufa has for them.
const ELSEWHERE: [(&str, &[&str]); 12] = [
    ("tags", &["关键词", "关键字", "keywords", "labels"]),
    (
        "date",
        &["发布日期", "发布时间", "时间", "pubdate", "created"],
    ),
    (
        "updated",
        &["修改日期", "更新时间", "更新日期", "lastmod", "modified"],
    ),
    (
        "summary",
        &["描述", "简介", "导语", "description", "excerpt"],
    ),
    ("cover", &["图片", "题图", "封面图", "image", "thumbnail"]),
    ("slug", &["网址", "链接", "permalink", "url"]),
    (
        "kind",
        &["分类", "栏目", "类别", "category", "categories", "type"],
    ),
    ("reviewer", &["审核人", "审核人员", "审校"]),
    ("editor", &["责任编辑", "责编", "编辑人"]),
    (
        "publisher",
        &["发布机构", "发文单位", "发文机关", "发布机关"],
    ),
    ("base_url", &["网站地址", "url", "baseurl", "domain"]),
    ("owner", &["单位", "主办"]),
];

fn meant(keys: &'static [KeySpec], word: &str) -> Option<&'static str> {
    let named = |(name, words): &(&'static str, &[&str])| {
        words
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
            .then_some(*name)
    };
    ELSEWHERE
        .iter()
        .filter_map(named)
        .find_map(|name| keys.iter().find(|key| key.name == name))
        .map(|key| if word.is_ascii() { key.name } else { key.alias })
}
