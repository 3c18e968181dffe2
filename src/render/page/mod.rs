//! Pages: each builder gathers the views of a route through the dependency tracker and renders them with a template.
//!
//! A page is one file: its builder and the views that only its template sees. Shared views are in `view`.

mod document;
mod feeds;
mod home;
mod list;
mod plan;
mod redirect;
mod section;
mod terms;

use std::borrow::Cow;

use crate::content::config::{PageFacts, PageType};
use crate::content::{Document, StaleSource, TextProvider};
use crate::diagnostic::Diagnostics;
use crate::markdown;
use crate::site::{DocumentId, RouteKind, Section, Taxonomy};
use crate::url::Url;

use super::body_resolver::BodyResolver;
use super::dependency_tracker::DependencyTracker;
use super::head::{self, Breadcrumb, PageMeta, SharedHead, href_of_section};
use super::template_engine::TemplateEngine;
use super::view::NamedLink;
use super::view::value::context;

/// Builder of pages.
pub(crate) struct PageBuilder<'r, 's> {
    /// Site, through the dependency tracker.
    pub tracker: &'r DependencyTracker<'s>,
    /// Theme.
    pub engine: &'r TemplateEngine,
    /// Documents' texts.
    pub texts: &'r dyn TextProvider,
    /// `site`, which every template gets.
    pub site: &'r tera::Value,
    /// Shared parts of heads.
    pub common: &'r SharedHead,
    /// Markdown options.
    pub options: &'r markdown::MarkdownOptions,
}

/// Bytes of a page, `None` if it could not be built, and the diagnostics of building it.
pub(crate) type BuiltPage = (Option<Vec<u8>>, Diagnostics);
/// Page, or the error that a source has changed.
pub(crate) type PageResult = Result<BuiltPage, StaleSource>;

/// Views by name, as a template gets them.
type TemplateViews = Vec<(&'static str, tera::Value)>;

impl PageBuilder<'_, '_> {
    /// Builds the page of a route; `None` for a route that is no page.
    pub(crate) fn page(&self, url: &Url, what: &RouteKind) -> Option<PageResult> {
        Some(match what {
            RouteKind::Home => self.home(url),
            RouteKind::Section { section, page } => self.section(url, *section, *page),
            RouteKind::Document(id) => self.document(url, *id),
            RouteKind::Terms(family) => Ok(self.terms(url, *family)),
            RouteKind::Term { family, term, page } => Ok(self.term(url, *family, *term, *page)),
            RouteKind::Documents { page } => Ok(self.all_documents(url, *page)),
            RouteKind::Redirect(id) => Ok(self.redirect(url, *id)),
            RouteKind::NotFound => Ok(self.not_found(url)),
            RouteKind::Plan(route) => Ok(self.plan_page(url, *route)?),
            RouteKind::FeedsPage => Ok(self.feeds_page(url)),
            RouteKind::File(_)
            | RouteKind::Asset(_)
            | RouteKind::Sitemap(_)
            | RouteKind::Robots
            | RouteKind::Api(_)
            | RouteKind::Feed(..)
            | RouteKind::Opml
            | RouteKind::Calendar(_) => return None,
        })
    }

    fn not_found(&self, url: &Url) -> BuiltPage {
        let meta = PageMeta::new(PageType::NotFound, "页面不存在".to_owned(), url);
        self.render_template(meta, Vec::new(), Diagnostics::new())
    }

    /// Renders a page with the template of its type.
    fn render_template(
        &self,
        meta: PageMeta<'_>,
        views: TemplateViews,
        found: Diagnostics,
    ) -> BuiltPage {
        self.render_template_with(&[], meta, views, found)
    }

    /// Renders a page with the first template that the theme has of `own`, then of those of the page's type.
    fn render_template_with(
        &self,
        own: &[&str],
        meta: PageMeta<'_>,
        views: TemplateViews,
        mut found: Diagnostics,
    ) -> BuiltPage {
        let (
            url,
            PageFacts {
                templates,
                views: names,
                ..
            },
        ) = (meta.url.as_str(), meta.page_type.facts());
        let is_given = |name: &&str| views.iter().any(|(given, _)| given == name);
        debug_assert!(
            names.iter().all(is_given),
            "{url} lacks one of the views {names:?}"
        );
        let mut context = context(views);
        context.insert_value("site", self.site.clone());
        context.insert_value("page", head::page(self.tracker, self.common, meta));
        let body = context
            .get("document")
            .and_then(|document| document.get_from_path("body"));
        let length = body
            .and_then(|body| body.as_str().map(str::len))
            .unwrap_or(0);
        let name = self
            .engine
            .first_of(own.iter().chain(templates).copied())
            .unwrap_or("base.html");
        match self.engine.render(name, &context, length, url) {
            Ok(bytes) => (Some(bytes), found),
            Err(failure) => {
                found.push(failure);
                (None, found)
            }
        }
    }

    /// Renders a document's body to HTML.
    pub(crate) fn body(&self, id: DocumentId) -> Result<(String, Diagnostics), StaleSource> {
        let document = self.tracker.body_of(id);
        let resolver = BodyResolver {
            reads: self.tracker,
            engine: self.engine,
            document: id,
        };
        let options = self.options(document);
        if let Some(unlinked) = self.texts.prerendered(document) {
            return Ok((
                markdown::resolve_links(&unlinked, &options, &resolver),
                Diagnostics::new(),
            ));
        }
        let text = self.texts.text(document)?;
        Ok(markdown::html(
            document.path.as_str(),
            &text,
            document.body_start(),
            &options,
            &resolver,
        ))
    }

    /// Markdown options of the configuration and a document.
    fn options(&self, document: &Document) -> Cow<'_, markdown::MarkdownOptions> {
        self.tracker.config();
        let own = document.front_matter.further.paragraphs;
        self.options.with_paragraphs(own)
    }

    fn href(&self, url: &Url) -> String {
        self.tracker.config().base.href(url)
    }

    /// Address of a section's page; a site may switch them off (`outputs:`).
    fn href_of_section(&self, section: &Section) -> Option<String> {
        href_of_section(self.tracker.config(), section)
    }

    /// Breadcrumbs to a folder: the sections above it and its own, from the top.
    fn breadcrumbs(&self, folder: &str) -> Vec<Breadcrumb> {
        let ends = folder
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([folder.len()]);
        ends.filter_map(|end| self.tracker.section_of(&folder[..end]))
            .filter(|section| !section.folder.is_empty())
            .filter_map(|section| self.common.step(section))
            .collect()
    }

    /// Link to the index of a taxonomy.
    fn family_link(&self, family: Taxonomy) -> NamedLink {
        NamedLink {
            name: family.name().to_owned(),
            href: Some(self.href(&family.url())),
        }
    }
}
