//! Deadline phrases and the last day that they mean: 年内, 12月底前, 第三季度, 上半年.
//!
//! Input is text in normal form; the year comes from the phrase, else from the plan.

use jiff::civil::{Date, date};

use super::years::{han_or_digits, year_at_start};

/// Time phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TimePhrase {
    pub(super) start: usize,
    pub(super) end: usize,
    when: DueRule,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DueRule {
    year: Option<i16>,
    month: i8,
    /// Day of the month; `None` means the last day.
    day: Option<i8>,
}

impl TimePhrase {
    /// Returns the last day, as `2026-12-31`, if the phrase or the plan names a year.
    pub(super) fn on(self, plan_year: Option<i16>) -> Option<String> {
        let year = self.when.year.or(plan_year)?;
        let first = Date::new(year, self.when.month, 1).ok()?;
        let day = self.when.day.unwrap_or_else(|| first.days_in_month());
        Date::new(year, self.when.month, day)
            .ok()
            .map(|on| on.to_string())
    }
}

/// Returns the first deadline in prose: a phrase with 内 or 前, a quarter or a half year.
pub(super) fn in_prose(text: &str) -> Option<TimePhrase> {
    find(text, true).next()
}

/// Returns the last date in a text that is a deadline by position: a table cell, a labeled text.
pub(super) fn in_cell(text: &str) -> Option<TimePhrase> {
    find(text, false).last()
}

fn find(text: &str, strict: bool) -> impl Iterator<Item = TimePhrase> {
    let mut skip_to = 0;
    text.char_indices().filter_map(move |(at, _)| {
        if at < skip_to || text[..at].ends_with(|before: char| before.is_ascii_digit()) {
            return None;
        }
        let (when, length) = phrase(&text[at..], strict)?;
        // 近年内 and 五年内 are time spans; 2025年度年内 is a deadline.
        if text[at..].starts_with("年内") && text[..at].ends_with(|before: char| is_span(before))
        {
            return None;
        }
        skip_to = at + length;
        Some(TimePhrase {
            start: at,
            end: at + length,
            when,
        })
    })
}

fn is_span(before: char) -> bool {
    crate::law::numerals::is_han_numeral(before)
        || matches!(before, '近' | '几' | '数' | '届' | '些' | '半')
}

/// Parses the phrase at the start of a text.
fn phrase(text: &str, strict: bool) -> Option<(DueRule, usize)> {
    let (year, start) =
        year_at_start(text).map_or((None, 0), |(year, length)| (Some(year), length));
    let rest = &text[start..];
    let whole = |month, day, length: usize| Some((DueRule { year, month, day }, start + length));
    if year.is_some() {
        // In 2026年底前, year_at_start has already consumed 年.
        for word in ["底前", "年底前", "底之前", "内", "末前"] {
            if rest.starts_with(word) {
                return whole(12, None, word.len());
            }
        }
        if !strict && (rest.starts_with('底') || rest.starts_with("年底")) {
            return whole(12, None, if rest.starts_with('底') { 3 } else { 6 });
        }
    }
    fixed(rest, strict)
        .or_else(|| quarter(rest))
        .or_else(|| month(rest, strict))
        .and_then(|(month, day, length)| whole(month, day, length))
}

/// Phrases without a number, each with the month whose last day is meant.
const FIXED: [(&str, i8); 9] = [
    ("年底之前", 12),
    ("年底以前", 12),
    ("年底前", 12),
    ("年末前", 12),
    ("本年度内", 12),
    ("年度内", 12),
    ("年内", 12),
    ("上半年", 6),
    ("下半年", 12),
];

type MonthDay = (i8, Option<i8>, usize);

fn fixed(text: &str, strict: bool) -> Option<MonthDay> {
    if !text.starts_with(['年', '本', '上', '下']) {
        return None;
    }
    let found = FIXED
        .iter()
        .find(|(word, _)| text.starts_with(*word))
        .map(|&(word, month)| (word, month));
    let loose = || (!strict && text.starts_with("年底")).then_some(("年底", 12));
    let (word, month) = found.or_else(loose)?;
    Some((month, None, word.len()))
}

/// Parses 第三季度, 三季度末前.
fn quarter(text: &str) -> Option<MonthDay> {
    let rest = text.strip_prefix('第').unwrap_or(text);
    let (number, length) = han_or_digits(rest)?;
    let after = rest[length..].strip_prefix("季度")?;
    let end = ["末前", "底前", "内", "前", "末"]
        .iter()
        .find_map(|word| after.strip_prefix(word))
        .unwrap_or(after);
    let month = i8::try_from(number)
        .ok()
        .filter(|number| (1..=4).contains(number))?
        * 3;
    Some((month, None, text.len() - end.len()))
}

