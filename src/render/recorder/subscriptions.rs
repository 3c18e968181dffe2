//! The doors to what may be subscribed to: feeds and calendars.

use jiff::civil::Date;

use crate::site::{CalendarFeed, CalendarPlace, FeedPlace, Site, SiteFeed};
use crate::url::Url;

use super::{Dependency, DependencyTracker, DocumentQuery};

/// The feed of a page.
pub(in crate::render) fn feed_of<'s>(site: &'s Site, page: &Url) -> Option<&'s FeedPlace> {
    site.feed_of(page).map(|feed| &feed.place)
}

/// The calendar of a page.
pub(in crate::render) fn calendar_of<'s>(site: &'s Site, page: &Url) -> Option<&'s CalendarPlace> {
    site.calendars()
        .iter()
        .map(|calendar| &calendar.place)
        .find(|place| place.folder == *page)
}

impl<'s> DependencyTracker<'s> {
    /// The feed with a number.
    pub fn feed(&self, number: usize) -> Option<&'s SiteFeed> {
        let feed = self.site.feeds().get(number)?;
        self.note(Dependency::Query(DocumentQuery::Feed(
            feed.place.page.clone(),
        )));
        Some(feed)
    }

    /// The feed of a page, when it has one.
    pub fn feed_of(&self, page: &Url) -> Option<&'s FeedPlace> {
        self.note(Dependency::Query(DocumentQuery::FeedOf(page.clone())));
        feed_of(self.site, page)
    }

    /// Every feed, the site's own first.
    pub fn feeds(&self) -> impl Iterator<Item = &'s FeedPlace> {
        self.note(Dependency::Query(DocumentQuery::Feeds));
        self.site.feeds().iter().map(|feed| &feed.place)
    }

    /// The calendar with a number.
    pub fn calendar(&self, number: usize) -> Option<&'s CalendarFeed> {
        let calendar = self.site.calendars().get(number)?;
        self.note(Dependency::Query(DocumentQuery::Calendar(
            calendar.place.folder.clone(),
        )));
        Some(calendar)
    }

    /// The calendar of a page, when it has one.
    pub fn calendar_of(&self, page: &Url) -> Option<&'s CalendarPlace> {
        self.note(Dependency::Query(DocumentQuery::CalendarOf(page.clone())));
        calendar_of(self.site, page)
    }

    /// Every calendar, the site's own first.
    pub fn calendars(&self) -> impl Iterator<Item = &'s CalendarPlace> {
        self.note(Dependency::Query(DocumentQuery::Calendars));
        self.site.calendars().iter().map(|calendar| &calendar.place)
    }

    /// The year in which the site is seen: it is past its beginning, and not past its end.
    pub fn year(&self) -> i16 {
        let zone = &self.site.config.zone;
        let year = zone.to_datetime(self.site.now()).year();
        for year in [Some(year), year.checked_add(1)].into_iter().flatten() {
            if let Some(start) = Date::new(year, 1, 1)
                .ok()
                .and_then(|day| zone.to_zoned(day.into()).ok())
            {
                self.is_past(start.timestamp());
            }
        }
        year
    }
}
