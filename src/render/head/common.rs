//! Head tags shared by many pages, each built once.

use std::sync::Arc;

use foldhash::HashMap;
use tera::Value;

use crate::content::{DocumentKind, SiteConfig};
use crate::render::view::{AlternateLink, MetaProperty, MetaTag, NamedLink, ToValue};
use crate::site::{CalendarPlace, FeedFormat, FeedPlace, Section, Site};
use crate::url::Url;

/// Entry of the breadcrumbs (当前位置), shared by the pages below it.
#[derive(Clone)]
pub(crate) struct Breadcrumb(Arc<(NamedLink, Value)>);

impl Breadcrumb {
    /// Returns the name and address.
    pub(crate) fn link(&self) -> &NamedLink {
        &self.0.0
    }

    /// Returns the template value.
    pub(super) fn value(&self) -> Value {
        self.0.1.clone()
    }
}

impl From<NamedLink> for Breadcrumb {
    fn from(link: NamedLink) -> Self {
        let value = link.to_value();
        Self(Arc::new((link, value)))
    }
}

/// Head values shared by the pages of a site.
pub(crate) struct SharedHead {
    /// Government meta tags of every page.
    pub(super) site: Vec<Value>,
    /// Source tag of content without a source of its own.
    pub(super) source: Option<Value>,
    /// `og:type` of a document.
    pub(super) article: Value,
    /// `og:type` of any other page.
    pub(super) website: Value,
    /// `og:site_name`.
    pub(super) site_name: Value,
    /// `og:locale`.
    pub(super) locale: Value,
    /// Home page, the first breadcrumb.
    pub(super) home: Breadcrumb,
    /// The site's own feed and calendar.
    pub(super) alternates: Vec<Value>,
    sections: HashMap<String, SectionHead>,
    column: ColumnTags,
}

/// Head values shared by the pages of a section.
struct SectionHead {
    step: Breadcrumb,
    column: ColumnTags,
    feed: Option<Value>,
}

/// Meta tags for the column of a page.
pub(super) struct ColumnTags {
    /// `ColumnName`.
    pub(super) name: Option<Value>,
    /// `ColumnType`.
    pub(super) kind: Option<Value>,
}

impl SharedHead {
    /// Builds the shared values of a site.
    pub(crate) fn new(site: &Site) -> Self {
        let config = &site.config;
        let root = Url::root();
        Self {
            site: of_site(config),
            source: config
                .owner
                .sponsor
                .as_deref()
                .and_then(|sponsor| meta("ContentSource", sponsor)),
            article: property("og:type", "article"),
            website: property("og:type", "website"),
            site_name: property("og:site_name", &config.title),
            locale: property("og:locale", &config.language.replace('-', "_")),
            home: NamedLink {
                name: "首页".to_owned(),
                href: Some(config.base.href(&root)),
            }
            .into(),
            alternates: alternates(
                config,
                site.feed_of(&root).map(|feed| &feed.place),
                site.calendar_of(&root).map(|calendar| &calendar.place),
            ),
            sections: site
                .sections
                .iter()
                .map(|(_, of)| (of.folder.clone(), of_section(site, of)))
                .collect(),
            column: ColumnTags {
                name: meta("ColumnName", &config.title),
                kind: column_type(None),
            },
        }
    }

    /// Returns the breadcrumb of a section.
    pub(crate) fn step(&self, section: &Section) -> Option<Breadcrumb> {
        self.sections.get(&section.folder).map(|of| of.step.clone())
    }

    /// Returns the column tags of a section, or the default ones.
    pub(super) fn column(&self, section: Option<&Section>) -> &ColumnTags {
        section
            .and_then(|section| self.sections.get(&section.folder))
            .map_or(&self.column, |of| &of.column)
    }

    /// Returns the feed of a section in the most widely supported format.
    pub(super) fn feed(&self, section: &Section) -> Option<Value> {
        self.sections.get(&section.folder)?.feed.clone()
    }
}

/// Returns the address of a section's page; `None` if the site omits them (`outputs:`).
pub(crate) fn href_of_section(config: &SiteConfig, section: &Section) -> Option<String> {
    let has_page = config.outputs.sections && !section.is_empty();
    has_page.then(|| config.base.href(&section.url))
}

fn of_site(config: &SiteConfig) -> Vec<Value> {
    let host = &config.host;
    let tags = [
        (
            "SiteName",
            Some(host.name.as_deref().unwrap_or(&config.title)),
        ),
        (
            "SiteDomain",
            Some(host.domain.as_deref().unwrap_or(config.base.host())),
        ),
        ("SiteIDCode", host.id_code.as_deref()),
    ];
    tags.into_iter()
        .filter_map(|(name, content)| meta(name, content?))
        .collect()
}

fn of_section(site: &Site, section: &Section) -> SectionHead {
    let config = &site.config;
    let is_top = section.folder.is_empty();
    let title = if is_top {
        &config.title
    } else {
        &section.title
    };
    let feed = site.feed_of(&section.url).filter(|_| !is_top);
    SectionHead {
        step: NamedLink {
            name: section.title.clone(),
            href: href_of_section(config, section),
        }
        .into(),
        column: ColumnTags {
            name: meta("ColumnName", title),
            kind: column_type(section.kind),
        },
        feed: feed.map(|feed| alternate(config, &feed.place, FeedFormat::Rss).to_value()),
    }
}

/// Returns the class of a column: the kind whose folder it is, 法治宣传 for the venues.
fn column_type(kind: Option<DocumentKind>) -> Option<Value> {
    meta("ColumnType", kind.map_or("法治宣传", DocumentKind::name))
}

/// Returns the links of a feed (every format) and of a calendar.
pub(super) fn alternates(
    config: &SiteConfig,
    feed: Option<&FeedPlace>,
    calendar: Option<&CalendarPlace>,
) -> Vec<Value> {
    let forms = feed
        .into_iter()
        .flat_map(|feed| FeedFormat::ALL.map(|form| alternate(config, feed, form)));
    let calendar = calendar.map(|calendar| AlternateLink {
        r#type: "text/calendar",
        title: format!("{}（日历）", calendar.name),
        href: config.base.href(&calendar.url()),
    });
    forms
        .chain(calendar)
        .map(|alternate| alternate.to_value())
        .collect()
}

fn alternate(config: &SiteConfig, feed: &FeedPlace, form: FeedFormat) -> AlternateLink {
    AlternateLink {
        r#type: form.media_type(),
        title: format!("{}（{}）", feed.name, form.name()),
        href: config.base.href(&feed.url(form)),
    }
}

/// Builds a government meta tag; `None` if the content is empty.
pub(super) fn meta(name: &'static str, content: &str) -> Option<Value> {
    let content = content.trim();
    (!content.is_empty()).then(|| MetaTag { name, content }.to_value())
}

/// Builds an Open Graph property.
pub(super) fn property(property: &'static str, content: &str) -> Value {
    MetaProperty { property, content }.to_value()
}
