//! Feeds: a list of documents as RSS, Atom, JSON Feed; the list of feeds as OPML.
//!
//! `news.rs` gathers what a feed says, in plain values; a file for each form writes it down. Nothing
//! here knows the engine but `bodies.rs`, which makes each body once for every feed that holds it.

mod atom;
mod bodies;
mod clean;
mod json;
mod news;
mod opml;
mod rss;
mod xml;

use crate::content::Stale;
use crate::site::FeedForm;

pub(crate) use bodies::Bodies;
pub(crate) use opml::opml;

use self::news::News;
use super::page::Maker;

impl Maker<'_, '_> {
    /// The bytes of a feed in a form; `None` for a feed that is not there.
    pub(crate) fn feed(
        &self,
        bodies: &Bodies,
        number: usize,
        form: FeedForm,
    ) -> Result<Option<Vec<u8>>, Stale> {
        let Some(feed) = self.reads.feed(number) else { return Ok(None) };
        let news = News::gather(self, bodies, feed, form)?;
        Ok(match form {
            FeedForm::Rss => rss::write(&news),
            FeedForm::Atom => atom::write(&news),
            FeedForm::Json => json::write(&news),
        })
    }
}
