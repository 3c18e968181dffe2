//! Interface of a kind of channel.

use crate::content::StaleSource;
use crate::content::config::Channel;
use crate::site::{DocumentId, Site};

use super::{ChannelPackage, PackageBuilder, PackageOutput, single};

/// Format of the packages of one kind of channel.
///
/// Names, aliases and options of the kind stand in `content::config`, so that `site.yaml` can be read without this
/// module; its diagnostics are part of what [`build`](Self::build) returns.
pub(crate) trait ChannelFormat: Sync {
    /// Groups the selected documents into packages, in a fixed order; by default a package for each document.
    fn packages<'c>(
        &self,
        site: &Site,
        channel: &'c Channel,
        documents: Vec<DocumentId>,
    ) -> Vec<ChannelPackage<'c>> {
        let documents = documents.into_iter();
        documents.map(|id| single(site, channel, id)).collect()
    }

    /// True if the channel takes documents of every kind unless its filter names kinds; by default, only those for
    /// readers.
    fn takes_every_kind(&self) -> bool {
        false
    }

    /// True if a package leaves out documents with errors; by default, it is written whole or not at all.
    fn omits_faulty_documents(&self) -> bool {
        false
    }

    /// Names of the files that a package may have, before it is built: the writer reserves them.
    fn files(&self, builder: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> Vec<String>;

    /// Builds a package: its files, its contents in words, and the diagnostics of the channel's own rules.
    ///
    /// [`StaleSource`] when a file has changed since the site was assembled.
    fn build(
        &self,
        builder: &PackageBuilder<'_>,
        package: &ChannelPackage<'_>,
    ) -> Result<PackageOutput, StaleSource>;

    /// Name of the file that people open first.
    fn first_file(&self, package: &ChannelPackage<'_>) -> &'static str;
}
