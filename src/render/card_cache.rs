//! Cache of document cards: each is made on first use and shared.

use std::collections::{BTreeMap, HashMap};

use parking_lot::Mutex;

use crate::content::{Document, DocumentKind, KINDS, Moment};
use crate::site::{DocumentId, ResolvedLink, Site, Term};

use super::date_format::{SpanStage, day, end_of, span};
use super::view::{Card, CardValue, CoverView, NamedLink, SharedValue, SpanView, ToValue};

/// Number of cached cards (about 3 KB each). Pages rendered in sequence list neighboring documents,
/// so larger sites rarely render a card twice.
const KEPT: usize = 1 << 14;

/// Cards of one site. The default caches nothing and makes a card on each request.
#[derive(Default)]
pub struct CardCache {
    /// Direct-mapped: document `i` uses slot `i mod slots.len()`.
    slots: Vec<Mutex<Option<(DocumentId, CardValue)>>>,
    links: CardLinks,
}

impl CardCache {
    /// Creates an empty cache.
    pub fn new(site: &Site) -> Self {
        let slots = (0..site.documents.len().min(KEPT))
            .map(|_| Mutex::default())
            .collect();
        Self {
            slots,
            links: CardLinks::new(site),
        }
    }

    /// Returns the card of a document.
    pub fn get(&self, site: &Site, id: DocumentId) -> CardValue {
        let make = || CardValue(card_with(site, &self.links, id).to_value());
        let Some(place) = id.index().checked_rem(self.slots.len()) else {
            return make();
        };
        let mut slot = self.slots[place].lock();
        match &*slot {
            Some((of, card)) if *of == id => card.clone(),
            _ => slot.insert((id, make())).1.clone(),
        }
    }
}

/// Links shared by many cards: most of the weight of a card. A link that is not among them is made
/// on request.
#[derive(Default)]
struct CardLinks {
    kinds: BTreeMap<DocumentKind, SharedValue>,
    sections: HashMap<String, SharedValue>,
    venues: HashMap<String, SharedValue>,
    tags: HashMap<String, SharedValue>,
}

impl CardLinks {
    fn new(site: &Site) -> Self {
        let outputs = site.config.outputs;
        let kind =
            |kind: DocumentKind| term_link(site, kind.name(), site.terms.kind(kind), outputs.kinds);
        let tag = |term: &Term| {
            (
                term.name.clone(),
                term_link(site, &term.name, Some(term), outputs.tags),
            )
        };
        let venue = |id: &String| Some((id.clone(), venue_link(site, id)?));
        Self {
            kinds: KINDS
                .iter()
                .map(|facts| (facts.kind, kind(facts.kind)))
                .collect(),
            sections: site
                .sections
                .iter()
                .map(|(_, section)| (section.folder.clone(), section_link(site, &section.folder)))
                .collect(),
            venues: site
                .config
                .venues
                .iter()
                .filter_map(|of| venue(&of.id))
                .collect(),
            tags: site.terms.tags.iter().map(tag).collect(),
        }
    }

    fn kind(&self, site: &Site, kind: DocumentKind) -> SharedValue {
        let make = || {
            term_link(
                site,
                kind.name(),
                site.terms.kind(kind),
                site.config.outputs.kinds,
            )
        };
        self.kinds.get(&kind).cloned().unwrap_or_else(make)
    }

    fn section(&self, site: &Site, folder: &str) -> SharedValue {
        self.sections
            .get(folder)
            .cloned()
            .unwrap_or_else(|| section_link(site, folder))
    }

    fn venue(&self, site: &Site, id: &str) -> Option<SharedValue> {
        self.venues
            .get(id)
            .cloned()
            .or_else(|| venue_link(site, id))
    }

    /// Returns the link of a tag; a tag spelled differently from its term keeps its own spelling.
    fn tag(&self, site: &Site, tag: &str) -> SharedValue {
        let make = || term_link(site, tag, site.terms.tag(tag), site.config.outputs.tags);
        self.tags.get(tag).cloned().unwrap_or_else(make)
    }
}

/// Makes the card of a document without a cache.
pub(super) fn card(site: &Site, id: DocumentId) -> Card {
    card_with(site, &CardLinks::default(), id)
}

fn card_with(site: &Site, links: &CardLinks, id: DocumentId) -> Card {
    let document = site.document(id);
    let head = &document.front_matter;
    let zone = &site.config.zone;
    Card {
        title: document.title.clone(),
        href: site.config.base.href(&site.document_url(id)),
        kind: document.kind.id(),
        kind_link: links.kind(site, document.kind),
        section: links.section(site, &document.section),
        venues: document
            .venues
            .iter()
            .filter_map(|venue| links.venue(site, venue))
            .collect(),
        tags: head.tags.iter().map(|tag| links.tag(site, tag)).collect(),
        date: document.when().map(|when| day(when, zone)),
        span: head
            .further
            .start
            .map(|start| span_of(site, start, head.further.end)),
        place: head.further.place.clone(),
        summary: document.summary().to_owned(),
        cover: head
            .cover
            .as_deref()
            .and_then(|cover| cover_of(site, document, cover)),
        source: head.source.clone(),
        document_number: head.further.document_number.clone(),
        question: head.further.question.clone(),
        status: head.further.status.clone(),
        ordinal: head.further.ordinal.clone(),
        files: head.further.files.len(),
        extra: head.further.extra.clone(),
    }
}

fn shared(link: &NamedLink) -> SharedValue {
    SharedValue(link.to_value())
}

fn span_of(site: &Site, start: Moment, end: Option<Moment>) -> SpanView {
    let zone = &site.config.zone;
    let stage = if end_of(start, end, zone) <= site.now() {
        SpanStage::Past
    } else if start.at <= site.now() {
        SpanStage::Ongoing
    } else {
        SpanStage::Upcoming
    };
    span(start, end, stage, zone)
}

fn term_link(site: &Site, name: &str, term: Option<&Term>, on: bool) -> SharedValue {
    let href = term
        .filter(|_| on)
        .map(|term| site.config.base.href(&term.url));
    shared(&NamedLink {
        name: name.to_owned(),
        href,
    })
}

fn section_link(site: &Site, folder: &str) -> SharedValue {
    let section = site
        .sections
        .find(folder)
        .filter(|section| !section.folder.is_empty());
    shared(&NamedLink {
        name: section.map_or_else(String::new, |section| section.title.clone()),
        href: section
            .filter(|_| site.config.outputs.sections)
            .map(|of| site.config.base.href(&of.url)),
    })
}

fn venue_link(site: &Site, id: &str) -> Option<SharedValue> {
    let venue = site.config.venues.iter().find(|venue| venue.id == id)?;
    let section = site
        .sections
        .find(id)
        .filter(|of| site.config.outputs.sections && !of.is_empty());
    let href = section.map(|of| site.config.base.href(&of.url));
    Some(shared(&NamedLink {
        name: venue.title.clone(),
        href,
    }))
}

fn cover_of(site: &Site, document: &Document, written: &str) -> Option<CoverView> {
    match site.destination(document, written) {
        ResolvedLink::File(id) => {
            let url = site.file_url(id);
            let size = site.file(id).size;
            Some(CoverView {
                src: site.config.base.href(&url),
                absolute: site.config.base.absolute(&url),
                width: size.map(|(width, _)| width),
                height: size.map(|(_, height)| height),
            })
        }
        ResolvedLink::External(address) => {
            let src = address.into_string();
            Some(CoverView {
                absolute: src.clone(),
                src,
                width: None,
                height: None,
            })
        }
        _ => None,
    }
}
