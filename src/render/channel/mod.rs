//! Channels: documents in the forms that places outside the site take.
//!
//! A kind of channel is one file or one small folder here. Each reads the same tree of an
//! [`article`]; none parses Markdown or reads the site's HTML. What it makes belongs into packages
//! ([`Package`](crate::render::Place::Package)), never on the site; only the mini-program's JSON is public.

/// Writes text onto a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)+) => {{
        let _ = std::fmt::Write::write_fmt(&mut $out, format_args!($($text)+));
    }};
}

#[cfg(feature = "channels")]
mod album;
pub mod article;
#[cfg(feature = "channels")]
mod baidu;
#[cfg(feature = "channels")]
mod convert;
#[cfg(feature = "channels")]
mod decoder;
#[cfg(feature = "channels")]
mod drawing;
#[cfg(feature = "channels")]
mod generic;
#[cfg(feature = "channels")]
mod index;
#[cfg(feature = "channels")]
mod ledger;
#[cfg(feature = "channels")]
mod material;
pub(crate) mod miniprogram;
#[cfg(feature = "channels")]
mod package;
#[cfg(feature = "channels")]
mod painting;
#[cfg(feature = "channels")]
mod pictures;
#[cfg(feature = "channels")]
mod select;
#[cfg(feature = "channels")]
pub mod wechat;
#[cfg(feature = "channels")]
mod weibo;
#[cfg(feature = "channels")]
mod whole;

#[cfg(feature = "channels")]
pub use {
    album::ImageCache,
    index::index,
    ledger::ChannelLedger,
    material::PackageBuilder,
    package::{ChannelPackage, PackageContents, PackageOutput},
    select::{SelectionScope, packages, single},
};
