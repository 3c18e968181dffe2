//! The bodies of the documents that feeds hold, each made once.

use std::sync::{Arc, OnceLock};

use crate::content::StaleSource;
use crate::render::card_cache::CardCache;
use crate::render::dependency_tracker::{Dependency, DependencyTracker};
use crate::render::page::PageBuilder;
use crate::site::{DocumentId, Site};

use super::clean::clean;
use super::xml::writable;

/// A body as feeds hold it, and what was read for it.
struct FeedBody {
    html: Arc<str>,
    reads: Vec<Dependency>,
}

/// The bodies of one site's feeds. Only documents of a feed ever fill their slot.
pub(crate) struct FeedBodies(Vec<OnceLock<Result<FeedBody, StaleSource>>>);

impl FeedBodies {
    /// None yet, for a site with so many documents.
    pub(crate) fn new(documents: usize) -> Self {
        Self((0..documents).map(|_| OnceLock::new()).collect())
    }

    /// The body of a document, for a feed that notes what was read for it.
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
                maker.reads.track_all(&body.reads);
                Ok(Arc::clone(&body.html))
            }
            Err(stale) => Err(stale.clone()),
        }
    }
}

/// What is wrong with a body is told by its page.
fn make(maker: &PageBuilder<'_, '_>, id: DocumentId) -> Result<FeedBody, StaleSource> {
    let (site, cards): (&Site, &CardCache) = maker.reads.untracked();
    let reads = DependencyTracker::new(site, cards);
    let inner = PageBuilder {
        reads: &reads,
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
