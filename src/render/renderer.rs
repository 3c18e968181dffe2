//! Renders routes to bytes.

use crate::content::{StaleSource, TextProvider};
use crate::diagnostic::Diagnostics;
use crate::markdown::MarkdownOptions;
use crate::site::plans::PlanRoute;
use crate::site::{ApiRoute, Route, RouteKind, Site, markdown_options};

use super::card_cache::CardCache;
use super::channel::miniprogram;
use super::dependency_tracker::{Dependency, DependencyTracker};
use super::feed::FeedBodies;
use super::head::SharedHead;
use super::open_data::plan_data;
use super::output::{Output, ending, media_type};
use super::page::PageBuilder;
use super::site_view::site_view;
use super::sitemap::{robots, sitemap};
use super::template_engine::TemplateEngine;
use super::view::ToValue;

/// Renderer of one site: combines the site, its theme and its texts.
pub struct Renderer<'s> {
    site: &'s Site,
    engine: &'s TemplateEngine,
    texts: &'s dyn TextProvider,
    cards: CardCache,
    bodies: FeedBodies,
    site_value: tera::Value,
    common: SharedHead,
    options: MarkdownOptions,
}

/// Result of rendering a route, with the dependencies it used.
pub struct RenderedRoute {
    /// `None` if rendering failed; the diagnostics give the reason.
    pub output: Option<Output>,
    /// Diagnostics of rendering.
    pub diagnostics: Diagnostics,
    /// Dependencies, each once, in any order.
    pub dependencies: Vec<Dependency>,
}

impl<'s> Renderer<'s> {
    /// Creates a renderer of a site.
    pub fn new(site: &'s Site, engine: &'s TemplateEngine, texts: &'s dyn TextProvider) -> Self {
        let cards = CardCache::new(site);
        let bodies = FeedBodies::new(site.documents.len());
        let site_value = site_view(site).to_value();
        let common = SharedHead::new(site);
        let options = markdown_options(&site.config, engine.blocks(), engine.reserved_ids());
        Self {
            site,
            engine,
            texts,
            cards,
            bodies,
            site_value,
            common,
            options,
        }
    }

    /// Renders a route.
    ///
    /// Fails with `StaleSource` if a file has changed since the site was loaded.
    pub fn render(&self, route: &Route) -> Result<RenderedRoute, StaleSource> {
        let reads = DependencyTracker::new(self.site, &self.cards);
        let (bytes, found) = self.bytes(&reads, route)?;
        let output = bytes.map(|bytes| {
            let path = route.url.output_path();
            Output {
                media_type: media_type(ending(&path)),
                path,
                bytes,
            }
        });
        Ok(RenderedRoute {
            output,
            diagnostics: found,
            dependencies: reads.into_dependencies(),
        })
    }

    fn bytes(
        &self,
        tracker: &DependencyTracker<'_>,
        route: &Route,
    ) -> Result<(Option<Vec<u8>>, Diagnostics), StaleSource> {
        let maker = PageBuilder {
            tracker,
            engine: self.engine,
            texts: self.texts,
            site: &self.site_value,
            common: &self.common,
            options: &self.options,
        };
        if let Some(made) = maker.page(&route.url, &route.kind) {
            return made;
        }
        let bytes = match &route.kind {
            RouteKind::File(id) => self.texts.bytes(&tracker.bytes_of(*id).path)?,
            RouteKind::Asset(at) => self.site.theme.assets[*at].bytes.clone(),
            RouteKind::Sitemap(part) => sitemap(tracker, *part),
            RouteKind::Plan(PlanRoute::Data(plan, format)) => {
                match plan_data(tracker, *plan, *format) {
                    Some(bytes) => bytes,
                    None => return Ok((None, Diagnostics::new())),
                }
            }
            RouteKind::Api(asked) => self.api(tracker, *asked)?,
            RouteKind::Feed(number, form) => {
                return maker.feed(&self.bodies, *number, *form);
            }
            RouteKind::Opml => return Ok(maker.opml()),
            RouteKind::Calendar(number) => {
                return Ok((maker.calendar(*number), Diagnostics::new()));
            }
            RouteKind::Robots => robots(tracker),
            // The page builder has built every page.
            _ => return Ok((None, Diagnostics::new())),
        };
        Ok((Some(bytes), Diagnostics::new()))
    }

    fn api(&self, reads: &DependencyTracker<'_>, asked: ApiRoute) -> Result<Vec<u8>, StaleSource> {
        let api = miniprogram::ApiBuilder {
            tracker: reads,
            engine: self.engine,
            texts: self.texts,
            options: &self.options,
        };
        match asked {
            ApiRoute::Index => Ok(api.index()),
            ApiRoute::List { section, page } => Ok(api.list(section, page)),
            ApiRoute::Article(id) => api.article(id),
        }
    }
}
