//! Yearly observances: rules, and their dates in a given year.
//!
//! `legal_year.rs` lists the rules of the legal-publicity year, `written_days.rs` parses rules as
//! people write them. Pure: from a year to dates, without clock or site.

mod double_ninth;
mod legal_year;
mod written_days;

use std::borrow::Cow;

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};

pub use legal_year::LEGAL_YEAR;
pub use written_days::read;

/// Recurring date of an observance, independent of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObservanceDays {
    /// Fixed day: 12月4日.
    Day(i8, i8),
    /// Nth weekday of a month: 5月第三个星期日.
    Nth(i8, i8, Weekday),
    /// Last given weekday of a month: 3月最后一个星期一.
    Last(i8, Weekday),
    /// Inclusive range of days: 12月1日至7日.
    Range((i8, i8), (i8, i8)),
    /// Whole month: 6月.
    Month(i8),
    /// Week of a day, from Monday to Sunday: 5月15日所在周.
    WeekOf(i8, i8),
    /// Nth week of a month, from Monday to Sunday: 9月第三周. A week belongs to the month of its
    /// Thursday, as in GB/T 7408.1, so most days of the first week are in the month.
    NthWeek(i8, i8),
}

impl ObservanceDays {
    /// Returns the first and last day in a year; `None` if that year lacks the day, as with 2月29日,
    /// or if the range runs backward.
    pub fn in_year(self, year: i16) -> Option<(Date, Date)> {
        let day = |month, day| Date::new(year, month, day).ok();
        let one = |day: Date| (day, day);
        match self {
            Self::Day(month, of_month) => day(month, of_month).map(one),
            Self::Nth(month, nth, weekday) => day(month, 1)?
                .nth_weekday_of_month(nth, weekday)
                .ok()
                .filter(|_| nth > 0)
                .map(one),
            Self::Last(month, weekday) => day(month, 1)?
                .nth_weekday_of_month(-1, weekday)
                .ok()
                .map(one),
            Self::Range((from_month, from), (to_month, to)) => {
                Some((day(from_month, from)?, day(to_month, to)?))
                    .filter(|(first, last)| first <= last)
            }
            Self::Month(month) => day(month, 1).map(|first| (first, first.last_of_month())),
            Self::WeekOf(month, of_month) => day(month, of_month).and_then(week_of),
            Self::NthWeek(month, nth) => day(month, 1)?
                .nth_weekday_of_month(nth, Weekday::Thursday)
                .ok()
                .filter(|_| nth > 0)
                .and_then(week_of),
        }
    }
}

/// Returns the Monday and the Sunday of the week of a day.
fn week_of(day: Date) -> Option<(Date, Date)> {
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let monday = monday.ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

/// Counting of occurrences: 第13个, 第5届.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrdinalCount {
    /// Year of the first occurrence.
    pub first: i16,
    /// Counting word: 个, 届, 次.
    pub word: &'static str,
}

/// Rule of a yearly observance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservanceRule {
    /// Stable identifier: `constitution-day`.
    pub id: Cow<'static, str>,
    /// Name: 国家宪法日.
    pub name: Cow<'static, str>,
    /// Date; `None` if only the years in `moved` have one.
    pub days: Option<ObservanceDays>,
    /// Years with a different date.
    pub moved: Cow<'static, [(i16, ObservanceDays)]>,
    /// First year in which this rule holds.
    pub since: i16,
    /// Counting of occurrences.
    pub count: Option<OrdinalCount>,
    /// Legal basis as text; empty if unknown.
    pub basis: &'static str,
}

/// Occurrence of an observance in a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observance {
    /// Identifier of the rule.
    pub id: String,
    /// Year of the occurrence.
    pub year: i16,
    /// Name: 国家宪法日.
    pub name: String,
    /// Ordinal, as 第13个.
    pub ordinal: Option<String>,
    /// First day.
    pub first: Date,
    /// Last day; equals `first` for a single day.
    pub last: Date,
    /// Legal basis; empty if unknown.
    pub basis: &'static str,
}

