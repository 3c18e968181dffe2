//! Content of a calendar as plain values: campaigns and events of a list, and yearly observances.
//!
//! Independent of iCalendar. Timestamps come from documents' dates, never from the build time.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::content::{Document, DocumentKind, Moment};
use crate::law::calendar::{Observance, observances};
use crate::render::page::PageBuilder;
use crate::site::{CalendarFeed, DocumentId};

use super::feed_content::{full_name, text};

/// Last change of the rules of the legal-publicity year (DTSTAMP: RFC 5545, 3.8.7.2), and
/// timestamp of undated documents: 2025-11-01, when 法治宣传教育法 took effect.
const RULES_STAMP: Timestamp = Timestamp::constant(1_761_926_400, 0);

/// Assumed duration of an event without an end.
const UNKNOWN_LENGTH: SignedDuration = SignedDuration::from_hours(1);

/// Calendar.
pub(super) struct CalendarContent {
    /// 示例普法网, or 普法活动 - 示例普法网.
    pub(super) name: String,
    /// Kinds of content in the calendar.
    pub(super) description: String,
    /// Name of its time zone, if it has one.
    pub(super) zone: Option<String>,
    /// Events by start.
    pub(super) entries: Vec<CalendarEvent>,
}

/// Calendar event.
pub(super) struct CalendarEvent {
    /// Identity: the same in every build, distinct from every other event.
    pub(super) uid: String,
    /// Time of the last change to its text.
    pub(super) stamp: Timestamp,
    pub(super) span: EventSpan,
    pub(super) title: String,
    /// Lines of text; may be empty.
    pub(super) description: String,
    pub(super) place: Option<String>,
    pub(super) organizer: Option<String>,
    /// Absolute address of its page.
    pub(super) page: Option<String>,
    /// Kind and tags.
    pub(super) categories: Vec<String>,
}

/// Time of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventSpan {
    /// Whole days: the first, and the day after the last.
    Days(Date, Date),
    /// From one instant to another.
    Hours(Timestamp, Timestamp),
}

impl CalendarContent {
    /// Gathers a calendar.
    pub(super) fn gather(maker: &PageBuilder<'_, '_>, calendar: &CalendarFeed) -> Self {
        let config = maker.tracker.config();
        let mut entries = if calendar.place.is_sites {
            kept(maker, &calendar.documents)
        } else {
            Vec::new()
        };
        entries.extend(
            recent(maker, &calendar.documents)
                .filter_map(|id| CalendarEvent::of_document(maker, id)),
        );
        // Stable sort: among equal starts, observances stay before events.
        entries.sort_by_key(|entry| entry.span.start(&config.zone));
        let name = full_name(&calendar.place.name, config);
        let holds = if calendar.place.is_sites {
            "普法日、主题活动和普法活动"
        } else {
            "主题活动和普法活动"
        };
        Self {
            description: text(&format!("{name}：{holds}")),
            zone: config.zone.iana_name().map(str::to_owned),
            name: text(&name),
            entries,
        }
    }
}

/// Returns the documents whose span reaches last year or later, or all if there are none: a
/// calendar is not empty (RFC 5545, 3.6). Only the clock's year is used: one change a year.
fn recent<'d>(
    maker: &PageBuilder<'_, '_>,
    documents: &'d [DocumentId],
) -> impl Iterator<Item = DocumentId> + 'd {
    let zone = &maker.tracker.config().zone;
    let since = maker.tracker.year().saturating_sub(1);
    let is_recent = |id: DocumentId| {
        let head = &maker.tracker.facts(id).front_matter;
        head.further
            .start
            .is_some_and(|start| EventSpan::new(start, head.further.end, zone).reaches(since, zone))
    };
    let recent: Vec<DocumentId> = documents
        .iter()
        .copied()
        .filter(|&id| is_recent(id))
        .collect();
    let old = if recent.is_empty() { documents } else { &[] };
    recent.into_iter().chain(old.iter().copied())
}

