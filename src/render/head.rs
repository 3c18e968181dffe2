//! Builds `page`: title, address, government meta tags, Open Graph.

mod common;

use tera::Value;

use crate::content::config::PageType;
use crate::content::{Document, Moment, SiteConfig};
use crate::site::DocumentId;
use crate::url::Url;

use super::dependency_tracker::DependencyTracker;
use super::json_ld;
use super::view::{NamedLink, PageView, ToValue};
use common::{alternates, meta, property};

pub(crate) use common::{Breadcrumb, SharedHead, href_of_section};

/// Facts about a page from which its head is built.
pub(crate) struct PageMeta<'a> {
    /// Page type.
    pub page_type: PageType,
    /// Text of its `<h1>`.
    pub heading: String,
    /// Description in a sentence or two; empty for the site's own.
    pub description: String,
    /// Address.
    pub url: &'a Url,
    /// Folder of the section it belongs to.
    pub section: String,
    /// Breadcrumbs from the home page, without the home page and the page itself.
    pub breadcrumbs: Vec<Breadcrumb>,
    /// Document that it shows.
    pub document: Option<DocumentId>,
    /// Address of the page before it in its list.
    pub previous: Option<String>,
    /// Address of the page after it.
    pub next: Option<String>,
    /// Page whose feed is also offered here: the first of its list.
    pub list: Option<Url>,
    /// JSON-LD of its contents.
    pub json_ld: Vec<String>,
}

impl<'a> PageMeta<'a> {
    /// Creates the facts of a page that is in no list and shows no document.
    pub(crate) fn new(page_type: PageType, heading: String, url: &'a Url) -> Self {
        Self {
            page_type,
            heading,
            description: String::new(),
            url,
            section: String::new(),
            breadcrumbs: Vec::new(),
            document: None,
            previous: None,
            next: None,
            list: None,
            json_ld: Vec::new(),
        }
    }
}

/// Builds the `page` value for templates.
pub(crate) fn page(
    reads: &DependencyTracker<'_>,
    common: &SharedHead,
    mut subject: PageMeta<'_>,
) -> Value {
    let config = reads.config();
    let document = subject.document.map(|id| reads.facts(id));
    let href = config.base.href(subject.url);
    let canonical = config.base.complete(&href);
    let own_title = (subject.page_type != PageType::Home)
        .then(|| [&subject.heading, " - ", &config.title].concat());
    let description = description(config, &subject);
    let image = subject.document.and_then(|id| image(reads, id));
    let breadcrumbs = breadcrumbs(common, &subject);
    subject
        .json_ld
        .extend(json_ld::breadcrumbs(config, &breadcrumbs, &canonical));
    let head = HeadTags {
        reads,
        common,
        config,
        document,
        subject: &subject,
        description: &description,
        canonical: &canonical,
        image: image.as_deref(),
    };
    let page = PageView {
        r#type: subject.page_type.facts().id,
        kind: document.map(|document| document.kind.id()),
        title: own_title.as_deref().unwrap_or(&config.title),
        heading: &subject.heading,
        description: &description,
        href: &href,
        canonical: &canonical,
        language: document
            .and_then(|document| document.front_matter.further.lang.as_deref())
            .unwrap_or(&config.language),
        section: &subject.section,
        breadcrumbs: breadcrumbs
            .iter()
            .map(Breadcrumb::value)
            .collect::<Vec<_>>()
            .into(),
        meta: head.meta().into(),
        open_graph: head.open_graph().into(),
        json_ld: &subject.json_ld,
        feeds: head.feeds().into(),
        noindex: subject.page_type == PageType::NotFound,
        previous: subject.previous.as_deref(),
        next: subject.next.as_deref(),
    };
    page.to_value()
}

/// 当前位置: from the home page down to the page itself, which has no address there; none on the home page.
fn breadcrumbs(common: &SharedHead, subject: &PageMeta<'_>) -> Vec<Breadcrumb> {
    if subject.page_type == PageType::Home {
        return Vec::new();
    }
    let here = NamedLink {
        name: subject.heading.clone(),
        href: None,
    };
    std::iter::once(&common.home)
        .chain(&subject.breadcrumbs)
        .cloned()
        .chain([here.into()])
        .collect()
}

fn description(config: &SiteConfig, subject: &PageMeta<'_>) -> String {
    let of_site = || {
        config
            .description
            .clone()
            .unwrap_or_else(|| config.title.clone())
    };
    match (subject.description.trim(), subject.page_type) {
        ("", PageType::Home) => of_site(),
        ("", _) => format!("{}：{}", config.title, subject.heading),
        (text, _) => one_spaced(text),
    }
}

