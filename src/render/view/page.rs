//! Template view of the values that every page has: title, address, meta tags.

use serde::Serialize;
use tera::Value;

/// Value `page` of every template.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PageView<'p> {
    /// Page type: `home`, `section`, `document`, `list`, `terms`, `not_found`; `plan_item`,
    /// `plan_board`, `plan_unit`, `plan_units`, `plan_years`.
    pub r#type: &'static str,
    /// Kind of its document, if it shows one.
    pub kind: Option<&'static str>,
    /// For `<title>`: the heading, then the site.
    pub title: &'p str,
    /// For `<h1>`.
    pub heading: &'p str,
    /// One or two sentences of plain text; never empty.
    pub description: &'p str,
    /// Address from the host's root.
    pub href: &'p str,
    /// Absolute address.
    pub canonical: &'p str,
    /// Language tag.
    pub language: &'p str,
    /// Folder of its section: `villages`; empty at the top.
    pub section: &'p str,
    /// Breadcrumbs (当前位置), [`NamedLink`](super::NamedLink)s; the last, the page, has no address.
    pub breadcrumbs: Value,
    /// Government meta tags (国办发〔2017〕47号, 附件2), as [`MetaTag`].
    pub meta: Value,
    /// Open Graph properties, as [`MetaProperty`].
    pub open_graph: Value,
    /// JSON-LD blocks, each safe within `<script type="application/ld+json">`.
    pub json_ld: &'p [String],
    /// True if search engines shall not index it.
    pub noindex: bool,
    /// Feeds of the site and of this page, for `<link rel="alternate">`, as [`AlternateLink`].
    pub feeds: Value,
    /// Previous page of its list, for `<link rel="prev">`.
    pub previous: Option<&'p str>,
    /// Next page of its list, for `<link rel="next">`.
    pub next: Option<&'p str>,
}

/// `<link rel="alternate" type title href>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AlternateLink {
    /// Media type: `application/rss+xml`.
    pub r#type: &'static str,
    /// Name and format of the feed.
    pub title: String,
    /// Address.
    pub href: String,
}

/// `<meta name content>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MetaTag<'p> {
    /// The name: `ArticleTitle`.
    pub name: &'static str,
    /// The content, not empty.
    pub content: &'p str,
}

/// `<meta property content>`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct MetaProperty<'p> {
    /// The property: `og:title`.
    pub property: &'static str,
    /// The content, not empty.
    pub content: &'p str,
}
