//! Site model: sections, venues, terms, campaigns and routes built from documents.
//!
//! A [`Site`] is immutable: sources evaluated at an instant. It knows its routes, but not the bytes
//! that a route yields.

pub(crate) mod address;
mod attachment;
mod calendars;
mod campaigns;
mod channel_check;
mod check;
mod document_id;
mod document_parser;
mod documents;
mod feeds;
mod file;
mod file_usage;
mod heading_index;
mod held_back;
mod link_advice;
mod mended_file;
mod mended_links;
mod name_check;
mod path_info;
mod picture_check;
pub(crate) mod plans;
mod prev_next;
mod related;
mod resolved_link;
mod route;
mod route_table;
mod section;
mod sources;
mod statutes;
mod suggest;
mod terms;
mod unread_files;
mod validity;
mod visibility;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::content::theme::ThemeSource;
use crate::content::{Document, SiteConfig, SourcePath};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::url::Url;

pub(crate) use attachment::{StrayDocument, danger, is_of_root};
pub(crate) use calendars::{CalendarFeed, CalendarPlace};
pub(crate) use campaigns::CampaignIndex;
pub(crate) use check::SiteDiagnostics;
pub use document_id::DocumentId;
pub(crate) use document_parser::{DocumentParser, ParsedDocument, markdown_options};
pub(crate) use documents::DocumentSet;
pub(crate) use feeds::{FeedFormat, FeedPlace, SiteFeed};
pub use file::picture_size;
pub(crate) use file::{FileId, SiteFile};
pub(crate) use held_back::HeldBack;
pub(crate) use mended_file::{MendedFile, mend};
pub(crate) use mended_links::LinkMender;
pub(crate) use resolved_link::ResolvedLink;
pub use route::RouteKind;
pub(crate) use route::listed_sections;
pub(crate) use route::{
    ApiRoute, Route, SITEMAP_LIMIT, SitemapPart, article_url, document_url, documents_url,
    feeds_page_url, file_url, is_news, opml_url, page_count,
};
pub(crate) use section::{Section, SectionSet};
pub(crate) use sources::{FileRole, SiteSources, role_of};
pub(crate) use statutes::StatuteIndex;
pub use terms::Taxonomy;
pub(crate) use terms::{Term, TermIndex};
pub(crate) use unread_files::UnreadFiles;
pub(crate) use validity::ValidityWindow;
pub(crate) use visibility::PublicationState;
pub use visibility::VisibilityOptions;

use address::AddressBuilder;
use heading_index::HeadingIndexes;
use plans::{PlanSet, UnitIndex};
use related::RelatedIndex;
use route_table::RouteTable;

/// Parts of a site before its routes are known.
#[derive(Clone, Debug)]
pub struct SiteData {
    /// Site configuration.
    pub config: SiteConfig,
    /// All documents.
    pub documents: DocumentSet,
    /// Other files of `content/`.
    pub files: Vec<SiteFile>,
    /// All sections.
    pub sections: SectionSet,
    /// Tags, kinds and years.
    pub terms: TermIndex,
    /// All campaigns.
    pub campaigns: CampaignIndex,
    /// All statutes.
    pub statutes: StatuteIndex,
    /// All plans.
    pub plans: PlanSet,
    /// Responsible units of the visible plans.
    pub units: UnitIndex,
    /// Theme sources.
    pub theme: Arc<ThemeSource>,
    /// Sources that could not be read.
    pub unread: UnreadFiles,
}

impl SiteData {
    /// Returns the builder of this site's addresses.
    pub fn addresses(&self) -> AddressBuilder {
        AddressBuilder(self.config.urls)
    }

    /// Returns true if a file is withheld: it was meant as a document, or might do harm and the site does not allow it.
    pub fn is_withheld(&self, file: &SiteFile) -> bool {
        let danger = file.danger.as_ref();
        file.stray.is_some()
            || danger.is_some_and(|danger| {
                !self
                    .config
                    .attachments
                    .allows(&file.path, &danger.allowed_by)
            })
    }

    /// Returns the file at a path.
    pub fn find_file(&self, path: &SourcePath) -> Option<FileId> {
        self.files
            .binary_search_by(|file| file.path.cmp(path))
            .ok()
            .map(FileId::new)
    }
}

/// Site evaluated at an instant.
#[derive(Debug)]
pub struct Site {
    parts: SiteData,
    now: Timestamp,
    related_index: RelatedIndex,
    routes: Arc<OnceLock<RouteTable>>,
    headings: HeadingIndexes,
}

impl std::ops::Deref for Site {
    type Target = SiteData;

    fn deref(&self) -> &SiteData {
        &self.parts
    }
}

impl Site {
    /// Builds a site from its sources as of `now` and checks its consistency.
    pub fn assemble(
        sources: &SiteSources,
        now: Timestamp,
        showing: VisibilityOptions,
    ) -> (Self, Diagnostics) {
        let site = Self::new(sources, now, showing);
        let found = site.check();
        (site, found)
    }

