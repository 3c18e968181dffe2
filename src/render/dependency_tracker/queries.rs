//! Queries that a route may ask the site, each declared once.
//!
//! An entry of `queries!` yields the three things that must agree: the tracked method of
//! [`DependencyTracker`]; the key that it records, a variant of [`Dependency`]; and the fingerprint
//! of its result, by which the cache finds the recorded dependencies that have changed.
//!
//! To add a query, add one entry:
//!
//! ```text
//! /// Documents of a kind, in the order of lists.
//! Kind => pub fn of_kind(site, kind: DocumentKind) -> &'s [DocumentId] {
//!     site.terms.kind(kind).map_or(&[], |term| &term.documents)
//! }
//! ```
//!
//! `Kind(DocumentKind)` is its key. A query about one document or file stands under its `source`, takes
//! its id, and begins with the [`SourcePart`] that its result is made of. Nothing else is to be written:
//! the compiler asks for a [`QueryKey`] where an argument cannot be stored, and for a [`QueryValue`] where
//! a result has no fingerprint. If several methods show parts of one result, the query is private and its
//! result a type of its own, such as [`DocumentEntry`].

use serde::{Deserialize, Serialize};

use super::DependencyTracker;
use super::entries::{DocumentEntry, FileEntry, PlanIndex, SitemapEntry};
use super::query_key::{ClockInstant, QueryKey};
use crate::content::theme::ThemeSource;
use crate::content::{Document, DocumentKind, SiteConfig};
use crate::render::query_fingerprint::{QueryFingerprint, QueryValue};
use crate::site::{
    CalendarFeed, CalendarPlace, DocumentId, FeedPlace, FileId, ResolvedLink, Section, Site,
    SiteFeed, SiteFile, Taxonomy, Term,
};
use crate::url::Url;

