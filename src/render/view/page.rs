//! What is the same for every page: title, address, meta tags.

use serde::Serialize;

use super::Link;
use super::value::view;

/// What every template gets as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// What it is: `home`, `section`, `document`, `list`, `terms`, `not_found`; `plan_item`,
    /// `plan_board`, `plan_unit`, `plan_units`, `plan_years`.
    pub r#type: String,
    /// The kind of its document, when it is one.
    pub kind: Option<String>,
    /// For `<title>`: the heading, then the site.
    pub title: String,
    /// For `<h1>`.
    pub heading: String,
    /// One or two sentences of plain text; never empty.
    pub description: String,
    /// Its own address, from the host's root.
    pub href: String,
    /// Its whole address.
    pub canonical: String,
    /// Its language tag.
    pub language: String,
    /// The section it belongs to, as its folder: `villages`; empty at the top.
    pub section: String,
    /// 当前位置: from the home page down; the last is the page itself, without address.
    pub breadcrumbs: Vec<Link>,
    /// The government meta tags (国办发〔2017〕47号, 附件2), none with an empty content.
    pub meta: Vec<Meta>,
    /// The Open Graph properties.
    pub open_graph: Vec<Property>,
    /// JSON-LD blocks, each safe within `<script type="application/ld+json">`.
    pub json_ld: Vec<String>,
    /// Whether search engines are asked to leave it out.
    pub noindex: bool,
    /// The feeds of the site and of this page, for `<link rel="alternate">`.
    pub feeds: Vec<Alternate>,
    /// The page before in its list, for `<link rel="prev">`.
    pub previous: Option<String>,
    /// The page after in its list, for `<link rel="next">`.
    pub next: Option<String>,
}

/// `<link rel="alternate" type title href>`.
#[derive(Clone, Debug, Serialize)]
pub struct Alternate {
    /// The media type: `application/rss+xml`.
    pub r#type: &'static str,
    /// The feed's name and form.
    pub title: String,
    /// Its address.
    pub href: String,
}

/// `<meta name content>`.
#[derive(Clone, Debug, Serialize)]
pub struct Meta {
    /// The name: `ArticleTitle`.
    pub name: &'static str,
    /// The content, not empty.
    pub content: String,
}

/// `<meta property content>`.
#[derive(Clone, Debug, Serialize)]
pub struct Property {
    /// The property: `og:title`.
    pub property: &'static str,
    /// The content, not empty.
    pub content: String,
}

view! {
    /// What `redirect.html` gets as `redirect`.
    pub struct RedirectView {
        /// The address of the page it leads to.
        pub href: String,
        /// Its whole address.
        pub canonical: String,
        /// Its title.
        pub title: String,
    }
}
