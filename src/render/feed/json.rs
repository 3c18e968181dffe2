//! JSON Feed 1.1.

use serde::Serialize;

use super::news::{Entry, News};

#[expect(
    clippy::struct_field_names,
    reason = "the names are the specification's"
)]
#[derive(Serialize)]
struct Feed<'n> {
    version: &'static str,
    title: &'n str,
    home_page_url: &'n str,
    feed_url: &'n str,
    description: &'n str,
    language: &'n str,
    authors: Vec<Author<'n>>,
    items: Vec<Item<'n>>,
}

#[derive(Serialize)]
struct Author<'n> {
    name: &'n str,
}

#[derive(Serialize)]
struct Item<'n> {
    id: &'n str,
    url: &'n str,
    title: &'n str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'n str>,
    /// An item holds one of the two contents at least.
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
    authors: Vec<Author<'n>>,
    tags: &'n [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'n str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'n>>,
}

#[derive(Serialize)]
struct Attachment<'n> {
    url: &'n str,
    mime_type: &'n str,
    title: &'n str,
    size_in_bytes: u64,
}

pub(super) fn write(news: &News) -> Option<Vec<u8>> {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &news.title,
        home_page_url: &news.page,
        feed_url: &news.own,
        description: &news.description,
        language: &news.language,
        authors: vec![Author {
            name: &news.publisher,
        }],
        items: news.entries.iter().map(item).collect(),
    };
    let mut bytes = serde_json::to_vec(&feed).ok()?;
    bytes.push(b'\n');
    Some(bytes)
}

fn item(entry: &Entry) -> Item<'_> {
    let date = |at: &jiff::Zoned| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string();
    let attachments = entry.enclosures.iter().map(|file| Attachment {
        url: &file.address,
        mime_type: file.media_type,
        title: &file.name,
        size_in_bytes: file.length,
    });
    Item {
        id: &entry.page,
        url: &entry.page,
        title: &entry.title,
        content_html: entry.body.as_deref(),
        content_text: entry.body.is_none().then_some(entry.summary.as_str()),
        summary: &entry.summary,
        image: entry.image.as_deref(),
        date_published: entry.published.as_ref().map(date),
        date_modified: date(&entry.updated),
        authors: entry.author.iter().map(|name| Author { name }).collect(),
        tags: &entry.categories,
        language: entry.language.as_deref(),
        attachments: attachments.collect(),
    }
}
