//! Builds `page`: title, address, government meta tags, Open Graph.

mod common;

use tera::Value;

use crate::content::{Document, Moment, SiteConfig};
use crate::site::DocumentId;
use crate::url::Url;

use super::json_ld;
use super::recorder::DependencyTracker;
use super::view::{NamedLink, PageView, ToValue};
use common::{alternates, meta, property};

pub(crate) use common::{Breadcrumb, SharedHead, href_of_section};

/// Subject of a page; input for its head tags.
pub(crate) struct PageMeta<'a> {
    /// `home`, `section`, `document`, `list`, `terms`, `not_found`; `plan_item`, `plan_board`,
    /// `plan_unit`, `plan_units`, `plan_years`.
    pub r#type: &'static str,
    /// Text of its `<h1>`.
    pub heading: String,
    /// One or two sentences; the site's own description if empty.
    pub description: String,
    /// Address of the page.
    pub url: &'a Url,
    /// Folder of the section it belongs to.
    pub section: String,
    /// Breadcrumbs from the home page to the page, both excluded.
    pub trail: Vec<Breadcrumb>,
    /// Document that the page shows.
    pub document: Option<DocumentId>,
    /// Previous page of the list.
    pub previous: Option<String>,
    /// Next page of the list.
    pub next: Option<String>,
    /// First page of the list, whose feed this page shares.
    pub list: Option<Url>,
    /// JSON-LD blocks.
    pub json_ld: Vec<String>,
}

impl<'a> PageMeta<'a> {
    /// Creates the subject of a page outside any list, without a document.
    pub(crate) fn new(r#type: &'static str, heading: String, url: &'a Url) -> Self {
        Self {
            r#type,
            heading,
            description: String::new(),
            url,
            section: String::new(),
            trail: Vec::new(),
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
    let own_title =
        (subject.r#type != "home").then(|| [&subject.heading, " - ", &config.title].concat());
    let description = description(config, &subject);
    let image = subject.document.and_then(|id| image(reads, id));
    let way = way(common, &subject);
    subject
        .json_ld
        .extend(json_ld::breadcrumbs(config, &way, &canonical));
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
        r#type: subject.r#type,
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
        breadcrumbs: way.iter().map(Breadcrumb::value).collect::<Vec<_>>().into(),
        meta: head.meta().into(),
        open_graph: head.open_graph().into(),
        json_ld: &subject.json_ld,
        feeds: head.feeds().into(),
        noindex: subject.r#type == "not_found",
        previous: subject.previous.as_deref(),
        next: subject.next.as_deref(),
    };
    page.to_value()
}

/// Returns the breadcrumbs (当前位置) down to the page itself (without address); empty at home.
fn way(common: &SharedHead, subject: &PageMeta<'_>) -> Vec<Breadcrumb> {
    if subject.r#type == "home" {
        return Vec::new();
    }
    let here = NamedLink {
        name: subject.heading.clone(),
        href: None,
    };
    std::iter::once(&common.home)
        .chain(&subject.trail)
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
    match (subject.description.trim(), subject.r#type) {
        ("", "home") => of_site(),
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
        match (self.subject.r#type, self.document) {
            ("section" | "list" | "terms", _) => tags.extend(self.of_column()),
            ("document", Some(document)) => tags.extend(self.of_content(document)),
            (of_plans, _) if of_plans.starts_with("plan_") => tags.extend(self.of_column()),
            _ => {}
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
        let (feed, calendar) = (self.reads.feed_of(&root), self.reads.calendar_of(&root));
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
