//! Date parser: `2026-11-01 09:30`, RFC 3339, `2026年11月1日 9:30`, `2026.11.1`.
//!
//! Knows nothing of files: a fault is a pair of messages; the caller adds the location.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::Moment;
use crate::diagnostic::Message;
use crate::message;

/// Reason why a text is not a date, and the correct form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    /// Description of the fault.
    pub message: Message,
    /// Advice for the repair.
    pub hint: Message,
}

/// Parses a date, with or without a time of day, in the site's time zone unless it has an offset.
pub fn parse_date(text: &str, zone: &TimeZone) -> Result<Moment, DateFault> {
    let plain = half_width(text);
    let mut rest = plain.trim();
    let date = take_date(&mut rest)?;
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim();
    if rest.is_empty() {
        return Moment::new(date.at(0, 0, 0, 0), false, zone).ok_or_else(unreadable);
    }
    let (civil, offset) = take_time(date, rest)?;
    match offset {
        None => Moment::new(civil, true, zone),
        Some(offset) => offset
            .to_timestamp(civil)
            .ok()
            .map(|at| Moment::of_instant(at, zone)),
    }
    .ok_or_else(unreadable)
}

/// Converts full-width digits and punctuation to ASCII, and wide spaces to spaces.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '〇' => '0',
        '—' | '–' | '−' => '-',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.chars().map(narrow).collect()
}

fn take_date(rest: &mut &str) -> Result<Date, DateFault> {
    let year_text = digits(rest);
    let year = take_number(rest).ok_or_else(unreadable)?;
    *rest = rest.trim_start();
    let separator = rest
        .chars()
        .next()
        .filter(|c| matches!(c, '-' | '/' | '.' | '年'))
        .ok_or_else(unreadable)?;
    if year_text.len() != 4 {
        return Err(year_of_four_digits());
    }
    *rest = rest[separator.len_utf8()..].trim_start();
    let month = take_number(rest).ok_or_else(unreadable)?;
    let second = if separator == '年' { '月' } else { separator };
    *rest = rest
        .trim_start()
        .strip_prefix(second)
        .ok_or_else(no_day)?
        .trim_start();
    let day = take_number(rest).ok_or_else(no_day)?;
    if separator == '年' {
        *rest = rest.trim_start();
        *rest = rest
            .strip_prefix('日')
            .or_else(|| rest.strip_prefix('号'))
            .unwrap_or(rest);
    }
    calendar_date(year, month, day)
}

fn calendar_date(year: u32, month: u32, day: u32) -> Result<Date, DateFault> {
    if !(1..=12).contains(&month) {
        return Err(DateFault {
            message: message!("没有{month}月这个月份", "there is no month {month}"),
            hint: message!(
                "月份是 1 到 12，先写年、再写月、再写日",
                "write the year, then the month (1 to 12), then the day"
            ),
        });
    }
    let first = Date::new(year as i16, month as i8, 1).map_err(|_| unreadable())?;
    let last = u32::from(first.days_in_month().unsigned_abs());
    if !(1..=last).contains(&day) {
        return Err(DateFault {
            message: message!("{month}月没有{day}日", "month {month} has no day {day}"),
            hint: message!(
                "{year}年{month}月有{last}天",
                "month {month} of {year} has {last} days"
            ),
        });
    }
    Date::new(year as i16, month as i8, day as i8).map_err(|_| unreadable())
}

/// Parses the time of day after a date, with an optional offset.
fn take_time(date: Date, text: &str) -> Result<(DateTime, Option<Offset>), DateFault> {
    let (afternoon, mut rest) = part_of_day(text);
    let hour = take_number(&mut rest).ok_or_else(bad_time)?;
    let hour = if afternoon && hour < 12 {
        hour + 12
    } else {
        hour
    };
    let mut minute = 0;
    let mut second = 0;
    if take_sign(&mut rest, &[':', '时', '点']) {
        if rest.starts_with('半') {
            (minute, rest) = (30, &rest['半'.len_utf8()..]);
        } else if !digits(rest).is_empty() {
            minute = take_number(&mut rest).ok_or_else(bad_time)?;
            if take_sign(&mut rest, &[':', '分']) && !digits(rest).is_empty() {
                second = take_number(&mut rest).ok_or_else(bad_time)?;
                take_sign(&mut rest, &['秒']);
            }
        }
    } else {
        return Err(bad_time());
    }
    let offset = take_offset(skip_fraction(rest).trim())?;
    Ok((clock(date, hour, minute, second)?, offset))
}

fn part_of_day(text: &str) -> (bool, &str) {
    const PARTS: [(&str, bool); 7] = [
        ("上午", false),
        ("早上", false),
        ("凌晨", false),
        ("中午", true),
        ("下午", true),
        ("傍晚", true),
        ("晚上", true),
    ];
    PARTS
        .iter()
        .find_map(|(word, afternoon)| {
            text.strip_prefix(word)
                .map(|rest| (*afternoon, rest.trim_start()))
        })
        // 中午11点半 is before noon.
        .map_or((false, text), |(afternoon, rest)| {
            (afternoon && !rest.starts_with("11"), rest)
        })
}

fn clock(date: Date, hour: u32, minute: u32, second: u32) -> Result<DateTime, DateFault> {
    // 24:00 is the end of the day, which is the beginning of the next.
    if (hour, minute, second) == (24, 0, 0) {
        return date
            .tomorrow()
            .map(|next| next.to_datetime(Time::midnight()))
            .map_err(|_| unreadable());
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err(DateFault {
            message: message!(
                "没有{hour}时{minute:02}分{second:02}秒这个时刻",
                "there is no time {hour}:{minute:02}:{second:02}"
            ),
            hint: message!(
                "用24小时制，写成 09:30 或 19:00",
                "write the time as 09:30 or 19:00"
            ),
        });
    }
    Ok(date.at(hour as i8, minute as i8, second as i8, 0))
}

