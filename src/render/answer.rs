//! What a site answers to a read, as bytes that can be compared with those of the same site at
//! another time.
//!
//! Documents, files and sections stand in it by their paths, not their numbers: an answer is the
//! same while it means the same. The configuration and the theme are no part of it; they are the
//! [`ground`], and while that differs no answer is worth comparing.

use std::fmt::{Debug, Write as _};

use crate::content::SourceDigest;
use crate::site::{DocumentId, ResolvedLink, Section, Site, Term};

use super::card_cache;
use super::recorder::{Dependency, DocumentQuery, calendar_of, feed_of, listed_sections, pages};
use super::site_view::site_view;
use super::view::ToValue;

/// The digest of what every page stands on: configuration, theme, and what is the same for all pages.
pub fn ground(site: &Site) -> SourceDigest {
    let mut answer = QueryFingerprint::default();
    answer.debug(&site.config);
    answer.debug(&site.theme.chain);
    answer.bytes(&site.theme.digest);
    answer.text(&site_view(site).to_value().to_string());
    *blake3::hash(&answer.0).as_bytes()
}

/// The answer of a site to a read, written over what `into` holds. Not answered here is what the
/// [`ground`] is of, and the bytes of files, which the site does not know.
pub fn answer(site: &Site, read: &Dependency, into: &mut Vec<u8>) {
    into.clear();
    let mut answer = QueryFingerprint(std::mem::take(into));
    answer.give(site, read);
    *into = answer.0;
}

#[derive(Default)]
struct QueryFingerprint(Vec<u8>);

impl QueryFingerprint {
    fn give(&mut self, site: &Site, read: &Dependency) {
        match read {
            Dependency::Config | Dependency::Theme | Dependency::Bytes(_) => {}
            Dependency::Card(id) => self.card(site, *id),
            Dependency::Facts(id) | Dependency::Body(id) => self.bytes(&site.document(*id).digest),
            Dependency::Destination(from, written) => {
                self.destination(site, site.destination(site.document(*from), written));
            }
            Dependency::File(id) => {
                let file = site.file(*id);
                self.debug(&(&file.path, file.length, file.size));
                self.text(site.file_url(*id).as_str());
            }
            Dependency::Query(query) => self.query(site, query),
            Dependency::Clock(instant) => self.flag(*instant <= site.now()),
        }
    }

    fn card(&mut self, site: &Site, id: DocumentId) {
        self.flag(site.documents.is_visible(id));
        self.text(site.document_url(id).as_str());
        self.debug(&card_cache::card(site, id));
    }

    fn destination(&mut self, site: &Site, destination: ResolvedLink) {
        match destination {
            ResolvedLink::Document(id, anchor) => {
                self.document(site, id);
                self.debug(&anchor);
            }
            ResolvedLink::Section(number) => {
                self.text("section");
                self.text(
                    site.sections
                        .get(number)
                        .map_or("", |section| &section.folder),
                );
            }
            ResolvedLink::File(id) => {
                self.text("file");
                self.text(site.file(id).path.as_str());
            }
            ResolvedLink::Withheld(id) => {
                self.text("withheld");
                self.text(site.file(id).path.as_str());
            }
            other => self.debug(&other),
        }
    }

