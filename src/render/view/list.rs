//! Template views of list pages: home, sections, tags, kinds, years.

use super::value::view;
use super::{CardValue, NamedLink, VenueView};

view! {
    /// Value `home` of `home.html`.
    pub struct HomeView {
        /// Body of `content/_index.md` as HTML, safe to insert unescaped.
        pub intro: String,
        /// Current and future campaigns, nearest first; then past ones, at most three in all.
        pub campaigns: Vec<CardValue>,
        /// Future events, nearest first; the latest past ones if there are none.
        pub events: Vec<CardValue>,
        /// Venues with their newest documents.
        pub venues: Vec<VenueShelf>,
        /// Newest documents of any kind but notices.
        pub latest: Vec<CardValue>,
        /// Newest notices.
        pub notices: Vec<CardValue>,
        /// Newest cases.
        pub cases: Vec<CardValue>,
        /// Newest questions and answers.
        pub questions: Vec<CardValue>,
        /// Newest laws.
        pub laws: Vec<CardValue>,
        /// Newest resources.
        pub resources: Vec<CardValue>,
        /// Work plans, newest first.
        pub plans: Vec<CardValue>,
    }

    /// Venue with its newest documents.
    pub struct VenueShelf {
        /// Venue.
        pub venue: VenueView,
        /// Newest documents.
        pub documents: Vec<CardValue>,
    }

    /// Value `section` of `section.html`, beside `list`.
    pub struct SectionView {
        /// Title.
        pub title: String,
        /// Description as plain text.
        pub description: Option<String>,
        /// Body of its `_index.md` as HTML, on the first page only.
        pub intro: String,
        /// True if it is the section of a venue.
        pub is_venue: bool,
        /// Identifier of its venue, if any.
        pub venue: Option<String>,
        /// Kind whose folder it is, if any.
        pub kind: Option<String>,
        /// Subsections.
        pub subsections: Vec<TermLink>,
        /// Plan items that its documents serve, on the first page only; newest plan first.
        pub plans: Vec<super::ServedPlan>,
        /// Pages about all plans, for the section of plans.
        pub plan_links: Option<super::PlanLinks>,
    }

    /// Value `list` of list templates.
    pub struct ListView {
        /// Documents of this page.
        pub items: Vec<CardValue>,
        /// Pager.
        pub pager: Pager,
    }

    /// Navigation through a list of several pages.
    pub struct Pager {
        /// Number of this page, from 1.
        pub page: usize,
        /// Number of pages.
        pub pages: usize,
        /// Number of documents on all pages.
        pub total: usize,
        /// Address of the previous page.
        pub previous: Option<String>,
        /// Address of the next page.
        pub next: Option<String>,
        /// Page numbers to show, in order; a gap has no number.
        pub numbers: Vec<PagerLink>,
    }

    /// Page number of a pager.
    pub struct PagerLink {
        /// Number; `None` for a gap.
        pub number: Option<usize>,
        /// Address; `None` for a gap.
        pub href: Option<String>,
        /// True for the page itself.
        pub current: bool,
    }

    /// Value `terms` of `terms.html`: an index of tags, kinds, years.
    pub struct TermsView {
        /// `tags`, `kinds` or `archive`.
        pub family: String,
        /// Terms.
        pub items: Vec<TermLink>,
    }

    /// Tag, kind, year or section, with its number of documents.
    pub struct TermLink {
        /// Name.
        pub name: String,
        /// Address of its page.
        pub href: String,
        /// Number of documents.
        pub count: usize,
        /// Description, if known.
        pub description: Option<String>,
    }

    /// Value `feeds` of `feeds.html`: available subscriptions.
    pub struct FeedsView {
        /// Feeds, the site's own first.
        pub items: Vec<FeedView>,
        /// List of all feeds (OPML), if the site has it.
        pub opml: Option<String>,
        /// Calendars, the site's own first.
        pub calendars: Vec<CalendarView>,
        /// True if the site's own calendar holds the legal-publicity year.
        pub legal_year: bool,
    }

    /// Calendar to subscribe to.
    pub struct CalendarView {
        /// Name of the list.
        pub name: String,
        /// Page of the list.
        pub href: String,
        /// Absolute address.
        pub address: String,
        /// The same as `webcal:`, which opens a phone's or a computer's calendar.
        pub webcal: String,
    }

    /// Feed in each format, by absolute addresses.
    pub struct FeedView {
        /// Name of the list.
        pub name: String,
        /// Page of the list.
        pub href: String,
        /// RSS 2.0.
        pub rss: String,
        /// Atom.
        pub atom: String,
        /// JSON Feed.
        pub json: String,
    }

    /// Documents of one kind in a campaign.
    pub struct CampaignView {
        /// Name of the kind.
        pub kind: NamedLink,
        /// Documents: events by start, others newest first.
        pub documents: Vec<CardValue>,
    }
}
