//! Editors' input: sources, front matter, the site's configuration, documents.

mod body_facts;
mod boxed_default;
mod byte_patch;
pub(crate) mod config;
mod date;
mod decode;
mod disk;
mod document;
mod file_fingerprint;
pub(crate) mod front_matter;
mod headings;
mod key_spec;
mod key_table;
mod kind;
mod moment;
mod open_file;
mod options_sheet;
pub(crate) mod picture;
mod portable_json;
mod prerendered_body;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod source_path;
mod source_text;
mod split_text;
mod stated_value;
mod suggest;
#[cfg(test)]
mod testing;
mod text_values;
pub(crate) mod theme;
mod theme_options;
mod unit_names;
mod unreadable;
mod world;
mod yaml;

pub(crate) use body_facts::{BodyFacts, Reference};
pub(crate) use byte_patch::patched;
pub use config::SiteConfig;
pub use date::parse_date;
pub(crate) use decode::decode;
pub(crate) use decode::utf8;
pub(crate) use disk::DiskWorld;
pub(crate) use document::{BodyStart, Document, SourceDigest};
pub(crate) use file_fingerprint::FileFingerprint;
pub(crate) use front_matter::{
    ChannelOverride, CoverImage, FrontMatter, PlanReference, ProgressEntry, statute_parts,
};
pub(crate) use headings::{Heading, HeadingList};
pub use key_spec::{KeySpec, ValueShape};
pub(crate) use kind::KindFacts;
pub use kind::{DocumentKind, KINDS};
pub(crate) use moment::Moment;
#[cfg(test)]
pub(crate) use open_file::FileVersion;
pub(crate) use open_file::{MemoryFile, OpenFile};
pub(crate) use prerendered_body::{PendingLink, PrerenderedBody};
pub use source_path::SourcePath;
pub use source_text::WorldTexts;
pub(crate) use source_text::{
    SourceText, StaleCause, StaleSource, TextProvider, decoded_text, quote_lines, read_source,
};
pub(crate) use split_text::SplitText;
pub use split_text::split;
pub(crate) use stated_value::StatedValue;
pub(crate) use suggest::nearest;
pub(crate) use text_values::{flag as flag_of, split as split_words};
pub(crate) use unit_names::{UNIT_NAMES, unit_names};
pub(crate) use unreadable::{ReadRefusal, unreadable};
pub(crate) use world::{FOLDERS, FolderScan, ScanError, is_temporary};
pub use world::{MemoryWorld, World};
pub(crate) use world::{WELL_KNOWN, is_within};
pub(crate) use yaml::{
    BLOCK as BLOCK_CODES, KnownKeys, SourcePatch, as_written, fault as yaml_fault,
    free as free_verdict, patches, slips, unpatched, vet, with_patches,
};
