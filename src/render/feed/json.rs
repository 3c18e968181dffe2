//! Writes JSON Feed 1.1.

use serde::Serialize;

use super::feed_content::{FeedContent, FeedEntry};

#[derive(Serialize)]
struct JsonFeed<'n> {
    version: &'static str,
    title: &'n str,
    home_page_url: &'n str,
    feed_url: &'n str,
    description: &'n str,
    language: &'n str,
    authors: Vec<JsonAuthor<'n>>,
    items: Vec<JsonItem<'n>>,
}

#[derive(Serialize)]
struct JsonAuthor<'n> {
    name: &'n str,
}

#[derive(Serialize)]
struct JsonItem<'n> {
    id: &'n str,
    url: &'n str,
    title: &'n str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'n str>,
    /// An item has at least one of the two contents.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'n str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'n str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'n str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'n>>,
    tags: &'n [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'n str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<JsonAttachment<'n>>,
}

#[derive(Serialize)]
struct JsonAttachment<'n> {
    url: &'n str,
    mime_type: &'n str,
    title: &'n str,
    size_in_bytes: u64,
}

pub(super) fn write(news: &FeedContent) -> Option<Vec<u8>> {
    let feed = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &news.title,
        home_page_url: &news.page,
        feed_url: &news.own,
        description: &news.description,
        language: &news.language,
        authors: vec![JsonAuthor {
            name: &news.publisher,
        }],
        items: news.entries.iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec(&feed).ok()?;
    bytes.push(b'\n');
    Some(bytes)
}

fn item(entry: &FeedEntry) -> JsonItem<'_> {
    let date = |at: &jiff::Zoned| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let attachments = entry.enclosures.iter().map(|file| JsonAttachment {
        url: &file.address,
        mime_type: file.media_type,
        title: &file.name,
        size_in_bytes: file.length,
    });
    JsonItem {
        id: &entry.page,
        url: &entry.page,
        title: &entry.title,
        content_html: entry.body.as_deref(),
        content_text: entry.body.is_none().then_some(entry.summary.as_str()),
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: entry.published.as_ref().map(date),
        date_modified: date(&entry.updated),
        authors: entry
            .author
            .iter()
            .map(|name| JsonAuthor { name })
            .collect(),
        tags: &entry.categories,
        language: entry.language.as_deref(),
        attachments: attachments.collect(),
    }
}