impl ObservanceRule {
    /// Returns the occurrence in a year.
    pub fn in_year(&self, year: i16) -> Option<Observance> {
        let moved = self
            .moved
            .iter()
            .find(|(of, _)| *of == year)
            .map(|(_, days)| *days);
        let days = moved.or_else(|| self.days.filter(|_| year >= self.since))?;
        let (first, last) = days.in_year(year)?;
        Some(Observance {
            id: self.id.to_string(),
            year,
            name: self.name.to_string(),
            ordinal: self.count.and_then(|count| count.in_year(year)),
            first,
            last,
            basis: self.basis,
        })
    }
}

impl OrdinalCount {
    fn in_year(self, year: i16) -> Option<String> {
        let nth = i32::from(year) - i32::from(self.first) + 1;
        (nth > 0).then(|| format!("第{nth}{}", self.word))
    }
}

impl Observance {
    /// Returns the name with its ordinal: 国家宪法日（第13个）.
    pub fn title(&self) -> String {
        match &self.ordinal {
            Some(ordinal) => format!("{}（{ordinal}）", self.name),
            None => self.name.clone(),
        }
    }
}

/// Returns the occurrences in a year, sorted by first day, then longest first, then by name.
pub(crate) fn observances(rules: &[ObservanceRule], year: i16) -> Vec<Observance> {
    let mut kept: Vec<Observance> = rules.iter().filter_map(|rule| rule.in_year(year)).collect();
    kept.sort_by(|one, other| {
        (one.first, other.last, &one.name).cmp(&(other.first, one.last, &other.name))
    });
    kept
}