/// Returns the site's observances of this year and the next, without a week or month for which the
/// site has a campaign: 2026年“宪法宣传周” states its own dates.
fn kept(maker: &PageBuilder<'_, '_>, documents: &[DocumentId]) -> Vec<CalendarEvent> {
    let config = maker.tracker.config();
    let year = maker.tracker.year();
    let rules = config.calendar.rules();
    let is_campaign = |kept: &Observance, id: DocumentId| {
        let document = maker.tracker.facts(id);
        let head = &document.front_matter;
        let is_named = document.title.contains(&kept.name);
        let span = head
            .further
            .start
            .map(|start| EventSpan::new(start, head.further.end, &config.zone));
        document.kind == DocumentKind::Campaign
            && is_named
            && span.is_some_and(|span| span.meets(kept))
    };
    let is_left = |kept: &Observance| {
        kept.first < kept.last && documents.iter().any(|&id| is_campaign(kept, id))
    };
    [Some(year), year.checked_add(1)]
        .into_iter()
        .flatten()
        .flat_map(|year| observances(&rules, year))
        .filter(|kept| !is_left(kept))
        .map(|kept| CalendarEvent::of_day(&kept))
        .collect()
}

impl CalendarEvent {
    fn of_document(maker: &PageBuilder<'_, '_>, id: DocumentId) -> Option<Self> {
        let config = maker.tracker.config();
        let document = maker.tracker.facts(id);
        let head = &document.front_matter;
        let page = config.base.absolute(&maker.tracker.document_url(id));
        let stamp = head
            .updated
            .max(document.published())
            .map_or(RULES_STAMP, |when| when.at);
        Some(Self {
            uid: uid(document.path.as_str()),
            stamp,
            span: EventSpan::new(head.further.start?, head.further.end, &config.zone),
            title: text(&document.title),
            description: described(document, &page),
            place: head.further.place.as_deref().map(text),
            organizer: head.further.organizer.as_deref().map(text),
            categories: std::iter::once(document.kind.name())
                .chain(head.tags.iter().map(String::as_str))
                .map(text)
                .collect(),
            page: Some(page),
        })
    }

    fn of_day(kept: &Observance) -> Self {
        let id = &kept.id;
        let year = kept.year;
        Self {
            uid: uid(&format!("#{id}-{year}")),
            stamp: RULES_STAMP,
            span: EventSpan::Days(kept.first, after(kept.last)),
            title: text(&kept.title()),
            description: kept.basis.to_owned(),
            place: None,
            organizer: None,
            page: None,
            categories: vec!["普法日".to_owned()],
        }
    }
}

impl EventSpan {
    /// Creates a span. Ignores an end not after the start (RFC 5545, 3.8.2.2). A timed start
    /// without end gets one hour: programs hide events without duration (3.6.1).
    fn new(start: Moment, end: Option<Moment>, zone: &TimeZone) -> Self {
        if start.has_time {
            let end = end.map(|end| end.end(zone)).filter(|end| *end > start.at);
            let hour = || start.at.checked_add(UNKNOWN_LENGTH).unwrap_or(start.at);
            return Self::Hours(start.at, end.unwrap_or_else(hour));
        }
        let first = start.date();
        // An end at midnight belongs to the day before.
        let ends = |end: Moment| {
            if end.has_time && end.civil.time() == Time::midnight() {
                end.date()
            } else {
                after(end.date())
            }
        };
        Self::Days(
            first,
            end.map(ends)
                .filter(|end| *end > first)
                .unwrap_or_else(|| after(first)),
        )
    }

    fn start(self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::Days(first, _) => zone
                .to_zoned(first.into())
                .map_or(Timestamp::MIN, |at| at.timestamp()),
            Self::Hours(from, _) => from,
        }
    }

    /// Returns true if part of it lies in the year or later.
    fn reaches(self, year: i16, zone: &TimeZone) -> bool {
        match self {
            Self::Days(_, after) => after.yesterday().is_ok_and(|last| last.year() >= year),
            Self::Hours(_, to) => zone.to_datetime(to).year() >= year,
        }
    }

    fn meets(self, kept: &Observance) -> bool {
        matches!(self, Self::Days(first, after) if first <= kept.last && kept.first < after)
    }
}