/// Collapses each run of white space to one space.
fn one_spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// Returns the absolute address of a document's cover.
fn image(reads: &DependencyTracker<'_>, id: DocumentId) -> Option<String> {
    Some(
        reads
            .card(id)
            .0
            .get_from_path("cover.absolute")?
            .as_str()?
            .to_owned(),
    )
}

/// Inputs of the tag lists of a head.
struct HeadTags<'p, 's> {
    reads: &'p DependencyTracker<'s>,
    common: &'p SharedHead,
    config: &'s SiteConfig,
    document: Option<&'s Document>,
    subject: &'p PageMeta<'p>,
    description: &'p str,
    canonical: &'p str,
    image: Option<&'p str>,
}

impl HeadTags<'_, '_> {
    /// Returns the tags of 国办发〔2017〕47号 附件2 (all pages, columns, content), without empty ones.
    fn meta(&self) -> Vec<Value> {
        let mut tags = Vec::with_capacity(16);
        tags.extend_from_slice(&self.common.site);
        if let Some(document) = self.document {
            tags.extend(self.of_content(document));
        } else if self.subject.page_type.facts().is_column {
            tags.extend(self.of_column());
        }
        tags
    }

    fn of_column(&self) -> impl Iterator<Item = Value> {
        let heading = &self.subject.heading;
        let keywords: Vec<&str> = std::iter::once(heading)
            .chain(&self.config.keywords)
            .map(String::as_str)
            .collect();
        let column = self
            .common
            .column(self.reads.section_of(&self.subject.section));
        let tags = [
            meta("ColumnName", heading),
            meta("ColumnDescription", self.description),
            meta("ColumnKeywords", &keywords.join(",")),
            column.kind.clone(),
        ];
        tags.into_iter().flatten()
    }

    fn of_content(&self, document: &Document) -> impl Iterator<Item = Value> {
        let head = &document.front_matter;
        let column = self.common.column(self.reads.section_of(&document.section));
        let published = document.published().map(super::date_format::minute);
        let source = head.source.as_deref();
        let author = head.author.as_deref().or(head.editor.as_deref());
        let tags = [
            column.name.clone(),
            column.kind.clone(),
            meta("ArticleTitle", &document.title),
            published.and_then(|published| meta("PubDate", &published)),
            source.map_or_else(
                || self.common.source.clone(),
                |source| meta("ContentSource", source),
            ),
            meta("Keywords", &head.tags.join(",")),
            author.and_then(|author| meta("Author", author)),
            meta("Description", self.description),
            self.image.and_then(|image| meta("Image", image)),
            meta("Url", self.canonical),
        ];
        tags.into_iter().flatten()
    }

    fn open_graph(&self) -> Vec<Value> {
        let common = self.common;
        let kind = if self.document.is_some() {
            &common.article
        } else {
            &common.website
        };
        let time = |when: Moment| super::date_format::iso(when, &self.config.zone);
        let published = self.document.and_then(Document::published).map(time);
        let modified = self
            .document
            .and_then(|document| document.front_matter.updated)
            .map(time);
        let all = [
            Some(kind.clone()),
            Some(common.site_name.clone()),
            Some(property("og:title", &self.subject.heading)),
            Some(property("og:description", self.description)),
            Some(property("og:url", self.canonical)),
            Some(common.locale.clone()),
            self.image.map(|image| property("og:image", image)),
            published.map(|time| property("article:published_time", &time)),
            modified.map(|time| property("article:modified_time", &time)),
        ];
        let mut present = Vec::with_capacity(all.len());
        present.extend(all.into_iter().flatten());
        present
    }

    /// Returns the feeds (every format) and calendar of the site, then of the page's list, then the
    /// section's feed in the most widely supported format only: one line suffices for discovery.
    fn feeds(&self) -> Vec<Value> {
        let root = Url::root();
        let mut all = Vec::with_capacity(8);
        let feed = self.reads.feed_of(&root);
        let calendar = self.reads.calendar_of(&root);
        if feed.is_some() || calendar.is_some() {
            all.extend_from_slice(&self.common.alternates);
        }
        if let Some(list) = self.subject.list.as_ref().filter(|list| **list != root) {
            all.extend(alternates(
                self.config,
                self.reads.feed_of(list),
                self.reads.calendar_of(list),
            ));
        }
        let section = self
            .document
            .and_then(|document| self.reads.section_of(&document.section));
        if let Some(section) = section.filter(|section| !section.folder.is_empty()) {
            all.extend(
                self.reads
                    .feed_of(&section.url)
                    .and_then(|_| self.common.feed(section)),
            );
        }
        all
    }
}
