//! Content of a feed as plain values, independent of its format.
//!
//! Texts hold only what XML 1.0 can represent, addresses are absolute, dates come from documents:
//! `updated` is the newest of them, never the time of the build.

use std::sync::Arc;

use jiff::{Timestamp, Zoned};

use crate::content::{Document, Moment, SiteConfig, StaleSource};
use crate::render::output::{ending, media_type};
use crate::render::page::PageBuilder;
use crate::site::{DocumentId, FeedFormat, ResolvedLink, SiteFeed};

use super::FeedBodies;
use super::xml::writable;

/// Feed.
pub(super) struct FeedContent {
    /// 示例普法网, or 法律问答 - 示例普法网.
    pub(super) title: String,
    /// Description; never empty.
    pub(super) description: String,
    /// Page of the list.
    pub(super) page: String,
    /// The feed's own address.
    pub(super) own: String,
    /// Language of its texts.
    pub(super) language: String,
    /// Publisher of the site.
    pub(super) publisher: String,
    /// Newest change among its documents; 1970 if it has none.
    pub(super) updated: Zoned,
    /// Stylesheet that shows it in a browser.
    pub(super) stylesheet: Option<String>,
    /// Entries, newest first.
    pub(super) entries: Vec<FeedEntry>,
}

/// Feed entry for one document.
pub(super) struct FeedEntry {
    pub(super) title: String,
    /// Address of its page, which also is its id.
    pub(super) page: String,
    /// Publication time, if given.
    pub(super) published: Option<Zoned>,
    /// Time of the last change. An entry without one, such as a future event, takes the newest of
    /// its feed: no entry is dated in the future.
    pub(super) updated: Zoned,
    /// One or two sentences.
    pub(super) summary: String,
    /// Body as HTML; `None` where the site wants summaries only.
    pub(super) body: Option<Arc<str>>,
    pub(super) author: Option<String>,
    /// Kind and tags.
    pub(super) categories: Vec<String>,
    /// Files offered.
    pub(super) enclosures: Vec<Enclosure>,
    /// Absolute address of its cover.
    pub(super) image: Option<String>,
    /// Language, if it differs from the feed's.
    pub(super) language: Option<String>,
}

/// File attached to an entry.
pub(super) struct Enclosure {
    pub(super) address: String,
    pub(super) media_type: &'static str,
    /// In bytes.
    pub(super) length: u64,
    pub(super) name: String,
}

impl FeedContent {
    /// Gathers a feed in one format.
    pub(super) fn gather(
        maker: &PageBuilder<'_, '_>,
        bodies: &FeedBodies,
        feed: &SiteFeed,
        form: FeedFormat,
    ) -> Result<Self, StaleSource> {
        let config = maker.tracker.config();
        let SiteFeed { place, documents } = feed;
        let epoch = Timestamp::UNIX_EPOCH.to_zoned(config.zone.clone());
        let updated = documents
            .iter()
            .filter_map(|&id| updated(maker, id))
            .max()
            .unwrap_or(epoch);
        let entries: Result<Vec<FeedEntry>, StaleSource> = documents
            .iter()
            .map(|&id| FeedEntry::gather(maker, bodies, id, &updated))
            .collect();
        let title = full_name(&place.name, config);
        let about = config
            .description
            .as_ref()
            .filter(|_| place.name == config.title);
        Ok(Self {
            description: text(about.unwrap_or(&title)),
            page: config.base.absolute(&place.page),
            own: config.base.absolute(&place.url(form)),
            language: text(&config.language),
            publisher: text(config.owner.sponsor.as_ref().unwrap_or(&config.title)),
            updated,
            stylesheet: maker.tracker.asset("feed.css"),
            title: text(&title),
            entries: entries?,
        })
    }
}

impl FeedEntry {
    fn gather(
        maker: &PageBuilder<'_, '_>,
        bodies: &FeedBodies,
        id: DocumentId,
        newest: &Zoned,
    ) -> Result<Self, StaleSource> {
        let config = maker.tracker.config();
        let document = maker.tracker.facts(id);
        let head = &document.front_matter;
        let card = maker.tracker.card(id);
        let image = card
            .0
            .get_from_path("cover.absolute")
            .and_then(tera::Value::as_str)
            .map(str::to_owned);
        let body = if config.feeds.full_text {
            Some(bodies.get(maker, id)?)
        } else {
            None
        };
        Ok(Self {
            title: text(&document.title),
            page: config.base.absolute(&maker.tracker.document_url(id)),
            published: document.published().map(|when| zoned(config, when)),
            updated: updated(maker, id).unwrap_or_else(|| newest.clone()),
            summary: text(document.summary()),
            body,
            author: head
                .author
                .as_ref()
                .or(head.publisher.as_ref())
                .or(head.source.as_ref())
                .map(|name| text(name)),
            categories: std::iter::once(document.kind.name())
                .chain(head.tags.iter().map(String::as_str))
                .map(text)
                .collect(),
            enclosures: enclosures(maker, id, document),
            image,
            language: head.further.lang.as_deref().map(text),
        })
    }
}

/// Returns the written time of the last change; else the time of the event, once it is past.
fn updated(maker: &PageBuilder<'_, '_>, id: DocumentId) -> Option<Zoned> {
    let document = maker.tracker.facts(id);
    let written = document.front_matter.updated.max(document.published());
    let took_place = || {
        document
            .when()
            .filter(|when| maker.tracker.is_past(when.at))
    };
    written
        .or_else(took_place)
        .map(|when| zoned(maker.tracker.config(), when))
}

fn zoned(config: &SiteConfig, when: Moment) -> Zoned {
    when.at.to_zoned(config.zone.clone())
}

/// Returns the files that a document offers, and the audio files that it links to.
fn enclosures(maker: &PageBuilder<'_, '_>, id: DocumentId, document: &Document) -> Vec<Enclosure> {
    let offered = document
        .front_matter
        .further
        .files
        .iter()
        .map(|path| (path.as_str(), false));
    let linked = document
        .body
        .links
        .iter()
        .map(|link| (link.destination.as_str(), true));
    let mut enclosures: Vec<Enclosure> = Vec::new();
    for (written, only_audio) in offered.chain(linked) {
        let ResolvedLink::File(file) = maker.tracker.destination(id, written) else {
            continue;
        };
        let facts = maker.tracker.file(file);
        let url = maker.tracker.file_url(file);
        let media = media_type(ending(facts.path.name()));
        let media = media.split(';').next().unwrap_or(media);
        let address = maker.tracker.config().base.absolute(&url);
        let is_new = !enclosures.iter().any(|known| known.address == address);
        if is_new && (!only_audio || media.starts_with("audio/")) {
            let name = text(facts.path.name());
            enclosures.push(Enclosure {
                address,
                media_type: media,
                length: facts.length,
                name,
            });
        }
    }
    enclosures
}

/// Returns the name of a list, followed by the site's if that differs.
pub(super) fn full_name(name: &str, config: &SiteConfig) -> String {
    if name == config.title {
        name.to_owned()
    } else {
        format!("{name} - {}", config.title)
    }
}

/// Returns a text on one line, limited to characters of XML 1.0.
pub(super) fn text(text: &str) -> String {
    writable(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
