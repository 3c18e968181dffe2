//! Packages: the contents of one folder of a channel.

use crate::content::StaleSource;
use crate::content::config::Channel;
use crate::diagnostic::{Diagnostics, Message};
use crate::render::output::{Output, ending, media_type};
use crate::site::DocumentId;

use super::{PackageBuilder, format_of};

/// Package to build: some documents in order, for a channel.
#[derive(Clone, Debug)]
pub struct ChannelPackage<'c> {
    /// Channel.
    pub channel: &'c Channel,
    /// Folder among the packages of the channel, with `/`; empty for the channel's own folder.
    pub folder: String,
    /// Documents, in order.
    pub documents: Vec<DocumentId>,
    /// Part of a bundle, from 0: one takes eight articles.
    pub part: usize,
}

/// Contents of a package in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackageContents {
    /// Title of each article.
    pub titles: Vec<String>,
    /// Measures, in Chinese and in English: 正文 3120/20000 字符，2 张图.
    pub about: Option<Message>,
}

/// Package as built.
#[derive(Debug, Default)]
pub struct PackageOutput {
    /// Files, by their paths under the folder of all channels.
    pub outputs: Vec<Output>,
    /// Contents in words.
    pub contents: PackageContents,
    /// Diagnostics of the channel's rules.
    pub diagnostics: Diagnostics,
}

impl ChannelPackage<'_> {
    /// Paths of the files that it may have, under the folder of all channels.
    pub fn files(&self, builder: &PackageBuilder<'_>) -> Vec<String> {
        let names = format_of(self.channel.kind).files(builder, self);
        names.into_iter().map(|name| self.path(&name)).collect()
    }

    /// Builds the package in the format of its channel.
    ///
    /// [`StaleSource`] when a file has changed since the site was assembled.
    pub fn build(&self, builder: &PackageBuilder<'_>) -> Result<PackageOutput, StaleSource> {
        format_of(self.channel.kind).build(builder, self)
    }

    /// Path of the file that people open first.
    pub(super) fn first_path(&self) -> String {
        self.path(format_of(self.channel.kind).first_file(self))
    }

    /// File of the package, by its name there.
    pub(super) fn output(&self, name: &str, bytes: impl Into<Vec<u8>>) -> Output {
        Output {
            path: self.path(name),
            media_type: media_type(ending(name)),
            bytes: bytes.into(),
        }
    }

    /// Path of a file of the package, under the folder of all channels.
    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder_path())
    }

    /// Path of the package's folder, under the folder of all channels.
    pub fn folder_path(&self) -> String {
        let channel = &self.channel.name;
        if self.folder.is_empty() {
            return channel.clone();
        }
        format!("{channel}/{}", self.folder)
    }
}
