//! What editors write: sources, front matter, the site's configuration, documents.

mod kind;
mod source_path;

pub use kind::{KINDS, Kind, KindFacts};
pub use source_path::SourcePath;
