//! What editors write: sources, front matter, the site's configuration, documents.

mod body_facts;
pub mod config;
mod date;
mod decode;
mod disk;
mod document;
mod free;
pub mod front_matter;
mod headings;
mod key;
mod kind;
mod nearest;
#[cfg(feature = "schema")]
pub mod schema;
mod seldom;
mod slug;
mod source;
mod source_path;
mod split;
mod stamp;
mod stat;
mod stated;
#[cfg(test)]
mod testing;
pub mod theme;
mod unit_names;
mod unlinked;
mod unreadable;
mod when;
mod words;
mod world;
mod yaml;

pub use body_facts::{BodyFacts, Reference};
pub use config::SiteConfig;
pub use date::{DateFault, parse_date};
pub use decode::decode;
pub(crate) use decode::utf8;
pub use disk::{DiskWorld, Look};
pub use document::{Digest, Document};
pub use front_matter::{Adjustment, Cover, FrontMatter, Further, PlanReference, Progress};
pub use headings::{Heading, Headings};
pub use key::{Key, Shape};
pub use kind::{KINDS, Kind, KindFacts};
pub use nearest::nearest;
pub use source::{Cause, Source, Stale, Texts, WorldTexts, quote_lines, read_source};
pub use source_path::SourcePath;
pub use split::{Split, split};
pub use stamp::Stamp;
pub use stat::Stat;
pub use stated::Stated;
pub use unit_names::{UNIT_NAMES, unit_names};
pub use unlinked::{Unlinked, UnlinkedLink};
pub use unreadable::{Refusal, unreadable};
pub use when::When;
pub use world::{MemoryWorld, Unlisted, World, is_temporary};
