//! Specification of a key that editors may write: one row of a table for the reader, hints, schemas
//! and the handbook.

use super::DocumentKind;
use super::suggest::nearest;

/// A key of front matter or of `site.yaml`.
#[derive(Clone, Copy, Debug)]
pub struct KeySpec {
    /// Canonical name: `title`.
    pub name: &'static str,
    /// Chinese name: 标题.
    pub alias: &'static str,
    /// Further names that the reader accepts.
    pub also: &'static [&'static str],
    /// Shape of the value.
    pub shape: ValueShape,
    /// Kinds of document besides articles that have the key; empty for all.
    pub kinds: &'static [DocumentKind],
    /// True if the key decides if, and where, a document is published; a broken value hides it.
    pub decides: bool,
    /// Description in Chinese.
    pub zh: &'static str,
    /// Description in English.
    pub en: &'static str,
}

/// Shape of a value.
#[derive(Clone, Copy, Debug)]
pub enum ValueShape {
    /// Line or block of text.
    Text,
    /// Yes or no: `true`, `false`, 是, 否.
    Flag,
    /// Whole number within bounds.
    Number(i64, i64),
    /// Date, with or without a time.
    Date,
    /// List of words, or one text separated by `，` or `、`.
    Words,
    /// Address or file, which `ValueReader::address` of the YAML reader parses.
    Address,
    /// List of addresses or files, or a single one.
    Addresses,
    /// Web address of the site, which `BaseUrl` validates.
    Base,
    /// Kind of document.
    Kind,
    /// Venues, by identifier or name.
    Venues,
    /// References to items of a plan.
    Plan,
    /// `true`, `false`, or a name.
    FlagOrText,
    /// One of some words.
    Choice(&'static [&'static str]),
    /// Free-form keys and values, which a theme may also use as addresses.
    Free,
    /// Free-form keys with texts.
    Texts,
    /// Names of channels, each with the keys of a table, or `false`.
    Channels(&'static [KeySpec]),
    /// Table with these keys.
    Table(&'static [KeySpec]),
    /// Text, or a table with these keys.
    TextOrTable(&'static [KeySpec]),
    /// Address or file, or a table with these keys.
    AddressOrTable(&'static [KeySpec]),
    /// List of tables.
    Tables(&'static [KeySpec]),
    /// List of texts or tables.
    TextsOrTables(&'static [KeySpec]),
    /// List of tables like the enclosing one.
    Same,
    /// List of tables that nest in themselves: entries of a menu.
    Menu(&'static [KeySpec]),
}

impl KeySpec {
    /// Creates a key that every kind may have.
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

    /// Restricts the key to some kinds.
    #[must_use]
    pub(crate) const fn for_kinds(mut self, kinds: &'static [DocumentKind]) -> Self {
        self.kinds = kinds;
        self
    }

    /// Marks the key as deciding if, and where, a document is published.
    #[must_use]
    pub(crate) const fn deciding(mut self) -> Self {
        self.decides = true;
        self
    }

    /// Adds further names.
    #[must_use]
    pub(crate) const fn also(mut self, names: &'static [&'static str]) -> Self {
        self.also = names;
        self
    }

    /// Returns true if the key is valid for a kind.
    pub fn is_of(&self, kind: DocumentKind) -> bool {
        kind == DocumentKind::Article || self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Returns true if a word is one of the names.
    pub fn is_called(&self, word: &str) -> bool {
        self.alias == word
            || self.name.eq_ignore_ascii_case(word)
            || self.also.iter().any(|name| name.eq_ignore_ascii_case(word))
    }

    /// Iterates over all names, the canonical one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.name, self.alias]
            .into_iter()
            .chain(self.also.iter().copied())
    }

    /// Returns true if the value may be emitted as an address: the reader validates it with
    /// [`classify`](crate::url::classify), or [`is_active`](crate::url::is_active) if free-form.
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

    /// Returns the keys of the nested table.
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

/// Returns the key that a word names.
pub(crate) fn find(keys: &'static [KeySpec], word: &str) -> Option<&'static KeySpec> {
    let word = word.trim();
    keys.iter().find(|key| key.is_called(word))
}

/// Returns the name that an editor probably meant by a word.
pub(crate) fn suggestion(keys: &'static [KeySpec], word: &str) -> Option<&'static str> {
    let word = word.trim();
    meant(keys, word).or_else(|| nearest(word, keys.iter().flat_map(KeySpec::names)))
}

/// Words of other systems, with the corresponding key of pufa.
const ELSEWHERE: [(&str, &[&str]); 10] = [
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
