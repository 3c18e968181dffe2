//! Channels: documents in the forms that places outside the site take.
//!
//! A kind of channel is one implementation of [`ChannelFormat`], in a file or folder of its own, registered in
//! `format_of`. All of them read the same tree of an [`article`]; none parses Markdown or reads the site's HTML. Their
//! packages are written beside the site, never on it; only the mini-program's JSON is public.

pub mod article;
#[cfg(feature = "channels")]
mod article_source;
#[cfg(feature = "channels")]
mod baidu;
#[cfg(feature = "channels")]
mod format;
#[cfg(feature = "channels")]
mod generic;
#[cfg(feature = "channels")]
mod image;
#[cfg(feature = "channels")]
mod index;
#[cfg(feature = "channels")]
mod ledger;
pub(crate) mod miniprogram;
#[cfg(feature = "channels")]
mod package;
#[cfg(feature = "channels")]
mod select;
#[cfg(feature = "channels")]
pub mod wechat;
#[cfg(feature = "channels")]
mod weibo;

#[cfg(feature = "channels")]
pub use {
    article_source::PackageBuilder,
    format::ChannelFormat,
    image::ImageCache,
    index::index,
    ledger::ChannelLedger,
    package::{ChannelPackage, PackageContents, PackageOutput},
    select::{SelectionScope, packages, single},
};

#[cfg(feature = "channels")]
use crate::content::config::ChannelKind;

/// Registry of the channel formats: the format of a kind of channel.
#[cfg(feature = "channels")]
pub(crate) fn format_of(kind: ChannelKind) -> &'static dyn ChannelFormat {
    match kind {
        ChannelKind::Wechat => &wechat::WechatFormat,
        ChannelKind::Weibo => &weibo::WeiboFormat,
        ChannelKind::Toutiao | ChannelKind::Generic => &generic::GenericFormat,
        ChannelKind::Baidu => &baidu::BaiduFormat,
    }
}
