//! The day of a date: `2026-11-01`, `2026年11月1日`, `二〇二六年十一月一日（星期日）`.

use jiff::civil::Date;

use super::date_cursor::{DateCursor, WrittenNumber, is_dash};
use super::date_fault::{
    self, DateFault, bad_time, no_day, no_year, unreadable, year_of_four_digits,
};
use crate::message;

/// Day with the sign between its numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenDay {
    pub(super) date: Date,
    /// Sign after the year: a dash, `/`, `.` or 年.
    pub(super) separator: char,
}

/// Takes a whole date with its weekday, if one is written.
pub(super) fn take(cursor: &mut DateCursor<'_>) -> Result<WrittenDay, DateFault> {
    let year = cursor.number().ok_or_else(unreadable)?;
    cursor.skip_spaces();
    let separator = cursor.peek().filter(|c| is_separator(*c));
    let Some(separator) = separator.filter(|_| year.digits == 4 && year.value >= 1000) else {
        return Err(without_year(year, separator, cursor));
    };
    cursor.take_sign(&[separator]);
    cursor.skip_spaces();
    let month = cursor.number().ok_or_else(unreadable)?;
    cursor.skip_spaces();
    let second = |c: char| match separator {
        '年' => c == '月',
        _ if is_dash(separator) => is_dash(c),
        _ => c == separator,
    };
    cursor.take_if(second).ok_or_else(no_day)?;
    cursor.skip_spaces();
    let day = cursor.number().ok_or_else(no_day)?;
    take_day_sign(cursor);
    let date = calendar_date(year.value, month.value, day.value)?;
    take_weekday(cursor, date)?;
    Ok(WrittenDay { date, separator })
}

fn is_separator(c: char) -> bool {
    is_dash(c) || matches!(c, '/' | '.' | '年')
}

/// Takes the sign of a day after its number.
pub(super) fn take_day_sign(cursor: &mut DateCursor<'_>) -> bool {
    let before = *cursor;
    cursor.skip_spaces();
    let is_taken = cursor.take_sign(&['日', '号', '號']).is_some();
    if !is_taken {
        *cursor = before;
    }
    is_taken
}

/// Returns the fault of a text whose first number is no year.
fn without_year(
    first: WrittenNumber,
    separator: Option<char>,
    cursor: &mut DateCursor<'_>,
) -> DateFault {
    if first.digits == 8 {
        let [year, month, day] = [
            first.value / 10_000,
            first.value / 100 % 100,
            first.value % 100,
        ];
        return calendar_date(year, month, day)
            .map_or_else(|_| unreadable(), date_fault::run_together);
    }
    let is_month = cursor.take_sign(&['月']).is_some();
    if !is_month {
        let Some(separator) = separator else {
            return unreadable();
        };
        cursor.take_sign(&[separator]);
    }
    cursor.skip_spaces();
    let day = cursor.number();
    cursor.skip_spaces();
    // A third number makes the first one a year of two digits, or the day or month of elsewhere.
    let has_more = !is_month && cursor.take_if(|c| is_separator(c) || c == '月').is_some();
    match day {
        Some(day) if !has_more && calendar_date(2000, first.value, day.value).is_ok() => {
            no_year(first.value, day.value)
        }
        _ if is_month => unreadable(),
        _ => year_last(first, day, cursor).unwrap_or_else(year_of_four_digits),
    }
}

/// Returns the fault of a date whose year comes last: `12/04/2026`, which is two dates.
fn year_last(
    first: WrittenNumber,
    second: Option<WrittenNumber>,
    cursor: &mut DateCursor<'_>,
) -> Option<DateFault> {
    cursor.skip_spaces();
    let year = cursor.number().filter(|year| year.digits == 4)?.value;
    let (first, second) = (first.value, second?.value);
    let dates =
        [(first, second), (second, first)].map(|(month, day)| calendar_date(year, month, day).ok());
    date_fault::year_first(dates)
}

/// Returns the date of three numbers.
pub(super) fn calendar_date(year: u32, month: u32, day: u32) -> Result<Date, DateFault> {
    let part = |number: u32| i8::try_from(number).unwrap_or(i8::MAX);
    if !(1..=12).contains(&month) {
        return Err(DateFault {
            message: message!("没有{month}月这个月份", "there is no month {month}"),
            hint: message!(
                "月份是 1 到 12，先写年、再写月、再写日",
                "write the year, then the month (1 to 12), then the day"
            ),
        });
    }
    let year = i16::try_from(year).map_err(|_| unreadable())?;
    let first = Date::new(year, part(month), 1).map_err(|_| unreadable())?;
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
    Date::new(year, part(month), part(day)).map_err(|_| unreadable())
}

/// Takes a weekday: `星期五`, `（周五）`, `(五)`. One that the date does not have is a fault.
pub(super) fn take_weekday(cursor: &mut DateCursor<'_>, date: Date) -> Result<(), DateFault> {
    const DAYS: [char; 7] = ['一', '二', '三', '四', '五', '六', '日'];
    let before = *cursor;
    cursor.skip_spaces();
    let is_bracketed = cursor.take_sign(&['(', '[', '【', '〔']).is_some();
    cursor.skip_spaces();
    let is_named = cursor.take_word(&["星期", "礼拜", "周", "週"]).is_some();
    if !is_bracketed && !is_named {
        *cursor = before;
        return Ok(());
    }
    let written = cursor
        .take_if(|c| c == '天' || DAYS.contains(&c))
        .map(|c| if c == '天' { '日' } else { c })
        .ok_or_else(bad_time)?;
    cursor.skip_spaces();
    if is_bracketed && cursor.take_sign(&[')', ']', '】', '〕']).is_none() {
        return Err(bad_time());
    }
    let index = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    match DAYS.get(index) {
        Some(&is) if is != written => Err(date_fault::other_weekday(date, is, written)),
        _ => Ok(()),
    }
}
