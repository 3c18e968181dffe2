//! pufa (普法): builds a legal-publicity site from a folder of Markdown files that the editors of a
//! justice bureau write.
//!
//! A site is a function from an address to bytes:
//!
//! ```text
//! files ──read──▶ SourceText ──parse──▶ Document ──assemble──▶ Site ──route──▶ Output
//! ```
//!
//! Each module uses only the modules of lower layers, never one above. See `docs/ARCHITECTURE.md`.

#![cfg_attr(
    not(all(feature = "channels", feature = "serve")),
    expect(
        dead_code,
        unused_imports,
        reason = "parts of the shared modules serve only these features"
    )
)]

mod build;
mod cache;
mod characters;
mod cli;
mod content;
mod diagnostic;
mod escape;
mod law;
mod limits;
mod markdown;
mod output;
mod path_segment;
mod render;
#[cfg(feature = "serve")]
mod serve;
mod site;
mod sources;
mod url;

pub mod facade;

pub use cli::run;
