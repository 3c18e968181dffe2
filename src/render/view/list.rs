//! Pages that list: home, sections, tags, kinds, years.

use super::value::view;
use super::{CardValue, NamedLink, VenueView};

view! {
    /// What `home.html` gets as `home`.
    pub struct HomeView {
        /// The body of `content/_index.md` as HTML, safe to put out.
        pub intro: String,
        /// Campaigns that are under way or ahead, nearest first; then past ones, at most three in all.
        pub campaigns: Vec<CardValue>,
        /// Events ahead, nearest first; when there are none, the last past ones.
        pub events: Vec<CardValue>,
        /// Each venue with its newest documents.
        pub venues: Vec<VenueShelf>,
        /// The newest documents of any kind but notices.
        pub latest: Vec<CardValue>,
        /// The newest notices.
        pub notices: Vec<CardValue>,
        /// The newest cases.
        pub cases: Vec<CardValue>,
        /// The newest questions and answers.
        pub questions: Vec<CardValue>,
        /// The newest laws.
        pub laws: Vec<CardValue>,
        /// The newest resources.
        pub resources: Vec<CardValue>,
        /// The work plans, newest first.
        pub plans: Vec<CardValue>,
    }

    /// A venue with its newest documents.
    pub struct VenueShelf {
        /// The venue.
        pub venue: VenueView,
        /// Its newest documents.
        pub documents: Vec<CardValue>,
    }

    /// What `section.html` gets as `section`, beside `list`.
    pub struct SectionView {
        /// Its title.
        pub title: String,
        /// What it is about, as plain text.
        pub description: Option<String>,
        /// The body of its `_index.md` as HTML, on its first page only.
        pub intro: String,
        /// Whether it is a venue's section.
        pub is_venue: bool,
        /// Its venue's identifier, when it is one.
        pub venue: Option<String>,
        /// The kind whose folder it is, when it is one.
        pub kind: Option<String>,
        /// Sections within it.
        pub subsections: Vec<TermLink>,
        /// The plan items that its documents serve, on its first page only; newest plan first.
        pub plans: Vec<super::ServedPlan>,
        /// The pages that speak of all plans, for the section of plans.
        pub plan_links: Option<super::PlanLinks>,
    }

    /// What list templates get as `list`.
    pub struct ListView {
        /// The documents of this page.
        pub items: Vec<CardValue>,
        /// The way to the other pages.
        pub pager: Pager,
    }

    /// The way through a list of several pages.
    pub struct Pager {
        /// This page's number, from 1.
        pub page: usize,
        /// How many pages there are.
        pub pages: usize,
        /// How many documents there are on all pages.
        pub total: usize,
        /// The page before.
        pub previous: Option<String>,
        /// The page after.
        pub next: Option<String>,
        /// The page numbers to show, in order; a gap has no number.
        pub numbers: Vec<PagerLink>,
    }

    /// A page number of a pager.
    pub struct PagerLink {
        /// The number; `None` for a gap.
        pub number: Option<usize>,
        /// Where it leads; `None` for a gap.
        pub href: Option<String>,
        /// Whether this is the page.
        pub current: bool,
    }

    /// What `terms.html` gets as `terms`: an index of tags, kinds, years.
    pub struct TermsView {
        /// `tags`, `kinds` or `archive`.
        pub family: String,
        /// The terms.
        pub items: Vec<TermLink>,
    }

    /// A tag, kind, year or section, with how many documents it holds.
    pub struct TermLink {
        /// Its name.
        pub name: String,
        /// Its page.
        pub href: String,
        /// How many documents.
        pub count: usize,
        /// What it is about, when known.
        pub description: Option<String>,
    }

    /// What `feeds.html` gets as `feeds`: what may be subscribed to.
    pub struct FeedsView {
        /// The feeds, the site's own first.
        pub items: Vec<FeedView>,
        /// The list of all feeds (OPML), when the site has it.
        pub opml: Option<String>,
        /// The calendars, the site's own first.
        pub calendars: Vec<CalendarView>,
        /// Whether the site's own calendar holds the legal-publicity year.
        pub legal_year: bool,
    }

    /// A calendar to subscribe to.
    pub struct CalendarView {
        /// What it is of.
        pub name: String,
        /// The page whose list it is.
        pub href: String,
        /// Its whole address.
        pub address: String,
        /// The same under `webcal:`, which opens a phone's or a computer's calendar.
        pub webcal: String,
    }

    /// A feed in its forms, by their whole addresses.
    pub struct FeedView {
        /// What it is of.
        pub name: String,
        /// The page whose list it is.
        pub href: String,
        /// RSS 2.0.
        pub rss: String,
        /// Atom.
        pub atom: String,
        /// JSON Feed.
        pub json: String,
    }

    /// The members of a campaign of one kind.
    pub struct CampaignView {
        /// The kind's name.
        pub kind: NamedLink,
        /// They, events by start, others newest first.
        pub documents: Vec<CardValue>,
    }
}
