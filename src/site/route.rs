//! Routes: everything that a site makes, and its address.

use crate::content::config::PageType;
use crate::content::{Document, DocumentKind};
use crate::url::Url;

use super::address::AddressBuilder;
use super::plans::{PlanRoute, plan_routes};
use super::{
    CalendarFeed, DocumentId, FeedFormat, FileId, SiteData, SiteFeed, SiteFile, Taxonomy, Term,
};

/// Route: an address of the site with its contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Address.
    pub url: Url,
    /// Contents.
    pub kind: RouteKind,
}

/// Kind of a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteKind {
    /// Home page.
    Home,
    /// Page `page` of a section's list.
    Section {
        /// Section's number.
        section: usize,
        /// Page number, from 1.
        page: usize,
    },
    /// Document's page.
    Document(DocumentId),
    /// Index of a taxonomy.
    Terms(Taxonomy),
    /// Page `page` of a term's list.
    Term {
        /// Taxonomy.
        family: Taxonomy,
        /// Number of the term in the taxonomy.
        term: usize,
        /// Page number, from 1.
        page: usize,
    },
    /// Page `page` of the list of all documents.
    Documents {
        /// Page number, from 1.
        page: usize,
    },
    /// Old address of a document, which redirects to it.
    Redirect(DocumentId),
    /// Page for addresses that do not exist.
    NotFound,
    /// File that an editor put into `content/`.
    File(FileId),
    /// Static file of the theme.
    Asset(usize),
    /// `sitemap.xml`, or one part of it.
    Sitemap(SitemapPart),
    /// `robots.txt`.
    Robots,
    /// Page or open data of work plans.
    Plan(PlanRoute),
    /// JSON for a mini-program.
    Api(ApiRoute),
    /// Feed, by number, in one of its forms.
    Feed(usize, FeedFormat),
    /// `feeds.opml`: the list of the feeds.
    Opml,
    /// `feeds.html`: how to subscribe.
    FeedsPage,
    /// `calendar.ics`: a calendar, by number.
    Calendar(usize),
}

/// Response of the mini-program's interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiRoute {
    /// Sections.
    Index,
    /// Page `page` of a section's list.
    List {
        /// Section's number.
        section: usize,
        /// Page number, from 1.
        page: usize,
    },
    /// Article.
    Article(DocumentId),
}

/// File of a sitemap (sitemaps.org: at most 50,000 addresses in one).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapPart {
    /// Whole sitemap.
    Whole,
    /// List of its parts.
    Index,
    /// Part, from 0.
    Part(usize),
}

/// Most addresses of one sitemap.
pub(crate) const SITEMAP_LIMIT: usize = 50_000;

impl RouteKind {
    /// Page type; `None` for what is no HTML page.
    pub fn page_type(&self) -> Option<PageType> {
        match self {
            Self::Home => Some(PageType::Home),
            Self::Section { .. } => Some(PageType::Section),
            Self::Document(_) => Some(PageType::Document),
            Self::Terms(_) => Some(PageType::Terms),
            Self::Term { .. } | Self::Documents { .. } => Some(PageType::List),
            Self::Redirect(_) => Some(PageType::Redirect),
            Self::NotFound => Some(PageType::NotFound),
            Self::Plan(route) => route.page_type(),
            Self::FeedsPage => Some(PageType::Feeds),
            Self::File(_)
            | Self::Asset(_)
            | Self::Sitemap(_)
            | Self::Robots
            | Self::Api(_)
            | Self::Feed(..)
            | Self::Opml
            | Self::Calendar(_) => None,
        }
    }

    /// True for an HTML page.
    pub fn is_page(&self) -> bool {
        self.page_type().is_some()
    }

    /// True if search engines should know of the route: of a list, its first page only.
    pub fn is_in_sitemap(&self) -> bool {
        let is_first = match self {
            Self::Section { page, .. } | Self::Term { page, .. } | Self::Documents { page } => {
                *page == 1
            }
            _ => true,
        };
        is_first
            && self
                .page_type()
                .is_some_and(|page_type| page_type.facts().is_in_sitemap)
    }
}

/// Address of the list of all documents.
pub(crate) fn documents_url() -> Url {
    Url::folder("documents")
}

/// Number of pages of a list of `count` documents: at least one.
pub(crate) fn page_count(count: usize, size: usize) -> usize {
    count.div_ceil(size.max(1)).max(1)
}

/// Address of a document's page.
pub(crate) fn document_url(document: &Document, addresses: AddressBuilder) -> Url {
    if document.is_index {
        return Url::folder(&document.section);
    }
    addresses.page(&document.section, &document.slug)
}

