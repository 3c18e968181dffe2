//! What editors write: sources, front matter, the site's configuration, documents.

mod disk;
mod kind;
mod source_path;
mod world;

pub use disk::DiskWorld;
pub use kind::{KINDS, Kind, KindFacts};
pub use source_path::SourcePath;
pub use world::{MemoryWorld, Unlisted, World, is_temporary};
