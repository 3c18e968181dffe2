//! Feeds: document lists as RSS, Atom, JSON Feed; their campaigns and events as iCalendar; OPML.
//!
//! `feed_content.rs` and `calendar_events.rs` gather plain values; one file per format writes them.
//! Only `bodies.rs` knows the template engine; it renders each body once for all feeds.

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
    /// Returns the bytes of a feed in one format; none, with a diagnostic, if it cannot be written.
    pub(crate) fn feed(&self, bodies: &FeedBodies, number: usize, form: FeedFormat) -> PageResult {
        let Some(feed) = self.tracker.feed(number) else {
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

    /// Returns the OPML list of all feeds; none, with a diagnostic, if it cannot be written.
    pub(crate) fn opml(&self) -> BuiltPage {
        written_or_told(opml::write(self.tracker), &opml_url())
    }

    /// Returns the bytes of a calendar; `None` if there is no such calendar.
    pub(crate) fn calendar(&self, number: usize) -> Option<Vec<u8>> {
        let calendar = self.tracker.calendar(number)?;
        Some(icalendar::write(&CalendarContent::gather(self, calendar)))
    }
}

/// Reports a diagnostic if a writer gave nothing, so that no file is missing silently.
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
