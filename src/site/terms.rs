//! Taxonomies (tags, kinds, years) and their terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt as _};

use crate::content::{DocumentKind, KINDS};
use crate::url::Url;

use super::address::AddressBuilder;
use super::{DocumentId, DocumentSet};

/// Term of a taxonomy and its documents, in list order.
#[derive(Clone, Debug)]
pub struct Term {
    /// Name: 宪法, 普法文章, 2026年.
    pub name: String,
    /// Address of the first page of its list.
    pub url: Url,
    /// Documents with the term.
    pub documents: Vec<DocumentId>,
}

/// Taxonomies of a site.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum Taxonomy {
    /// 标签.
    Tags,
    /// 类型.
    Kinds,
    /// 归档, by year.
    Archive,
}

impl Taxonomy {
    /// Returns the folder name in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Kinds => "kinds",
            Self::Archive => "archive",
        }
    }

    /// Returns the display name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tags => "标签",
            Self::Kinds => "分类",
            Self::Archive => "归档",
        }
    }

    /// Returns the address of the page that lists the terms.
    pub fn url(self) -> Url {
        Url::folder(self.id())
    }
}

/// Terms of a site.
#[derive(Clone, Debug, Default)]
pub struct TermIndex {
    /// Tags, those with the most documents first.
    pub tags: Vec<Term>,
    /// Kinds, in the order of the contract's table.
    pub kinds: Vec<Term>,
    /// Years, the newest first.
    pub years: Vec<Term>,
    tag_numbers: BTreeMap<String, usize>,
    /// Spellings found in documents, to avoid repeated case folding.
    spelled: Arc<HashMap<String, usize>>,
    kind_numbers: BTreeMap<DocumentKind, usize>,
}

impl TermIndex {
    /// Collects the terms of the visible documents.
    pub fn new(documents: &DocumentSet) -> Self {
        let (tags, spellings) = tags(documents);
        let tag_numbers: BTreeMap<String, usize> = tags
            .iter()
            .enumerate()
            .map(|(at, term)| (tag_key(&term.name), at))
            .collect();
        let spelled = spellings
            .into_iter()
            .filter_map(|(tag, key)| Some((tag, *tag_numbers.get(&key)?)));
        let spelled = Arc::new(spelled.collect());
        let (kinds, kind_numbers) = kinds(documents);
        Self {
            tags,
            kinds,
            years: years(documents),
            tag_numbers,
            spelled,
            kind_numbers,
        }
    }

    /// Returns the terms of a taxonomy.
    pub fn family(&self, family: Taxonomy) -> &[Term] {
        match family {
            Taxonomy::Tags => &self.tags,
            Taxonomy::Kinds => &self.kinds,
            Taxonomy::Archive => &self.years,
        }
    }

    /// Returns the term of a tag.
    pub fn tag(&self, name: &str) -> Option<&Term> {
        let at = self
            .spelled
            .get(name)
            .or_else(|| self.tag_numbers.get(&tag_key(name)));
        at.map(|&at| &self.tags[at])
    }

    /// Returns the term of a kind.
    pub fn kind(&self, kind: DocumentKind) -> Option<&Term> {
        self.kind_numbers.get(&kind).map(|&at| &self.kinds[at])
    }
}

/// Returns the key that spellings of one tag share, as their address does: case-folded, NFC. The
/// spelling of the newest document is shown.
fn tag_key(tag: &str) -> String {
    AddressBuilder::term(Taxonomy::Tags.id(), tag).key()
}

/// Returns the terms of tags, and the key of each spelling.
fn tags(documents: &DocumentSet) -> (Vec<Term>, Vec<(String, String)>) {
    let mut named: Vec<(String, &str, Vec<DocumentId>)> = Vec::new();
    // Each spelling is folded once, regardless of the number of documents.
    let (mut numbers, mut spelled) = (
        HashMap::<String, usize>::new(),
        HashMap::<&str, usize>::new(),
    );
    for &id in documents.list() {
        for tag in &documents.get(id).front_matter.tags {
            let at = *spelled.entry(tag).or_insert_with(|| {
                let key = tag_key(tag);
                *numbers.entry(key.clone()).or_insert_with(|| {
                    named.push((key, tag, Vec::new()));
                    named.len() - 1
                })
            });
            let bearers = &mut named[at].2;
            if bearers.last() != Some(&id) {
                bearers.push(id);
            }
        }
    }
    let spellings = spelled
        .into_iter()
        .map(|(tag, at)| (tag.to_owned(), named[at].0.clone()))
        .collect();
    named.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    let mut terms: Vec<Term> = named
        .into_iter()
        .map(|(_, name, documents)| Term {
            name: name.to_owned(),
            url: AddressBuilder::term(Taxonomy::Tags.id(), name),
            documents,
        })
        .collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.documents.len()));
    (terms, spellings)
}

fn kinds(documents: &DocumentSet) -> (Vec<Term>, BTreeMap<DocumentKind, usize>) {
    let mut terms = Vec::new();
    let mut numbers = BTreeMap::new();
    for facts in KINDS
        .iter()
        .filter(|facts| facts.kind != DocumentKind::Page)
    {
        let documents: Vec<DocumentId> = documents.of_kind(facts.kind).collect();
        if documents.is_empty() {
            continue;
        }
        numbers.insert(facts.kind, terms.len());
        let url = AddressBuilder::term(Taxonomy::Kinds.id(), facts.id);
        terms.push(Term {
            name: facts.name.to_owned(),
            url,
            documents,
        });
    }
    (terms, numbers)
}

fn years(documents: &DocumentSet) -> Vec<Term> {
    let mut years: BTreeMap<i16, Vec<DocumentId>> = BTreeMap::new();
    for &id in documents.list() {
        if let Some(when) = documents.date(id) {
            years.entry(when.civil.year()).or_default().push(id);
        }
    }
    years
        .into_iter()
        .rev()
        .map(|(year, documents)| Term {
            name: format!("{year}年"),
            url: AddressBuilder::term(Taxonomy::Archive.id(), &year.to_string()),
            documents,
        })
        .collect()
}
