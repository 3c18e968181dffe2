//! Order in which routes are rendered: by the documents that they show, so that what is made of a document for one
//! route is still cached for the others.

use crate::site::{ApiRoute, DocumentId, Route, RouteKind, Site};

/// Indices of a site's routes, in the order in which they are rendered.
pub(super) fn render_order(site: &Site) -> Vec<u32> {
    let mut places = vec![0; site.documents.len()];
    for (place, id) in (0u32..).zip(site.documents.list()) {
        places[id.index()] = place;
    }
    let place = |route: &Route| first_shown(site, &route.kind).map(|id| places[id.index()]);
    let mut order: Vec<(Option<u32>, u32)> = site.routes().iter().map(place).zip(0..).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, route)| route).collect()
}

/// First of the documents that a route shows, if it shows some more than others.
fn first_shown(site: &Site, kind: &RouteKind) -> Option<DocumentId> {
    let on_page = |documents: &[DocumentId], page: usize| {
        documents
            .get(page.saturating_sub(1).saturating_mul(site.config.page_size))
            .copied()
    };
    match kind {
        RouteKind::Document(id)
        | RouteKind::Redirect(id)
        | RouteKind::Api(ApiRoute::Article(id)) => Some(*id),
        RouteKind::Section { section, page } | RouteKind::Api(ApiRoute::List { section, page }) => {
            on_page(&site.sections.get(*section)?.documents, *page)
        }
        RouteKind::Term { family, term, page } => {
            on_page(&site.terms.family(*family).get(*term)?.documents, *page)
        }
        RouteKind::Documents { page } => on_page(site.documents.list(), *page),
        _ => None,
    }
}
