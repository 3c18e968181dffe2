//! pufa (普法): builds a legal-publicity site from a folder of Markdown files that the editors of a
//! justice bureau write.
//!
//! A site is a function from an address to bytes:
//!
//! ```text
//! files ──read──▶ Source ──parse──▶ Document ──assemble──▶ Site ──route──▶ Output
//! ```
//!
//! Each module uses only the modules of lower layers, never one above. See `docs/ARCHITECTURE.md`.

pub mod build;
mod cache;
mod characters;
pub mod cli;
pub mod content;
pub mod diagnostic;
mod escape;
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