macro_rules! queries {
    (
        $(source $Source:ident($Id:ident), $Number:ident, $ALL:ident { $(
            $(#[$source_doc:meta])*
            $part:ident $SourceKey:ident => $source_vis:vis
            fn $source_query:ident($source_site:ident, $source:ident) -> $SourceValue:ty
            $source_body:block
        )* })*
        site { $(
            $(#[$doc:meta])*
            $Key:ident => $vis:vis
            fn $query:ident($site:ident $(, $($argument:ident: $Argument:ty),+)?) -> $Value:ty
            $body:block
        )* }
    ) => {
        /// Key of a query with its arguments: one thing that a route read of the site.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Dependency {
            $($($(#[$source_doc])* $SourceKey($Id),)*)*
            $($(#[$doc])* $Key $(($($Argument),+))?,)*
        }

        $(
            /// Numbers of the queries about one source of a sort.
            enum $Number { $($SourceKey),* }
        )*

        impl Dependency {
            $(
                /// Queries about one source of a sort, by [`SourceQuery::number`].
                pub const $ALL: &[fn($Id) -> Self] = &[$(Self::$SourceKey),*];
            )*

            /// Describes a query about one document or file; `None` for all others.
            pub fn source_query(&self) -> Option<SourceQuery> {
                let (source, part, number) = match self {
                    $($(Self::$SourceKey(id) => (
                        SourceId::$Source(*id),
                        SourcePart::$part,
                        $Number::$SourceKey as usize,
                    ),)*)*
                    _ => return None,
                };
                Some(SourceQuery { source, part, number })
            }

            /// Appends the fingerprint of the query's result.
            pub(in crate::render) fn fingerprint(&self, site: &Site, to: &mut QueryFingerprint) {
                let results = QueryResults(site);
                match self {
                    $($(Self::$SourceKey(id) => results.$source_query(*id).fingerprint(site, to),)*)*
                    $(Self::$Key $(($($argument),+))? => results
                        .$query($($($argument.as_argument()),+)?)
                        .fingerprint(site, to),)*
                }
            }
        }

        /// Untracked results of the queries.
        #[derive(Clone, Copy)]
        struct QueryResults<'s>(&'s Site);

        impl<'s> QueryResults<'s> {
            $($(fn $source_query(self, $source: $Id) -> $SourceValue {
                let $source_site = self.0;
                $source_body
            })*)*
            $(fn $query(
                self $($(, $argument: <$Argument as QueryKey>::Argument<'_>)+)?
            ) -> $Value {
                let $site = self.0;
                $body
            })*
        }

        impl<'s> DependencyTracker<'s> {
            $($($(#[$source_doc])*
            $source_vis fn $source_query(&self, $source: $Id) -> $SourceValue {
                self.track(Dependency::$SourceKey($source));
                QueryResults(self.site).$source_query($source)
            })*)*
            $($(#[$doc])*
            $vis fn $query(
                &self $($(, $argument: <$Argument as QueryKey>::Argument<'_>)+)?
            ) -> $Value {
                self.track(Dependency::$Key $((
                    $(<$Argument as QueryKey>::from_argument($argument)),+
                ))?);
                QueryResults(self.site).$query($($($argument),+)?)
            })*
        }
    };
}

queries! {
    source Document(DocumentId), DocumentQuery, ON_DOCUMENT {
        /// Document as lists show it: visibility, address, card.
        Outline Card => pub(super) fn entry(site, id) -> DocumentEntry<'s> {
            DocumentEntry { site, id }
        }
        /// All facts of a document.
        Content Facts => pub fn facts(site, id) -> &'s Document {
            site.document(id)
        }
        /// Document whose body is about to be rendered.
        Content Body => pub fn body_of(site, id) -> &'s Document {
            site.document(id)
        }
        /// Campaign that a document names, visible or not.
        Relations Campaign => pub(super) fn named_campaign(site, id) -> Option<DocumentId> {
            site.campaigns.named_by(&site.documents, id)
        }
        /// Members of a campaign, in the order of lists.
        Relations Members => pub fn members(site, campaign) -> &'s [DocumentId] {
            site.campaigns.members(campaign)
        }
        /// Documents before and after a document in its section.
        Relations PrevNext => pub fn prev_next(site, id) -> (Option<DocumentId>, Option<DocumentId>) {
            site.prev_next(id)
        }
        /// Documents related to a document in subject.
        Relations Related => pub fn related(site, id) -> Vec<DocumentId> {
            site.related(id)
        }
        /// Progress of the items of a document's plan: status, counts, evidence.
        Outline PlanProgress => pub(super) fn plan_progress(site, _document) -> PlanIndex<'s> {
            PlanIndex { site }
        }
    }
    source File(FileId), FileQuery, ON_FILE {
        /// Facts of a file and its address.
        Outline File => pub(super) fn file_entry(site, id) -> FileEntry<'s> {
            FileEntry { site, id }
        }
        /// File whose bytes are about to be read.
        Content Bytes => pub fn bytes_of(site, id) -> &'s SiteFile {
            site.file(id)
        }
    }
    site {
        /// Configuration, menus and venues included.
        Config => pub fn config(site) -> &'s SiteConfig {
            &site.config
        }
        /// Sources of the theme.
        Theme => pub(super) fn theme(site) -> &'s ThemeSource {
            &site.theme
        }
        /// Returns true if an instant has passed.
        Clock => pub fn is_past(site, instant: ClockInstant) -> bool {
            instant <= site.now()
        }
        /// Target of a link, as written in a document.
        Link => pub fn destination(site, from: DocumentId, written: String) -> ResolvedLink {
            site.destination(site.document(from), written)
        }
        /// Every document that lists show, in their order.
        All => pub fn all(site) -> &'s [DocumentId] {
            site.documents.list()
        }
        /// Documents of a kind, in the order of lists.
        Kind => pub fn of_kind(site, kind: DocumentKind) -> &'s [DocumentId] {
            site.terms.kind(kind).map_or(&[], |term| &term.documents)
        }
        /// Section of a folder.
        Section => pub fn section_of(site, folder: String) -> Option<&'s Section> {
            site.sections.find(folder)
        }
        /// Sections that have a list: folder, title, number of documents.
        ListedSections => pub fn listed_sections(site) -> Vec<(&'s str, &'s str, usize)> {
            crate::site::listed_sections(site)
                .map(|(_, of)| (of.folder.as_str(), of.title.as_str(), of.documents.len()))
                .collect()
        }
        /// Term of a taxonomy, by its number.
        Term => pub fn term(site, taxonomy: Taxonomy, number: usize) -> Option<&'s Term> {
            site.terms.family(taxonomy).get(number)
        }
        /// Terms of a taxonomy.
        Terms => pub fn terms(site, taxonomy: Taxonomy) -> &'s [Term] {
            site.terms.family(taxonomy)
        }
        /// Document of a statute, as its name is written.
        Statute => pub fn statute(site, name: String) -> Option<DocumentId> {
            site.statutes.find(name)
        }
        /// Plans with their items, responsible units and evidence.
        Plans => pub(super) fn plan_index(site) -> PlanIndex<'s> {
            PlanIndex { site }
        }
        /// Pages that search engines should know of; for a document, when it was last changed.
        Addresses => pub fn pages(site) -> Vec<SitemapEntry<'s>> {
            SitemapEntry::all(site).collect()
        }
        /// Returns true if there is a page at an address.
        Address => pub fn has(site, url: Url) -> bool {
            site.find(url).is_some()
        }
        /// Feed of a page, with its documents.
        Feed => pub(super) fn feed_at(site, page: Url) -> Option<&'s SiteFeed> {
            site.feed_of(page)
        }
        /// Feed of a page, without its documents.
        FeedOf => pub fn feed_of(site, page: Url) -> Option<&'s FeedPlace> {
            site.feed_of(page).map(|feed| &feed.place)
        }
        /// Every feed without its documents, the site's own first.
        Feeds => pub fn feeds(site) -> Vec<&'s FeedPlace> {
            site.feeds().iter().map(|feed| &feed.place).collect()
        }
        /// Calendar of a folder, with its documents.
        Calendar => pub(super) fn calendar_at(site, folder: Url) -> Option<&'s CalendarFeed> {
            site.calendar_of(folder)
        }
        /// Calendar of a page, without its documents.
        CalendarOf => pub fn calendar_of(site, page: Url) -> Option<&'s CalendarPlace> {
            site.calendar_of(page).map(|calendar| &calendar.place)
        }
        /// Every calendar without its documents, the site's own first.
        Calendars => pub fn calendars(site) -> Vec<&'s CalendarPlace> {
            site.calendars().iter().map(|calendar| &calendar.place).collect()
        }
    }
}

