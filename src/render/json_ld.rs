//! JSON-LD (schema.org) of what a page shows.

mod json;

use crate::content::{Document, Kind, SiteConfig};

use super::day::iso;
use super::head::Step;
use json::Json;

/// `BreadcrumbList`; nothing on the home page.
pub(crate) fn breadcrumbs(config: &SiteConfig, way: &[Step], canonical: &str) -> Option<String> {
    if way.is_empty() {
        return None;
    }
    let list = |json: &mut Json| {
        json.text("@context", CONTEXT);
        json.text("@type", "BreadcrumbList");
        json.objects("itemListElement", way.iter().map(Step::link).enumerate(), |json, (at, link)| {
            json.text("@type", "ListItem");
            json.number("position", at + 1);
            json.text("name", &link.name);
            match &link.href {
                Some(href) => json.text("item", &config.base.complete(href)),
                None => json.text("item", canonical),
            }
        });
    };
    Some(Json::write(list))
}

/// `WebSite`, for the home page.
pub(crate) fn web_site(config: &SiteConfig, canonical: &str) -> String {
    Json::write(|json| {
        json.text("@context", CONTEXT);
        json.text("@type", "WebSite");
        json.text("name", &config.title);
        json.text("url", canonical);
        json.text_if("description", config.description.as_deref());
        json.text("inLanguage", &config.language);
        organization(json, "publisher", config, None);
    })
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
    if document.kind == Kind::Page {
        return None;
    }
    let work = |json: &mut Json| {
        json.text("@context", CONTEXT);
        json.text("url", canonical);
        json.text("name", &document.title);
        json.text_if("description", Some(about).filter(|about| !about.is_empty()));
        json.text_if("image", image);
        json.text("inLanguage", document.front_matter.further.language.as_ref().unwrap_or(&config.language));
        match document.kind {
            Kind::Event | Kind::Campaign => event(json, config, document),
            Kind::Qa => question(json, document, body),
            Kind::Law => legislation(json, config, document),
            _ => article(json, config, document),
        }
    };
    Some(Json::write(work))
}

const CONTEXT: &str = "https://schema.org";

fn article(json: &mut Json, config: &SiteConfig, document: &Document) {
    let head = &document.front_matter;
    json.text("@type", "Article");
    json.text("headline", &document.title);
    json.text_if("datePublished", document.published().map(|when| iso(when, &config.zone)).as_deref());
    json.text_if("dateModified", head.updated.map(|when| iso(when, &config.zone)).as_deref());
    match &head.author {
        Some(name) => named(json, "author", "Person", name),
        None => organization(json, "author", config, head.source.as_deref()),
    }
    organization(json, "publisher", config, head.publisher.as_deref());
    if !head.tags.is_empty() {
        json.texts("keywords", &head.tags);
    }
}

fn event(json: &mut Json, config: &SiteConfig, document: &Document) {
    let further = &document.front_matter.further;
    json.text("@type", "Event");
    json.text_if("startDate", further.start.map(|when| iso(when, &config.zone)).as_deref());
    json.text_if("endDate", further.end.map(|when| iso(when, &config.zone)).as_deref());
    json.text("eventStatus", "https://schema.org/EventScheduled");
    if let Some(place) = &further.place {
        json.object("location", |json| {
            json.text("@type", "Place");
            json.text("name", place);
            json.text("address", place);
        });
    }
    organization(json, "organizer", config, further.organizer.as_deref());
}

fn question(json: &mut Json, document: &Document, body: &str) {
    json.text("@type", "FAQPage");
    json.objects("mainEntity", [()], |json, ()| {
        json.text("@type", "Question");
        json.text("name", document.front_matter.further.question.as_ref().unwrap_or(&document.title));
        json.object("acceptedAnswer", |json| {
            json.text("@type", "Answer");
            json.text("text", body);
        });
    });
}

fn legislation(json: &mut Json, config: &SiteConfig, document: &Document) {
    let head = &document.front_matter;
    json.text("@type", "Legislation");
    json.text_if("legislationIdentifier", head.further.document_number.as_deref());
    json.text_if(
        "legislationDateVersion",
        head.further.effective.map(|when| iso(when, &config.zone)).as_deref(),
    );
    json.text_if("datePublished", head.date.map(|when| iso(when, &config.zone)).as_deref());
}

/// The body that answers for something: by its name, else the site's owner.
fn organization(json: &mut Json, key: &str, config: &SiteConfig, name: Option<&str>) {
    let name = name.or(config.owner.sponsor.as_deref()).unwrap_or(&config.title);
    named(json, key, "GovernmentOrganization", name);
}

fn named(json: &mut Json, key: &str, r#type: &str, name: &str) {
    json.object(key, |json| {
        json.text("@type", r#type);
        json.text("name", name);
    });
}
