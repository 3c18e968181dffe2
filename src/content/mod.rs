//! Editors' input: sources, front matter, the site's configuration, documents.

mod body_facts;
mod boxed_default;
pub mod config;
mod date;
mod decode;
mod disk;
mod document;
mod file_fingerprint;
pub mod front_matter;
mod headings;
mod key_spec;
mod key_table;
mod kind;
mod moment;
mod open_file;
mod options_sheet;
mod portable_json;
mod prerendered_body;
#[cfg(feature = "schema")]
pub mod schema;
mod source_path;
mod source_text;
mod split_text;
mod stated_value;
mod suggest;
#[cfg(test)]
mod testing;
mod text_values;
pub mod theme;
mod unit_names;
mod unreadable;
mod world;
mod yaml;

pub use body_facts::{BodyFacts, Reference};
pub use config::SiteConfig;
pub use date::{DateFault, parse_date};
pub use decode::decode;
pub(crate) use decode::utf8;
pub use disk::DiskWorld;
pub use document::{Document, SourceDigest};
pub use file_fingerprint::FileFingerprint;
pub use front_matter::{
    ChannelOverride, CoverImage, FrontMatter, PlanReference, ProgressEntry, RareFields,
};
pub use headings::{Heading, HeadingList};
pub use key_spec::{KeySpec, ValueShape};
pub use kind::{DocumentKind, KINDS, KindFacts};
pub use moment::Moment;
pub use open_file::{FileVersion, MemoryFile, OpenFile};
pub use prerendered_body::{PendingLink, PrerenderedBody};
pub use source_path::SourcePath;
pub use source_text::{
    SourceText, StaleCause, StaleSource, TextProvider, WorldTexts, quote_lines, read_source,
};
pub use split_text::{SplitText, split};
pub use stated_value::StatedValue;
pub use suggest::nearest;
pub use unit_names::{UNIT_NAMES, unit_names};
pub use unreadable::{ReadRefusal, unreadable};
pub(crate) use world::is_within;
pub use world::{FOLDERS, FolderScan, MemoryWorld, ScanError, World, is_temporary};
pub(crate) use yaml::{fault as yaml_fault, free as free_verdict, vet};