impl Dependency {
    /// Document of which the result of the query shows something.
    pub fn shown_document(&self) -> Option<DocumentId> {
        match self.source_query()? {
            SourceQuery {
                source: SourceId::Document(id),
                part: SourcePart::Content | SourcePart::Outline,
                ..
            } => Some(id),
            _ => None,
        }
    }

    /// Document or file of which any edit changes the result of the query.
    pub fn whole_source(&self) -> Option<SourceId> {
        let query = self.source_query()?;
        (query.part == SourcePart::Content).then_some(query.source)
    }
}

/// Query about one document or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceQuery {
    /// The document or file.
    pub source: SourceId,
    /// Part of it that the result is made of.
    pub part: SourcePart,
    /// Index in [`Dependency::ON_DOCUMENT`] or [`Dependency::ON_FILE`].
    pub number: usize,
}

/// Source that a query is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceId {
    /// A document.
    Document(DocumentId),
    /// A file that is passed on as it is.
    File(FileId),
}

/// Part of a source that the result of a query is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourcePart {
    /// Every byte: any edit of the source changes the result.
    Content,
    /// The part that other pages show, such as the card of a document.
    Outline,
    /// Relations to other sources: the result shows nothing of the source itself.
    Relations,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_is_no_larger_than_its_longest_key() {
        assert_eq!(size_of::<Dependency>(), size_of::<(DocumentId, String)>());
    }

    #[test]
    fn each_query_about_a_source_is_found_by_its_number() {
        let numbers = |queries: Vec<Dependency>| -> Vec<_> {
            let queries = queries.iter().map(Dependency::source_query);
            queries
                .map(|query| query.map(|query| query.number))
                .collect()
        };
        let document = Dependency::ON_DOCUMENT
            .iter()
            .map(|query| query(DocumentId::new(7)));
        let file = Dependency::ON_FILE
            .iter()
            .map(|query| query(FileId::new(7)));
        let (document, file): (Vec<_>, Vec<_>) = (document.collect(), file.collect());
        let expected = |count: usize| (0..count).map(Some).collect::<Vec<_>>();
        assert_eq!(numbers(document.clone()), expected(document.len()));
        assert_eq!(numbers(file.clone()), expected(file.len()));
    }
}
