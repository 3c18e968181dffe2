//! Values given to templates: plain data without access to the site.
//!
//! Every page gets `site`, `page` and the one view of its template. The theme guide
//! (`docs/theme.md`) documents them for theme authors; names here are a stable interface.

mod board;
mod card;
mod document;
mod list;
mod page;
mod picture;
mod plan;
mod site;
pub mod value;

pub use board::{BoardChoice, BoardColumn, BoardItem, BoardUnit, BoardView};
pub use card::{Card, CoverView, DayView, NamedLink, SpanView};
pub use document::{DocumentView, FileView, PlanLink, TocEntry, TocView};
pub use list::{
    CalendarView, CampaignView, FeedView, FeedsView, HomeView, ListView, Pager, PagerLink,
    SectionView, TermLink, TermsView, VenueShelf,
};
pub use page::{AlternateLink, MetaProperty, MetaTag, PageView, RedirectView};
pub use picture::{PictureKey, PictureSheet, PictureView, TableRow, TableView};
pub use plan::{
    DeadlineView, PlanCounts, PlanItemPage, PlanItemView, PlanLinks, PlanSectionView, PlanView,
    ProgressView, RoleCount, RoleView, ServedItem, ServedPlan, StatusView, TargetView, UnitLink,
    UnitPlanView, UnitRoleView, UnitRow, UnitView, UnitsView, YearItem, YearRow, YearView,
    YearsView,
};
pub use site::{
    BadgeView, HostView, MenuItem, OwnerView, RecordsView, SiteLinks, SiteView, VenueView,
};
pub use value::{CardValue, SharedValue, ToValue};
