//! Property tests of every format with arbitrary titles and texts.

use std::sync::Arc;

use ::icalendar::{Calendar, Component, EventLike};
use jiff::civil::date;
use jiff::{Timestamp, Zoned};
use proptest::prelude::*;

use super::calendar_events::{CalendarContent, CalendarEvent, EventSpan};
use super::feed_content::{Enclosure, FeedContent, FeedEntry, text};
use super::xml::writable;
use super::{atom, icalendar, json, rss};
use crate::escape::escaped;

/// Generates arbitrary text, mostly of sequences that break formats.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("]]>".to_owned()),
        Just("<![CDATA[&amp;".to_owned()),
        Just("\r\nEND:VEVENT\r\n".to_owned()),
        Just("\\n\\,;:\"".to_owned()),
        Just("\u{85}\u{2028}\u{fffe}\u{0}\u{7f}\u{feff}\t".to_owned()),
        "[\u{0}-\u{10ffff}]{0,12}",
        "[宪法日，。“”]{0,40}",
        "[ -~]{0,90}",
    ];
    prop::collection::vec(piece, 0..5).prop_map(|pieces| pieces.concat())
}

fn news(title: &str, body: &str) -> FeedContent {
    let at = Zoned::new(Timestamp::UNIX_EPOCH, jiff::tz::TimeZone::UTC);
    let entry = FeedEntry {
        title: text(title),
        page: "https://a.example/a.html".to_owned(),
        published: Some(at.clone()),
        updated: at.clone(),
        summary: text(body),
        body: Some(Arc::from(&*writable(body))),
        author: Some(text(title)),
        categories: vec![text(title)],
        enclosures: vec![Enclosure {
            address: "https://a.example/a.mp3?a&b".to_owned(),
            media_type: "audio/mpeg",
            length: 3,
            name: text(title),
        }],
        image: None,
        language: None,
    };
    FeedContent {
        title: text(title),
        description: text(body),
        page: "https://a.example/".to_owned(),
        own: "https://a.example/feed.xml".to_owned(),
        language: "zh-CN".to_owned(),
        publisher: text(title),
        updated: at,
        stylesheet: Some("/feed.css?\"<&".to_owned()),
        entries: vec![entry],
    }
}

fn agenda(title: &str, description: &str) -> CalendarContent {
    let entry = CalendarEvent {
        uid: "0@a.example".to_owned(),
        stamp: Timestamp::UNIX_EPOCH,
        span: EventSpan::Days(date(2026, 12, 4), date(2026, 12, 5)),
        title: text(title),
        description: format!("{}\n{}", text(description), text(title)),
        place: Some(text(title)),
        organizer: Some(text(description)),
        page: Some("https://a.example/a.html".to_owned()),
        categories: vec![text(title), text(description)],
    };
    CalendarContent {
        name: text(title),
        description: text(description),
        zone: None,
        entries: vec![entry],
    }
}

/// Returns the text of the first element `name` within an element `within`.
fn text_of(bytes: &[u8], within: &str, name: &str) -> Option<String> {
    let xml = std::str::from_utf8(bytes).ok()?;
    let document = roxmltree::Document::parse(xml).ok()?;
    let parent = document
        .descendants()
        .find(|node| node.tag_name().name() == within)?;
    let child = parent
        .children()
        .find(|node| node.tag_name().name() == name)?;
    Some(child.children().filter_map(|node| node.text()).collect())
}

/// Normalizes line ends as XML parsers do (XML 1.0, 2.11).
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

proptest! {
    #[test]
    fn any_text_gives_well_formed_rss_that_says_the_same(title in any_text(), body in any_text()) {
        let bytes = rss::write(&news(&title, &body)).unwrap_or_default();
        prop_assert_eq!(text_of(&bytes, "channel", "title"), Some(text(&title)));
        prop_assert_eq!(text_of(&bytes, "item", "title"), Some(text(&title)));
        prop_assert_eq!(text_of(&bytes, "item", "description").unwrap_or_default(), escaped(&text(&body)));
        let content = text_of(&bytes, "item", "encoded").map(|content| lines(&content));
        prop_assert_eq!(content, Some(lines(&writable(&body))));
    }

    #[test]
    fn any_text_gives_well_formed_atom_that_says_the_same(title in any_text(), body in any_text()) {
        let bytes = atom::write(&news(&title, &body)).unwrap_or_default();
        prop_assert_eq!(text_of(&bytes, "feed", "title"), Some(text(&title)));
        prop_assert_eq!(text_of(&bytes, "entry", "title"), Some(text(&title)));
        prop_assert_eq!(text_of(&bytes, "entry", "summary").unwrap_or_default(), text(&body));
        let content = text_of(&bytes, "entry", "content").map(|content| lines(&content));
        prop_assert_eq!(content, Some(lines(&writable(&body))));
    }

    #[test]
    fn any_text_gives_json_that_says_the_same(title in any_text(), body in any_text()) {
        let bytes = json::write(&news(&title, &body)).unwrap_or_default();
        let feed: serde_json::Value = serde_json::from_slice(&bytes)?;
        prop_assert_eq!(feed["items"][0]["title"].as_str(), Some(&*text(&title)));
        prop_assert_eq!(feed["items"][0]["content_html"].as_str(), Some(&*writable(&body)));
    }

    #[test]
    fn any_text_gives_a_calendar_that_says_the_same(title in any_text(), body in any_text()) {
        let written = String::from_utf8(icalendar::write(&agenda(&title, &body)))?;
        let calendar: Calendar = written.parse().map_err(TestCaseError::fail)?;
        prop_assert_eq!(calendar.property_value("X-WR-CALNAME"), Some(&*text(&title)));
        let events: Vec<_> = calendar.events().collect();
        prop_assert_eq!(events.len(), 1);
        prop_assert_eq!(events[0].get_summary(), Some(&*text(&title)));
        prop_assert_eq!(events[0].property_value("LOCATION"), Some(&*text(&title)));
        let description = format!("{}\n{}", text(&body), text(&title));
        prop_assert_eq!(events[0].get_description(), Some(&*description));
        prop_assert_eq!(events[0].get_categories(), Some(vec![text(&title), text(&body)]));
    }

    /// 3.1: lines of at most 75 octets, ended by CRLF, no split character, no control characters.
    #[test]
    fn rfc5545_3_1_lines_fold_at_75_octets(title in any_text(), body in any_text()) {
        let written = String::from_utf8(icalendar::write(&agenda(&title, &body)))?;
        prop_assert!(written.ends_with("END:VCALENDAR\r\n"));
        for line in written.split_terminator("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(char::is_control), "{line:?}");
        }
    }
}
