//! Renders a route of a site to bytes: theme, pages, sitemap.

mod body_resolver;
mod card_cache;
pub mod channel;
pub mod chart;
mod csp;
mod date_format;
mod dependency_tracker;
mod feed;
mod generator_mark;
mod head;
mod json_ld;
mod open_data;
mod output;
mod page;
pub mod plan;
mod query_fingerprint;
mod renderer;
mod site_view;
mod sitemap;
mod template_engine;
pub mod view;

pub use dependency_tracker::{
    ClockInstant, Dependency, DependencyTracker, PlanText, SourceId, SourcePart, SourceQuery,
};
pub use generator_mark::is_marked;
#[cfg(feature = "serve")]
pub(crate) use output::ending;
pub use output::{Output, media_type};
pub use query_fingerprint::{QueryFingerprint, fingerprint, global_fingerprint};
pub use renderer::{RenderedRoute, Renderer};
pub use template_engine::TemplateEngine;
