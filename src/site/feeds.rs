//! Feeds: the lists of a site that users can subscribe to, and the documents in each.
//!
//! Knows documents and addresses, but neither RSS, Atom nor JSON.

use std::cmp::Reverse;

use crate::content::DocumentKind;
use crate::content::config::FeedFamily;
use crate::url::Url;

use super::{DocumentId, Section, SiteData, Taxonomy, is_news};

/// List that users can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFeed {
    /// Name and addresses.
    pub place: FeedPlace,
    /// Documents, newest first, up to the configured number of entries.
    pub documents: Vec<DocumentId>,
}

/// Name and addresses of a feed, without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPlace {
    /// Name of the list: the site's title, or 法律问答, 宪法宣传周 …
    pub name: String,
    /// Folder of the feed files.
    pub folder: Url,
    /// Page that shows the list.
    pub page: Url,
}

/// Feed formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats, the most common first.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// Returns the file name.
    pub fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// Returns the display name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }

    /// Returns the media type for `<link rel="alternate">`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl FeedPlace {
    /// Returns the address of the feed in a format.
    pub fn url(&self, form: FeedFormat) -> Url {
        self.folder.join_file(form.file())
    }
}

/// Returns the feeds of a site, its own first; empty if feeds are disabled.
pub(crate) fn feeds(parts: &SiteData) -> Vec<SiteFeed> {
    if !parts.config.outputs.feeds {
        return Vec::new();
    }
    let has = |family: FeedFamily| parts.config.feeds.families.contains(&family);
    let mut feeds: Vec<SiteFeed> = has(FeedFamily::Site)
        .then(|| of_site(parts))
        .into_iter()
        .collect();
    let mut lists: Vec<SiteFeed> = Vec::new();
    if parts.config.outputs.sections {
        let wanted = |section: &Section| {
            has(if section.venue.is_some() {
                FeedFamily::Venues
            } else {
                FeedFamily::Sections
            })
        };
        let sections = parts
            .sections
            .iter()
            .skip(1)
            .filter(|(_, section)| wanted(section));
        lists.extend(
            sections
                .map(|(_, section)| list(parts, &section.title, &section.url, &section.documents)),
        );
    }
    if has(FeedFamily::Campaigns) {
        lists.extend(
            parts
                .documents
                .of_kind(DocumentKind::Campaign)
                .map(|id| of_campaign(parts, id)),
        );
    }
    let on = parts.config.outputs;
    for (family, on) in [
        (Taxonomy::Tags, on.tags && has(FeedFamily::Tags)),
        (Taxonomy::Kinds, on.kinds && has(FeedFamily::Kinds)),
    ] {
        let terms = parts.terms.family(family).iter().filter(|_| on);
        lists.extend(terms.map(|term| list(parts, &term.name, &term.url, &term.documents)));
    }
    feeds.extend(lists.into_iter().filter(|feed| !feed.documents.is_empty()));
    feeds
}

fn of_site(parts: &SiteData) -> SiteFeed {
    let news: Vec<DocumentId> = parts
        .documents
        .list()
        .iter()
        .copied()
        .filter(|&id| is_news(parts.documents.get(id).kind))
        .collect();
    list(parts, &parts.config.title, &Url::root(), &news)
}

fn of_campaign(parts: &SiteData, id: DocumentId) -> SiteFeed {
    let campaign = parts.documents.get(id);
    let page = super::document_url(campaign, parts.addresses());
    let folder = Url::folder(&campaign.section).join_folder(&campaign.slug);
    let SiteFeed { place, documents } =
        list(parts, &campaign.title, &folder, parts.campaigns.members(id));
    SiteFeed {
        place: FeedPlace { page, ..place },
        documents,
    }
}

/// Returns the newest documents; undated ones are excluded, as Atom needs a date (RFC 4287, 4.1.2).
fn list(parts: &SiteData, name: &str, folder: &Url, documents: &[DocumentId]) -> SiteFeed {
    let mut dated: Vec<(Reverse<jiff::Timestamp>, DocumentId)> = documents
        .iter()
        .filter_map(|&id| {
            let document = parts.documents.get(id);
            Some((Reverse(document.published().or(document.when())?.at), id))
        })
        .collect();
    dated.sort_unstable();
    dated.truncate(parts.config.feeds.entries);
    SiteFeed {
        place: FeedPlace {
            name: name.to_owned(),
            folder: folder.clone(),
            page: folder.clone(),
        },
        documents: dated.into_iter().map(|(_, id)| id).collect(),
    }
}
