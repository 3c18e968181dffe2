//! The cards of a site's documents: each made once, when first asked for, and shared.

use std::sync::OnceLock;

use crate::content::{Document, When};
use crate::site::{Destination, DocumentId, Site, Term};

use super::day::{Stage, day, end_of, span};
use super::view::{Card, CardValue, Cover, Link, Span, ToValue};

/// The cards of one site.
pub struct Cards(Vec<OnceLock<CardValue>>);

impl Cards {
    /// No card yet, for a site with so many documents.
    pub fn new(documents: usize) -> Self {
        Self((0..documents).map(|_| OnceLock::new()).collect())
    }

    /// The card of a document.
    pub fn get(&self, site: &Site, id: DocumentId) -> CardValue {
        let make = || CardValue(card(site, id).to_value());
        self.0.get(id.index()).map_or_else(make, |slot| slot.get_or_init(make).clone())
    }
}

/// A document's card.
pub(crate) fn card(site: &Site, id: DocumentId) -> Card {
    let document = site.document(id);
    let head = &document.front_matter;
    let zone = &site.config.zone;
    Card {
        title: document.title.clone(),
        href: site.config.base.href(&site.document_url(id)),
        kind: document.kind.id().to_owned(),
        kind_link: term_link(
            site,
            document.kind.name(),
            site.terms.kind(document.kind),
            site.config.outputs.kinds,
        ),
        section: section_link(site, document),
        venues: document.venues.iter().filter_map(|venue| venue_link(site, venue)).collect(),
        tags: head.tags.iter().map(|tag| tag_link(site, tag)).collect(),
        date: document.when().map(|when| day(when, zone)),
        span: head.start.map(|start| span_of(site, start, head.end)),
        place: head.place.clone(),
        summary: head.summary.clone().unwrap_or_else(|| document.body.summary.clone()),
        cover: head.cover.as_deref().and_then(|cover| cover_of(site, document, cover)),
        source: head.source.clone(),
        document_number: head.document_number.clone(),
        question: head.question.clone(),
        status: head.status.clone(),
        ordinal: head.ordinal.clone(),
        files: head.files.len(),
        extra: head.extra.clone(),
    }
}

fn span_of(site: &Site, start: When, end: Option<When>) -> Span {
    let zone = &site.config.zone;
    let stage = if end_of(start, end, zone) <= site.now() {
        Stage::Past
    } else if start.at <= site.now() {
        Stage::Ongoing
    } else {
        Stage::Upcoming
    };
    span(start, end, stage, zone)
}

fn term_link(site: &Site, name: &str, term: Option<&Term>, on: bool) -> Link {
    let href = term.filter(|_| on).map(|term| site.config.base.href(&term.url));
    Link { name: name.to_owned(), href }
}

fn tag_link(site: &Site, tag: &str) -> Link {
    term_link(site, tag, site.terms.tag(tag), site.config.outputs.tags)
}

fn section_link(site: &Site, document: &Document) -> Link {
    let section = site.sections.find(&document.section).filter(|section| !section.folder.is_empty());
    Link {
        name: section.map_or_else(String::new, |section| section.title.clone()),
        href: section.filter(|_| site.config.outputs.sections).map(|of| site.config.base.href(&of.url)),
    }
}

fn venue_link(site: &Site, id: &str) -> Option<Link> {
    let venue = site.config.venues.iter().find(|venue| venue.id == id)?;
    let section = site.sections.find(id).filter(|of| site.config.outputs.sections && !of.is_empty());
    Some(Link { name: venue.title.clone(), href: section.map(|of| site.config.base.href(&of.url)) })
}

fn cover_of(site: &Site, document: &Document, written: &str) -> Option<Cover> {
    match site.destination(document, written) {
        Destination::File(id) => {
            let url = site.file_url(id);
            let size = site.file(id).size;
            Some(Cover {
                src: site.config.base.href(&url),
                absolute: site.config.base.absolute(&url),
                width: size.map(|(width, _)| width),
                height: size.map(|(_, height)| height),
            })
        }
        Destination::External(src) => Some(Cover { absolute: src.clone(), src, width: None, height: None }),
        _ => None,
    }
}
