//! Date or date-time as editors write it, in the site's time zone.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz::TimeZone};

/// Date, with or without a time of day, of an event or a publication.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(into = "PackedMoment", try_from = "PackedMoment")]
pub struct Moment {
    /// Instant; for a bare date, its 00:00 in the site's time zone.
    pub at: Timestamp,
    /// Wall-clock time in the site's time zone.
    pub civil: DateTime,
    /// True if a time of day was written.
    pub has_time: bool,
}

impl Moment {
    /// Creates a moment from the site's wall clock; `None` if a [`Timestamp`] cannot hold the
    /// instant.
    pub fn new(civil: DateTime, has_time: bool, zone: &TimeZone) -> Option<Self> {
        let at = zone.to_zoned(civil).ok()?.timestamp();
        Some(Self {
            at,
            civil,
            has_time,
        })
    }

    /// Converts an instant to the site's wall clock.
    pub fn of_instant(at: Timestamp, zone: &TimeZone) -> Self {
        Self {
            at,
            civil: zone.to_datetime(at),
            has_time: true,
        }
    }

    /// Returns the day.
    pub fn date(&self) -> Date {
        self.civil.date()
    }

    /// Returns the last instant of the moment: for a bare date the end of that day.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        if self.has_time {
            return self.at;
        }
        self.civil
            .date()
            .tomorrow()
            .ok()
            .and_then(|next| {
                zone.to_zoned(next.to_datetime(jiff::civil::Time::midnight()))
                    .ok()
            })
            .map_or(self.at, |zoned| zoned.timestamp())
    }
}

/// Serialized form: instant (seconds, nanoseconds), wall clock (date; time), and whether a time was
/// written.
type PackedMoment = (i64, i32, (i16, i8, i8), (i8, i8, i8, i32), bool);

impl From<Moment> for PackedMoment {
    fn from(
        Moment {
            at,
            civil,
            has_time,
        }: Moment,
    ) -> Self {
        let date = civil.date();
        let time = civil.time();
        let day = (date.year(), date.month(), date.day());
        let clock = (
            time.hour(),
            time.minute(),
            time.second(),
            time.subsec_nanosecond(),
        );
        (at.as_second(), at.subsec_nanosecond(), day, clock, has_time)
    }
}

impl TryFrom<PackedMoment> for Moment {
    type Error = jiff::Error;

    fn try_from((seconds, rest, day, clock, has_time): PackedMoment) -> Result<Self, jiff::Error> {
        let at = Timestamp::new(seconds, rest)?;
        let date = Date::new(day.0, day.1, day.2)?;
        let time = Time::new(clock.0, clock.1, clock.2, clock.3)?;
        Ok(Self {
            at,
            civil: date.to_datetime(time),
            has_time,
        })
    }
}
