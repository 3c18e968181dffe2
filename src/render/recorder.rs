//! What a route reads of the site, written down as it is read.
//!
//! A page's maker has no other door to the site: what it was given is what it read, so that a
//! route whose reads have not changed need not be made again.

mod plans;
mod subscriptions;

use std::cell::RefCell;

use foldhash::HashSet;
use foldhash::fast::RandomState;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::content::config::Venue;
use crate::content::{Document, DocumentKind, Moment, SiteConfig};
use crate::site::{DocumentId, FileId, RouteKind, Section, Site, SiteFile, Taxonomy, Term};
use crate::url::Url;

use super::card_cache::CardCache;
use super::date_format::{SpanStage, end_of};
use super::site_view::venue_view;
use super::view::{CardValue, VenueView};

pub use plans::PlanText;
pub(super) use subscriptions::{calendar_of, feed_of};

/// One thing that a route read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Dependency {
    /// The configuration, menus and venues included.
    Config,
    /// The whole theme.
    Theme,
    /// A document's card.
    Card(DocumentId),
    /// All facts of a document.
    Facts(DocumentId),
    /// A document's text.
    Body(DocumentId),
    /// Where a destination leads, as written in a document.
    Destination(DocumentId, String),
    /// The facts of a file.
    File(FileId),
    /// The bytes of a file.
    Bytes(FileId),
    /// Which documents a query gives, and in which order.
    Query(DocumentQuery),
    /// Whether an instant has passed.
    Clock(#[serde(with = "instant")] Timestamp),
}

/// A question about which documents there are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentQuery {
    /// All that lists show.
    All,
    /// Those of a kind.
    Kind(DocumentKind),
    /// A section, by folder.
    Section(String),
    /// A term, by family and number.
    Term(Taxonomy, usize),
    /// The terms of a family.
    Terms(Taxonomy),
    /// The campaign that a document names.
    Campaign(DocumentId),
    /// The members of a campaign.
    Members(DocumentId),
    /// The statute of a name.
    Statute(String),
    /// The documents before and after one.
    Neighbours(DocumentId),
    /// Those near to one in subject.
    Related(DocumentId),
    /// The plans, seen or not, what their items are, who owes them what, and what documents name them.
    Plans,
    /// What is stated of the items of a document's plan, and where they stand.
    Standings(DocumentId),
    /// The addresses of all pages, and when each was last changed.
    Addresses,
    /// Whether there is a page at an address.
    Address(Url),
    /// A feed, by its page.
    Feed(Url),
    /// The feed of a page, without its documents.
    FeedOf(Url),
    /// Which feeds there are, without their documents.
    Feeds,
    /// Which sections have a list, and how many documents each.
    ListedSections,
    /// A calendar, by its folder.
    Calendar(Url),
    /// The calendar of a page, without its documents.
    CalendarOf(Url),
    /// Which calendars there are, without their documents.
    Calendars,
}

/// The pages of a site that search engines should know of.
pub(super) fn pages(site: &Site) -> impl Iterator<Item = (&Url, Option<Moment>)> {
    site.routes()
        .iter()
        .filter(|route| route.kind.is_in_sitemap())
        .map(|route| {
            let changed = match route.kind {
                RouteKind::Document(id) => {
                    let head = &site.document(id).front_matter;
                    head.updated.or(head.date.known())
                }
                _ => None,
            };
            (&route.url, changed)
        })
}

/// The sections that have a list: folder, title, how many documents.
pub(super) fn listed_sections(site: &Site) -> impl Iterator<Item = (&str, &str, usize)> {
    crate::site::listed_sections(site).map(|(_, section)| {
        (
            section.folder.as_str(),
            section.title.as_str(),
            section.documents.len(),
        )
    })
}

/// How many things most routes read, at most.
const READS: usize = 28;

/// The site as one route sees it.
pub struct DependencyTracker<'s> {
    site: &'s Site,
    cards: &'s CardCache,
    reads: RefCell<HashSet<Dependency>>,
}

