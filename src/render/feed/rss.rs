//! Writes RSS 2.0, with the widely supported Content, Dublin Core and Atom modules.

use std::collections::BTreeMap;

use jiff::Zoned;
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::dublincore::DublinCoreExtension;
use rss::{Category, Channel, Guid, Item};

use super::feed_content::{FeedContent, FeedEntry};
use super::xml::document;
use crate::escape::escaped;

pub(super) fn write(news: &FeedContent) -> Option<Vec<u8>> {
    let own = Link {
        href: news.own.clone(),
        rel: "self".to_owned(),
        mime_type: Some("application/rss+xml".to_owned()),
        ..Link::default()
    };
    let channel = Channel {
        title: news.title.clone(),
        link: news.page.clone(),
        description: escaped(&news.description),
        language: Some(news.language.clone()),
        last_build_date: (!news.entries.is_empty()).then(|| date(&news.updated)),
        generator: Some("pufa".to_owned()),
        docs: Some("https://www.rssboard.org/rss-specification".to_owned()),
        items: news.entries.iter().map(item).collect(),
        atom_ext: Some(AtomExtension { links: vec![own] }),
        namespaces: BTreeMap::new(),
        ..Channel::default()
    };
    Some(document(
        &channel.write_to(Vec::new()).ok()?,
        news.stylesheet.as_deref(),
    ))
}

fn item(entry: &FeedEntry) -> Item {
    let category = |name: &String| Category {
        name: name.clone(),
        domain: None,
    };
    let creator = entry.author.clone().map(|name| DublinCoreExtension {
        creators: vec![name],
        ..DublinCoreExtension::default()
    });
    // RSS 2.0 allows one file per item; readers take the first.
    let enclosure = entry.enclosures.first().map(|file| rss::Enclosure {
        url: file.address.clone(),
        length: file.length.to_string(),
        mime_type: file.media_type.to_owned(),
    });
    Item {
        title: Some(entry.title.clone()),
        link: Some(entry.page.clone()),
        // Readers take a description for HTML; the summary is plain text.
        description: Some(escaped(&entry.summary)).filter(|summary| !summary.is_empty()),
        categories: entry.categories.iter().map(category).collect(),
        enclosure,
        guid: Some(Guid {
            value: entry.page.clone(),
            permalink: true,
        }),
        pub_date: entry.published.as_ref().map(date),
        content: entry.body.as_deref().map(str::to_owned),
        dublin_core_ext: creator,
        ..Item::default()
    }
}

/// Formats as RFC 2822, 3.3, in the site's zone: `Sun, 01 Nov 2026 00:00:00 +0800`.
fn date(at: &Zoned) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}
