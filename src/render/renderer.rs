//! The way from a route to its bytes.

use crate::content::{Stale, Texts};
use crate::diagnostic::Diagnostics;
use crate::markdown::Options;
use crate::site::{Api, Route, Site, What, markdown_options};

use super::cards::Cards;
use super::channel::miniprogram;
use super::engine::Engine;
use super::feed::Bodies;
use super::head::Common;
use super::open_data::plan_data;
use super::output::{Output, Place, ending, media_type};
use super::page::Maker;
use super::recorder::{Read, Recorder};
use super::site_view::site_view;
use super::sitemap::{robots, sitemap};
use super::view::ToValue;

/// A site with its theme and its texts, ready to give any route's bytes.
pub struct Renderer<'s> {
    site: &'s Site,
    engine: &'s Engine,
    texts: &'s dyn Texts,
    cards: Cards,
    bodies: Bodies,
    site_value: tera::Value,
    common: Common,
    options: Options,
}

/// What a route gave, and what it read for it.
pub struct Rendered {
    /// `None` when it could not be made; the findings say why.
    pub output: Option<Output>,
    /// What was found while it was made.
    pub found: Diagnostics,
    /// What it read, each thing once, in any order.
    pub reads: Vec<Read>,
}

impl<'s> Renderer<'s> {
    /// A renderer of a site.
    pub fn new(site: &'s Site, engine: &'s Engine, texts: &'s dyn Texts) -> Self {
        let cards = Cards::new(site);
        let bodies = Bodies::new(site.documents.len());
        let site_value = site_view(site).to_value();
        let (common, options) = (
            Common::of(site),
            markdown_options(&site.config, engine.blocks()),
        );
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

    /// The bytes of a route.
    ///
    /// [`Stale`] when a file has changed since the site was made of it.
    pub fn render(&self, route: &Route) -> Result<Rendered, Stale> {
        let reads = Recorder::new(self.site, &self.cards);
        let (bytes, found) = self.bytes(&reads, route)?;
        let output = bytes.map(|bytes| Output {
            place: Place::Public(route.url.clone()),
            media_type: media_type(ending(&route.url.output_path())),
            bytes,
        });
        Ok(Rendered {
            output,
            found,
            reads: reads.into_reads(),
        })
    }

    fn bytes(
        &self,
        reads: &Recorder<'_>,
        route: &Route,
    ) -> Result<(Option<Vec<u8>>, Diagnostics), Stale> {
        let maker = Maker {
            reads,
            engine: self.engine,
            texts: self.texts,
            site: &self.site_value,
            common: &self.common,
            options: &self.options,
        };
        if let Some(made) = maker.page(&route.url, &route.what) {
            return made;
        }
        let bytes = match &route.what {
            What::File(id) => self.texts.bytes(&reads.bytes_of(*id).path)?,
            What::Asset(at) => self.site.theme.assets[*at].bytes.clone(),
            What::Sitemap(part) => sitemap(reads, *part),
            What::PlanData(plan, form) => match plan_data(reads, *plan, *form) {
                Some(bytes) => bytes,
                None => return Ok((None, Diagnostics::new())),
            },
            What::Api(asked) => self.api(reads, *asked)?,
            What::Feed(number, form) => {
                return maker.feed(&self.bodies, *number, *form);
            }
            What::Opml => return Ok(maker.opml()),
            What::Calendar(number) => return Ok((maker.calendar(*number), Diagnostics::new())),
            _ => robots(reads),
        };
        Ok((Some(bytes), Diagnostics::new()))
    }

    fn api(&self, reads: &Recorder<'_>, asked: Api) -> Result<Vec<u8>, Stale> {
        let api = miniprogram::Api {
            reads,
            engine: self.engine,
            texts: self.texts,
            options: &self.options,
        };
        match asked {
            Api::Index => Ok(api.index()),
            Api::List { section, page } => Ok(api.list(section, page)),
            Api::Article(id) => api.article(id),
        }
    }
}