/// Parses 12月底前, 6月30日前, 3月中旬前; 前 is optional unless `strict`.
fn month(text: &str, strict: bool) -> Option<MonthDay> {
    let (number, length) = han_or_digits(text)?;
    let month = i8::try_from(number)
        .ok()
        .filter(|number| (1..=12).contains(number))?;
    let rest = text[length..].strip_prefix('月')?;
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    let (day, rest) = day(rest);
    // 12月4日前后 means around a day, not until it.
    let after = ["之前", "以前", "前"]
        .iter()
        .find_map(|word| rest.strip_prefix(word));
    let after = after.filter(|after| !after.starts_with('后'));
    if strict && after.is_none() {
        return None;
    }
    Some((month, day, text.len() - after.unwrap_or(rest).len()))
}

/// Returns the day of the month after 月 (`None` for the last day) and the remaining text.
fn day(rest: &str) -> (Option<i8>, &str) {
    for (word, day) in [
        ("上旬", Some(10)),
        ("中旬", Some(20)),
        ("下旬", None),
        ("底", None),
        ("末", None),
    ] {
        if let Some(after) = rest.strip_prefix(word) {
            return (day, after);
        }
    }
    let numbered = han_or_digits(rest).and_then(|(number, length)| {
        let after = rest[length..].strip_prefix(['日', '号'])?;
        Some((Some(i8::try_from(number).ok()?), after))
    });
    numbered.unwrap_or((None, rest))
}

/// Byte limit of a date: longer than 二〇二六年十二月三十一日 with blanks between the characters.
const MAX_DATE_BYTES: usize = 90;

/// Parses a text that is exactly one date: 2026年2月26日, 二〇二六年二月二十六日.
pub(super) fn whole_date(text: &str) -> Option<Date> {
    if text.len() > MAX_DATE_BYTES {
        return None;
    }
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let bare = bare
        .trim_start_matches('（')
        .trim_end_matches(['）', '印', '发']);
    let (year, length) = year_at_start(bare)?;
    let (found_month, found_day, used) = month(&bare[length..], false)?;
    let rest = &bare[length + used..];
    rest.is_empty()
        .then(|| date_or_none(year, found_month, found_day?))
        .flatten()
}

fn date_or_none(year: i16, month: i8, day: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    (1..=first.days_in_month())
        .contains(&day)
        .then(|| date(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_mean_a_last_day() {
        for (text, phrase, on) in [
            ("年内至少举办2期", "年内", "2026-12-31"),
            ("于12月底前完成", "12月底前", "2026-12-31"),
            ("6月30日前报送", "6月30日前", "2026-06-30"),
            ("第三季度开展", "第三季度", "2026-09-30"),
            ("一季度内完成", "一季度内", "2026-03-31"),
            ("上半年完成", "上半年", "2026-06-30"),
            ("2027年2月底前完成", "2027年2月底前", "2027-02-28"),
            ("3月中旬前", "3月中旬前", "2026-03-20"),
            ("到2026年底前", "2026年底前", "2026-12-31"),
            ("十一月底前", "十一月底前", "2026-11-30"),
        ] {
            let found =
                in_prose(text).map(|found| (&text[found.start..found.end], found.on(Some(2026))));
            assert_eq!(found, Some((phrase, Some(on.to_owned()))), "{text}");
        }
        for text in [
            "近年内容",
            "五年内实现",
            "12月4日宪法日",
            "全年",
            "长期坚持",
            "年底考核",
        ] {
            assert_eq!(in_prose(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_may_leave_out_what_its_column_says() {
        for (text, on) in [
            ("2026年11月", "2026-11-30"),
            ("12月底", "2026-12-31"),
            ("6月-10月", "2026-10-31"),
            ("年底", "2026-12-31"),
        ] {
            assert_eq!(
                in_cell(text)
                    .and_then(|found| found.on(Some(2026)))
                    .as_deref(),
                Some(on),
                "{text}"
            );
        }
        assert_eq!(in_cell("长期坚持"), None);
    }

    #[test]
    fn a_date_line_is_nothing_but_a_date() {
        assert_eq!(whole_date("2026年2月26日"), Some(date(2026, 2, 26)));
        assert_eq!(
            whole_date("二〇二六年 二月二十六日"),
            Some(date(2026, 2, 26))
        );
        assert_eq!(whole_date("2026年2月26日印发通知"), None);
        assert_eq!(whole_date("2026年2月30日"), None);
    }
}
