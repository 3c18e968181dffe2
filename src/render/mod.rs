//! (Site, Route) → bytes: theme, pages, sitemap.

pub mod view;
