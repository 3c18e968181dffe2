//! JSON-LD (schema.org) for the content of a page.

use std::borrow::Cow;

use serde::Serialize;

use crate::content::{Document, DocumentKind, SiteConfig};

use super::date_format::iso;
use super::head::Breadcrumb;

/// Builds a `BreadcrumbList`; `None` on the home page.
pub(crate) fn breadcrumbs(
    config: &SiteConfig,
    way: &[Breadcrumb],
    canonical: &str,
) -> Option<String> {
    if way.is_empty() {
        return None;
    }
    let items = way
        .iter()
        .map(Breadcrumb::link)
        .enumerate()
        .map(|(at, link)| ListItem {
            r#type: "ListItem",
            position: at + 1,
            name: &link.name,
            item: link
                .href
                .as_ref()
                .map_or(canonical.into(), |href| config.base.complete(href).into()),
        });
    let items = items.collect();
    Some(block(&BreadcrumbList {
        context: CONTEXT,
        r#type: "BreadcrumbList",
        items,
    }))
}

/// Builds a `WebSite`, for the home page.
pub(crate) fn web_site(config: &SiteConfig, canonical: &str) -> String {
    block(&WebSite {
        context: CONTEXT,
        r#type: "WebSite",
        name: &config.title,
        url: canonical,
        description: config.description.as_deref(),
        language: &config.language,
        publisher: NamedParty::organization(config, None),
    })
}

/// Builds `Article`, `Event`, `FAQPage` or `Legislation` by kind; `None` for a plain page.
pub(crate) fn document(
    config: &SiteConfig,
    document: &Document,
    canonical: &str,
    about: &str,
    image: Option<&str>,
    body: &str,
) -> Option<String> {
    let specific = match document.kind {
        DocumentKind::Page => return None,
        DocumentKind::Event | DocumentKind::Campaign => event(config, document),
        DocumentKind::Qa => question(document, body),
        DocumentKind::Law => legislation(config, document),
        _ => article(config, document),
    };
    Some(block(&CreativeWork {
        context: CONTEXT,
        url: canonical,
        name: &document.title,
        description: Some(about).filter(|about| !about.is_empty()),
        image,
        language: document
            .front_matter
            .further
            .lang
            .as_ref()
            .unwrap_or(&config.language),
        specific,
    }))
}

const CONTEXT: &str = "https://schema.org";

fn article<'d>(config: &'d SiteConfig, document: &'d Document) -> WorkDetails<'d> {
    let head = &document.front_matter;
    WorkDetails::Article {
        headline: &document.title,
        published: document.published().map(|when| iso(when, &config.zone)),
        modified: head.updated.map(|when| iso(when, &config.zone)),
        author: head.author.as_deref().map_or_else(
            || NamedParty::organization(config, head.source.as_deref()),
            |name| NamedParty {
                r#type: "Person",
                name,
            },
        ),
        publisher: NamedParty::organization(config, head.publisher.as_deref()),
        keywords: &head.tags,
    }
}

fn event<'d>(config: &'d SiteConfig, document: &'d Document) -> WorkDetails<'d> {
    let head = &document.front_matter;
    WorkDetails::Event {
        start: head.further.start.map(|when| iso(when, &config.zone)),
        end: head.further.end.map(|when| iso(when, &config.zone)),
        status: "https://schema.org/EventScheduled",
        location: head.further.place.as_deref().map(|place| EventPlace {
            r#type: "Place",
            name: place,
            address: place,
        }),
        organizer: NamedParty::organization(config, head.further.organizer.as_deref()),
    }
}

fn question<'d>(document: &'d Document, body: &'d str) -> WorkDetails<'d> {
    let name = document
        .front_matter
        .further
        .question
        .as_ref()
        .unwrap_or(&document.title);
    let accepted = FaqAnswer {
        r#type: "Answer",
        text: body,
    };
    WorkDetails::FaqPage {
        questions: [FaqQuestion {
            r#type: "Question",
            name,
            accepted,
        }],
    }
}

fn legislation<'d>(config: &SiteConfig, document: &'d Document) -> WorkDetails<'d> {
    let head = &document.front_matter;
    WorkDetails::Legislation {
        identifier: head.further.document_number.as_deref(),
        version: head.further.effective.map(|when| iso(when, &config.zone)),
        published: head.date.known().map(|when| iso(when, &config.zone)),
    }
}

/// Serializes JSON for a `<script>`: nothing in it ends the element or opens a comment.
fn block(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    if json.contains('<') {
        json.replace('<', "\\u003c")
    } else {
        json
    }
}

#[derive(Serialize)]
struct BreadcrumbList<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    r#type: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<ListItem<'d>>,
}

#[derive(Serialize)]
struct ListItem<'d> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    position: usize,
    name: &'d str,
    item: Cow<'d, str>,
}

#[derive(Serialize)]
struct WebSite<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'d str,
    url: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'d str>,
    #[serde(rename = "inLanguage")]
    language: &'d str,
    publisher: NamedParty<'d>,
}

/// Properties common to all kinds of document, followed by those of its own kind.
#[derive(Serialize)]
struct CreativeWork<'d> {
    #[serde(rename = "@context")]
    context: &'static str,
    url: &'d str,
    name: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'d str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'d str>,
    #[serde(rename = "inLanguage")]
    language: &'d str,
    #[serde(flatten)]
    specific: WorkDetails<'d>,
}

#[derive(Serialize)]
#[serde(tag = "@type")]
enum WorkDetails<'d> {
    Article {
        headline: &'d str,
        #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
        published: Option<String>,
        #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
        modified: Option<String>,
        author: NamedParty<'d>,
        publisher: NamedParty<'d>,
        #[serde(skip_serializing_if = "<[String]>::is_empty")]
        keywords: &'d [String],
    },
    Event {
        #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
        end: Option<String>,
        #[serde(rename = "eventStatus")]
        status: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        location: Option<EventPlace<'d>>,
        organizer: NamedParty<'d>,
    },
    #[serde(rename = "FAQPage")]
    FaqPage {
        #[serde(rename = "mainEntity")]
        questions: [FaqQuestion<'d>; 1],
    },
    Legislation {
        #[serde(
            rename = "legislationIdentifier",
            skip_serializing_if = "Option::is_none"
        )]
        identifier: Option<&'d str>,
        #[serde(
            rename = "legislationDateVersion",
            skip_serializing_if = "Option::is_none"
        )]
        version: Option<String>,
        #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
        published: Option<String>,
    },
}

/// Person or organization.
#[derive(Serialize)]
struct NamedParty<'d> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'d str,
}

impl<'d> NamedParty<'d> {
    fn organization(config: &'d SiteConfig, name: Option<&'d str>) -> Self {
        let name = name
            .or(config.owner.sponsor.as_deref())
            .unwrap_or(&config.title);
        Self {
            r#type: "GovernmentOrganization",
            name,
        }
    }
}

#[derive(Serialize)]
struct EventPlace<'d> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'d str,
    address: &'d str,
}

#[derive(Serialize)]
struct FaqQuestion<'d> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    name: &'d str,
    #[serde(rename = "acceptedAnswer")]
    accepted: FaqAnswer<'d>,
}

#[derive(Serialize)]
struct FaqAnswer<'d> {
    #[serde(rename = "@type")]
    r#type: &'static str,
    text: &'d str,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = block(&json!({"name": "</script><!--"}));
        assert_eq!(text, r#"{"name":"\u003c/script>\u003c!--"}"#);
    }
}
