//! 微信公众号: articles for the editor of an Official Account, alone or in bundles.
//!
//! `html_writer` (with `inline` and `component`) turns the tree of an article into HTML with minimal styles in the
//! elements; `post` adds the platform's parts around it; `lint` checks the platform's limits; `package` writes the
//! files, `preview` the page that an operator looks at.

mod bundle;
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

pub(crate) use bundle::bundle_name;
pub(super) use package::WechatFormat;
pub(crate) use preview::{PreviewContext, channel, inline_hashes, preview};
pub(crate) use styles::ThemeStyles;
