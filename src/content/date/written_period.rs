//! A date or a period: `2026-12-04 9:00-11:30`, `2026年12月4日—6日`, `2026.12.4～12.6`.

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};

use super::date_cursor::DateCursor;
use super::date_fault::{DateFault, bad_time, doubtful_end, end_before_start, unreadable};
use super::day_part::DayPart;
use super::written_day::{self, WrittenDay, calendar_date, take_day_sign, take_weekday};
use super::written_time::{self, WrittenTime, is_period_sign, take_offset};
use crate::content::Moment;

/// Date, or the start of a period with its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateSpan {
    /// The date, or the start.
    pub(crate) start: Moment,
    /// The end of a period.
    pub(crate) end: Option<Moment>,
}

/// One end of a period, as written.
#[derive(Clone, Copy)]
struct SpanEnd<'t> {
    date: Date,
    time: Option<WrittenTime<'t>>,
    offset: Option<Offset>,
    /// True if the year is taken over from the first end.
    is_short: bool,
}

/// Sign between the ends of a period.
#[derive(Clone, Copy)]
struct SpanSign {
    first: char,
    /// True if a space stands beside it.
    is_apart: bool,
}

/// Reads a whole text, whose characters are narrow.
pub(super) fn read(text: &str, zone: &TimeZone) -> Result<DateSpan, DateFault> {
    let mut cursor = DateCursor { rest: text.trim() };
    let day = written_day::take(&mut cursor)?;
    read_after_day(cursor, day, zone).map_err(|fault| fault.on_day(day.date))
}

fn read_after_day(
    mut cursor: DateCursor<'_>,
    day: WrittenDay,
    zone: &TimeZone,
) -> Result<DateSpan, DateFault> {
    let first = take_rest_of_end(&mut cursor, day.date)?;
    let start = first.moment(zone)?;
    let Some(sign) = take_sign(&mut cursor) else {
        return if cursor.is_at_end() {
            Ok(DateSpan { start, end: None })
        } else {
            Err(bad_time())
        };
    };
    let second = take_second(&mut cursor, day, &first, sign).map_err(DateFault::of_end)?;
    if !cursor.is_at_end() {
        return Err(doubtful_end());
    }
    let (first, start) = match first.with_half_of(&second) {
        Some(first) => (first, first.moment(zone)?),
        None => (first, start),
    };
    let end = second_moment(&first, &second, &start, zone)?;
    Ok(DateSpan {
        start,
        end: Some(end),
    })
}

impl SpanEnd<'_> {
    fn moment(self, zone: &TimeZone) -> Result<Moment, DateFault> {
        match self.time {
            None => moment(self.date.at(0, 0, 0, 0), false, None, zone),
            Some(time) => moment(time.on(self.date)?, true, self.offset, zone),
        }
    }

    /// Returns the first end with the `AM` or `PM` that stands after the second alone, if it is not
    /// later so: `1:00-3:00 PM`, but not `11:00-1:00 PM`.
    fn with_half_of(self, second: &Self) -> Option<Self> {
        let later = second.time?;
        let part = later.part.filter(|part| part.is_half())?;
        let time = self
            .time
            .filter(|time| time.part.is_none() && time.hour <= 12 && self.date == second.date)?;
        let time = time.in_part(part);
        (time.on(self.date).ok()? <= later.on(self.date).ok()?).then_some(Self {
            time: Some(time),
            ..self
        })
    }
}

fn moment(
    civil: DateTime,
    has_time: bool,
    offset: Option<Offset>,
    zone: &TimeZone,
) -> Result<Moment, DateFault> {
    match offset {
        None => Moment::new(civil, has_time, zone),
        Some(offset) => offset
            .to_timestamp(civil)
            .ok()
            .map(|at| Moment::of_instant(at, zone)),
    }
    .ok_or_else(unreadable)
}

/// Takes the time and offset after a day, if they are written.
fn take_rest_of_end<'t>(cursor: &mut DateCursor<'t>, date: Date) -> Result<SpanEnd<'t>, DateFault> {
    let is_full = cursor.take_sign(&['T', 't']).is_some();
    cursor.skip_spaces();
    if !is_full {
        cursor.take_sign(&[',', '、', ':']);
        cursor.skip_spaces();
    }
    if !is_full && cursor.peek().is_none_or(is_period_sign) {
        return Ok(SpanEnd {
            date,
            time: None,
            offset: None,
            is_short: false,
        });
    }
    let time = written_time::take(cursor)?;
    let offset = take_offset(cursor, &time, is_full);
    Ok(SpanEnd {
        date,
        time: Some(time),
        offset,
        is_short: false,
    })
}

/// Takes the sign between the ends of a period.
fn take_sign(cursor: &mut DateCursor<'_>) -> Option<SpanSign> {
    let mut is_apart = cursor.skip_spaces();
    let first = cursor.take_if(is_period_sign)?;
    while cursor.peek() == Some(first) {
        cursor.take_sign(&[first]);
    }
    is_apart |= cursor.skip_spaces();
    Some(SpanSign { first, is_apart })
}

