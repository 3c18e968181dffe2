//! A moment as editors write it, in the site's time zone.

use jiff::civil::{Date, DateTime};
use jiff::{Timestamp, tz::TimeZone};

/// A date, or a date and a time of day, at which something happens or is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The instant; for a bare date, its 00:00 in the site's time zone.
    pub at: Timestamp,
    /// The same as a clock on the site's wall shows it.
    pub civil: DateTime,
    /// Whether a time of day was written.
    pub has_time: bool,
}

impl When {
    /// A date or date-time of the site's wall clock.
    ///
    /// `None` when the instant lies outside what a [`Timestamp`] holds.
    pub fn new(civil: DateTime, has_time: bool, zone: &TimeZone) -> Option<Self> {
        let at = zone.to_zoned(civil).ok()?.timestamp();
        Some(Self { at, civil, has_time })
    }

    /// An instant, as a clock on the site's wall shows it.
    pub fn of_instant(at: Timestamp, zone: &TimeZone) -> Self {
        Self { at, civil: zone.to_datetime(at), has_time: true }
    }

    /// The day.
    pub fn date(&self) -> Date {
        self.civil.date()
    }

    /// The last instant that belongs to it: for a bare date the end of that day.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        if self.has_time {
            return self.at;
        }
        self.civil
            .date()
            .tomorrow()
            .ok()
            .and_then(|next| zone.to_zoned(next.to_datetime(jiff::civil::Time::midnight())).ok())
            .map_or(self.at, |zoned| zoned.timestamp())
    }
}