impl<'s> DependencyTracker<'s> {
    /// A door to a site that nothing has gone through yet.
    pub fn new(site: &'s Site, cards: &'s CardCache) -> Self {
        let reads = HashSet::with_capacity_and_hasher(READS, RandomState::default());
        Self {
            site,
            cards,
            reads: RefCell::new(reads),
        }
    }

    /// What was read, each thing once, in any order.
    pub fn into_reads(self) -> Vec<Dependency> {
        self.reads.into_inner().into_iter().collect()
    }

    fn note(&self, read: Dependency) {
        self.reads.borrow_mut().insert(read);
    }

    /// The configuration.
    pub fn config(&self) -> &'s SiteConfig {
        self.note(Dependency::Config);
        &self.site.config
    }

    /// A document's card.
    pub fn card(&self, id: DocumentId) -> CardValue {
        self.note(Dependency::Card(id));
        self.cards.get(self.site, id)
    }

    /// The day by which lists order a document, as its card shows it.
    pub fn when(&self, id: DocumentId) -> Option<Moment> {
        self.note(Dependency::Card(id));
        self.site.document(id).when()
    }

    /// The cards of several documents.
    pub fn cards(&self, ids: impl IntoIterator<Item = DocumentId>) -> Vec<CardValue> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    /// All facts of a document.
    pub fn facts(&self, id: DocumentId) -> &'s Document {
        self.note(Dependency::Facts(id));
        self.site.document(id)
    }

    /// The document whose body is about to be made.
    pub fn body_of(&self, id: DocumentId) -> &'s Document {
        self.note(Dependency::Body(id));
        self.site.document(id)
    }

    /// The file whose bytes are about to be taken.
    pub fn bytes_of(&self, id: FileId) -> &'s SiteFile {
        self.note(Dependency::Bytes(id));
        self.site.file(id)
    }

    /// A file's facts.
    pub fn file(&self, id: FileId) -> &'s SiteFile {
        self.note(Dependency::File(id));
        self.site.file(id)
    }

    /// Where a destination leads, as written in a document.
    pub fn destination(&self, from: DocumentId, written: &str) -> crate::site::ResolvedLink {
        self.note(Dependency::Destination(from, written.to_owned()));
        self.site.destination(self.site.document(from), written)
    }

    /// Whether a document is seen by the public.
    pub fn is_visible(&self, id: DocumentId) -> bool {
        self.note(Dependency::Card(id));
        self.site.documents.is_visible(id)
    }

    /// Where a document's page stands.
    pub fn document_url(&self, id: DocumentId) -> Url {
        self.note(Dependency::Card(id));
        self.site.document_url(id)
    }

    /// Where a file stands.
    pub fn file_url(&self, id: FileId) -> Url {
        self.note(Dependency::File(id));
        self.site.file_url(id)
    }

    /// Every document that lists show, in their order.
    pub fn all(&self) -> &'s [DocumentId] {
        self.note(Dependency::Query(DocumentQuery::All));
        self.site.documents.list()
    }

    /// The documents of a kind, in the order of lists.
    pub fn of_kind(&self, kind: DocumentKind) -> &'s [DocumentId] {
        self.note(Dependency::Query(DocumentQuery::Kind(kind)));
        self.site
            .terms
            .kind(kind)
            .map_or(&[], |term| &term.documents)
    }

    /// The section with a number.
    pub fn section(&self, number: usize) -> Option<&'s Section> {
        let section = self.site.sections.get(number)?;
        self.note(Dependency::Query(DocumentQuery::Section(
            section.folder.clone(),
        )));
        Some(section)
    }

    /// The section of a folder.
    pub fn section_of(&self, folder: &str) -> Option<&'s Section> {
        self.note(Dependency::Query(DocumentQuery::Section(folder.to_owned())));
        self.site.sections.find(folder)
    }

    /// A venue that has a page.
    pub fn venue(&self, venue: &Venue, section: &Section) -> VenueView {
        self.note(Dependency::Query(DocumentQuery::Section(
            section.folder.clone(),
        )));
        if let Some(introduction) = section.index {
            self.note(Dependency::Facts(introduction));
        }
        venue_view(self.site, venue, section)
    }

    /// A term of a family.
    pub fn term(&self, family: Taxonomy, number: usize) -> Option<&'s Term> {
        self.note(Dependency::Query(DocumentQuery::Term(family, number)));
        self.site.terms.family(family).get(number)
    }

    /// The terms of a family.
    pub fn terms(&self, family: Taxonomy) -> &'s [Term] {
        self.note(Dependency::Query(DocumentQuery::Terms(family)));
        self.site.terms.family(family)
    }

    /// The campaign that a document names, when the public sees it.
    pub fn campaign_of(&self, id: DocumentId) -> Option<DocumentId> {
        self.note(Dependency::Query(DocumentQuery::Campaign(id)));
        let campaign = self.site.campaigns.named_by(&self.site.documents, id)?;
        self.is_visible(campaign).then_some(campaign)
    }

    /// The members of a campaign, in the order of lists.
    pub fn members(&self, campaign: DocumentId) -> &'s [DocumentId] {
        self.note(Dependency::Query(DocumentQuery::Members(campaign)));
        self.site.campaigns.members(campaign)
    }

    /// The document of a statute, as its name is written.
    pub fn statute(&self, name: &str) -> Option<DocumentId> {
        self.note(Dependency::Query(DocumentQuery::Statute(name.to_owned())));
        self.site.statutes.find(name)
    }

    /// The documents before and after one in its section.
    pub fn neighbours(&self, id: DocumentId) -> (Option<DocumentId>, Option<DocumentId>) {
        self.note(Dependency::Query(DocumentQuery::Neighbours(id)));
        self.site.neighbours(id)
    }

    /// Documents near to one in subject.
    pub fn related(&self, id: DocumentId) -> Vec<DocumentId> {
        self.note(Dependency::Query(DocumentQuery::Related(id)));
        self.site.related(id)
    }

    /// Whether there is a page at an address.
    pub fn has(&self, url: &Url) -> bool {
        self.note(Dependency::Query(DocumentQuery::Address(url.clone())));
        self.site.find(url).is_some()
    }

    /// The sections that have a list: folder, title, how many documents.
    pub fn listed_sections(&self) -> impl Iterator<Item = (&'s str, &'s str, usize)> {
        self.note(Dependency::Query(DocumentQuery::ListedSections));
        listed_sections(self.site)
    }

    /// The address of a file of the theme, when it has one of that name.
    pub fn asset(&self, name: &str) -> Option<String> {
        self.note(Dependency::Theme);
        let asset = self
            .site
            .theme
            .assets
            .iter()
            .find(|asset| asset.name == name)?;
        Some(self.site.config.base.href(&asset.url))
    }

    /// What it stands before, for one who reads for several routes and notes it by itself.
    pub(crate) fn sources(&self) -> (&'s Site, &'s CardCache) {
        (self.site, self.cards)
    }

    /// Notes what was read for several routes at once.
    pub(crate) fn also(&self, reads: &[Dependency]) {
        self.reads.borrow_mut().extend(reads.iter().cloned());
    }

    /// Every page that search engines should know of; of a document's, when it was last changed.
    pub fn pages(&self) -> impl Iterator<Item = (&'s Url, Option<Moment>)> {
        self.note(Dependency::Query(DocumentQuery::Addresses));
        pages(self.site)
    }

    /// Where now stands to a document's span.
    pub fn stage(&self, id: DocumentId) -> Option<SpanStage> {
        let head = &self.facts(id).front_matter;
        let (start, zone) = (head.further.start?, &self.site.config.zone);
        Some(
            match (
                self.is_past(start.at),
                self.is_past(end_of(start, head.further.end, zone)),
            ) {
                (_, true) => SpanStage::Past,
                (true, false) => SpanStage::Ongoing,
                (false, false) => SpanStage::Upcoming,
            },
        )
    }

    /// Whether an instant has passed.
    pub fn is_past(&self, instant: Timestamp) -> bool {
        self.note(Dependency::Clock(instant));
        instant <= self.site.now()
    }
}

/// An instant in a record: whole seconds and the rest.
mod instant {
    use jiff::Timestamp;
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        (at.as_second(), at.subsec_nanosecond()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        let (seconds, rest) = Deserialize::deserialize(from)?;
        Timestamp::new(seconds, rest).map_err(D::Error::custom)
    }
}
