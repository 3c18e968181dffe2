//! Feeds: a list of documents as RSS, Atom, JSON Feed; its campaigns and events as iCalendar; the list of feeds as OPML.
//!
//! `news.rs` gathers what a feed says and `agenda.rs` what a calendar does, in plain values; a file for each form writes
//! it down. Nothing here knows the engine but `bodies.rs`, which makes each body once for every feed that holds it.

mod atom;
mod bodies;
mod calendar_events;
mod clean;
mod feed_content;
mod icalendar;
mod json;
mod opml;
#[cfg(test)]
mod properties;
mod rss;
mod xml;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::message;
use crate::site::{FeedFormat, opml_url};
use crate::url::Url;

pub(crate) use bodies::FeedBodies;
pub(crate) use xml::writable;

use self::calendar_events::CalendarContent;
use self::feed_content::FeedContent;
use super::page::{BuiltPage, PageBuilder, PageResult};

impl PageBuilder<'_, '_> {
    /// The bytes of a feed in a form; none, with a finding, when they cannot be written.
    pub(crate) fn feed(&self, bodies: &FeedBodies, number: usize, form: FeedFormat) -> PageResult {
        let Some(feed) = self.reads.feed(number) else {
            return Ok((None, Diagnostics::new()));
        };
        let news = FeedContent::gather(self, bodies, feed, form)?;
        let written = match form {
            FeedFormat::Rss => rss::write(&news),
            FeedFormat::Atom => atom::write(&news),
            FeedFormat::Json => json::write(&news),
        };
        Ok(written_or_told(written, &feed.place.url(form)))
    }

    /// The bytes of the list of all feeds; none, with a finding, when they cannot be written.
    pub(crate) fn opml(&self) -> BuiltPage {
        written_or_told(opml::write(self.reads), &opml_url())
    }

    /// The bytes of a calendar; `None` for one that is not there.
    pub(crate) fn calendar(&self, number: usize) -> Option<Vec<u8>> {
        let calendar = self.reads.calendar(number)?;
        Some(icalendar::write(&CalendarContent::gather(self, calendar)))
    }
}

/// What a writer gave; what it could not write is told, so that no file is missing in silence.
fn written_or_told(written: Option<Vec<u8>>, url: &Url) -> BuiltPage {
    if written.is_some() {
        return (written, Diagnostics::new());
    }
    let url = url.as_str();
    let message = message!("订阅源 {url} 写不出来", "the feed {url} cannot be written");
    let hint = message!(
        "多半是里面有一篇的日期不在公元 1 年到 9999 年之间；改好日期",
        "most likely a date of one of its documents lies outside the years 1 to 9999; correct it"
    );
    (
        None,
        Diagnostics::from_iter([Diagnostic::new(Code::FeedUnwritable, message).hint(hint)]),
    )
}
