//! Parser for days as people write them: 12月4日, 12月1日至7日, 5月第三个星期日, 3月最后一个星期一, 6月,
//! 9月第三周, 5月15日所在周, 2027年11月29日至12月5日; in ASCII, 12-04, 12-01 to 12-07, 2027-11-29 to 2027-12-05.

use jiff::civil::Weekday;

use super::{ObservanceDays, is_possible};
use crate::law::numerals;

/// Parsed days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDays {
    /// Year that the days are limited to; `None` for every year.
    pub year: Option<i16>,
    /// Days.
    pub days: ObservanceDays,
}

const WEEKDAYS: [(&str, Weekday); 8] = [
    ("一", Weekday::Monday),
    ("二", Weekday::Tuesday),
    ("三", Weekday::Wednesday),
    ("四", Weekday::Thursday),
    ("五", Weekday::Friday),
    ("六", Weekday::Saturday),
    ("日", Weekday::Sunday),
    ("天", Weekday::Sunday),
];

/// Separators between the first day and the last.
const TO: [&str; 10] = ["至", "到", "——", "—", "–", "～", "~", "..", "to", "-"];

/// Parses days; returns `None` for invalid text, or if no year has them.
pub fn read(text: &str) -> Option<WrittenDays> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(narrow)
        .collect();
    let mut rest = plain.strip_prefix("每年").unwrap_or(&plain);
    let year = take_year(&mut rest);
    let days = take_days(&mut rest, year)?;
    let is_there = year.map_or_else(|| is_possible(days), |year| days.in_year(year).is_some());
    (rest.is_empty() && is_there).then_some(WrittenDays { year, days })
}

/// Converts a full-width digit or punctuation mark to ASCII.
fn narrow(sign: char) -> char {
    match sign {
        '！'..='｝' => char::from_u32(sign as u32 - 0xFEE0).unwrap_or(sign),
        sign => sign,
    }
}

fn take_days(rest: &mut &str, year: Option<i16>) -> Option<ObservanceDays> {
    let month = take_number(rest)?;
    let is_named = take(rest, &["月份", "月"]);
    if is_named && (rest.is_empty() || take(rest, &["全月"])) {
        return Some(ObservanceDays::Month(month));
    }
    if is_named && take(rest, &["最后一个", "最后1个"]) {
        return Some(ObservanceDays::Last(month, take_weekday(rest)?));
    }
    if is_named && take(rest, &["的第", "第"]) {
        let at = rest.find(['个', '周'])?;
        let nth = i8::try_from(numerals::parse(&rest[..at])?)
            .ok()
            .filter(|nth| (1..=5).contains(nth))?;
        *rest = &rest[at..];
        if take(rest, &["周"]) {
            return Some(ObservanceDays::NthWeek(month, nth));
        }
        take(rest, &["个"]);
        return Some(ObservanceDays::Nth(month, nth, take_weekday(rest)?));
    }
    if !is_named && !take(rest, &["-", ".", "/"]) {
        return None;
    }
    let first = (month, take_day(rest)?);
    if rest.is_empty() {
        return Some(ObservanceDays::Day(first.0, first.1));
    }
    if take(rest, &["所在周", "所在的周", "所在的一周"]) {
        return Some(ObservanceDays::WeekOf(first.0, first.1));
    }
    take(rest, &TO)
        .then(|| take_end(rest, year, month))
        .flatten()
        .map(|last| ObservanceDays::Range(first, last))
}

/// Parses the last day of a range, whose year and month are optional.
fn take_end(rest: &mut &str, year: Option<i16>, month: i8) -> Option<(i8, i8)> {
    let of = take_year(rest);
    if of.is_some() && of != year {
        return None;
    }
    let number = take_number(rest)?;
    if take(rest, &["月", "-", ".", "/"]) {
        return Some((number, take_day(rest)?));
    }
    take(rest, &["日", "号"]);
    Some((month, number))
}