/// Address of a file: beside its document, else at its own path.
pub(crate) fn file_url(file: &SiteFile, owner: Option<&Document>) -> Url {
    let path = file.path.as_str();
    let owned = owner.and_then(|document| {
        let rest = path
            .strip_prefix(&document.own_folder()?)?
            .strip_prefix('/')?;
        Some(
            Url::folder(&document.section)
                .join_folder(&document.slug)
                .join_file(rest),
        )
    });
    owned.unwrap_or_else(|| Url::file(path.strip_prefix("content/").unwrap_or(path)))
}

/// Lists every route of a site, in a fixed order.
pub(crate) fn routes(
    parts: &SiteData,
    used: &[bool],
    feeds: &[SiteFeed],
    calendars: &[CalendarFeed],
) -> Vec<Route> {
    let mut routes = Vec::new();
    lists(parts, &mut routes);
    documents(parts, &mut routes);
    plan_routes(parts, &mut routes);
    files(parts, used, &mut routes);
    singles(parts, &mut routes);
    subscriptions(parts, feeds, calendars, &mut routes);
    sitemaps(parts, &mut routes);
    api(parts, &mut routes);
    routes
}

/// Mini-program's interface: `/api/index.json`, `/api/<section>/page-1.json`, `/api/<section>/<document>.json`.
fn api(parts: &SiteData, routes: &mut Vec<Route>) {
    if !parts.config.outputs.miniprogram {
        return;
    }
    routes.push(Route {
        url: Url::file("api/index.json"),
        kind: RouteKind::Api(ApiRoute::Index),
    });
    for (section, of) in listed_sections(parts) {
        for page in 1..=page_count(of.documents.len(), parts.config.page_size) {
            let url = Url::folder("api")
                .join_folder(&of.folder)
                .join_file(&format!("page-{page}.json"));
            routes.push(Route {
                url,
                kind: RouteKind::Api(ApiRoute::List { section, page }),
            });
        }
    }
    for &id in parts.documents.list() {
        let url = article_url(parts.documents.get(id));
        routes.push(Route {
            url,
            kind: RouteKind::Api(ApiRoute::Article(id)),
        });
    }
}

/// Sections that have a list.
pub(crate) fn listed_sections(parts: &SiteData) -> impl Iterator<Item = (usize, &super::Section)> {
    parts
        .sections
        .iter()
        .skip(1)
        .filter(|(_, of)| !of.is_empty())
}

/// Address of a document's article for a mini-program.
pub(crate) fn article_url(document: &Document) -> Url {
    Url::folder("api")
        .join_folder(&document.section)
        .join_file(&format!("{}.json", document.slug))
}

fn lists(parts: &SiteData, routes: &mut Vec<Route>) {
    let on = parts.config.outputs;
    let addresses = parts.addresses();
    let size = parts.config.page_size;
    let mut paged = |first: &Url, count: usize, what: &dyn Fn(usize) -> RouteKind| {
        for page in 1..=page_count(count, size) {
            routes.push(Route {
                url: addresses.list_page(first, page),
                kind: what(page),
            });
        }
    };
    for (section, of) in parts
        .sections
        .iter()
        .skip(1)
        .filter(|(_, of)| on.sections && !of.is_empty())
    {
        paged(&of.url, of.documents.len(), &|page| RouteKind::Section {
            section,
            page,
        });
    }
    for (family, _) in families(parts) {
        for (term, of) in parts.terms.family(family).iter().enumerate() {
            paged(&of.url, of.documents.len(), &|page| RouteKind::Term {
                family,
                term,
                page,
            });
        }
    }
    if on.documents {
        paged(&documents_url(), parts.documents.list().len(), &|page| {
            RouteKind::Documents { page }
        });
    }
    routes.extend(families(parts).map(|(family, _)| Route {
        url: family.url(),
        kind: RouteKind::Terms(family),
    }));
}

/// Families of terms that are switched on and not empty.
fn families(parts: &SiteData) -> impl Iterator<Item = (Taxonomy, &[Term])> {
    let on = parts.config.outputs;
    [
        (Taxonomy::Tags, on.tags),
        (Taxonomy::Kinds, on.kinds),
        (Taxonomy::Archive, on.archive),
    ]
    .into_iter()
    .map(|(family, on)| (family, on, parts.terms.family(family)))
    .filter(|(_, on, terms)| *on && !terms.is_empty())
    .map(|(family, _, terms)| (family, terms))
}

