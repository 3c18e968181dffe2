//! How long nothing happens: a span of time in which a site looks the same.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::content::{Document, Moment};

/// From an instant (which belongs to it) to one (which does not), in nanoseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ValidityWindow {
    since: i128,
    until: i128,
}

impl ValidityWindow {
    /// The day of `now`: whatever else may depend on the calendar stays the same for so long.
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

    /// Ends it, or lets it begin, where something happens.
    pub(super) fn interrupt(&mut self, now: Timestamp, at: Timestamp) {
        let instant = at.as_nanosecond();
        if at <= now {
            self.since = self.since.max(instant);
        } else {
            self.until = self.until.min(instant);
        }
    }

    /// Lets it be interrupted by all that a document dates.
    pub(super) fn interrupt_by(&mut self, now: Timestamp, document: &Document, zone: &TimeZone) {
        let head = &document.front_matter;
        let dates = [
            head.date.known(),
            head.updated,
            head.further.publish.known(),
            head.further.expires.known(),
            head.further.start,
            head.further.end,
            head.further.effective,
        ];
        for when in dates
            .into_iter()
            .chain(head.further.progress.iter().map(|entry| entry.date))
            .flatten()
        {
            self.interrupt(now, when.at);
            // What lasts the whole day ends with it, and a span whose end is not told, with its day.
            self.interrupt(
                now,
                Moment {
                    has_time: false,
                    ..when
                }
                .end(zone),
            );
        }
    }

    /// Whether an instant is of it.
    pub(super) fn holds(&self, now: Timestamp) -> bool {
        (self.since..self.until).contains(&now.as_nanosecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_lasts_from_what_happened_to_what_will() -> Result<(), jiff::Error> {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let at = |text: &str| text.parse::<Timestamp>();
        let now = at("2026-11-24T09:00:00+08:00")?;
        let mut quiet = ValidityWindow::day(now, &zone);
        assert!(quiet.holds(now) && quiet.holds(at("2026-11-24T00:00:00+08:00")?));
        assert!(!quiet.holds(at("2026-11-25T00:00:00+08:00")?));
        assert!(!quiet.holds(at("2026-11-23T23:59:59+08:00")?));
        quiet.interrupt(now, now);
        quiet.interrupt(now, at("2026-11-24T10:00:00+08:00")?);
        assert!(quiet.holds(now) && quiet.holds(at("2026-11-24T09:59:59+08:00")?));
        assert!(!quiet.holds(at("2026-11-24T08:59:59+08:00")?));
        assert!(!quiet.holds(at("2026-11-24T10:00:00+08:00")?));
        Ok(())
    }
}
