//! 百度: a plain list of the addresses that are new, as its webmasters' page takes them.

use super::{ChannelPackage, PackageBuilder, PackageContents, PackageOutput};
use crate::message;

/// Its file.
pub(super) const FILE: &str = "urls.txt";

pub(super) fn make(maker: &PackageBuilder<'_>, package: &ChannelPackage<'_>) -> PackageOutput {
    let site = maker.site;
    let mut lines = String::new();
    for id in &package.documents {
        lines.push_str(&site.config.base.absolute(&site.document_url(*id)));
        lines.push('\n');
    }
    let count = package.documents.len();
    let contents = PackageContents {
        titles: Vec::new(),
        about: Some(message!("{count} 个网址", "{count} addresses")),
    };
    PackageOutput {
        outputs: vec![package.output(FILE, lines)],
        contents,
        ..PackageOutput::default()
    }
}
