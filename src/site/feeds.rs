//! Feeds: which lists of a site may be subscribed to, and what each holds.
//!
//! Knows documents and addresses; nothing of RSS, Atom or JSON.

use std::cmp::Reverse;

use crate::content::DocumentKind;
use crate::content::config::FeedFamily;
use crate::url::Url;

use super::{DocumentId, Section, SiteData, Taxonomy, is_news};

/// A list that may be subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFeed {
    /// What it is of, and where.
    pub place: FeedPlace,
    /// Its documents, the newest first, no more than the site wants.
    pub documents: Vec<DocumentId>,
}

/// A feed without its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedPlace {
    /// What it is of: the site's own name, or 法律问答, 宪法宣传周 …
    pub name: String,
    /// The folder in which its files stand.
    pub folder: Url,
    /// The page whose list it is.
    pub page: Url,
}

/// The forms of a feed.
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
    /// Every form, the most common first.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Self::Rss => "feed.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rss => "RSS",
            Self::Atom => "Atom",
            Self::Json => "JSON Feed",
        }
    }

    /// Its media type, as `<link rel="alternate">` names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Rss => "application/rss+xml",
            Self::Atom => "application/atom+xml",
            Self::Json => "application/feed+json",
        }
    }
}

impl FeedPlace {
    /// Where a form of it stands.
    pub fn url(&self, form: FeedFormat) -> Url {
        self.folder.join_file(form.file())
    }
}

/// The feeds of a site, the site's own first; none when they are switched off.
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

/// The newest of some documents. What bears no date at all is no news, and Atom (RFC 4287, 4.1.2) could not hold it.
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
