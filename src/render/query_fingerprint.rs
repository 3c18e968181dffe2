//! Fingerprint of a query's result: bytes that are compared with those of another site.
//!
//! Documents, files and sections stand in a fingerprint by their paths, not by their numbers, so that
//! it changes only with the meaning of the result. Configuration and theme are no part of it: they are
//! in the [`global_fingerprint`], and while that differs nothing is compared.

use std::fmt::{Debug, Write as _};

use crate::content::theme::ThemeSource;
use crate::content::{Document, SiteConfig, SourceDigest};
use crate::site::{
    CalendarFeed, CalendarPlace, DocumentId, FeedPlace, ResolvedLink, Section, Site, SiteFeed,
    SiteFile, Term,
};

use super::dependency_tracker::{Dependency, SitemapEntry};
use super::site_view::site_view;
use super::view::ToValue;

/// Digest of what every page depends on: configuration, theme, and the values that all pages share.
pub fn global_fingerprint(site: &Site) -> SourceDigest {
    let mut fingerprint = QueryFingerprint::default();
    fingerprint.debug(&site.config);
    fingerprint.debug(&site.theme.chain);
    fingerprint.bytes(&site.theme.digest);
    fingerprint.text(&site_view(site).to_value().to_string());
    *blake3::hash(&fingerprint.0).as_bytes()
}

/// Fingerprint of the result that a site gives for a dependency, written over what `into` holds.
pub fn fingerprint(site: &Site, dependency: &Dependency, into: &mut QueryFingerprint) {
    into.0.clear();
    dependency.fingerprint(site, into);
}

/// Canonical bytes of the result of a query.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct QueryFingerprint(Vec<u8>);

impl QueryFingerprint {
    /// Appends the debug form of a value that holds no id.
    pub(super) fn debug(&mut self, value: &dyn Debug) {
        // Writing to memory cannot fail.
        let _ = write!(self, "{value:?}");
        self.0.push(END);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.0.push(END);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

/// End of a text: a byte that UTF-8 does not use.
const END: u8 = 0xFF;

impl std::fmt::Write for QueryFingerprint {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.bytes(text.as_bytes());
        Ok(())
    }
}

/// Result of a query.
pub(super) trait QueryValue {
    /// Appends the meaning of the result in its site.
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint);
}

impl<T: QueryValue + ?Sized> QueryValue for &T {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        (**self).fingerprint(site, to);
    }
}

impl<T: QueryValue> QueryValue for [T] {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        to.bytes(&(self.len() as u64).to_le_bytes());
        for value in self {
            value.fingerprint(site, to);
        }
    }
}

impl<T: QueryValue> QueryValue for Vec<T> {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        self.as_slice().fingerprint(site, to);
    }
}

impl<T: QueryValue> QueryValue for Option<T> {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        self.as_slice().fingerprint(site, to);
    }
}

impl<A: QueryValue, B: QueryValue> QueryValue for (A, B) {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        self.0.fingerprint(site, to);
        self.1.fingerprint(site, to);
    }
}

/// Values without ids: their debug form is what they mean.
macro_rules! plain_values {
    ($($Value:ty),*) => {$(
        impl QueryValue for $Value {
            fn fingerprint(&self, _: &Site, to: &mut QueryFingerprint) {
                to.debug(self);
            }
        }
    )*};
}

plain_values!(
    bool,
    CalendarPlace,
    FeedPlace,
    SitemapEntry<'_>,
    (&str, &str, usize)
);

/// Values that are compared elsewhere: settings and theme by the [`global_fingerprint`], the bytes of
/// files by the cache.
macro_rules! values_compared_elsewhere {
    ($($Value:ty),*) => {$(
        impl QueryValue for $Value {
            fn fingerprint(&self, _: &Site, _: &mut QueryFingerprint) {}
        }
    )*};
}

values_compared_elsewhere!(SiteConfig, ThemeSource, SiteFile);

impl QueryValue for Document {
    fn fingerprint(&self, _: &Site, to: &mut QueryFingerprint) {
        to.bytes(&self.digest);
    }
}

impl QueryValue for DocumentId {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        to.text(site.document(*self).path.as_str());
    }
}

impl QueryValue for Section {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        let Self {
            folder,
            title,
            index,
            documents,
            own,
            subsections,
            venue,
            kind,
            url,
        } = self;
        to.debug(&(folder, title, venue, kind, url));
        index.fingerprint(site, to);
        documents.fingerprint(site, to);
        own.fingerprint(site, to);
        for &number in subsections {
            to.debug(&site.sections.get(number).map(|section| &section.folder));
        }
    }
}

impl QueryValue for Term {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        let Self {
            name,
            url,
            documents,
        } = self;
        to.debug(&(name, url));
        documents.fingerprint(site, to);
    }
}

impl QueryValue for SiteFeed {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        let Self { place, documents } = self;
        place.fingerprint(site, to);
        documents.fingerprint(site, to);
    }
}

impl QueryValue for CalendarFeed {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        let Self { place, documents } = self;
        place.fingerprint(site, to);
        documents.fingerprint(site, to);
    }
}

impl QueryValue for ResolvedLink {
    fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
        match self {
            Self::Document(id, anchor) => {
                id.fingerprint(site, to);
                to.debug(anchor);
            }
            Self::Section(number) => {
                let section = site.sections.get(*number);
                to.debug(&("section", section.map(|section| &section.folder)));
            }
            Self::File(id) => to.debug(&("file", &site.file(*id).path)),
            Self::Withheld(id) => to.debug(&("withheld", &site.file(*id).path)),
            Self::Address(_) | Self::External(_) | Self::Direct(_) | Self::Nowhere => {
                to.debug(self);
            }
        }
    }
}
