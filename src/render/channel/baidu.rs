//! 百度: a plain list of the addresses that are new, as its webmasters' page takes them.

use super::{Contents, Made, Maker, Package};
use crate::says;

/// Its file.
pub(super) const FILE: &str = "urls.txt";

pub(super) fn make(maker: &Maker<'_>, package: &Package<'_>) -> Made {
    let site = maker.site;
    let mut lines = String::new();
    for id in &package.documents {
        lines.push_str(&site.config.base.absolute(&site.document_url(*id)));
        lines.push('\n');
    }
    let count = package.documents.len();
    let contents = Contents {
        titles: Vec::new(),
        about: Some(says!("{count} 个网址", "{count} addresses")),
    };
    Made {
        outputs: vec![package.output(FILE, lines)],
        contents,
        ..Made::default()
    }
}
