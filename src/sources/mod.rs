//! Source store: a site's files scanned, fingerprinted, parsed, and parsed again when they change.
//!
//! `build` opens a store, lets it reuse what the previous build cached, and reads everything once. `serve` keeps the
//! store alive and refreshes the paths that the watcher reports. No other module reads a site's folder as a whole.

mod documents;
mod file_index;
mod last_good;
mod project;
mod reader;
mod source_store;
mod theme_version;

pub(crate) use file_index::FileIndex;
pub use project::{Project, read};
pub(crate) use reader::digest;
pub(crate) use reader::{BodySink, PreviousFacts, SourceReader, read_settings};
pub(crate) use source_store::{RefreshContext, Settle, SourceChange, SourceStore};
