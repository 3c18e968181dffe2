//! Template views of list pages: home, sections, tags, kinds, years.

use super::value::view;
use super::{CardValue, NamedLink};

view! {
    /// Value `list` of list templates.
    pub(crate) struct ListView {
        /// Documents of this page.
        pub items: Vec<CardValue>,
        /// Pager.
        pub pager: Pager,
    }

    /// Navigation through a list of several pages.
    pub(crate) struct Pager {
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
    pub(crate) struct PagerLink {
        /// Number; `None` for a gap.
        pub number: Option<usize>,
        /// Address; `None` for a gap.
        pub href: Option<String>,
        /// True for the page itself.
        pub current: bool,
    }

    /// Tag, kind, year or section, with its number of documents.
    pub(crate) struct TermLink {
        /// Name.
        pub name: String,
        /// Address of its page.
        pub href: String,
        /// Number of documents.
        pub count: usize,
        /// Description, if known.
        pub description: Option<String>,
    }

    /// Documents of one kind in a campaign.
    pub(crate) struct CampaignView {
        /// Name of the kind.
        pub kind: NamedLink,
        /// Documents: events by start, others newest first.
        pub documents: Vec<CardValue>,
    }
}
