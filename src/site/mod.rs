//! Documents become a site: sections, venues, terms, campaigns, routes.
//!
//! A [`Site`] is immutable: it is a set of sources seen at an instant. It knows its routes; what
//! bytes a route gives, it does not know.

pub mod address;
mod attachment;
mod calendars;
mod campaigns;
mod channel_check;
mod check;
mod document_id;
mod documents;
mod feeds;
mod file;
mod load;
mod name_check;
pub mod plans;
mod prev_next;
mod related;
mod resolved_link;
mod route;
mod route_table;
mod section;
mod statutes;
mod suggest;
mod terms;
mod unread_files;
mod visibility;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::content::theme::ThemeSource;
use crate::content::{Document, SiteConfig, SourcePath};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::url::Url;

pub use attachment::AttachmentDanger;
pub use calendars::{CalendarFeed, CalendarPlace};
pub use campaigns::CampaignIndex;
pub use check::SiteDiagnostics;
pub use document_id::DocumentId;
pub use documents::DocumentSet;
pub use feeds::{FeedFormat, FeedPlace, SiteFeed};
pub use file::{FileId, SiteFile, picture_size};
pub use load::{
    FileRole, ParseContext, ParsedDocument, SiteSources, load, markdown_options, part_of,
    read_file, read_unit_names,
};
pub use resolved_link::ResolvedLink;
pub(crate) use route::listed_sections;
pub use route::{
    ApiRoute, Route, RouteKind, SITEMAP_LIMIT, SitemapPart, article_url, document_url,
    documents_url, feeds_page_url, file_url, is_news, opml_url, page_count,
};
pub use section::{Section, SectionSet};
pub use statutes::StatuteIndex;
pub use terms::{Taxonomy, Term, TermIndex};
pub use unread_files::UnreadFiles;
pub(crate) use unread_files::is_within;
pub use visibility::{PublicationState, VisibilityOptions};

use address::AddressBuilder;
use plans::{PlanSet, UnitIndex};
use related::RelatedIndex;
use route_table::RouteTable;

/// What a site is made of, before its routes are known.
#[derive(Clone, Debug)]
pub struct SiteData {
    /// The configuration.
    pub config: SiteConfig,
    /// The documents.
    pub documents: DocumentSet,
    /// The other files of `content/`.
    pub files: Vec<SiteFile>,
    /// The sections.
    pub sections: SectionSet,
    /// Tags, kinds and years.
    pub terms: TermIndex,
    /// The campaigns.
    pub campaigns: CampaignIndex,
    /// The statutes.
    pub statutes: StatuteIndex,
    /// The plans.
    pub plans: PlanSet,
    /// The responsible units of the plans that the public sees.
    pub units: UnitIndex,
    /// The theme's sources.
    pub theme: Arc<ThemeSource>,
    /// What could not be read.
    pub unread: UnreadFiles,
}

impl SiteData {
    /// The maker of this site's addresses.
    pub fn addresses(&self) -> AddressBuilder {
        AddressBuilder(self.config.urls)
    }

    /// Whether the public does not get a file, because it might do harm and the site does not allow it.
    pub fn is_withheld(&self, file: &SiteFile) -> bool {
        let danger = file.danger.as_ref();
        danger.is_some_and(|danger| {
            !self
                .config
                .attachments
                .allows(&file.path, &danger.allowed_by)
        })
    }
}

/// A site, seen at an instant.
#[derive(Debug)]
pub struct Site {
    parts: SiteData,
    now: Timestamp,
    kin: RelatedIndex,
    routes: Arc<OnceLock<RouteTable>>,
}

impl std::ops::Deref for Site {
    type Target = SiteData;

    fn deref(&self) -> &SiteData {
        &self.parts
    }
}

impl Site {
    /// Makes a site of its sources, as it is seen at `now`, and checks how its parts fit.
    pub fn assemble(
        sources: &SiteSources,
        now: Timestamp,
        showing: VisibilityOptions,
    ) -> (Self, Diagnostics) {
        let site = Self::new(sources, now, showing);
        let found = site.check();
        (site, found)
    }