fn documents(parts: &SiteData, routes: &mut Vec<Route>) {
    for &id in parts.documents.list() {
        let document = parts.documents.get(id);
        let own = document_url(document, parts.addresses());
        routes.push(Route {
            url: own.clone(),
            kind: RouteKind::Document(id),
        });
        if !parts.config.outputs.aliases {
            continue;
        }
        for old in &document.front_matter.further.aliases {
            let url = if old.ends_with('/') {
                Url::folder(old)
            } else {
                Url::file(old)
            };
            // Another system's `permalink` is often the address here as well.
            if url != own {
                routes.push(Route {
                    url,
                    kind: RouteKind::Redirect(id),
                });
            }
        }
    }
}

/// Iterates over the files that may be published: neither withheld nor of a document that the public does not see.
pub(super) fn published_files(parts: &SiteData) -> impl Iterator<Item = FileId> {
    let files = parts.files.iter().enumerate();
    files
        .filter(|(_, file)| {
            let owner = file.owner;
            !parts.is_withheld(file) && owner.is_none_or(|owner| parts.documents.is_visible(owner))
        })
        .map(|(at, _)| FileId::new(at))
}

fn files(parts: &SiteData, used: &[bool], routes: &mut Vec<Route>) {
    for id in published_files(parts).filter(|id| used[id.index()]) {
        let file = &parts.files[id.index()];
        let owner = file.owner.map(|owner| parts.documents.get(owner));
        routes.push(Route {
            url: file_url(file, owner),
            kind: RouteKind::File(id),
        });
    }
    for (at, asset) in parts.theme.assets.iter().enumerate() {
        routes.push(Route {
            url: asset.url.clone(),
            kind: RouteKind::Asset(at),
        });
    }
}

fn singles(parts: &SiteData, routes: &mut Vec<Route>) {
    let on = parts.config.outputs;
    // A site's own `robots.txt` takes the place of pufa's.
    let robots = Url::file("robots.txt");
    let is_own = |route: &Route| route.url == robots && matches!(route.kind, RouteKind::File(_));
    let has_own = routes.iter().any(is_own);
    let singles = [
        (on.home, Url::root(), RouteKind::Home),
        (on.not_found, Url::file("404.html"), RouteKind::NotFound),
        (on.robots && !has_own, robots, RouteKind::Robots),
    ];
    routes.extend(
        singles
            .into_iter()
            .filter(|(on, ..)| *on)
            .map(|(_, url, what)| Route { url, kind: what }),
    );
}

fn subscriptions(
    parts: &SiteData,
    feeds: &[SiteFeed],
    calendars: &[CalendarFeed],
    routes: &mut Vec<Route>,
) {
    for (at, feed) in feeds.iter().enumerate() {
        let forms = FeedFormat::ALL.iter();
        routes.extend(forms.map(|&form| Route {
            url: feed.place.url(form),
            kind: RouteKind::Feed(at, form),
        }));
    }
    routes.extend(calendars.iter().enumerate().map(|(at, calendar)| Route {
        url: calendar.place.url(),
        kind: RouteKind::Calendar(at),
    }));
    let on = parts.config.outputs;
    let is_offered = !feeds.is_empty() || !calendars.is_empty();
    let lists = [
        (on.opml && !feeds.is_empty(), opml_url(), RouteKind::Opml),
        (
            on.feeds_page && is_offered,
            feeds_page_url(),
            RouteKind::FeedsPage,
        ),
    ];
    routes.extend(
        lists
            .into_iter()
            .filter(|(on, ..)| *on)
            .map(|(_, url, what)| Route { url, kind: what }),
    );
}

/// Address of the list of all feeds.
pub(crate) fn opml_url() -> Url {
    Url::file("feeds.opml")
}

/// Address of the page that says how to subscribe.
pub(crate) fn feeds_page_url() -> Url {
    Url::file("feeds.html")
}

fn sitemaps(parts: &SiteData, routes: &mut Vec<Route>) {
    if !parts.config.outputs.sitemap {
        return;
    }
    let addresses = routes
        .iter()
        .filter(|route| route.kind.is_in_sitemap())
        .count();
    let whole = addresses <= SITEMAP_LIMIT;
    let first = if whole {
        SitemapPart::Whole
    } else {
        SitemapPart::Index
    };
    routes.push(Route {
        url: Url::file("sitemap.xml"),
        kind: RouteKind::Sitemap(first),
    });
    let parts = if whole {
        0
    } else {
        addresses.div_ceil(SITEMAP_LIMIT)
    };
    for part in 0..parts {
        let url = Url::file(&format!("sitemap-{}.xml", part + 1));
        routes.push(Route {
            url,
            kind: RouteKind::Sitemap(SitemapPart::Part(part)),
        });
    }
}

/// True for kinds of dated news, which lists of the newest show.
pub(crate) fn is_news(kind: DocumentKind) -> bool {
    !matches!(
        kind,
        DocumentKind::Page | DocumentKind::Law | DocumentKind::Plan | DocumentKind::Campaign
    )
}
