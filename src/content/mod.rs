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
mod open_file;
mod options_sheet;
#[cfg(feature = "schema")]
pub mod schema;
mod seldom;
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
pub use document::{Document, SourceDigest};
pub use front_matter::{
    ChannelOverride, CoverImage, FrontMatter, PlanReference, ProgressEntry, RareFields,
};
pub use headings::{Heading, HeadingList};
pub use key::{KeySpec, ValueShape};
pub use kind::{DocumentKind, KINDS, KindFacts};
pub use nearest::nearest;
pub use open_file::{FileVersion, MemoryFile, OpenFile};
pub use source::{
    SourceText, StaleCause, StaleSource, TextProvider, WorldTexts, quote_lines, read_source,
};
pub use source_path::SourcePath;
pub use split::{SplitText, split};
pub use stamp::Stamp;
pub use stat::Stat;
pub use stated::StatedValue;
pub use unit_names::{UNIT_NAMES, unit_names};
pub use unlinked::{PendingLink, PrerenderedBody};
pub use unreadable::{ReadRefusal, unreadable};
pub use when::Moment;
pub use world::{MemoryWorld, Unlisted, World, is_temporary};
pub(crate) use yaml::{fault as yaml_fault, free as free_verdict, vet};
