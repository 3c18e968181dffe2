//! Document bodies for feeds, each rendered once.

use std::sync::{Arc, OnceLock};

use crate::content::StaleSource;
use crate::render::card_cache::CardCache;
use crate::render::dependency_tracker::{Dependency, DependencyTracker};
use crate::render::page::PageBuilder;
use crate::site::{DocumentId, Site};

use super::clean::clean;
use super::xml::writable;

/// Body of a feed entry, with the dependencies of rendering it.
struct FeedBody {
    html: Arc<str>,
    reads: Vec<Dependency>,
}

/// Bodies for the feeds of one site. Only documents in a feed ever fill their slot.
pub(crate) struct FeedBodies(Vec<OnceLock<Result<FeedBody, StaleSource>>>);

impl FeedBodies {
    /// Creates the empty slots of a site with `documents` documents.
    pub(crate) fn new(documents: usize) -> Self {
        Self((0..documents).map(|_| OnceLock::new()).collect())
    }

    /// Returns the body of a document and records its dependencies for the feed.
    pub(super) fn get(
        &self,
        maker: &PageBuilder<'_, '_>,
        id: DocumentId,
    ) -> Result<Arc<str>, StaleSource> {
        let Some(slot) = self.0.get(id.index()) else {
            return Ok(Arc::from(""));
        };
        match slot.get_or_init(|| make(maker, id)) {
            Ok(body) => {
                maker.tracker.track_all(&body.reads);
                Ok(Arc::clone(&body.html))
            }
            Err(stale) => Err(stale.clone()),
        }
    }
}

/// Renders a body; its diagnostics are reported by its page.
fn make(maker: &PageBuilder<'_, '_>, id: DocumentId) -> Result<FeedBody, StaleSource> {
    let (site, cards): (&Site, &CardCache) = maker.tracker.untracked();
    let reads = DependencyTracker::new(site, cards);
    let inner = PageBuilder {
        tracker: &reads,
        ..*maker
    };
    let (html, _) = inner.body(id)?;
    let page = reads.config().base.absolute(&reads.document_url(id));
    let html = Arc::from(writable(&clean(&html, &page)).as_ref());
    Ok(FeedBody {
        html,
        reads: reads.into_dependencies(),
    })
}
