//! 微信公众号: articles for the editor of an Official Account, alone or in bundles.
//!
//! `writer` (with `inline` and `component`) turns the tree of an article into HTML with minimal
//! styles in the elements; `post` adds what the platform wants around it; `lint` holds the whole
//! against the platform's limits; `package` and `preview` are its faces.

mod colour;
mod component;
mod cover;
mod html_writer;
mod inline;
mod lint;
mod package;
mod post;
mod preview;
mod styles;
mod table;
#[cfg(test)]
mod tests;

pub(super) use package::{files, make};
pub use preview::{PreviewContext, channel, inline_hashes, preview};
pub use styles::ThemeStyles;
