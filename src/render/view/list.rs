//! Pages that list: home, sections, tags, kinds, years.

use super::value::view;
use super::{CardValue, NamedLink};

view! {
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

    /// The members of a campaign of one kind.
    pub struct CampaignView {
        /// The kind's name.
        pub kind: NamedLink,
        /// They, events by start, others newest first.
        pub documents: Vec<CardValue>,
    }
}
