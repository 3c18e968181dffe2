//! Dependency tracking: the site as one route sees it, with everything that is read recorded as a [`Dependency`].
//!
//! A page builder reads the site through a [`DependencyTracker`] only. A route whose recorded
//! dependencies have the same results in another site has the same output there. The queries are
//! declared in [`queries`]; the methods here and in the other files are made of them.

mod entries;
mod plans;
mod queries;
mod query_key;
mod subscriptions;

use std::cell::RefCell;

use foldhash::HashSet;
use foldhash::fast::RandomState;

use crate::content::Moment;
use crate::content::config::Venue;
use crate::site::{DocumentId, FileId, Section, Site, SiteFile};
use crate::url::Url;

use super::card_cache::CardCache;
use super::date_format::{SpanStage, end_of};
use super::site_view::venue_view;
use super::view::{CardValue, VenueView};

pub(super) use entries::SitemapEntry;
pub(crate) use plans::TrackedPlan;
pub(crate) use queries::{Dependency, SourceId};
pub(crate) use query_key::ClockInstant;

/// Dependencies that most routes have, at most.
const USUAL_DEPENDENCIES: usize = 28;

/// A site whose queries are recorded for one route.
pub(crate) struct DependencyTracker<'s> {
    site: &'s Site,
    cards: &'s CardCache,
    dependencies: RefCell<HashSet<Dependency>>,
}

impl<'s> DependencyTracker<'s> {
    /// Creates a tracker with no recorded dependencies.
    pub(crate) fn new(site: &'s Site, cards: &'s CardCache) -> Self {
        let dependencies =
            HashSet::with_capacity_and_hasher(USUAL_DEPENDENCIES, RandomState::default());
        Self {
            site,
            cards,
            dependencies: RefCell::new(dependencies),
        }
    }

    /// Recorded dependencies, each once, in any order.
    pub(crate) fn into_dependencies(self) -> Vec<Dependency> {
        self.dependencies.into_inner().into_iter().collect()
    }

    fn track(&self, dependency: Dependency) {
        self.dependencies.borrow_mut().insert(dependency);
    }

    /// Records what a shared result, made for several routes at once, depends on.
    pub(crate) fn track_all(&self, dependencies: &[Dependency]) {
        let mut all = self.dependencies.borrow_mut();
        all.extend(dependencies.iter().cloned());
    }

    /// Site and cards without tracking, for a result whose dependencies are recorded by a tracker of its own.
    pub(crate) fn untracked(&self) -> (&'s Site, &'s CardCache) {
        (self.site, self.cards)
    }

    /// Card of a document.
    pub(crate) fn card(&self, id: DocumentId) -> CardValue {
        let entry = self.entry(id);
        self.cards.get(entry.site, entry.id)
    }

    /// Cards of several documents.
    pub(crate) fn cards(&self, ids: impl IntoIterator<Item = DocumentId>) -> Vec<CardValue> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    /// Day by which lists order a document, as its card shows it.
    pub(crate) fn when(&self, id: DocumentId) -> Option<Moment> {
        self.entry(id).site.document(id).when()
    }

    /// Returns true if the public sees a document.
    pub(crate) fn is_visible(&self, id: DocumentId) -> bool {
        self.entry(id).site.documents.is_visible(id)
    }

    /// Address of a document's page.
    pub(crate) fn document_url(&self, id: DocumentId) -> Url {
        self.entry(id).site.document_url(id)
    }

    /// Facts of a file.
    pub(crate) fn file(&self, id: FileId) -> &'s SiteFile {
        self.file_entry(id).site.file(id)
    }

    /// Address of a file.
    pub(crate) fn file_url(&self, id: FileId) -> Url {
        self.file_entry(id).site.file_url(id)
    }

    /// Section with a number.
    pub(crate) fn section(&self, number: usize) -> Option<&'s Section> {
        self.section_of(&self.site.sections.get(number)?.folder)
    }

    /// Venue that has a page.
    pub(crate) fn venue(&self, venue: &Venue, section: &Section) -> VenueView {
        self.section_of(&section.folder);
        if let Some(introduction) = section.index {
            self.facts(introduction);
        }
        venue_view(self.site, venue, section)
    }

    /// Campaign that a document names, if the public sees it.
    pub(crate) fn campaign_of(&self, id: DocumentId) -> Option<DocumentId> {
        self.named_campaign(id)
            .filter(|&campaign| self.is_visible(campaign))
    }

    /// Address of a file of the theme, if the theme has one of that name.
    pub(crate) fn asset(&self, name: &str) -> Option<String> {
        let assets = &self.theme().assets;
        let asset = assets.iter().find(|asset| asset.name == name)?;
        Some(self.site.config.base.href(&asset.url))
    }

    /// Stage of a document's span at the site's instant.
    pub(crate) fn stage(&self, id: DocumentId) -> Option<SpanStage> {
        let head = &self.facts(id).front_matter;
        let start = head.further.start?;
        let zone = &self.site.config.zone;
        let is_started = self.is_past(start.at);
        let is_ended = self.is_past(end_of(start, head.further.end, zone));
        Some(match (is_started, is_ended) {
            (_, true) => SpanStage::Past,
            (true, false) => SpanStage::Ongoing,
            (false, false) => SpanStage::Upcoming,
        })
    }
}
