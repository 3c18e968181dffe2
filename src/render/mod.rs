//! Renders a route of a site to bytes: theme, pages, sitemap.

mod block_arguments;
mod body_resolver;
mod card_cache;
pub(crate) mod channel;
pub(crate) mod chart;
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
pub(crate) mod plan;
mod query_fingerprint;
mod renderer;
mod site_view;
mod sitemap;
mod template_engine;
pub(crate) mod view;

pub(crate) use dependency_tracker::{ClockInstant, Dependency, DependencyTracker, SourceId};
pub(crate) use generator_mark::is_marked;
#[cfg(feature = "serve")]
pub(crate) use output::ending;
pub(crate) use output::media_type;
pub(crate) use query_fingerprint::{QueryFingerprint, fingerprint, global_fingerprint};
pub(crate) use renderer::RenderedRoute;
pub use renderer::Renderer;
pub(crate) use template_engine::TemplateEngine;
