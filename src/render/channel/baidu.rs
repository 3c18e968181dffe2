//! 百度: a plain list of new addresses, as its page for webmasters takes them.

use crate::content::StaleSource;
use crate::content::config::Channel;
use crate::message;
use crate::site::{DocumentId, Site};

use super::{ChannelFormat, ChannelPackage, PackageBuilder, PackageContents, PackageOutput};

const FILE: &str = "urls.txt";

/// Format of 百度: one package, with the addresses of all documents.
pub(super) struct BaiduFormat;

impl ChannelFormat for BaiduFormat {
    fn packages<'c>(
        &self,
        _: &Site,
        channel: &'c Channel,
        documents: Vec<DocumentId>,
    ) -> Vec<ChannelPackage<'c>> {
        vec![ChannelPackage {
            channel,
            folder: String::new(),
            documents,
            part: 0,
        }]
    }

    fn takes_every_kind(&self) -> bool {
        true
    }

    fn omits_faulty_documents(&self) -> bool {
        true
    }

    fn files(&self, _: &PackageBuilder<'_>, _: &ChannelPackage<'_>) -> Vec<String> {
        vec![FILE.to_owned()]
    }

    fn build(
        &self,
        builder: &PackageBuilder<'_>,
        package: &ChannelPackage<'_>,
    ) -> Result<PackageOutput, StaleSource> {
        let site = builder.site;
        let mut lines = String::new();
        for id in &package.documents {
            lines.push_str(&site.config.base.absolute(&site.document_url(*id)));
            lines.push('\n');
        }
        let count = package.documents.len();
        Ok(PackageOutput {
            outputs: vec![package.output(FILE, lines)],
            contents: PackageContents {
                titles: Vec::new(),
                about: Some(message!("{count} 个网址", "{count} addresses")),
            },
            ..PackageOutput::default()
        })
    }

    fn first_file(&self, _: &ChannelPackage<'_>) -> &'static str {
        FILE
    }
}
