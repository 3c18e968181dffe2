//! The time of a date: `09:30`, `下午2点半`, `9:30 PM`, with an offset from UTC in full forms.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::date_cursor::{DateCursor, is_dash};
use super::date_fault::{DateFault, bad_time, no_such_time, two_meanings, unreadable};
use super::day_part::DayPart;

/// Time as written, its hour not yet placed in the day.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenTime<'t> {
    /// The words as written.
    pub(super) words: &'t str,
    pub(super) part: Option<DayPart>,
    pub(super) hour: u32,
    minute: u32,
    second: u32,
    /// True if seconds are written, as machines do.
    has_seconds: bool,
}

/// Takes a time of day.
pub(super) fn take<'t>(cursor: &mut DateCursor<'t>) -> Result<WrittenTime<'t>, DateFault> {
    let whole = cursor.rest;
    let mut part = cursor
        .take_word(&DayPart::words())
        .and_then(DayPart::of_word);
    cursor.skip_spaces();
    let hour = cursor.number().ok_or_else(bad_time)?.value;
    let mut time = WrittenTime {
        words: "",
        part,
        hour,
        minute: 0,
        second: 0,
        has_seconds: false,
    };
    let is_marked = take_minutes(cursor, &mut time)?;
    if part.is_none() {
        part = take_half(cursor);
        time.part = part;
        if !is_marked && part.is_none() {
            return Err(bad_time());
        }
    } else if !is_marked {
        return Err(bad_time());
    }
    time.words = whole[..whole.len() - cursor.rest.len()].trim();
    Ok(time)
}

/// Takes what follows the hour; returns `false` if nothing marks it as one.
fn take_minutes(
    cursor: &mut DateCursor<'_>,
    time: &mut WrittenTime<'_>,
) -> Result<bool, DateFault> {
    let before = *cursor;
    cursor.skip_spaces();
    if cursor.take_sign(&[':', '\u{2236}']).is_some() {
        cursor.skip_spaces();
        let minute = cursor.number().filter(|minute| minute.digits == 2);
        time.minute = minute.ok_or_else(bad_time)?.value;
        if cursor.take_sign(&[':', '\u{2236}']).is_some() {
            let second = cursor.number().filter(|second| second.digits == 2);
            time.second = second.ok_or_else(bad_time)?.value;
            time.has_seconds = true;
            skip_fraction(cursor);
        }
        return Ok(true);
    }
    if cursor.take_sign(&['时', '点', '時', '點']).is_none() {
        *cursor = before;
        return Ok(false);
    }
    take_spoken_minutes(cursor, time)?;
    Ok(true)
}

/// Takes the minutes of a spoken time: 半, 一刻, 30分, 整.
fn take_spoken_minutes(
    cursor: &mut DateCursor<'_>,
    time: &mut WrittenTime<'_>,
) -> Result<(), DateFault> {
    cursor.take_sign(&['钟', '鐘']);
    let before = *cursor;
    cursor.skip_spaces();
    if cursor.take_sign(&['整', '正']).is_some() {
        return Ok(());
    }
    if cursor.take_sign(&['半']).is_some() {
        time.minute = 30;
        return Ok(());
    }
    let Some(number) = cursor.number() else {
        *cursor = before;
        return Ok(());
    };
    cursor.skip_spaces();
    if cursor.take_sign(&['刻']).is_some() {
        time.minute = number.value * 15;
        return Ok(());
    }
    time.minute = number.value;
    if cursor.take_sign(&['分']).is_some() {
        cursor.take_sign(&['钟', '鐘']);
        let before = *cursor;
        cursor.skip_spaces();
        match cursor.number() {
            Some(second) => {
                time.second = second.value;
                time.has_seconds = true;
                cursor.take_sign(&['秒']);
            }
            None => *cursor = before,
        }
    } else if number.digits != 2 {
        return Err(bad_time());
    }
    Ok(())
}

/// Skips a fraction of a second, which no reader needs.
fn skip_fraction(cursor: &mut DateCursor<'_>) {
    if cursor.take_sign(&['.', ',']).is_some() {
        cursor.number();
    }
}

/// Takes `AM` or `PM`.
fn take_half(cursor: &mut DateCursor<'_>) -> Option<DayPart> {
    let before = *cursor;
    cursor.skip_spaces();
    let part = match cursor.take_word(&[
        "AM", "am", "Am", "A.M.", "a.m.", "PM", "pm", "Pm", "P.M.", "p.m.",
    ]) {
        Some(word) if word.starts_with(['A', 'a']) => Some(DayPart::BeforeNoon),
        Some(_) => Some(DayPart::AfterNoon),
        None => None,
    };
    if part.is_none() {
        *cursor = before;
    }
    part
}