/// Takes the second end of a period, of which any part that equals the first end's may be left out.
fn take_second<'t>(
    cursor: &mut DateCursor<'t>,
    day: WrittenDay,
    first: &SpanEnd<'_>,
    sign: SpanSign,
) -> Result<SpanEnd<'t>, DateFault> {
    let next_day = ["次日", "第二天", "翌日"];
    if cursor.take_word(&next_day).is_some() {
        let date = first.date.tomorrow().map_err(|_| unreadable())?;
        return take_rest_of_end(cursor, date);
    }
    if cursor.take_word(&["当天", "当日", "当晚"]).is_some() {
        return take_rest_of_end(cursor, first.date);
    }
    let mut ahead = *cursor;
    if let Ok(time) = written_time::take(&mut ahead) {
        if first.time.is_none() {
            return Err(doubtful_end());
        }
        *cursor = ahead;
        let offset = take_offset(cursor, &time, false).or(first.offset);
        return Ok(SpanEnd {
            date: first.date,
            time: Some(time),
            offset,
            is_short: true,
        });
    }
    let is_short = cursor.clone().number().is_none_or(|year| year.digits < 4);
    let date = take_second_date(cursor, day, first, sign)?;
    take_weekday(cursor, date)?;
    let end = SpanEnd {
        is_short,
        ..take_rest_of_end(cursor, date)?
    };
    // 12月4日至6日 9:00 may mean both days, and 4日 9:00 至 6日 at what time?
    if first.time.is_none() && end.time.is_some() {
        return Err(doubtful_end());
    }
    Ok(end)
}

fn take_second_date(
    cursor: &mut DateCursor<'_>,
    day: WrittenDay,
    first: &SpanEnd<'_>,
    sign: SpanSign,
) -> Result<Date, DateFault> {
    let whole = *cursor;
    let number = cursor.number().ok_or_else(doubtful_end)?;
    let year = u32::from(first.date.year().unsigned_abs());
    let month = u32::from(first.date.month().unsigned_abs());
    let number_end = *cursor;
    cursor.skip_spaces();
    if number.digits == 4 {
        *cursor = whole;
        return written_day::take(cursor).map(|second| second.date);
    }
    if number.digits > 2 {
        return Err(doubtful_end());
    }
    if cursor.take_sign(&['月']).is_some() {
        cursor.skip_spaces();
        let day = cursor.number().ok_or_else(doubtful_end)?;
        take_day_sign(cursor);
        return calendar_date(year, number.value, day.value);
    }
    *cursor = number_end;
    if take_day_sign(cursor) {
        return calendar_date(year, month, number.value);
    }
    // 2026-12-04-06: the sign between the numbers must not stand between the ends too.
    let is_like_separator = sign.first == day.separator && !sign.is_apart;
    if day.separator != '年' && cursor.take_sign(&[day.separator]).is_some() {
        let second = cursor.number().filter(|day| day.digits <= 2);
        let is_more = cursor.peek().is_some_and(|c| c == day.separator);
        return match second {
            Some(second) if !is_like_separator && !is_more => {
                calendar_date(year, number.value, second.value)
            }
            _ => Err(doubtful_end()),
        };
    }
    let is_alone = cursor.is_at_end() || cursor.rest.starts_with('(');
    if is_like_separator || !is_alone || first.time.is_some() {
        return Err(doubtful_end());
    }
    calendar_date(year, month, number.value)
}

/// Returns the instant of the second end, which takes over the first end's part of the day.
fn second_moment(
    first: &SpanEnd<'_>,
    second: &SpanEnd<'_>,
    start: &Moment,
    zone: &TimeZone,
) -> Result<Moment, DateFault> {
    let taken_over = first
        .time
        .and_then(|time| time.part)
        .filter(|_| first.date == second.date);
    let end = match (second.time, taken_over) {
        (Some(time), Some(part)) if time.part.is_none() && time.hour <= 12 => {
            let civil = time.at(second.date, hour_after(part, first.time, &time))?;
            moment(civil, true, second.offset, zone)?
        }
        _ => second.moment(zone)?,
    };
    let is_after = if end.has_time {
        end.at > start.at
    } else {
        end.date() >= start.date()
    };
    if is_after {
        return Ok(end);
    }
    let later = match second.time {
        Some(time) if first.date == second.date => second
            .date
            .tomorrow()
            .ok()
            .and_then(|next| time.at(next, time.hour).ok()),
        _ if second.is_short => end.civil.checked_add(jiff::Span::new().years(1)).ok(),
        _ => None,
    };
    Err(end_before_start(&end, later))
}

/// Returns the hour of a second time whose part of the day is the first one's: 下午2:00-4:00.
fn hour_after(part: DayPart, first: Option<WrittenTime<'_>>, time: &WrittenTime<'_>) -> u32 {
    let first = first.map_or(0, |first| first.hour);
    match time.hour {
        12 if part.is_night() && first < 12 => 24,
        hour if part.is_late() && hour < 12 => hour + 12,
        hour => hour,
    }
}