    /// Makes a site of its sources, as it is seen at `now`, and leaves the checks to whoever asks for them.
    ///
    /// Its addresses are worked out when the first of them is asked for.
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
        let (theme, unread) = (Arc::clone(&sources.theme), sources.unread.clone());
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
            kin,
            routes: Arc::default(),
        }
    }

    /// The same site with other forms of some documents that differ in their bodies alone
    /// ([`Document::differs_in_body_only`]) and are no plans: lists and addresses stay as they are.
    #[must_use]
    pub fn with_bodies(&self, edited: &[Arc<Document>]) -> Self {
        let mut parts = self.parts.clone();
        parts.documents.replace(edited);
        Self {
            parts,
            now: self.now,
            kin: self.kin.clone(),
            routes: Arc::clone(&self.routes),
        }
    }

    /// Checks how the parts of the site fit.
    pub fn check(&self) -> Diagnostics {
        self.findings().into_all()
    }

    /// The same findings, told apart by whose they are.
    pub fn findings(&self) -> SiteDiagnostics {
        SiteDiagnostics {
            documents: self.findings_of(self.documents.iter().map(|(id, _)| id)),
            whole: check::whole(self),
        }
    }

    /// What does not fit in some documents: those of which nothing is wrong are left out.
    pub fn findings_of(
        &self,
        ids: impl Iterator<Item = DocumentId>,
    ) -> BTreeMap<DocumentId, Vec<Diagnostic>> {
        check::documents(self, ids)
    }

    /// The instant at which it is seen.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    fn table(&self) -> &RouteTable {
        self.routes.get_or_init(|| RouteTable::new(&self.parts))
    }

    /// Every route, in a fixed order.
    pub fn routes(&self) -> &[Route] {
        self.table().routes()
    }

    /// The feeds, the site's own first.
    pub fn feeds(&self) -> &[SiteFeed] {
        self.table().feeds()
    }

    /// The feed of a page, when it has one.
    pub fn feed_of(&self, page: &Url) -> Option<&SiteFeed> {
        self.table().feed_of(page)
    }

    /// The calendars, the site's own first.
    pub fn calendars(&self) -> &[CalendarFeed] {
        self.table().calendars()
    }

    /// The route at an address.
    pub fn find(&self, url: &Url) -> Option<&Route> {
        self.table().find(url)
    }

    /// The file at a path.
    pub fn find_file(&self, path: &SourcePath) -> Option<FileId> {
        self.parts
            .files
            .binary_search_by(|file| file.path.cmp(path))
            .ok()
            .map(FileId::new)
    }

    /// The document that the file at a path belongs to, if it does; the file itself may be unread.
    pub fn owner_of(&self, path: &SourcePath) -> Option<DocumentId> {
        match self.find_file(path) {
            Some(file) => self.file(file).owner,
            None => file::owner(path, &self.parts.documents),
        }
    }

    /// A file.
    pub fn file(&self, id: FileId) -> &SiteFile {
        &self.parts.files[id.index()]
    }

    /// Whether the public does not get a file, because it might do harm and the site does not allow it.
    pub fn is_withheld(&self, id: FileId) -> bool {
        self.parts.is_withheld(self.file(id))
    }

    /// A document.
    pub fn document(&self, id: DocumentId) -> &Document {
        self.parts.documents.get(id)
    }

    /// The address of a document's page.
    pub fn document_url(&self, id: DocumentId) -> Url {
        document_url(self.document(id), self.addresses())
    }

    /// The address of a file.
    pub fn file_url(&self, id: FileId) -> Url {
        let file = self.file(id);
        file_url(file, file.owner.map(|owner| self.document(owner)))
    }

    /// Documents near to one in subject, nearest first.
    pub fn related(&self, id: DocumentId) -> Vec<DocumentId> {
        related::related(&self.parts.documents, &self.parts.terms, &self.kin, id)
    }
}