    fn query(&mut self, site: &Site, query: &DocumentQuery) {
        match query {
            DocumentQuery::All => self.documents(site, site.documents.list()),
            DocumentQuery::Kind(kind) => {
                self.documents(
                    site,
                    site.terms.kind(*kind).map_or(&[], |term| &term.documents),
                );
            }
            DocumentQuery::Section(folder) => self.section(site, site.sections.find(folder)),
            DocumentQuery::Term(family, number) => {
                self.term(site, site.terms.family(*family).get(*number))
            }
            DocumentQuery::Terms(family) => {
                for term in site.terms.family(*family) {
                    self.term(site, Some(term));
                }
            }
            DocumentQuery::Campaign(id) => {
                self.documents(
                    site,
                    site.campaigns.named_by(&site.documents, *id).as_slice(),
                );
            }
            DocumentQuery::Statute(name) => {
                self.documents(site, site.statutes.find(name).as_slice())
            }
            DocumentQuery::Members(id) => self.documents(site, site.campaigns.members(*id)),
            DocumentQuery::Neighbours(id) => {
                let (before, after) = site.neighbours(*id);
                self.documents(site, before.as_slice());
                self.documents(site, after.as_slice());
            }
            DocumentQuery::Related(id) => self.documents(site, &site.related(*id)),
            DocumentQuery::Plans | DocumentQuery::Standings(_) => self.plans(site),
            DocumentQuery::Addresses => {
                for page in pages(site) {
                    self.debug(&page);
                }
            }
            DocumentQuery::Address(url) => self.flag(site.find(url).is_some()),
            DocumentQuery::Feed(page) => {
                let feed = site.feed_of(page);
                self.debug(&feed.map(|feed| &feed.place));
                self.documents(site, feed.map_or(&[], |feed| &feed.documents));
            }
            DocumentQuery::FeedOf(page) => self.debug(&feed_of(site, page)),
            DocumentQuery::Feeds => {
                for feed in site.feeds() {
                    self.debug(&feed.place);
                }
            }
            DocumentQuery::Calendar(folder) => {
                let calendar = site
                    .calendars()
                    .iter()
                    .find(|of| of.place.folder == *folder);
                self.debug(&calendar.map(|calendar| &calendar.place));
                self.documents(site, calendar.map_or(&[], |calendar| &calendar.documents));
            }
            DocumentQuery::CalendarOf(page) => self.debug(&calendar_of(site, page)),
            DocumentQuery::Calendars => {
                for calendar in site.calendars() {
                    self.debug(&calendar.place);
                }
            }
            DocumentQuery::ListedSections => {
                for section in listed_sections(site) {
                    self.debug(&section);
                }
            }
        }
    }

    fn section(&mut self, site: &Site, section: Option<&Section>) {
        let Some(section) = section else {
            return self.flag(false);
        };
        let Section {
            folder,
            title,
            index,
            documents,
            own,
            subsections,
            venue,
            kind,
            url,
        } = section;
        self.debug(&(folder, title, venue, kind, url));
        for documents in [index.as_slice(), documents, own] {
            self.documents(site, documents);
        }
        for inner in subsections
            .iter()
            .filter_map(|&number| site.sections.get(number))
        {
            self.text(&inner.folder);
        }
    }

    fn term(&mut self, site: &Site, term: Option<&Term>) {
        let Some(Term {
            name,
            url,
            documents,
        }) = term
        else {
            return self.flag(false);
        };
        self.text(name);
        self.text(url.as_str());
        self.documents(site, documents);
    }

    /// What the plans know of documents they know by number: with them stand the paths of all.
    fn plans(&mut self, site: &Site) {
        if site.plans.is_empty() {
            return;
        }
        self.debug(&site.plans);
        self.debug(&site.units.iter().collect::<Vec<_>>());
        for plan in site.plans.iter() {
            self.flag(site.documents.is_visible(plan.document));
        }
        for (_, document) in site.documents.iter() {
            self.text(document.path.as_str());
        }
    }

    fn documents(&mut self, site: &Site, ids: &[DocumentId]) {
        self.bytes(&(ids.len() as u64).to_le_bytes());
        for &id in ids {
            self.document(site, id);
        }
    }

    fn document(&mut self, site: &Site, id: DocumentId) {
        self.text(site.document(id).path.as_str());
    }

    fn debug(&mut self, value: &dyn Debug) {
        let mut text = std::mem::take(&mut self.0);
        let mut words = HashedWriter(&mut text);
        let _ = write!(words, "{value:?}");
        self.0 = text;
        self.0.push(0xFF);
    }

    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        // No text holds it.
        self.0.push(0xFF);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn flag(&mut self, flag: bool) {
        self.0.push(u8::from(flag));
    }
}

/// Bytes that words are written to.
struct HashedWriter<'b>(&'b mut Vec<u8>);

impl std::fmt::Write for HashedWriter<'_> {
    fn write_str(&mut self, words: &str) -> std::fmt::Result {
        self.0.extend_from_slice(words.as_bytes());
        Ok(())
    }
}
