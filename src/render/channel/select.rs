//! Which documents go into which packages.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::content::config::{Channel, ChannelKind};
use crate::content::front_matter::venue;
use crate::content::{Document, DocumentKind};
use crate::path_segment::derived;
use crate::site::{DocumentId, Site};

use super::article_source::adjustment;
use super::{ChannelLedger, ChannelPackage};

/// How many articles one bundle takes.
pub(super) const MOST_IN_BUNDLE: usize = 8;

/// What the folder of a bundle begins with.
pub(super) const BUNDLE: &str = "多图文-";

/// What is new.
#[derive(Clone, Copy, Debug)]
pub enum SelectionScope<'l> {
    /// What is dated at or after an instant.
    Since(Timestamp),
    /// What the ledger does not list.
    NotIn(&'l ChannelLedger),
}

impl SelectionScope<'_> {
    fn holds(&self, channel: &Channel, document: &Document) -> bool {
        match self {
            Self::Since(instant) => dated(document).is_some_and(|at| at >= *instant),
            Self::NotIn(ledger) => !ledger.lists(&channel.name, document.path.as_str()),
        }
    }
}

fn dated(document: &Document) -> Option<Timestamp> {
    document
        .published()
        .or_else(|| document.when())
        .map(|when| when.at)
}

/// The packages of a channel, in a fixed order.
pub fn packages<'c>(
    site: &Site,
    channel: &'c Channel,
    scope: SelectionScope<'_>,
) -> Vec<ChannelPackage<'c>> {
    let documents: Vec<DocumentId> = site
        .documents
        .list()
        .iter()
        .copied()
        .filter(|id| goes(site, channel, *id) && scope.holds(channel, site.document(*id)))
        .collect();
    match channel.kind {
        ChannelKind::Baidu => vec![ChannelPackage {
            channel,
            folder: String::new(),
            documents,
            part: 0,
        }],
        ChannelKind::Wechat => with_bundles(site, channel, documents),
        _ => documents
            .into_iter()
            .map(|id| single(site, channel, id))
            .collect(),
    }
}

/// Whether a document meets a channel's conditions.
fn goes(site: &Site, channel: &Channel, id: DocumentId) -> bool {
    let document = site.document(id);
    let filter = &channel.filter;
    let named = adjustment(document, channel);
    if named.is_some_and(|of| of.is_off) {
        return false;
    }
    let since = filter.since.map(|when| {
        when.civil
            .to_zoned(site.config.zone.clone())
            .map_or(when.at, |zoned| zoned.timestamp())
    });
    let venues =
        |written: &String| venue::find(&site.config.venues, written).map(|venue| &venue.id);
    let of_kind = if filter.kinds.is_empty() {
        channel.kind == ChannelKind::Baidu || named.is_some() || is_told(document.kind)
    } else {
        filter.kinds.contains(&document.kind)
    };
    of_kind
        && (filter.venues.is_empty()
            || filter
                .venues
                .iter()
                .filter_map(venues)
                .any(|venue| document.venues.contains(venue)))
        && (filter.tags.is_empty()
            || filter
                .tags
                .iter()
                .any(|tag| document.front_matter.tags.contains(tag)))
        && filter
            .campaign
            .as_ref()
            .is_none_or(|name| of_campaign(site, id, name))
        && since.is_none_or(|since| dated(document).is_some_and(|at| at >= since))
}

fn of_campaign(site: &Site, id: DocumentId, name: &str) -> bool {
    let campaign = site.campaigns.find(name);
    campaign.is_some()
        && (campaign == Some(id) || site.campaigns.named_by(&site.documents, id) == campaign)
}

/// Whether documents of a kind are told to people, unless the channel or the document says otherwise.
fn is_told(kind: DocumentKind) -> bool {
    !matches!(
        kind,
        DocumentKind::Page | DocumentKind::Plan | DocumentKind::Law
    )
}

/// The package of one document alone.
pub fn single<'c>(site: &Site, channel: &'c Channel, id: DocumentId) -> ChannelPackage<'c> {
    let document = site.document(id);
    let parts = document
        .section
        .split('/')
        .chain([&*document.slug])
        .filter(|part| !part.is_empty());
    let folder = parts.map(derived).collect::<Vec<_>>().join("/");
    ChannelPackage {
        channel,
        folder,
        documents: vec![id],
        part: 0,
    }
}

/// Documents that name a bundle go together, by their order there; the others alone.
fn with_bundles<'c>(
    site: &Site,
    channel: &'c Channel,
    documents: Vec<DocumentId>,
) -> Vec<ChannelPackage<'c>> {
    let mut bundles: BTreeMap<&str, Vec<DocumentId>> = BTreeMap::new();
    let mut packages = Vec::new();
    for id in documents {
        match adjustment(site.document(id), channel).and_then(|of| of.bundle.as_deref()) {
            Some(name) => bundles.entry(name).or_default().push(id),
            None => packages.push(single(site, channel, id)),
        }
    }
    for (name, mut documents) in bundles {
        documents.sort_by_key(|id| {
            adjustment(site.document(*id), channel)
                .and_then(|of| of.order)
                .unwrap_or(i64::MAX)
        });
        for (at, part) in documents.chunks(MOST_IN_BUNDLE).enumerate() {
            let number = if at == 0 {
                String::new()
            } else {
                format!("-{}", at + 1)
            };
            let folder = format!("{BUNDLE}{}{number}", derived(name));
            packages.push(ChannelPackage {
                channel,
                folder,
                documents: part.to_vec(),
                part: at,
            });
        }
    }
    packages
}

/// The bundle that a document goes with, when it names one and goes.
pub(super) fn bundle_of<'c>(
    site: &Site,
    channel: &'c Channel,
    id: DocumentId,
) -> Option<ChannelPackage<'c>> {
    let named =
        |id: DocumentId| adjustment(site.document(id), channel).and_then(|of| of.bundle.as_deref());
    let name = named(id)?;
    let all = site.documents.list().iter().copied();
    let together = all
        .filter(|one| named(*one) == Some(name) && goes(site, channel, *one))
        .collect();
    with_bundles(site, channel, together)
        .into_iter()
        .find(|package| package.documents.contains(&id))
}
