//! What a feed says, in plain values, whatever form it will have.
//!
//! Its texts hold only what XML 1.0 can write, its addresses are whole, its dates come from documents:
//! `updated` is the newest of them, never the time of the build.

use std::sync::Arc;

use jiff::{Timestamp, Zoned};

use crate::content::{Document, Moment, SiteConfig, StaleSource};
use crate::render::output::{ending, media_type};
use crate::render::page::PageBuilder;
use crate::site::{DocumentId, FeedFormat, ResolvedLink, SiteFeed};

use super::FeedBodies;
use super::xml::writable;

/// A feed.
pub(super) struct FeedContent {
    /// 示例普法网, or 法律问答 - 示例普法网.
    pub(super) title: String,
    /// What it is about; never empty.
    pub(super) description: String,
    /// The page whose list it is.
    pub(super) page: String,
    /// Its own address.
    pub(super) own: String,
    /// The language of its texts.
    pub(super) language: String,
    /// Who answers for it.
    pub(super) publisher: String,
    /// When the newest of its documents was changed; 1970 when it has none.
    pub(super) updated: Zoned,
    /// The stylesheet that shows it in a browser.
    pub(super) stylesheet: Option<String>,
    /// Its entries, the newest first.
    pub(super) entries: Vec<FeedEntry>,
}

/// A document of a feed.
pub(super) struct FeedEntry {
    pub(super) title: String,
    /// Its page, which is its identity too.
    pub(super) page: String,
    /// When it was published, where that is written.
    pub(super) published: Option<Zoned>,
    /// When it was last changed. What does not say so, as an event to come, counts as changed with the newest of its
    /// feed: no news is of the future.
    pub(super) updated: Zoned,
    /// A sentence or two.
    pub(super) summary: String,
    /// Its body as HTML; `None` where the site wants summaries only.
    pub(super) body: Option<Arc<str>>,
    pub(super) author: Option<String>,
    /// Its kind and its tags.
    pub(super) categories: Vec<String>,
    /// The files that it offers.
    pub(super) enclosures: Vec<Enclosure>,
    /// The whole address of its cover.
    pub(super) image: Option<String>,
    /// Its language, where it is not the feed's.
    pub(super) language: Option<String>,
}

/// A file that goes with an entry.
pub(super) struct Enclosure {
    pub(super) address: String,
    pub(super) media_type: &'static str,
    /// In bytes.
    pub(super) length: u64,
    pub(super) name: String,
}

impl FeedContent {
    /// Gathers a feed for a form of it.
    pub(super) fn gather(
        maker: &PageBuilder<'_, '_>,
        bodies: &FeedBodies,
        feed: &SiteFeed,
        form: FeedFormat,
    ) -> Result<Self, StaleSource> {
        let config = maker.reads.config();
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
            stylesheet: maker.reads.asset("feed.css"),
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
        let (config, document) = (maker.reads.config(), maker.reads.facts(id));
        let head = &document.front_matter;
        let card = maker.reads.card(id);
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
            page: config.base.absolute(&maker.reads.document_url(id)),
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

/// When a document was last changed, as is written; else when it took place, once it has.
fn updated(maker: &PageBuilder<'_, '_>, id: DocumentId) -> Option<Zoned> {
    let document = maker.reads.facts(id);
    let written = document.front_matter.updated.max(document.published());
    let took_place = || document.when().filter(|when| maker.reads.is_past(when.at));
    written
        .or_else(took_place)
        .map(|when| zoned(maker.reads.config(), when))
}

fn zoned(config: &SiteConfig, when: Moment) -> Zoned {
    when.at.to_zoned(config.zone.clone())
}

/// The files that a document offers, and the sounds that it links to.
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
        let ResolvedLink::File(file) = maker.reads.destination(id, written) else {
            continue;
        };
        let (facts, url) = (maker.reads.file(file), maker.reads.file_url(file));
        let media = media_type(ending(facts.path.name()));
        let media = media.split(';').next().unwrap_or(media);
        let address = maker.reads.config().base.absolute(&url);
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

/// The name of a list, with the site's where that is another.
pub(super) fn full_name(name: &str, config: &SiteConfig) -> String {
    if name == config.title {
        name.to_owned()
    } else {
        format!("{name} - {}", config.title)
    }
}

/// A text on one line, as XML can write it.
pub(super) fn text(text: &str) -> String {
    writable(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