/// Returns summary, organizer and page address: not every calendar program shows an event's URL.
fn described(document: &Document, page: &str) -> String {
    let head = &document.front_matter;
    let summary = text(document.summary());
    let organizer = head
        .further
        .organizer
        .as_deref()
        .map(|name| format!("承办：{}", text(name)));
    let lines = [Some(summary), organizer, Some(format!("详情：{page}"))]
        .into_iter()
        .flatten();
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Builds an opaque UID (RFC 7986, 5.3) from what names an event within its site: the path of the
/// document, or the rule and year of an observance. A site keeps its events when it moves.
fn uid(of: &str) -> String {
    blake3::hash(of.as_bytes()).to_hex()[..32].to_owned()
}

/// Returns the next day, or `day` itself for the last date that exists.
fn after(day: Date) -> Date {
    day.tomorrow().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn when(day: i8, time: Option<(i8, i8)>) -> Result<Moment, &'static str> {
        let (hour, minute) = time.unwrap_or_default();
        Moment::new(
            date(2026, 12, day).at(hour, minute, 0, 0),
            time.is_some(),
            &zone(),
        )
        .ok_or("a date")
    }

    fn zone() -> TimeZone {
        TimeZone::fixed(jiff::tz::offset(8))
    }

    /// 3.6.1: the end of whole days is exclusive; without one an event takes its day.
    #[test]
    fn rfc5545_3_6_1_whole_days_end_before_their_end() -> Result<(), &'static str> {
        let span = |start, end| EventSpan::new(start, end, &zone());
        let day = |day| date(2026, 12, day);
        let first = when(1, None)?;
        assert_eq!(span(first, None), EventSpan::Days(day(1), day(2)));
        assert_eq!(span(first, Some(first)), EventSpan::Days(day(1), day(2)));
        assert_eq!(
            span(first, Some(when(7, None)?)),
            EventSpan::Days(day(1), day(8))
        );
        assert_eq!(
            span(first, Some(when(7, Some((16, 0)))?)),
            EventSpan::Days(day(1), day(8))
        );
        assert_eq!(
            span(first, Some(when(7, Some((0, 0)))?)),
            EventSpan::Days(day(1), day(7))
        );
        assert_eq!(
            span(when(7, None)?, Some(first)),
            EventSpan::Days(day(7), day(8))
        );
        Ok(())
    }

    #[test]
    fn what_ended_before_a_year_does_not_reach_it() -> Result<(), &'static str> {
        let days = |last| EventSpan::Days(date(2024, 12, 30), last).reaches(2025, &zone());
        assert!(
            !days(date(2025, 1, 1)),
            "its last day is the last of the year before"
        );
        assert!(days(date(2025, 1, 2)));
        let from = when(1, Some((9, 0)))?;
        let span = EventSpan::new(from, None, &zone());
        assert!(span.reaches(2026, &zone()) && !span.reaches(2027, &zone()));
        Ok(())
    }

    /// 3.8.2.2: an end is later than its start.
    #[test]
    fn rfc5545_3_8_2_2_an_end_is_later_than_its_start() -> Result<(), &'static str> {
        let from = when(1, Some((22, 0)))?;
        let span = |end| EventSpan::new(from, end, &zone());
        let to = |end: Result<Moment, &'static str>| -> Result<EventSpan, &'static str> {
            Ok(EventSpan::Hours(from.at, end?.at))
        };
        let an_hour = to(when(1, Some((23, 0))))?;
        assert_eq!(span(None), an_hour);
        assert_eq!(span(Some(from)), an_hour);
        assert_eq!(span(Some(when(1, Some((9, 0)))?)), an_hour);
        assert_eq!(
            span(Some(when(2, Some((1, 0)))?)),
            to(when(2, Some((1, 0))))?,
            "over midnight"
        );
        assert_eq!(
            span(Some(when(3, None)?)),
            to(when(4, Some((0, 0))))?,
            "to the end of the third day"
        );
        Ok(())
    }
}
