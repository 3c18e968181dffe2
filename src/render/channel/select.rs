//! Selection of the documents that a channel takes.

use jiff::Timestamp;

use crate::content::config::Channel;
use crate::content::front_matter::venue;
use crate::content::{Document, DocumentKind};
use crate::path_segment::derived;
use crate::site::{DocumentId, Site};

use super::article_source::channel_override;
use super::{ChannelLedger, ChannelPackage, format_of};

/// Documents that count as new.
#[derive(Clone, Copy, Debug)]
pub enum SelectionScope<'l> {
    /// Documents dated at or after an instant.
    Since(Timestamp),
    /// Documents that the ledger does not list.
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

/// Packages of a channel, in a fixed order.
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
        .filter(|id| is_taken(site, channel, *id) && scope.holds(channel, site.document(*id)))
        .collect();
    format_of(channel.kind).packages(site, channel, documents)
}

/// True if a document meets a channel's conditions.
pub(super) fn is_taken(site: &Site, channel: &Channel, id: DocumentId) -> bool {
    let document = site.document(id);
    let filter = &channel.filter;
    let named = channel_override(document, channel);
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
        format_of(channel.kind).takes_every_kind()
            || named.is_some()
            || is_for_readers(document.kind)
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

/// True for kinds that channels for readers take unless their filter or the document says otherwise.
fn is_for_readers(kind: DocumentKind) -> bool {
    !matches!(
        kind,
        DocumentKind::Page | DocumentKind::Plan | DocumentKind::Law
    )
}

/// Package of one document.
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
