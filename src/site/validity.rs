//! Validity of a site's output: the interval in which nothing changes by itself.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::Site;
use crate::content::{Document, Moment};

/// Interval in which no date-dependent output changes, in nanoseconds: its start belongs to it, its end does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ValidityWindow {
    since: i128,
    until: i128,
}

impl ValidityWindow {
    /// Computes the window of a site around its instant.
    pub(crate) fn of_site(site: &Site) -> Self {
        let documents = site.documents.iter().map(|(_, document)| document);
        Self::new(documents, site.now(), &site.config.zone)
    }

    fn new<'d>(
        documents: impl Iterator<Item = &'d Document>,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Self {
        let mut window = Self::day(now, zone);
        for document in documents {
            for moment in moments(document) {
                window.narrow(now, moment.at);
                // A moment without a time of day lasts until its day ends, as does a span without an end.
                let day = Moment {
                    has_time: false,
                    ..moment
                };
                window.narrow(now, day.end(zone));
            }
        }
        window
    }

    /// The day of `now`, during which whatever else depends on the calendar stays the same.
    pub(super) fn day(now: Timestamp, zone: &TimeZone) -> Self {
        let today = zone.to_datetime(now).date();
        let midnight = |date: jiff::civil::Date| {
            let start = zone.to_zoned(date.at(0, 0, 0, 0)).ok()?;
            Some(start.timestamp())
        };
        let at = now.as_nanosecond();
        let since = midnight(today).map_or(at, Timestamp::as_nanosecond).min(at);
        let until = today
            .tomorrow()
            .ok()
            .and_then(midnight)
            .map_or(at + 1, Timestamp::as_nanosecond);
        Self {
            since,
            until: until.max(at + 1),
        }
    }

    /// Ends the window, or lets it begin, at an instant at which output changes.
    pub(crate) fn narrow(&mut self, now: Timestamp, at: Timestamp) {
        let instant = at.as_nanosecond();
        if at <= now {
            self.since = self.since.max(instant);
        } else {
            self.until = self.until.min(instant);
        }
    }

    /// Returns true if an instant lies in the window.
    pub(crate) fn contains(&self, now: Timestamp) -> bool {
        (self.since..self.until).contains(&now.as_nanosecond())
    }

    /// The first instant after the window.
    pub(crate) fn end(&self) -> Timestamp {
        Timestamp::from_nanosecond(self.until).unwrap_or(Timestamp::MAX)
    }
}

/// Moments at which the output of a document, or of what shows it, changes by itself: it appears or disappears,
/// begins or ends, takes effect, or an entry of its progress begins to count.
fn moments(document: &Document) -> impl Iterator<Item = Moment> {
    let head = &document.front_matter;
    let rare = &head.further;
    let own = [
        head.date.known(),
        head.updated,
        rare.publish.known(),
        rare.expires.known(),
        rare.start,
        rare.end,
        rare.effective,
    ];
    let progress = rare.progress.iter().map(|entry| entry.date);
    own.into_iter().chain(progress).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lasts_from_the_last_change_to_the_next() -> Result<(), jiff::Error> {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let at = |text: &str| text.parse::<Timestamp>();
        let now = at("2026-11-24T09:00:00+08:00")?;
        let mut window = ValidityWindow::day(now, &zone);
        assert!(window.contains(now) && window.contains(at("2026-11-24T00:00:00+08:00")?));
        assert!(!window.contains(at("2026-11-25T00:00:00+08:00")?));
        assert!(!window.contains(at("2026-11-23T23:59:59+08:00")?));
        window.narrow(now, now);
        window.narrow(now, at("2026-11-24T10:00:00+08:00")?);
        assert!(window.contains(now) && window.contains(at("2026-11-24T09:59:59+08:00")?));
        assert!(!window.contains(at("2026-11-24T08:59:59+08:00")?));
        assert!(!window.contains(at("2026-11-24T10:00:00+08:00")?));
        assert_eq!(window.end(), at("2026-11-24T10:00:00+08:00")?);
        Ok(())
    }
}
