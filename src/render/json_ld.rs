//! JSON-LD (schema.org) of what a page shows.

use serde_json::{Value, json};

use crate::content::{Document, Kind, SiteConfig};

use super::day::iso;
use super::view::Link;

/// `BreadcrumbList`; nothing on the home page.
pub(crate) fn breadcrumbs(config: &SiteConfig, trail: &[Link], canonical: &str) -> Option<String> {
    if trail.is_empty() {
        return None;
    }
    let item = |(at, link): (usize, &Link)| {
        let href = link.href.as_ref().map_or_else(|| canonical.to_owned(), |href| config.base.complete(href));
        json!({"@type": "ListItem", "position": at + 1, "name": link.name, "item": href})
    };
    let items: Vec<Value> = trail.iter().enumerate().map(item).collect();
    Some(block(&json!({"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items})))
}

/// `WebSite`, for the home page.
pub(crate) fn web_site(config: &SiteConfig, canonical: &str) -> String {
    let site = json!({
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": config.title,
        "url": canonical,
        "description": config.description,
        "inLanguage": config.language,
        "publisher": organization(config, None),
    });
    block(&without_nulls(site))
}

/// `Article`, `Event`, `FAQPage` or `Legislation`, as the document's kind is; nothing for a plain page.
pub(crate) fn document(
    config: &SiteConfig,
    document: &Document,
    canonical: &str,
    about: &str,
    image: Option<&str>,
    body: &str,
) -> Option<String> {
    let specific = match document.kind {
        Kind::Page => return None,
        Kind::Event | Kind::Campaign => event(config, document),
        Kind::Qa => question(document, body),
        Kind::Law => legislation(config, document),
        _ => article(config, document),
    };
    let mut whole = json!({
        "@context": CONTEXT,
        "url": canonical,
        "name": document.title,
        "description": Some(about).filter(|about| !about.is_empty()),
        "image": image,
        "inLanguage": document.front_matter.language.as_ref().unwrap_or(&config.language),
    });
    if let (Some(whole), Value::Object(specific)) = (whole.as_object_mut(), specific) {
        whole.extend(specific);
    }
    Some(block(&without_nulls(whole)))
}

const CONTEXT: &str = "https://schema.org";

fn article(config: &SiteConfig, document: &Document) -> Value {
    let head = &document.front_matter;
    json!({
        "@type": "Article",
        "headline": document.title,
        "datePublished": document.published().map(|when| iso(when, &config.zone)),
        "dateModified": head.updated.map(|when| iso(when, &config.zone)),
        "author": head.author.as_ref().map_or_else(
            || organization(config, head.source.as_deref()),
            |name| json!({"@type": "Person", "name": name}),
        ),
        "publisher": organization(config, head.publisher.as_deref()),
        "keywords": if head.tags.is_empty() { Value::Null } else { json!(head.tags) },
    })
}

fn event(config: &SiteConfig, document: &Document) -> Value {
    let head = &document.front_matter;
    json!({
        "@type": "Event",
        "startDate": head.start.map(|when| iso(when, &config.zone)),
        "endDate": head.end.map(|when| iso(when, &config.zone)),
        "eventStatus": "https://schema.org/EventScheduled",
        "location": head.place.as_ref().map(|place| json!({"@type": "Place", "name": place, "address": place})),
        "organizer": organization(config, head.organizer.as_deref()),
    })
}

fn question(document: &Document, body: &str) -> Value {
    let asked = document.front_matter.question.as_ref().unwrap_or(&document.title);
    json!({
        "@type": "FAQPage",
        "mainEntity": [{
            "@type": "Question",
            "name": asked,
            "acceptedAnswer": {"@type": "Answer", "text": body},
        }],
    })
}

fn legislation(config: &SiteConfig, document: &Document) -> Value {
    let head = &document.front_matter;
    json!({
        "@type": "Legislation",
        "legislationIdentifier": head.document_number,
        "legislationDateVersion": head.effective.map(|when| iso(when, &config.zone)),
        "datePublished": head.date.map(|when| iso(when, &config.zone)),
    })
}

fn organization(config: &SiteConfig, name: Option<&str>) -> Value {
    let name = name.or(config.owner.sponsor.as_deref()).unwrap_or(&config.title);
    json!({"@type": "GovernmentOrganization", "name": name})
}

fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let kept = map.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        value => value,
    }
}

/// JSON that can stand in a `<script>`: nothing in it ends the element or opens a comment.
fn block(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let text = block(&json!({"name": "</script><!--"}));
        assert_eq!(text, r#"{"name":"\u003c/script>\u003c!--"}"#);
    }
}
