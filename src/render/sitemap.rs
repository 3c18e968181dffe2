//! `sitemap.xml` (sitemaps.org, protocol 0.9) and `robots.txt`.

use std::fmt::Write;

use crate::render::dependency_tracker::{DependencyTracker, SitemapEntry};
use crate::site::{SITEMAP_LIMIT, SitemapPart};
use crate::url::Url;

use super::date_format::iso;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Writes a sitemap, the index of its parts, or one part.
pub(crate) fn sitemap(reads: &DependencyTracker<'_>, part: SitemapPart) -> Vec<u8> {
    match part {
        SitemapPart::Whole => addresses(reads, 0),
        SitemapPart::Part(part) => addresses(reads, part),
        SitemapPart::Index => index(reads),
    }
}

fn addresses(reads: &DependencyTracker<'_>, part: usize) -> Vec<u8> {
    let config = reads.config();
    let mut xml = format!("{HEAD}<urlset xmlns=\"{NAMESPACE}\">\n");
    let pages = reads.pages().into_iter();
    for SitemapEntry { url, changed } in pages.skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT) {
        xml.push_str("<url><loc>");
        xml.push_str(&escape(config.base.absolute(url)));
        xml.push_str("</loc>");
        if let Some(when) = changed {
            xml.push_str("<lastmod>");
            xml.push_str(&iso(when, &config.zone));
            xml.push_str("</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}

fn index(reads: &DependencyTracker<'_>) -> Vec<u8> {
    let base = &reads.config().base;
    let parts = reads.pages().len().div_ceil(SITEMAP_LIMIT);
    let mut xml = format!("{HEAD}<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for part in 1..=parts {
        let address = escape(base.absolute(&Url::file(&format!("sitemap-{part}.xml"))));
        let _ = writeln!(xml, "<sitemap><loc>{address}</loc></sitemap>");
    }
    xml.push_str("</sitemapindex>\n");
    xml.into_bytes()
}

/// Writes `robots.txt`: allows everything and names the sitemap.
pub(crate) fn robots(reads: &DependencyTracker<'_>) -> Vec<u8> {
    let sitemap = Url::file("sitemap.xml");
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    if reads.has(&sitemap) {
        let _ = writeln!(
            text,
            "\nSitemap: {}",
            reads.config().base.absolute(&sitemap)
        );
    }
    text.into_bytes()
}

fn escape(address: String) -> String {
    if !address.contains(['&', '\'']) {
        return address;
    }
    address.replace('&', "&amp;").replace('\'', "&apos;")
}
