//! What templates are given: plain values, no door to the site.
//!
//! Every page gets `site`, `page` and the one view of its template. The theme guide
//! (`docs/theme.md`) tells them to theme authors; a name here is a promise to them.

mod card;
mod document;
mod list;
mod page;
mod site;
pub mod value;

pub use card::{Card, Cover, Day, Link, Span};
pub use document::{DocumentView, FileView, Heading, PlanLink};
pub use list::{
    CampaignView, HomeView, ListView, Pager, PagerLink, SectionView, Term, TermsView, VenueShelf,
};
pub use page::{Meta, PageView, Property};
pub use site::{BadgeView, HostView, MenuItem, OwnerView, RecordsView, SiteLinks, SiteView, VenueView};
pub use value::{CardValue, Shared, ToValue};
