//! `calendar` of `site.yaml`: the legal-publicity year, and the site's own observances.

use super::keys::{CALENDAR, DAY};
use crate::content::nearest;
use crate::content::yaml::{ValueReader, YamlEntry, YamlField};
use crate::diagnostic::{Code, Message};
use crate::law::calendar::{self, LEGAL_YEAR, ObservanceDays, ObservanceRule, OrdinalCount};
use crate::message;

/// Calendar settings besides campaigns and events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarConfig {
    /// True if the calendar includes the legal-publicity year.
    pub legal_year: bool,
    /// Days of that year to omit, by name.
    pub without: Vec<String>,
    /// Observances of the site's own, and other dates for known ones.
    pub days: Vec<ObservedDay>,
}

/// Day that a site observes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObservedDay {
    /// Name; that of a day of the legal-publicity year overrides its date.
    pub name: String,
    /// Date that applies every year.
    pub days: Option<ObservanceDays>,
    /// Dates of single years.
    pub moved: Vec<(i16, ObservanceDays)>,
    /// Year of the first observance, from which ordinals count.
    pub first: Option<i16>,
}

impl Default for CalendarConfig {
    fn default() -> Self {
        Self {
            legal_year: true,
            without: Vec::new(),
            days: Vec::new(),
        }
    }
}

impl CalendarConfig {
    /// Returns the rules of all observances of the site.
    pub fn rules(&self) -> Vec<ObservanceRule> {
        let known = LEGAL_YEAR
            .iter()
            .filter(|rule| self.legal_year && !self.without.iter().any(|name| *name == rule.name));
        let mut rules: Vec<ObservanceRule> = known.cloned().collect();
        for day in &self.days {
            match rules.iter_mut().find(|rule| rule.name == day.name) {
                Some(rule) => day.over(rule),
                None => rules.push(day.rule()),
            }
        }
        rules
    }
}

impl ObservedDay {
    fn count(&self) -> Option<OrdinalCount> {
        self.first.map(|first| OrdinalCount { first, word: "届" })
    }

    fn rule(&self) -> ObservanceRule {
        ObservanceRule {
            id: self.name.clone().into(),
            name: self.name.clone().into(),
            days: self.days,
            moved: self.moved.clone().into(),
            since: self.first.unwrap_or(0),
            count: self.count(),
            basis: "",
        }
    }

    /// Overrides a known rule: adds single years, or replaces the date of every year.
    fn over(&self, rule: &mut ObservanceRule) {
        let known: &[(i16, ObservanceDays)] = if self.days.is_some() {
            &[]
        } else {
            &rule.moved
        };
        rule.moved = self
            .moved
            .iter()
            .chain(known)
            .copied()
            .collect::<Vec<_>>()
            .into();
        rule.days = self.days.or(rule.days);
        rule.count = self.count().or(rule.count);
    }
}

/// Reads `calendar`.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> CalendarConfig {
    let mut calendar = CalendarConfig::default();
    let entries = reader.entries(&mut field).unwrap_or_default();
    reader.table(
        entries,
        Some(&field.at),
        &CALENDAR,
        |reader, key, field| match key.name {
            "legal_year" => calendar.legal_year = reader.flag(&field).unwrap_or(true),
            "without" => reader.words(field, |reader, word, at| {
                if LEGAL_YEAR.iter().all(|rule| rule.name != word) {
                    let message = message!(
                        "普法日里没有“{word}”",
                        "the legal-publicity year has no “{word}”"
                    );
                    reader.report(at, Code::SiteBadValue, message, nearest_name(&word));
                }
                calendar.without.push(word);
            }),
            "days" => calendar.days = take_days(reader, field),
            _ => {}
        },
    );
    calendar
}

fn nearest_name(word: &str) -> Message {
    let names = || LEGAL_YEAR.iter().map(|rule| &*rule.name);
    match nearest(word, names()).or_else(|| names().find(|name| name.contains(word))) {
        Some(meant) => message!("是不是想写“{meant}”？", "did you mean “{meant}”?"),
        None => message!(
            "名称要和写作手册“日历”一节的表里一样",
            "write a name as the handbook's table has it"
        ),
    }
}

fn take_days(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Vec<ObservedDay> {
    let Some(elements) = field.elements() else {
        reader.wrong_type(
            &field,
            &message!("一个列表", "a list"),
            "[{name: 法治文化节, when: 9月第三个星期六}]",
        );
        return Vec::new();
    };
    let mut days: Vec<ObservedDay> = Vec::new();
    for mut element in elements {
        let Some(entries) = reader.entries(&mut element) else {
            continue;
        };
        let Some(day) = take_day(reader, &element, entries) else {
            continue;
        };
        if days.iter().any(|other| other.name == day.name) {
            let name = &day.name;
            let message = message!(
                "日历里有两个“{name}”",
                "the calendar has two days called “{name}”"
            );
            let hint = message!(
                "合成一项，时间写成列表：when: [6月1日, 2027年6月2日]",
                "make it one entry: when: [06-01, 2027-06-02]"
            );
            reader.report(&element.at, Code::SiteBadValue, message, hint);
        } else {
            days.push(day);
        }
    }
    days
}

fn take_day(
    reader: &mut ValueReader<'_>,
    element: &YamlField<'_>,
    entries: Vec<YamlEntry>,
) -> Option<ObservedDay> {
    let mut day = ObservedDay {
        name: String::new(),
        days: None,
        moved: Vec::new(),
        first: None,
    };
    let mut has_when = false;
    reader.table(
        entries,
        Some(&element.at),
        &DAY,
        |reader, key, field| match key.name {
            "name" => day.name = reader.text(field).unwrap_or_default(),
            "when" => {
                has_when = true;
                reader.words(field, |reader, word, at| match calendar::read(&word) {
                    Some(written) => match written.year {
                        Some(year) => day.moved.push((year, written.days)),
                        None => day.days = Some(written.days),
                    },
                    None => report_bad_days(reader, &word, at),
                });
            }
            "first" => {
                day.first = reader
                    .number(&field, 1900, 2200)
                    .and_then(|year| i16::try_from(year).ok());
            }
            _ => {}
        },
    );
    if !day.name.is_empty() && has_when {
        return Some(day);
    }
    let message = message!(
        "日历的这一项缺少 name 或 when",
        "this day of the calendar lacks name or when"
    );
    let hint = message!(
        "例如 - {{name: 法治文化节, when: 9月第三个星期六}}",
        "write it as - {{name: Open day, when: 09-19}}"
    );
    reader.report(&element.at, Code::SiteBadValue, message, hint);
    None
}

fn report_bad_days(
    reader: &mut ValueReader<'_>,
    word: &str,
    at: &crate::content::yaml::YamlPath<'_>,
) {
    let message = message!("看不懂“{word}”是哪一天", "“{word}” is not a day");
    let hint = message!(
        "写成 12月4日、12月1日至7日、5月第三个星期日、3月最后一个星期一、6月，或者只管一年的 2027年11月29日至12月5日；跨年的分成两项",
        "write 12-04, 12-01 to 12-07, 5月第三个星期日, 6月, or for one year 2027-11-29 to 2027-12-05; part what crosses a new year"
    );
    reader.report(at, Code::SiteBadValue, message, hint);
}