impl WrittenTime<'_> {
    /// Returns the time in a part of the day.
    pub(super) fn in_part(self, part: DayPart) -> Self {
        Self {
            part: Some(part),
            ..self
        }
    }

    /// Returns the instant on a day. A time of two meanings is a fault that names both.
    pub(super) fn on(&self, date: Date) -> Result<DateTime, DateFault> {
        let hour = match self.part {
            None => Some(self.hour),
            Some(part) => part.hour(self.hour, self.minute == 0 && self.second == 0),
        };
        match (hour, self.part) {
            (Some(hour), _) => self.at(date, hour),
            (None, part) => Err(self.two_meanings(date, part.is_some_and(DayPart::is_night))),
        }
    }

    /// Returns the instant at an hour of a day, with the minutes as written.
    pub(super) fn at(&self, date: Date, hour: u32) -> Result<DateTime, DateFault> {
        let (minute, second) = (self.minute, self.second);
        // 24:00 is the end of the day, which is the beginning of the next.
        if (hour, minute, second) == (24, 0, 0) {
            return date
                .tomorrow()
                .map(|next| next.to_datetime(Time::midnight()))
                .map_err(|_| unreadable());
        }
        let small = |number: u32, limit: u32| {
            (number < limit)
                .then(|| i8::try_from(number).ok())
                .flatten()
                .ok_or_else(|| no_such_time(hour, minute, second))
        };
        Ok(date.at(small(hour, 24)?, small(minute, 60)?, small(second, 60)?, 0))
    }

    fn two_meanings(&self, date: Date, is_night: bool) -> DateFault {
        let early = self.hour % 12;
        let late = if is_night {
            date.tomorrow().ok().map(|next| (next, early))
        } else {
            Some((date, early + 12))
        };
        // In the night: this day's small hours or the next day's; else before or after noon.
        let early = self.at(date, early);
        let late = late.map(|(date, hour)| self.at(date, hour));
        match (early, late) {
            (Ok(early), Some(Ok(late))) if self.hour <= 24 => two_meanings(self.words, early, late),
            _ => no_such_time(self.hour, self.minute, self.second),
        }
    }
}

/// Takes an offset from UTC: `Z`, `+08:00` after any time, `-07:00` only after seconds, where no
/// period can be meant: `9:00-11:30` is one.
pub(super) fn take_offset(
    cursor: &mut DateCursor<'_>,
    time: &WrittenTime<'_>,
    is_full: bool,
) -> Option<Offset> {
    let before = *cursor;
    let is_apart = cursor.skip_spaces();
    let rest = cursor.rest;
    let sign = cursor.take_if(|c| matches!(c, 'Z' | 'z' | '+' | '-'))?;
    let offset = match sign {
        'Z' | 'z' => Some(Offset::UTC),
        '-' if !time.has_seconds || !(is_full || is_apart) => None,
        _ => {
            cursor.take_if(|c| c.is_ascii_digit());
            let end = cursor
                .rest
                .find(|c: char| !(c.is_ascii_digit() || c == ':'))
                .unwrap_or(cursor.rest.len());
            cursor.rest = &cursor.rest[end..];
            parse_offset(&rest[..rest.len() - cursor.rest.len()]).filter(|it| is_in_use(*it))
        }
    };
    if offset.is_none() {
        *cursor = before;
    }
    offset
}

/// True for the offsets of places on Earth, which lie between -12:00 and +14:00; west of UTC, only a
/// few have half hours.
fn is_in_use(offset: Offset) -> bool {
    const HALF_HOURS: [i32; 3] = [-9 * 60 - 30, -3 * 60 - 30, -2 * 60 - 30];
    let minutes = offset.seconds() / 60;
    (0..=14 * 60).contains(&minutes)
        || ((-12 * 60..0).contains(&minutes) && minutes % 60 == 0)
        || HALF_HOURS.contains(&minutes)
}

/// Parses an offset from UTC: `+08:00`, `+0800`, `+8`.
pub(crate) fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    let number = |text: &str| {
        ((1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<i32>().ok())?
    };
    let hours = number(hours)?;
    let minutes = number(minutes)?;
    (minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

/// True for a sign that can only begin an offset or the end of a period.
pub(super) fn is_period_sign(c: char) -> bool {
    is_dash(c) || super::date_cursor::is_wave(c) || matches!(c, '至' | '到')
}
