//! (Site, Route) → bytes: theme, pages, sitemap.

mod answer;
mod body;
mod cards;
pub mod channel;
mod csp;
mod day;
mod engine;
mod feed;
mod head;
mod json_ld;
mod mark;
mod open_data;
mod output;
mod page;
pub mod picture;
pub mod plan;
mod recorder;
mod renderer;
mod site_view;
mod sitemap;
pub mod view;

pub use answer::{answer, ground};
pub use engine::TemplateEngine;
pub use mark::is_marked;
#[cfg(feature = "serve")]
pub(crate) use output::ending;
pub use output::{Output, OutputTarget, media_type};
pub use recorder::{Dependency, DependencyTracker, DocumentQuery, PlanText};
pub use renderer::{RenderedRoute, Renderer};
