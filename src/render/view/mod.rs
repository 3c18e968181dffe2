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
pub(crate) mod value;

pub(crate) use card::{Card, CoverView, DayView, NamedLink, SpanView, StatuteLink};
pub(crate) use chart::{ChartKey, ChartSheet, ChartView, TableRow, TableView};
pub(crate) use document::{DocumentView, FileView, PlanLink, TocView};
pub(crate) use list::{CampaignView, ListView, Pager, PagerLink, TermLink};
pub(crate) use page::{AlternateLink, MetaProperty, MetaTag, PageView};
pub(crate) use plan::{
    DeadlineView, PlanCounts, PlanItemView, PlanLinks, PlanSectionView, PlanView, RoleView,
    ServedItem, ServedPlan, StatusView, TargetView, UnitLink,
};
pub(crate) use site::{
    BadgeView, HostView, MenuItem, OwnerView, RecordsView, SiteLinks, SiteView, VenueView,
};
pub(crate) use value::{CardValue, SharedValue, ToValue};
