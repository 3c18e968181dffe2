//! A package: what one folder of a channel holds.

use crate::content::StaleSource;
use crate::content::config::{Channel, ChannelKind};
use crate::diagnostic::Diagnostics;
use crate::render::{Output, OutputTarget, media_type};
use crate::site::DocumentId;

use super::{PackageBuilder, baidu, generic, wechat, weibo};

/// A package that is to be made: for a channel, of some documents in order.
#[derive(Clone, Debug)]
pub struct ChannelPackage<'c> {
    /// Its channel.
    pub channel: &'c Channel,
    /// Its folder among the packages of its channel, with `/`; empty for the channel's own.
    pub folder: String,
    /// Its documents, in order.
    pub documents: Vec<DocumentId>,
    /// Which part of a bundle it is, from 0: one takes eight articles.
    pub part: usize,
}

/// What a package holds, as people are told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageContents {
    /// The title of each article.
    pub titles: Vec<String>,
    /// What there is to say of it, in Chinese and in English: 正文 3120/20000 字符，2 张图.
    pub about: Option<crate::diagnostic::Message>,
}

/// A package that was made.
#[derive(Debug, Default)]
pub struct PackageOutput {
    /// Its files.
    pub outputs: Vec<Output>,
    /// What it holds.
    pub contents: PackageContents,
    /// What is wrong with it.
    pub found: Diagnostics,
}

impl ChannelPackage<'_> {
    /// The name of the bundle (多图文) that it is, even of one document.
    pub fn bundle(&self) -> Option<&str> {
        self.folder.strip_prefix(super::select::BUNDLE)
    }

    /// The files that it will have, as paths under the folder of all channels.
    pub fn files(&self, maker: &PackageBuilder<'_>) -> Vec<String> {
        let names = match self.channel.kind {
            ChannelKind::Wechat => wechat::files(maker, self),
            ChannelKind::Weibo => weibo::files(maker, self),
            ChannelKind::Toutiao | ChannelKind::Generic => {
                generic::FILES.map(str::to_owned).to_vec()
            }
            ChannelKind::Baidu => vec![baidu::FILE.to_owned()],
        };
        names.into_iter().map(|name| self.path(&name)).collect()
    }

    /// Makes it.
    ///
    /// [`Stale`] when a file has changed since the site was made of it.
    pub fn make(&self, maker: &PackageBuilder<'_>) -> Result<PackageOutput, StaleSource> {
        match self.channel.kind {
            ChannelKind::Wechat => wechat::make(maker, self),
            ChannelKind::Weibo => weibo::make(maker, self),
            ChannelKind::Toutiao | ChannelKind::Generic => generic::make(maker, self),
            ChannelKind::Baidu => Ok(baidu::make(maker, self)),
        }
    }

    /// A file of it, by its name there.
    pub(super) fn output(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Output {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let path = self.within(name);
        Output {
            place: OutputTarget::Package {
                channel: self.channel.name.clone(),
                path,
            },
            media_type: media_type(ending),
            bytes: bytes.into(),
        }
    }

    /// The file of it that people look at first.
    pub(super) fn page(&self) -> &'static str {
        match self.channel.kind {
            ChannelKind::Wechat if self.documents.len() > 1 => "report.json",
            ChannelKind::Wechat => "preview.html",
            ChannelKind::Weibo => "card.txt",
            ChannelKind::Toutiao | ChannelKind::Generic => generic::FILES[0],
            ChannelKind::Baidu => baidu::FILE,
        }
    }

    fn within(&self, name: &str) -> String {
        if self.folder.is_empty() {
            name.to_owned()
        } else {
            format!("{}/{name}", self.folder)
        }
    }

    /// Where a file of it lies under the folder of all channels.
    pub fn path(&self, name: &str) -> String {
        format!("{}/{}", self.channel.name, self.within(name))
    }
}