    /// Builds a site from its sources as of `now`, without checks.
    ///
    /// Routes are computed on first use.
    pub fn new(sources: &SiteSources, now: Timestamp, showing: VisibilityOptions) -> Self {
        let config = sources.config.clone();
        let documents = DocumentSet::new(sources.documents.clone(), now, &config.zone, showing);
        let files = file::owned(&sources.files, &documents);
        let (sections, terms) = rayon::join(
            || SectionSet::new(&documents, &config),
            || TermIndex::new(&documents),
        );
        let campaigns = CampaignIndex::new(&documents);
        let statutes = StatuteIndex::new(&documents);
        let plans = PlanSet::new(
            &documents,
            &sources.plans,
            &sources.unread,
            now,
            &config.zone,
        );
        let units = UnitIndex::new(&plans, &documents, &sources.unit_names);
        let theme = Arc::clone(&sources.theme);
        let unread = sources.unread.clone();
        let parts = SiteData {
            config,
            documents,
            files,
            sections,
            terms,
            campaigns,
            statutes,
            plans,
            units,
            theme,
            unread,
        };
        let kin = RelatedIndex::new(&parts.documents);
        Self {
            parts,
            now,
            related_index: kin,
            routes: Arc::default(),
            headings: HeadingIndexes::default(),
        }
    }

    /// Returns the same site with other versions of some documents that differ only in their bodies
    /// (`Document::differs_in_body_only`) and are no plans; lists and addresses are kept.
    #[must_use]
    pub fn with_bodies(&self, edited: &[Arc<Document>]) -> Self {
        let mut parts = self.parts.clone();
        parts.documents.replace(edited);
        Self {
            parts,
            now: self.now,
            related_index: self.related_index.clone(),
            routes: Arc::clone(&self.routes),
            headings: HeadingIndexes::default(),
        }
    }

    /// Checks the consistency of the site.
    pub fn check(&self) -> Diagnostics {
        let mut found = self.diagnostics().into_all();
        found.extend(HeldBack::of_site(self).diagnostic());
        found
    }

    /// Checks the site and returns the diagnostics by document.
    pub fn diagnostics(&self) -> SiteDiagnostics {
        SiteDiagnostics {
            documents: self.findings_of(self.documents.iter().map(|(id, _)| id)),
            whole: check::whole(self),
        }
    }

    /// Checks some documents; documents without diagnostics are omitted.
    pub fn findings_of(
        &self,
        ids: impl Iterator<Item = DocumentId>,
    ) -> BTreeMap<DocumentId, Vec<Diagnostic>> {
        check::documents(self, ids)
    }

    /// Returns the instant at which the site is evaluated.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    fn table(&self) -> &RouteTable {
        self.routes.get_or_init(|| RouteTable::new(&self.parts))
    }

    /// Returns every route, in a fixed order.
    pub fn routes(&self) -> &[Route] {
        self.table().routes()
    }

    /// Returns the feeds, the site's own first.
    pub fn feeds(&self) -> &[SiteFeed] {
        self.table().feeds()
    }

    /// Returns the feed of a page, if the page has one.
    pub fn feed_of(&self, page: &Url) -> Option<&SiteFeed> {
        self.table().feed_of(page)
    }

    /// Returns the calendars, the site's own first.
    pub fn calendars(&self) -> &[CalendarFeed] {
        self.table().calendars()
    }

    /// Returns the calendar of a folder, if it has one.
    pub fn calendar_of(&self, folder: &Url) -> Option<&CalendarFeed> {
        let mut calendars = self.calendars().iter();
        calendars.find(|calendar| calendar.place.folder == *folder)
    }

    /// Returns the route at an address.
    pub fn find(&self, url: &Url) -> Option<&Route> {
        self.table().find(url)
    }

    /// Returns the files that nothing names, and that are therefore not published.
    pub fn unlinked_files(&self) -> &[FileId] {
        self.table().unlinked()
    }

    /// Returns the document that owns the file at a path, if any; the file itself may be unread.
    pub fn owner_of(&self, path: &SourcePath) -> Option<DocumentId> {
        match self.find_file(path) {
            Some(file) => self.file(file).owner,
            None => file::owner(path, &self.parts.documents),
        }
    }

    /// Returns a file.
    pub fn file(&self, id: FileId) -> &SiteFile {
        &self.parts.files[id.index()]
    }

    /// Returns true if a file is withheld: it was meant as a document, or might do harm and the site does not allow it.
    pub fn is_withheld(&self, id: FileId) -> bool {
        self.parts.is_withheld(self.file(id))
    }

    /// Returns a document.
    pub fn document(&self, id: DocumentId) -> &Document {
        self.parts.documents.get(id)
    }

    /// Returns the address of a document's page.
    pub fn document_url(&self, id: DocumentId) -> Url {
        document_url(self.document(id), self.addresses())
    }

    /// Returns the address of a file.
    pub fn file_url(&self, id: FileId) -> Url {
        let file = self.file(id);
        file_url(file, file.owner.map(|owner| self.document(owner)))
    }

    /// Returns the related documents, most related first.
    pub fn related(&self, id: DocumentId) -> Vec<DocumentId> {
        related::related(
            &self.parts.documents,
            &self.parts.terms,
            &self.related_index,
            id,
        )
    }
}
