//! Formats moments and time spans for pages.

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::TimeZone;

use crate::content::Moment;

use super::view::{DayView, SpanView};

/// Printer for days and for times in whole seconds.
const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(0));

/// Formats a moment in the variants that templates show.
pub(crate) fn day(when: Moment, zone: &TimeZone) -> DayView {
    let date = when.date();
    let short = PRINTER.date_to_string(&date);
    let time = when.has_time.then(|| clock(when));
    let mut text = format!("{}年{}月{}日", date.year(), date.month(), date.day());
    if let Some(time) = &time {
        text.push(' ');
        text.push_str(time);
    }
    DayView {
        iso: iso(when, zone),
        text,
        month_day: short[short.len() - "11-01".len()..].to_owned(),
        short,
        year: date.year(),
        month: date.month(),
        day: date.day(),
        weekday: weekday(date.weekday()),
        time,
    }
}

/// Formats as `2026-11-01 09:30`.
pub(crate) fn minute(when: Moment) -> String {
    to_minutes(PRINTER.separator(b' ').datetime_to_string(&when.civil))
}

/// Formats as `09:30`.
fn clock(when: Moment) -> String {
    to_minutes(PRINTER.time_to_string(&when.civil.time()))
}

/// Strips the seconds from a time of day.
fn to_minutes(mut time: String) -> String {
    time.truncate(time.len() - ":00".len());
    time
}

/// Formats as RFC 3339 with the site's offset, or as the bare date if no time was given.
pub(crate) fn iso(when: Moment, zone: &TimeZone) -> String {
    if !when.has_time {
        return PRINTER.date_to_string(&when.date());
    }
    let offset = zone.to_offset(when.at);
    if offset.seconds() % 60 == 0 {
        return PRINTER.timestamp_with_offset_to_string(&when.at, offset);
    }
    // Offsets from before time zones have seconds, which the printer rounds.
    when.at
        .to_zoned(zone.clone())
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string()
}

fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "星期一",
        Weekday::Tuesday => "星期二",
        Weekday::Wednesday => "星期三",
        Weekday::Thursday => "星期四",
        Weekday::Friday => "星期五",
        Weekday::Saturday => "星期六",
        Weekday::Sunday => "星期日",
    }
}

/// Position of an instant relative to a span; the query that a route makes of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SpanStage {
    /// The span contains the instant.
    Ongoing,
    /// The span is in the future.
    Upcoming,
    /// The span is over.
    Past,
}

/// Returns the last instant of a span.
pub(crate) fn end_of(start: Moment, end: Option<Moment>, zone: &TimeZone) -> Timestamp {
    match end {
        Some(end) => end.end(zone),
        None if start.has_time => Moment {
            has_time: false,
            ..start
        }
        .end(zone),
        None => start.end(zone),
    }
}

/// Formats a span in the variants that templates show.
pub(crate) fn span(
    start: Moment,
    end: Option<Moment>,
    stage: SpanStage,
    zone: &TimeZone,
) -> SpanView {
    let (state, state_text) = match stage {
        SpanStage::Upcoming => ("upcoming", "未开始"),
        SpanStage::Ongoing => ("ongoing", "进行中"),
        SpanStage::Past => ("past", "已结束"),
    };
    SpanView {
        start: day(start, zone),
        end: end.map(|end| day(end, zone)),
        text: text(start, end),
        state,
        state_text,
    }
}

/// Formats as 2026年12月1日至7日, 2026年12月3日 14:30—16:30: the shortest unambiguous text.
fn text(start: Moment, end: Option<Moment>) -> String {
    let from = start.date();
    let mut text = format!("{}年{}月{}日", from.year(), from.month(), from.day());
    if start.has_time {
        text = format!("{text} {}", clock(start));
    }
    let Some(end) = end else { return text };
    let to = end.date();
    if to == from {
        return if end.has_time {
            format!("{text}—{}", clock(end))
        } else {
            text
        };
    }
    let mut last = format!("{}日", to.day());
    if (to.year(), to.month()) != (from.year(), from.month()) {
        last = format!("{}月{last}", to.month());
    }
    if to.year() != from.year() {
        last = format!("{}年{last}", to.year());
    }
    if end.has_time {
        last = format!("{last} {}", clock(end));
    }
    format!("{text}至{last}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(
        zone: &TimeZone,
        year: i16,
        month: i8,
        day: i8,
        time: Option<(i8, i8)>,
    ) -> Option<Moment> {
        let (hour, minute) = time.unwrap_or_default();
        Moment::new(
            date(year, month, day).at(hour, minute, 0, 0),
            time.is_some(),
            zone,
        )
    }

    #[test]
    fn a_span_is_said_in_its_shortest_form() -> Result<(), &'static str> {
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        let when = |year, month, day, time| at(&zone, year, month, day, time).ok_or("a date");
        let first = when(2026, 12, 1, None)?;
        assert_eq!(
            text(first, Some(when(2026, 12, 7, None)?)),
            "2026年12月1日至7日"
        );
        assert_eq!(
            text(first, Some(when(2027, 1, 31, None)?)),
            "2026年12月1日至2027年1月31日"
        );
        let from = when(2026, 12, 3, Some((14, 30)))?;
        let to = when(2026, 12, 3, Some((16, 30)))?;
        assert_eq!(text(from, Some(to)), "2026年12月3日 14:30—16:30");
        assert_eq!(day(from, &zone).iso, "2026-12-03T14:30:00+08:00");
        assert_eq!(day(from, &zone).weekday, "星期四");
        Ok(())
    }

    #[test]
    fn a_moment_has_every_form() -> Result<(), &'static str> {
        let zone = TimeZone::get("Asia/Shanghai").map_err(|_| "a zone")?;
        let when = at(&zone, 2026, 3, 9, Some((8, 5))).ok_or("a date")?;
        let day = day(when, &zone);
        assert_eq!(
            (day.short.as_str(), day.month_day.as_str()),
            ("2026-03-09", "03-09")
        );
        assert_eq!(
            (day.text.as_str(), day.time.as_deref()),
            ("2026年3月9日 08:05", Some("08:05"))
        );
        assert_eq!(
            (day.iso.as_str(), minute(when)),
            ("2026-03-09T08:05:00+08:00", "2026-03-09 08:05".to_owned())
        );
        let old = at(&zone, 1900, 1, 1, Some((0, 0))).ok_or("a date")?;
        assert_eq!(iso(old, &zone), "1900-01-01T00:00:00+08:05:43");
        Ok(())
    }
}
