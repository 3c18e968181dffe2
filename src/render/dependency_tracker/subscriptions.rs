//! Tracked feeds and calendars by number, and the year in which calendars stand.

use jiff::civil::Date;

use crate::site::{CalendarFeed, SiteFeed};

use super::DependencyTracker;

impl<'s> DependencyTracker<'s> {
    /// Feed with a number.
    pub(crate) fn feed(&self, number: usize) -> Option<&'s SiteFeed> {
        self.feed_at(&self.site.feeds().get(number)?.place.page)
    }

    /// Calendar with a number.
    pub(crate) fn calendar(&self, number: usize) -> Option<&'s CalendarFeed> {
        self.calendar_at(&self.site.calendars().get(number)?.place.folder)
    }

    /// Year of the site's instant: its beginning has passed, the next year's has not.
    pub(crate) fn year(&self) -> i16 {
        let zone = &self.site.config.zone;
        let year = zone.to_datetime(self.site.now()).year();
        for year in [Some(year), year.checked_add(1)].into_iter().flatten() {
            let first_day = Date::new(year, 1, 1).ok();
            if let Some(start) = first_day.and_then(|day| zone.to_zoned(day.into()).ok()) {
                self.is_past(start.timestamp());
            }
        }
        year
    }
}