fn take_day(rest: &mut &str) -> Option<i8> {
    let day = take_number(rest)?;
    take(rest, &["日", "号"]);
    Some(day)
}

fn take_weekday(rest: &mut &str) -> Option<Weekday> {
    take(rest, &["星期", "礼拜", "周"]).then_some(())?;
    let (word, weekday) = WEEKDAYS.iter().find(|(word, _)| rest.starts_with(word))?;
    *rest = &rest[word.len()..];
    Some(*weekday)
}

/// Parses a leading year of four digits.
fn take_year(rest: &mut &str) -> Option<i16> {
    let digits = rest
        .get(..4)
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let mut after = &rest[4..];
    take(&mut after, &["年", "-", ".", "/"]).then_some(())?;
    *rest = after;
    digits.parse().ok()
}

fn take_number(rest: &mut &str) -> Option<i8> {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number = rest[..digits].parse().ok()?;
    *rest = &rest[digits..];
    Some(number)
}

/// Strips one of some words from the start of the text; returns true if there was one.
fn take(rest: &mut &str, words: &[&str]) -> bool {
    let after = words.iter().find_map(|word| rest.strip_prefix(word));
    *rest = after.unwrap_or(rest);
    after.is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_people_write_is_read() {
        for (written, year, days) in [
            ("12月4日", None, ObservanceDays::Day(12, 4)),
            ("每年12月4号", None, ObservanceDays::Day(12, 4)),
            ("１２月４日", None, ObservanceDays::Day(12, 4)),
            ("12-04", None, ObservanceDays::Day(12, 4)),
            ("2月29日", None, ObservanceDays::Day(2, 29)),
            (
                "12月1日至7日",
                None,
                ObservanceDays::Range((12, 1), (12, 7)),
            ),
            (
                "12月1日—12月7日",
                None,
                ObservanceDays::Range((12, 1), (12, 7)),
            ),
            (
                "12-01 to 12-07",
                None,
                ObservanceDays::Range((12, 1), (12, 7)),
            ),
            (
                "2027年11月29日至12月5日",
                Some(2027),
                ObservanceDays::Range((11, 29), (12, 5)),
            ),
            (
                "2027-11-29 到 2027-12-05",
                Some(2027),
                ObservanceDays::Range((11, 29), (12, 5)),
            ),
            (
                "5月第三个星期日",
                None,
                ObservanceDays::Nth(5, 3, Weekday::Sunday),
            ),
            (
                "5月的第3个周天",
                None,
                ObservanceDays::Nth(5, 3, Weekday::Sunday),
            ),
            (
                "3月 最后一个 星期一",
                None,
                ObservanceDays::Last(3, Weekday::Monday),
            ),
            ("9月第三周", None, ObservanceDays::NthWeek(9, 3)),
            ("9月的第4周", None, ObservanceDays::NthWeek(9, 4)),
            ("5月15日所在周", None, ObservanceDays::WeekOf(5, 15)),
            ("6月", None, ObservanceDays::Month(6)),
            ("2026年9月", Some(2026), ObservanceDays::Month(9)),
        ] {
            assert_eq!(read(written), Some(WrittenDays { year, days }), "{written}");
        }
    }

    #[test]
    fn what_is_no_day_is_not_read() {
        for written in [
            "",
            "12",
            "13月",
            "2月30日",
            "2027年2月29日",
            "12月7日至1日",
            "12月4日左右",
            "5月第六个星期日",
            "5月第三个星期八",
            "9月第六周",
            "9月第三个周",
            "9月第周",
            "9月所在周",
            "九月中旬",
            "2026年12月30日至2027年1月3日",
            "12月4日至",
            "月",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in "[0-9年月日第个星期至到.~ \\-/一三最后]{0,14}") {
            if let Some(WrittenDays { year: Some(year), days }) = read(&text) {
                prop_assert!(days.in_year(year).is_some());
            }
        }
    }
}