/// Returns true if some year has these days: leap days exist, and some months have a fifth weekday.
fn is_possible(days: ObservanceDays) -> bool {
    days.in_year(2000).is_some()
        || matches!(
            days,
            ObservanceDays::Nth(1..=12, 5, _) | ObservanceDays::NthWeek(1..=12, 5)
        )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WEEKDAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];

    fn year_of(year: i16) -> String {
        let line = |kept: Observance| {
            let last = if kept.last == kept.first {
                String::new()
            } else {
                format!("–{}", kept.last)
            };
            format!("{}{last} {}\n", kept.first, kept.title())
        };
        observances(&LEGAL_YEAR, year)
            .into_iter()
            .map(line)
            .collect()
    }

    #[test]
    fn the_legal_publicity_year_of_2026() {
        insta::assert_snapshot!(year_of(2026));
    }

    #[test]
    fn the_constitution_week_moves() {
        let week = |year| {
            let kept = observances(&LEGAL_YEAR, year)
                .into_iter()
                .find(|kept| kept.name == "宪法宣传周");
            kept.map(|kept| {
                format!(
                    "{}–{}",
                    kept.first.strftime("%m-%d"),
                    kept.last.strftime("%m-%d")
                )
            })
            .unwrap_or_default()
        };
        assert_eq!(
            [2020, 2021, 2022, 2023, 2025, 2027].map(week),
            [
                "",
                "11-29–12-05",
                "12-04–12-10",
                "12-01–12-07",
                "12-01–12-07",
                "12-01–12-07"
            ]
        );
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday() {
        let days = |name: &str, year| {
            let rule = LEGAL_YEAR.iter().find(|rule| rule.name == name);
            rule.and_then(|rule| rule.in_year(year))
                .map(|kept| format!("{}–{}", kept.first, kept.last))
                .unwrap_or_default()
        };
        let family = |year| days("全国家庭教育宣传周", year);
        assert_eq!(family(2021), "");
        assert_eq!(family(2022), "2022-05-09–2022-05-15");
        assert_eq!(family(2026), "2026-05-11–2026-05-17");
        let language = |year| days("国家通用语言文字推广普及宣传周", year);
        assert_eq!(language(2025), "");
        assert_eq!(language(2026), "2026-09-14–2026-09-20");
        assert_eq!(language(2028), "2028-09-18–2028-09-24");
        let unity = |year| days("民族团结进步宣传周", year);
        assert_eq!(unity(2025), "");
        assert_eq!(unity(2026), "2026-09-21–2026-09-27");
        assert_eq!(days("老年节", 2026), "2026-10-18–2026-10-18");
        assert_eq!(days("老年节", 2051), "");
    }

    #[test]
    fn what_had_not_begun_is_not_there() {
        assert!(
            !year_of(2013).contains("国家宪法日") && year_of(2014).contains("国家宪法日（第1个）")
        );
        assert!(
            !year_of(2022).contains("全国生态日") && year_of(2025).contains("全国生态日（第3个）")
        );
        assert!(!year_of(1990).contains("（第"));
    }

    #[test]
    fn names_and_ids_are_each_ones_own() {
        for (at, rule) in LEGAL_YEAR.iter().enumerate() {
            let others = &LEGAL_YEAR[at + 1..];
            assert!(
                others
                    .iter()
                    .all(|other| other.id != rule.id && other.name != rule.name)
            );
            assert!(
                rule.id
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
                "{}",
                rule.id
            );
        }
    }

    proptest! {
        #[test]
        fn a_weekday_is_the_nth_of_its_month(
            year in 1900i16..2200, month in 1i8..=12, nth in 1i8..=5, weekday in 0usize..7
        ) {
            let weekday = WEEKDAYS[weekday];
            let found = ObservanceDays::Nth(month, nth, weekday).in_year(year);
            prop_assert!(found.is_some() || nth == 5);
            if let Some((day, last)) = found {
                prop_assert_eq!((day, day.month(), day.weekday()), (last, month, weekday));
                prop_assert_eq!((day.day() - 1) / 7 + 1, nth);
            }
            let last = ObservanceDays::Last(month, weekday).in_year(year).map(|(day, _)| day);
            let in_week = last.filter(|day| day.weekday() == weekday && day.day() + 7 > day.days_in_month());
            prop_assert!(in_week.is_some_and(|day| day.month() == month));
        }

        #[test]
        fn weeks_of_a_month_follow_each_other(year in 1900i16..2200, month in 1i8..=12, nth in 1i8..=4) {
            let week = |nth| ObservanceDays::NthWeek(month, nth).in_year(year);
            let (first, last) = week(nth).unwrap_or_default();
            prop_assert_eq!((first.weekday(), last.weekday()), (Weekday::Monday, Weekday::Sunday));
            let thursday = first.nth_weekday(1, Weekday::Thursday).unwrap_or_default();
            prop_assert_eq!((thursday.month(), (thursday.day() - 1) / 7 + 1), (month, nth));
            let of_day = ObservanceDays::WeekOf(month, thursday.day()).in_year(year);
            prop_assert_eq!(of_day, Some((first, last)));
            if let Some((next, _)) = week(nth + 1) {
                prop_assert_eq!((next - last).get_days(), 1);
            }
        }

        #[test]
        fn what_is_kept_lies_in_its_year_and_in_order(year in -100i16..9000) {
            let kept = observances(&LEGAL_YEAR, year);
            for one in &kept {
                prop_assert!(one.first <= one.last);
                prop_assert_eq!((one.first.year(), one.last.year(), one.year), (year, year, year));
            }
            prop_assert!(kept.windows(2).all(|two| two[0].first <= two[1].first));
            prop_assert_eq!(&kept, &observances(&LEGAL_YEAR, year));
        }

        #[test]
        fn a_range_never_runs_backward(a in (0i8..14, 0i8..33), b in (0i8..14, 0i8..33), year in 1i16..3000) {
            if let Some((first, last)) = ObservanceDays::Range(a, b).in_year(year) {
                prop_assert!(first <= last && first.year() == last.year());
            }
        }
    }
}
