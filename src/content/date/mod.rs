//! Date parser: `2026-11-01 09:30`, RFC 3339, `2026年11月1日 9:30`, `2026.11.1`, and periods of such.
//!
//! Knows nothing of files: a fault is a pair of messages; the caller adds the location. A form is
//! understood rightly or refused with the right one; none is guessed.

mod date_cursor;
mod date_fault;
mod day_part;
mod written_day;
mod written_period;
mod written_time;

use jiff::tz::TimeZone;

pub(crate) use date_fault::{DateFault, is_period, shown};
pub(crate) use written_period::DateSpan;
pub(crate) use written_time::parse_offset;

use super::Moment;

/// Parses a date, with or without a time of day, in the site's time zone unless it has an offset.
pub fn parse_date(text: &str, zone: &TimeZone) -> Result<Moment, DateFault> {
    let DateSpan { start, end } = parse_span(text, zone)?;
    end.map_or(Ok(start), |end| Err(is_period(&start, &end)))
}

/// Parses a date or a period.
pub(crate) fn parse_span(text: &str, zone: &TimeZone) -> Result<DateSpan, DateFault> {
    written_period::read(&narrow(text), zone)
}

/// Converts full-width digits and punctuation to ASCII, and wide spaces to spaces. Dashes stay: a
/// period may have another one than its dates.
fn narrow(text: &str) -> String {
    let narrow = |c: char| match c {
        '－' => c,
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '○' | '◯' => '〇',
        '两' | '兩' => '二',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod period_tests;
#[cfg(test)]
mod tests;