fn take_offset(text: &str) -> Result<Option<Offset>, DateFault> {
    match text {
        "" => Ok(None),
        "Z" | "z" => Ok(Some(Offset::UTC)),
        text => parse_offset(text).map(Some).ok_or_else(bad_time),
    }
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
        (text.len() <= 2)
            .then(|| digits(text))
            .filter(|d| *d == text)?
            .parse::<i32>()
            .ok()
    };
    let hours = number(hours)?;
    let minutes = number(minutes)?;
    (minutes < 60).then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

/// Skips a fraction of a second, which no reader needs.
fn skip_fraction(text: &str) -> &str {
    text.strip_prefix('.')
        .map_or(text, |rest| &rest[digits(rest).len()..])
}

fn digits(text: &str) -> &str {
    &text[..text.bytes().take_while(u8::is_ascii_digit).count()]
}

fn take_number(rest: &mut &str) -> Option<u32> {
    let number = digits(rest);
    *rest = &rest[number.len()..];
    number.parse().ok()
}

fn take_sign(rest: &mut &str, signs: &[char]) -> bool {
    let taken = rest.trim_start().strip_prefix(signs);
    *rest = taken.map_or(*rest, str::trim_start);
    taken.is_some()
}

fn forms() -> Message {
    message!(
        "写成 2026-11-01、2026-11-01 09:30 或 2026年11月1日",
        "write it as 2026-11-01, 2026-11-01 09:30 or 2026年11月1日"
    )
}

fn unreadable() -> DateFault {
    DateFault {
        message: message!("看不懂这个日期", "this is not a date"),
        hint: forms(),
    }
}

fn no_day() -> DateFault {
    DateFault {
        message: message!("日期要写到日", "a date needs a day"),
        hint: forms(),
    }
}

fn bad_time() -> DateFault {
    DateFault {
        message: message!(
            "日期后面的时间看不懂",
            "what follows the date is not a time"
        ),
        hint: forms(),
    }
}

fn year_of_four_digits() -> DateFault {
    DateFault {
        message: message!(
            "年份要写四位，并且写在最前面",
            "the year comes first and has four digits"
        ),
        hint: forms(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn zone() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(8))
    }

    fn read(text: &str) -> String {
        match parse_date(text, &zone()) {
            Ok(when) if when.has_time => when.civil.to_string(),
            Ok(when) => when.date().to_string(),
            Err(fault) => format!("{}（{}）", fault.message.zh, fault.hint.zh),
        }
    }

    #[test]
    fn what_editors_write_is_read() {
        for (written, meant) in [
            ("2026-11-01", "2026-11-01"),
            ("2026-11-1", "2026-11-01"),
            ("2026/11/1", "2026-11-01"),
            ("2026.11.1", "2026-11-01"),
            ("2026年11月1日", "2026-11-01"),
            ("2026 年 11 月 1 日", "2026-11-01"),
            ("２０２６年１１月１日", "2026-11-01"),
            ("２０２６－１１－０１", "2026-11-01"),
            ("2026-11-01 09:30", "2026-11-01T09:30:00"),
            ("2026-11-01T09:30:05", "2026-11-01T09:30:05"),
            ("2026年11月1日 9:30", "2026-11-01T09:30:00"),
            ("2026年11月1日9时30分", "2026-11-01T09:30:00"),
            ("2026年11月1日下午2点半", "2026-11-01T14:30:00"),
            ("2026年11月1日　９：３０", "2026-11-01T09:30:00"),
            ("2026-11-30 24:00", "2026-12-01T00:00:00"),
            ("2026-11-01T01:30:00Z", "2026-11-01T09:30:00"),
            ("2026-11-01T09:30:00.250+08:00", "2026-11-01T09:30:00"),
            ("2026-10-31 18:30:00 -0700", "2026-11-01T09:30:00"),
        ] {
            assert_eq!(read(written), meant, "{written}");
        }
    }

    #[test]
    fn what_cannot_be_is_told() {
        let told = [
            "2026-02-30",
            "2026-13-01",
            "26-11-1",
            "11/1/2026",
            "2026年11月",
            "明天",
            "2026",
            "20261101",
            "2026-11-01 25:00",
            "2026-11-01 早",
            "2026-04-31",
            "2026-11-00",
            "2026-11-01 09:30 +99:00",
        ]
        .map(|written| format!("{written}：{}", read(written)));
        insta::assert_snapshot!(told.join("\n"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_date_or_told(text in "[0-9年月日时点分半上下午:：./TZ+ -]{0,24}") {
            let _ = read(&text);
        }

        #[test]
        fn a_date_survives_every_way_to_write_it(year in 1000i16..=9990, month in 1i8..=12, day in 1i8..=28, minute in 0i8..60) {
            let date = Date::constant(year, month, day);
            let written = [
                format!("{date} 07:{minute:02}"),
                format!("{year}年{month}月{day}日 7:{minute:02}"),
                format!("{year}/{month}/{day} 上午7点{minute}分"),
                format!("{date}T07:{minute:02}:00+08:00"),
            ];
            for text in written {
                let when = parse_date(&text, &zone()).map_err(|fault| TestCaseError::fail(fault.message.zh))?;
                prop_assert_eq!(when.civil, date.at(7, minute, 0, 0));
            }
        }
    }
}
