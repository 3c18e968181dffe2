//! Writes Atom (RFC 4287).

use atom_syndication::{
    Category, Content, Entry as AtomEntry, Feed, FixedDateTime, Generator, Link, Person, Text,
};
use jiff::Zoned;

use super::feed_content::{FeedContent, FeedEntry};
use super::xml::document;

pub(super) fn write(news: &FeedContent) -> Option<Vec<u8>> {
    let feed = Feed {
        title: Text::plain(news.title.clone()),
        id: news.own.clone(),
        updated: date(&news.updated)?,
        // Section 4.1.1: a feed names an author unless each of its entries does.
        authors: vec![person(&news.publisher)],
        generator: Some(Generator {
            value: "pufa".to_owned(),
            uri: None,
            version: None,
        }),
        links: vec![
            link("self", &news.own, "application/atom+xml"),
            link("alternate", &news.page, "text/html"),
        ],
        subtitle: Some(Text::plain(news.description.clone())),
        entries: news.entries.iter().map(entry).collect::<Option<_>>()?,
        lang: Some(news.language.clone()),
        ..Feed::default()
    };
    Some(document(
        &feed.write_to(Vec::new()).ok()?,
        news.stylesheet.as_deref(),
    ))
}

fn entry(entry: &FeedEntry) -> Option<AtomEntry> {
    let files = entry.enclosures.iter().map(|file| Link {
        length: Some(file.length.to_string()),
        title: Some(file.name.clone()),
        ..link("enclosure", &file.address, file.media_type)
    });
    let content = entry.body.as_deref().map(|html| Content {
        value: Some(html.to_owned()),
        content_type: Some("html".to_owned()),
        lang: entry.language.clone(),
        ..Content::default()
    });
    let category = |name: &String| Category {
        term: name.clone(),
        scheme: None,
        label: None,
    };
    Some(AtomEntry {
        title: Text::plain(entry.title.clone()),
        id: entry.page.clone(),
        updated: date(&entry.updated)?,
        authors: entry.author.iter().map(|name| person(name)).collect(),
        categories: entry.categories.iter().map(category).collect(),
        links: std::iter::once(link("alternate", &entry.page, "text/html"))
            .chain(files)
            .collect(),
        published: match &entry.published {
            Some(at) => Some(date(at)?),
            None => None,
        },
        summary: Some(Text::plain(entry.summary.clone()))
            .filter(|summary| !summary.value.is_empty()),
        content,
        ..AtomEntry::default()
    })
}

fn person(name: &str) -> Person {
    Person {
        name: name.to_owned(),
        ..Person::default()
    }
}

fn link(rel: &str, href: &str, media_type: &str) -> Link {
    Link {
        href: href.to_owned(),
        rel: rel.to_owned(),
        mime_type: Some(media_type.to_owned()),
        ..Link::default()
    }
}

/// Converts to the writer's RFC 3339 date (section 3.3).
fn date(at: &Zoned) -> Option<FixedDateTime> {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().parse().ok()
}
