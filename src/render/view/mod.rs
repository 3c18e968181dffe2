//! Values given to templates: plain data without access to the site.
//!
//! Every page gets `site`, `page` and the one view of its template. The theme guide
//! (`docs/theme.md`) documents them for theme authors; names here are a stable interface.

mod card;
mod chart;
mod document;
mod list;
mod page;
mod plan;
mod site;
pub mod value;

pub use card::{Card, CoverView, DayView, NamedLink, SpanView};
pub use chart::{ChartKey, ChartSheet, ChartView, TableRow, TableView};
pub use document::{DocumentView, FileView, PlanLink, TocEntry, TocView};
pub use list::{CampaignView, ListView, Pager, PagerLink, TermLink};
pub use page::{AlternateLink, MetaProperty, MetaTag, PageView};
pub use plan::{
    DeadlineView, PlanCounts, PlanItemView, PlanLinks, PlanSectionView, PlanView, RoleView,
    ServedItem, ServedPlan, StatusView, TargetView, UnitLink,
};
pub use site::{
    BadgeView, HostView, MenuItem, OwnerView, RecordsView, SiteLinks, SiteView, VenueView,
};
pub use value::{CardValue, SharedValue, ToValue};
