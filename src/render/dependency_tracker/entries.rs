//! Results of queries that are types of their own.

use crate::content::Moment;
use crate::render::card_cache;
use crate::render::query_fingerprint::{QueryFingerprint, QueryValue};
use crate::site::{DocumentId, FileId, RouteKind, Site};
use crate::url::Url;

/// Document as lists show it: visibility, address, card.
#[derive(Clone, Copy)]
pub(super) struct DocumentEntry<'s> {
    pub(super) site: &'s Site,
    pub(super) id: DocumentId,
}

impl QueryValue for DocumentEntry<'_> {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        to.debug(&site.documents.is_visible(self.id));
        to.debug(&site.document_url(self.id));
        to.debug(&card_cache::card(site, self.id));
    }
}

/// File with its address.
#[derive(Clone, Copy)]
pub(super) struct FileEntry<'s> {
    pub(super) site: &'s Site,
    pub(super) id: FileId,
}

impl QueryValue for FileEntry<'_> {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        let file = site.file(self.id);
        to.debug(&(&file.path, file.length, file.size));
        to.debug(&site.file_url(self.id));
    }
}

/// Plans of a site, with their items and responsible units.
#[derive(Clone, Copy)]
pub(super) struct PlanIndex<'s> {
    pub(super) site: &'s Site,
}

impl QueryValue for PlanIndex<'_> {
    /// Plans hold documents by number, so the paths of all documents are part of it.
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        if site.plans.is_empty() {
            return;
        }
        to.debug(&site.plans);
        for unit in site.units.iter() {
            to.debug(unit);
        }
        for plan in site.plans.iter() {
            to.debug(&site.documents.is_visible(plan.document));
        }
        for id in site.documents.ids() {
            id.fingerprint(site, to);
        }
    }
}

/// Page that search engines should know of.
#[derive(Clone, Copy, Debug)]
pub struct SitemapEntry<'s> {
    /// Address of the page.
    pub url: &'s Url,
    /// Last change of its document.
    pub changed: Option<Moment>,
}

impl<'s> SitemapEntry<'s> {
    pub(super) fn all(site: &'s Site) -> impl Iterator<Item = Self> {
        let routes = site
            .routes()
            .iter()
            .filter(|route| route.kind.is_in_sitemap());
        routes.map(|route| {
            let changed = match route.kind {
                RouteKind::Document(id) => {
                    let head = &site.document(id).front_matter;
                    head.updated.or(head.date.known())
                }
                _ => None,
            };
            Self {
                url: &route.url,
                changed,
            }
        })
    }
}
