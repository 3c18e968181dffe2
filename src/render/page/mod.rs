//! Pages: each maker gathers a route's views through the recorder and hands them to the engine.

mod document;
mod feeds;
mod home;
mod list;
mod plan;
mod redirect;
mod section;
mod terms;

use crate::content::{Stale, Texts};
use crate::diagnostic::Diagnostics;
use crate::markdown;
use crate::site::{DocumentId, Family, Section, What};
use crate::url::Url;

use super::body::Around;
use super::engine::Engine;
use super::head::{self, Common, Step, Subject, href_of_section};
use super::recorder::Recorder;
use super::view::Link;
use super::view::value::context;

/// What a page is made with.
pub(crate) struct Maker<'r, 's> {
    /// The site, through the door that notes what is read.
    pub reads: &'r Recorder<'s>,
    /// The theme.
    pub engine: &'r Engine,
    /// The documents' texts.
    pub texts: &'r dyn Texts,
    /// `site`, which every template gets.
    pub site: &'r tera::Value,
    /// What the heads of pages have in common.
    pub common: &'r Common,
    /// How bodies are read.
    pub options: &'r markdown::Options,
}

/// A page's bytes, `None` when they could not be made, and what was found while making them.
pub(crate) type Page = (Option<Vec<u8>>, Diagnostics);
/// A page, or the news that a source has changed.
pub(crate) type Made = Result<Page, Stale>;

/// Views by name, as a template gets them.
type Views = Vec<(&'static str, tera::Value)>;

impl Maker<'_, '_> {
    /// Makes the page of a route; `None` for a route that is no page.
    pub(crate) fn page(&self, url: &Url, what: &What) -> Option<Made> {
        Some(match what {
            What::Home => self.home(url),
            What::Section { section, page } => self.section(url, *section, *page),
            What::Document(id) => self.document(url, *id),
            What::Terms(family) => Ok(self.terms(url, *family)),
            What::Term { family, term, page } => Ok(self.term(url, *family, *term, *page)),
            What::Documents { page } => Ok(self.all_documents(url, *page)),
            What::Redirect(id) => Ok(self.redirect(url, *id)),
            What::NotFound => Ok(self.not_found(url)),
            What::PlanItem { .. }
            | What::PlanBoard(_)
            | What::PlanYears
            | What::PlanUnits
            | What::PlanUnit(_) => Ok(self.plan_page(url, what)?),
            What::FeedsPage => Ok(self.feeds_page(url)),
            What::File(_)
            | What::Asset(_)
            | What::Sitemap(_)
            | What::Robots
            | What::PlanData(..)
            | What::Api(_)
            | What::Feed(..)
            | What::Opml
            | What::Calendar(_) => return None,
        })
    }

    fn not_found(&self, url: &Url) -> Page {
        let subject = Subject::new("not_found", "页面不存在".to_owned(), url);
        self.finish(&["not_found.html"], subject, Vec::new(), Diagnostics::new())
    }

    /// Renders the first template that the theme has of `templates`.
    fn finish(
        &self,
        templates: &[&str],
        subject: Subject<'_>,
        views: Views,
        mut found: Diagnostics,
    ) -> Page {
        let url = subject.url.as_str();
        let mut context = context(views);
        context.insert_value("site", self.site.clone());
        context.insert_value("page", head::page(self.reads, self.common, subject));
        let body = context
            .get("document")
            .and_then(|document| document.get_from_path("body"));
        let length = body
            .and_then(|body| body.as_str().map(str::len))
            .unwrap_or(0);
        let name = self
            .engine
            .first_of(templates.iter().copied())
            .unwrap_or("base.html");
        match self.engine.render(name, &context, length, url) {
            Ok(bytes) => (Some(bytes), found),
            Err(failure) => {
                found.push(failure);
                (None, found)
            }
        }
    }

    /// A document's body as HTML.
    pub(crate) fn body(&self, id: DocumentId) -> Result<(String, Diagnostics), Stale> {
        let document = self.reads.body_of(id);
        let around = Around {
            reads: self.reads,
            engine: self.engine,
            document: id,
        };
        let options = self.options();
        if let Some(unlinked) = self.texts.unlinked(document) {
            return Ok((
                markdown::link(&unlinked, options, &around),
                Diagnostics::new(),
            ));
        }
        let text = self.texts.text(document)?;
        Ok(markdown::html(
            document.path.as_str(),
            &text,
            document.body_start,
            options,
            &around,
        ))
    }

    /// How bodies are read, as the configuration says.
    fn options(&self) -> &markdown::Options {
        self.reads.config();
        self.options
    }

    fn href(&self, url: &Url) -> String {
        self.reads.config().base.href(url)
    }

    /// The address of a section's page; a site may do without them (`outputs:`).
    fn href_of_section(&self, section: &Section) -> Option<String> {
        href_of_section(self.reads.config(), section)
    }

    /// The sections above a folder and its own, from the top.
    fn trail(&self, folder: &str) -> Vec<Step> {
        let ends = folder
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([folder.len()]);
        ends.filter_map(|end| self.reads.section_of(&folder[..end]))
            .filter(|section| !section.folder.is_empty())
            .filter_map(|section| self.common.step(section))
            .collect()
    }

    /// The index of a family, as a step of the way.
    fn family_link(&self, family: Family) -> Link {
        Link {
            name: family.name().to_owned(),
            href: Some(self.href(&family.url())),
        }
    }
}
