//! pufa (普法): a folder of Markdown that a justice bureau's editors write becomes a finished
//! legal-publicity site.
//!
//! A site is a function from an address to bytes:
//!
//! ```text
//! files ──read──▶ Source ──parse──▶ Document ──assemble──▶ Site ──route──▶ Output
//! ```
//!
//! Each module is a room of the house; each uses the rooms under it, never one above. See
//! `docs/ARCHITECTURE.md`.

pub mod build;
mod characters;
pub mod cli;
pub mod content;
pub mod diagnostic;
pub mod law;
mod limits;
pub mod markdown;
pub mod output;
mod path_segment;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod site;
pub mod sources;
pub mod url;
