//! What is the same for every page: title, address, meta tags.

use serde::Serialize;
use tera::Value;

/// What every template gets as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView<'p> {
    /// What it is: `home`, `section`, `document`, `list`, `terms`, `not_found`; `plan_item`,
    /// `plan_board`, `plan_unit`, `plan_units`, `plan_years`.
    pub r#type: &'static str,
    /// The kind of its document, when it is one.
    pub kind: Option<&'static str>,
    /// For `<title>`: the heading, then the site.
    pub title: &'p str,
    /// For `<h1>`.
    pub heading: &'p str,
    /// One or two sentences of plain text; never empty.
    pub description: &'p str,
    /// Its own address, from the host's root.
    pub href: &'p str,
    /// Its whole address.
    pub canonical: &'p str,
    /// Its language tag.
    pub language: &'p str,
    /// The section it belongs to, as its folder: `villages`; empty at the top.
    pub section: &'p str,
    /// 当前位置: [`Link`](super::Link)s from the home page down; the last is the page itself, without address.
    pub breadcrumbs: Value,
    /// The government meta tags (国办发〔2017〕47号, 附件2), as [`Meta`].
    pub meta: Value,
    /// The Open Graph properties, as [`Property`].
    pub open_graph: Value,
    /// JSON-LD blocks, each safe within `<script type="application/ld+json">`.
    pub json_ld: &'p [String],
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// The feeds of the site and of this page, for `<link rel="alternate">`, as [`Alternate`].
    pub feeds: Value,
    /// The page before in its list, for `<link rel="prev">`.
    pub previous: Option<&'p str>,
    /// The page after in its list, for `<link rel="next">`.
    pub next: Option<&'p str>,
}

/// `<link rel="alternate" type title href>`.
#[derive(Clone, Debug, Serialize)]
pub struct AlternateLink {
    /// The media type: `application/rss+xml`.
    pub r#type: &'static str,
    /// The feed's name and form.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// `<meta name content>`.
#[derive(Clone, Debug, Serialize)]
pub struct MetaTag<'p> {
    /// The name: `ArticleTitle`.
    pub name: &'static str,
    /// The content, not empty.
    pub content: &'p str,
}

/// `<meta property content>`.
#[derive(Clone, Debug, Serialize)]
pub struct MetaProperty<'p> {
    /// The property: `og:title`.
    pub property: &'static str,
    /// The content, not empty.
    pub content: &'p str,
}
