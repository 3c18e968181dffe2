//! What editors write: sources, front matter, the site's configuration, documents.

mod body_facts;
pub mod config;
mod disk;
mod document;
mod front_matter;
mod kind;
mod source_path;
mod when;
mod world;

pub use body_facts::{BodyFacts, Heading, Reference};
pub use config::SiteConfig;
pub use disk::DiskWorld;
pub use document::{Digest, Document};
pub use front_matter::{FrontMatter, PlanReference, Progress};
pub use kind::{KINDS, Kind, KindFacts};
pub use source_path::SourcePath;
pub use when::When;
pub use world::{MemoryWorld, Unlisted, World, is_temporary};
