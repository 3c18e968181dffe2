//! Home page.

use std::cmp::Reverse;

use crate::content::DocumentKind;
use crate::content::config::PageType;
use crate::content::config::Venue;
use crate::diagnostic::Diagnostics;
use crate::render::date_format::SpanStage;
use crate::render::json_ld;
use crate::render::view::value::view;
use crate::render::view::{CardValue, ToValue, VenueView};
use crate::site::{DocumentId, is_news};
use crate::url::Url;

use super::{PageBuilder, PageMeta, PageResult};

/// Number of documents on a shelf of the home page.
const SHELF: usize = 6;
/// Number of documents under each venue.
const VENUE_SHELF: usize = 10;
/// Number of campaigns shown.
const CAMPAIGNS: usize = 3;

view! {
    /// Value `home` of `home.html`.
    struct HomeView {
        /// Body of `content/_index.md` as HTML, safe to insert unescaped.
        intro: String,
        /// Current and future campaigns, nearest first; then past ones, at most three in all.
        campaigns: Vec<CardValue>,
        /// Future events, nearest first; the latest past ones if there are none.
        events: Vec<CardValue>,
        /// Venues with their newest documents.
        venues: Vec<VenueShelf>,
        /// Newest documents of any kind but notices.
        latest: Vec<CardValue>,
        /// Newest notices.
        notices: Vec<CardValue>,
        /// Newest cases.
        cases: Vec<CardValue>,
        /// Newest questions and answers.
        questions: Vec<CardValue>,
        /// Newest laws.
        laws: Vec<CardValue>,
        /// Newest resources.
        resources: Vec<CardValue>,
        /// Work plans, newest first.
        plans: Vec<CardValue>,
    }

    /// Venue with its newest documents.
    struct VenueShelf {
        /// Venue.
        venue: VenueView,
        /// Newest documents.
        documents: Vec<CardValue>,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn home(&self, url: &Url) -> PageResult {
        let config = self.tracker.config();
        let index = self.tracker.section_of("").and_then(|home| home.index);
        let (intro, found) = match index {
            Some(id) => self.body(id)?,
            None => (String::new(), Diagnostics::new()),
        };
        let mut meta = PageMeta::new(PageType::Home, config.title.clone(), url);
        let summary = index
            .map(|id| self.tracker.facts(id))
            .and_then(|facts| facts.front_matter.summary.clone());
        meta.description = config.description.clone().or(summary).unwrap_or_default();
        meta.json_ld = vec![json_ld::web_site(config, &config.base.absolute(url))];
        let views = vec![("home", self.home_view(intro).to_value())];
        Ok(self.render_template(meta, views, found))
    }

    fn home_view(&self, intro: String) -> HomeView {
        HomeView {
            intro,
            campaigns: self.timely(DocumentKind::Campaign, CAMPAIGNS),
            events: self.timely(DocumentKind::Event, SHELF),
            venues: self.venues(),
            latest: self.latest(),
            notices: self.newest(DocumentKind::Notice),
            cases: self.newest(DocumentKind::Case),
            questions: self.newest(DocumentKind::Qa),
            laws: self.newest(DocumentKind::Law),
            resources: self.newest(DocumentKind::Resource),
            plans: self.newest(DocumentKind::Plan),
        }
    }

    fn newest(&self, kind: DocumentKind) -> Vec<CardValue> {
        self.tracker
            .cards(self.tracker.of_kind(kind).iter().copied().take(SHELF))
    }

    fn latest(&self) -> Vec<CardValue> {
        let news = |id: &DocumentId| {
            let facts = self.tracker.facts(*id);
            is_news(facts.kind) && facts.kind != DocumentKind::Notice && facts.published().is_some()
        };
        self.tracker
            .cards(self.tracker.all().iter().copied().filter(news).take(SHELF))
    }

    /// Documents of a kind with a period: ongoing ones, nearest end first; then upcoming, nearest first; then past,
    /// newest first.
    fn timely(&self, kind: DocumentKind, count: usize) -> Vec<CardValue> {
        let mut current: Vec<(SpanStage, DocumentId)> = Vec::new();
        let mut past: Vec<DocumentId> = Vec::new();
        for &id in self.tracker.of_kind(kind) {
            match self.tracker.stage(id) {
                Some(SpanStage::Past) | None => past.push(id),
                Some(stage) => current.push((stage, id)),
            }
        }
        let start = |id: DocumentId| self.tracker.facts(id).front_matter.further.start;
        let end = |id: DocumentId| self.tracker.facts(id).front_matter.further.end;
        let next = |stage, id| {
            if stage == SpanStage::Ongoing {
                end(id).or(start(id))
            } else {
                start(id)
            }
        };
        current.sort_by_key(|&(stage, id)| (stage, next(stage, id), id));
        past.sort_by_key(|&id| (Reverse(start(id)), id));
        let all = current.into_iter().map(|(_, id)| id).chain(past);
        self.tracker.cards(all.take(count))
    }

    fn venues(&self) -> Vec<VenueShelf> {
        let venues = self.tracker.config().venues.iter();
        venues.filter_map(|venue| self.venue_shelf(venue)).collect()
    }

    fn venue_shelf(&self, venue: &Venue) -> Option<VenueShelf> {
        let section = self
            .tracker
            .section_of(&venue.id)
            .filter(|section| !section.is_empty())?;
        Some(VenueShelf {
            venue: self.tracker.venue(venue, section),
            documents: self
                .tracker
                .cards(section.documents.iter().copied().take(VENUE_SHELF)),
        })
    }
}
