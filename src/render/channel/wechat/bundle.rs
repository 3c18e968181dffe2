//! Bundles (多图文): articles that are sent in one message.

use std::collections::BTreeMap;

use crate::content::config::Channel;
use crate::path_segment::derived;
use crate::render::channel::article_source::channel_override;
use crate::render::channel::select::is_taken;
use crate::render::channel::{ChannelPackage, single};
use crate::site::{DocumentId, Site};

/// Most articles of one bundle.
pub(super) const MOST_IN_BUNDLE: usize = 8;

/// Prefix of a bundle's folder.
const BUNDLE: &str = "多图文-";

/// Name of the bundle that a package is, even of one document.
pub fn bundle_name<'p>(package: &'p ChannelPackage<'_>) -> Option<&'p str> {
    package.folder.strip_prefix(BUNDLE)
}

/// Packages of documents: those that name a bundle go together, by their order there; the others alone.
pub(super) fn with_bundles<'c>(
    site: &Site,
    channel: &'c Channel,
    documents: Vec<DocumentId>,
) -> Vec<ChannelPackage<'c>> {
    let mut bundles: BTreeMap<&str, Vec<DocumentId>> = BTreeMap::new();
    let mut packages = Vec::new();
    for id in documents {
        match channel_override(site.document(id), channel).and_then(|of| of.bundle.as_deref()) {
            Some(name) => bundles.entry(name).or_default().push(id),
            None => packages.push(single(site, channel, id)),
        }
    }
    for (name, mut documents) in bundles {
        documents.sort_by_key(|id| {
            channel_override(site.document(*id), channel)
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

/// Bundle of a document, if the document names one and the channel takes it.
pub(super) fn bundle_of<'c>(
    site: &Site,
    channel: &'c Channel,
    id: DocumentId,
) -> Option<ChannelPackage<'c>> {
    let named = |id: DocumentId| {
        channel_override(site.document(id), channel).and_then(|of| of.bundle.as_deref())
    };
    let name = named(id)?;
    let all = site.documents.list().iter().copied();
    let together = all
        .filter(|one| named(*one) == Some(name) && is_taken(site, channel, *one))
        .collect();
    with_bundles(site, channel, together)
        .into_iter()
        .find(|package| package.documents.contains(&id))
}
