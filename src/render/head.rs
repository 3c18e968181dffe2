//! `page`: title, address, government meta tags, Open Graph.

use crate::content::{Document, SiteConfig};
use crate::site::{DocumentId, FeedForm};
use crate::url::Url;

use super::json_ld;
use super::recorder::Recorder;
use super::view::{Alternate, Link, Meta, PageView, Property};

/// What a page is about, before its head is made.
pub(crate) struct Subject<'a> {
    /// `home`, `section`, `document`, `list`, `terms`, `not_found`; `plan_item`, `plan_board`,
    /// `plan_unit`, `plan_units`, `plan_years`.
    pub r#type: &'static str,
    /// The text of its `<h1>`.
    pub heading: String,
    /// A sentence or two; the site's own when empty.
    pub description: String,
    /// Its address.
    pub url: &'a Url,
    /// The folder of the section it belongs to.
    pub section: String,
    /// The way to it from the home page, without the home page and itself.
    pub trail: Vec<Link>,
    /// The document that it shows.
    pub document: Option<DocumentId>,
    /// The page before in its list.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The page whose feed is this page's too: the first of its list.
    pub list: Option<Url>,
    /// JSON-LD of what it shows.
    pub json_ld: Vec<String>,
}

impl<'a> Subject<'a> {
    /// A page that stands in no list and shows no document.
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

/// The head of a page.
pub(crate) fn page_view(reads: &Recorder<'_>, subject: Subject<'_>) -> PageView {
    let config = reads.config();
    let document = subject.document.map(|id| reads.facts(id));
    let canonical = config.base.absolute(subject.url);
    let is_home = subject.r#type == "home";
    let title =
        if is_home { config.title.clone() } else { format!("{} - {}", subject.heading, config.title) };
    let description = description(config, &subject);
    let breadcrumbs = breadcrumbs(config, &subject);
    let mut feeds = feeds(reads, subject.list.as_ref());
    feeds.extend(document.and_then(|document| feed_of_section(reads, document)));
    let mut json_ld = subject.json_ld;
    json_ld.extend(json_ld::breadcrumbs(config, &breadcrumbs, &canonical));
    let meta = MetaTags { reads, config, document, id: subject.document, canonical: &canonical };
    PageView {
        r#type: subject.r#type.to_owned(),
        kind: document.map(|document| document.kind.id().to_owned()),
        meta: meta.all(subject.r#type, &subject.heading, &subject.section, &description),
        open_graph: open_graph(config, document, &subject.heading, &description, &canonical, meta.image()),
        title,
        heading: subject.heading,
        description,
        href: config.base.href(subject.url),
        canonical,
        language: document
            .and_then(|document| document.front_matter.further.language.clone())
            .unwrap_or_else(|| config.language.clone()),
        section: subject.section,
        breadcrumbs,
        json_ld,
        feeds,
        noindex: subject.r#type == "not_found",
        previous: subject.previous,
        next: subject.next,
    }
}

/// The feed of the section in which a document stands, in the form that every reader knows: one line is enough for
/// readers to find it, and all documents bear it.
fn feed_of_section(reads: &Recorder<'_>, document: &Document) -> Option<Alternate> {
    let section = reads.section_of(&document.section).filter(|section| !section.folder.is_empty())?;
    let feed = reads.feed_of(&section.url)?;
    Some(Alternate {
        r#type: FeedForm::Rss.media_type(),
        title: format!("{}（{}）", feed.name, FeedForm::Rss.name()),
        href: reads.config().base.href(&feed.url(FeedForm::Rss)),
    })
}

/// The site's feed in every form and its calendar, then the page's own.
fn feeds(reads: &Recorder<'_>, page: Option<&Url>) -> Vec<Alternate> {
    let base = &reads.config().base;
    let root = Url::root();
    let pages = std::iter::once(&root).chain(page.filter(|page| **page != root));
    let alternates = pages.flat_map(|page| {
        let feed = reads.feed_of(page).into_iter().flat_map(|feed| {
            FeedForm::ALL.map(|form| Alternate {
                r#type: form.media_type(),
                title: format!("{}（{}）", feed.name, form.name()),
                href: base.href(&feed.url(form)),
            })
        });
        let calendar = reads.calendar_of(page).map(|calendar| Alternate {
            r#type: "text/calendar",
            title: format!("{}（日历）", calendar.name),
            href: base.href(&calendar.url()),
        });
        feed.chain(calendar)
    });
    alternates.collect()
}

fn description(config: &SiteConfig, subject: &Subject<'_>) -> String {
    let of_site = || config.description.clone().unwrap_or_else(|| config.title.clone());
    match (subject.description.trim(), subject.r#type) {
        ("", "home") => of_site(),
        ("", _) => format!("{}：{}", config.title, subject.heading),
        (text, _) => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

fn breadcrumbs(config: &SiteConfig, subject: &Subject<'_>) -> Vec<Link> {
    if subject.r#type == "home" {
        return Vec::new();
    }
    let home = Link { name: "首页".to_owned(), href: Some(config.base.href(&Url::root())) };
    let here = Link { name: subject.heading.clone(), href: None };
    std::iter::once(home).chain(subject.trail.iter().cloned()).chain([here]).collect()
}

struct MetaTags<'r, 's> {
    reads: &'r Recorder<'s>,
    config: &'s SiteConfig,
    document: Option<&'s Document>,
    id: Option<DocumentId>,
    canonical: &'r str,
}

impl MetaTags<'_, '_> {
    /// The tags of 国办发〔2017〕47号 附件2: on every page, on columns, on content; none is empty.
    fn all(&self, r#type: &str, heading: &str, section: &str, description: &str) -> Vec<Meta> {
        let mut tags = self.of_site();
        match (r#type, self.document) {
            ("section" | "list" | "terms", _) => tags.extend(self.of_column(heading, section, description)),
            ("document", Some(document)) => tags.extend(self.of_content(document, description)),
            (of_plans, _) if of_plans.starts_with("plan_") => {
                tags.extend(self.of_column(heading, section, description));
            }
            _ => {}
        }
        tags.into_iter()
            .filter_map(|(name, content)| {
                let content = content?.trim().to_owned();
                (!content.is_empty()).then_some(Meta { name, content })
            })
            .collect()
    }

    fn of_site(&self) -> Vec<(&'static str, Option<String>)> {
        let host = &self.config.host;
        vec![
            ("SiteName", host.name.clone().or_else(|| Some(self.config.title.clone()))),
            ("SiteDomain", host.domain.clone().or_else(|| Some(self.config.base.host().to_owned()))),
            ("SiteIDCode", host.id_code.clone()),
        ]
    }

    fn of_column(&self, heading: &str, section: &str, about: &str) -> Vec<(&'static str, Option<String>)> {
        let keywords: Vec<&str> =
            std::iter::once(heading).chain(self.config.keywords.iter().map(String::as_str)).collect();
        vec![
            ("ColumnName", Some(heading.to_owned())),
            ("ColumnDescription", Some(about.to_owned())),
            ("ColumnKeywords", Some(keywords.join(","))),
            ("ColumnType", Some(self.column_type(section))),
        ]
    }

    fn of_content(&self, document: &Document, about: &str) -> Vec<(&'static str, Option<String>)> {
        let head = &document.front_matter;
        let column = self.reads.section_of(&document.section).filter(|section| !section.folder.is_empty());
        let published = document.published().map(|when| when.civil.strftime("%Y-%m-%d %H:%M").to_string());
        vec![
            ("ColumnName", Some(column.map_or_else(|| self.config.title.clone(), |of| of.title.clone()))),
            ("ColumnType", Some(self.column_type(&document.section))),
            ("ArticleTitle", Some(document.title.clone())),
            ("PubDate", published),
            ("ContentSource", head.source.clone().or_else(|| self.config.owner.sponsor.clone())),
            ("Keywords", Some(head.tags.join(","))),
            ("Author", head.author.clone().or_else(|| head.editor.clone())),
            ("Description", Some(about.to_owned())),
            ("Image", self.image()),
            ("Url", Some(self.canonical.to_owned())),
        ]
    }

    /// The class of a column: the kind whose folder it is, 法治宣传 for the venues.
    fn column_type(&self, folder: &str) -> String {
        let kind = self.reads.section_of(folder).and_then(|section| section.kind);
        kind.map_or("法治宣传", crate::content::Kind::name).to_owned()
    }

    fn image(&self) -> Option<String> {
        let card = self.reads.card(self.id?);
        Some(card.0.get_from_path("cover.absolute")?.as_str()?.to_owned())
    }
}

fn open_graph(
    config: &SiteConfig,
    document: Option<&Document>,
    heading: &str,
    description: &str,
    canonical: &str,
    image: Option<String>,
) -> Vec<Property> {
    let time = |when: crate::content::When| super::day::iso(when, &config.zone);
    let kind = if document.is_some() { "article" } else { "website" };
    let all = [
        ("og:type", Some(kind.to_owned())),
        ("og:site_name", Some(config.title.clone())),
        ("og:title", Some(heading.to_owned())),
        ("og:description", Some(description.to_owned())),
        ("og:url", Some(canonical.to_owned())),
        ("og:locale", Some(config.language.replace('-', "_"))),
        ("og:image", image),
        ("article:published_time", document.and_then(Document::published).map(time)),
        ("article:modified_time", document.and_then(|document| document.front_matter.updated).map(time)),
    ];
    all.into_iter().filter_map(|(property, content)| Some(Property { property, content: content? })).collect()
}
