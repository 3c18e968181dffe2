//! Writes iCalendar (RFC 5545, with RFC 7986).
//!
//! Fixed instants are in UTC, which programs convert to local time without VTIMEZONE. No METHOD:
//! PUBLISH (RFC 5546, 3.2.1) requires an organizer with a mail address per event.

use icalendar::{Calendar, Component, Event, EventLike, Property};
use jiff::Timestamp;
use jiff::civil::Date;

use super::calendar_events::{CalendarContent, CalendarEvent, EventSpan};

/// Suggested refresh interval.
const REFRESH: &str = "PT12H";

/// Maximum octets of a line.
const LINE: usize = 75;

pub(super) fn write(agenda: &CalendarContent) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//pufa//calendar//ZH"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("X-WR-CALNAME", agenda.name.as_str()))
        .append_property(("X-WR-CALDESC", agenda.description.as_str()))
        .append_property(
            Property::new("REFRESH-INTERVAL", REFRESH)
                .add_parameter("VALUE", "DURATION")
                .done(),
        )
        .append_property(("X-PUBLISHED-TTL", REFRESH));
    if let Some(zone) = &agenda.zone {
        calendar.append_property(("X-WR-TIMEZONE", zone.as_str()));
    }
    calendar.extend(agenda.entries.iter().map(event));
    folded(&calendar.to_string()).into_bytes()
}

/// Folds lines at 75 octets (3.1), the leading space included, without splitting a character.
/// Undoes the crate's folds first: its last segments may be one octet too long.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut rest = line;
        let mut room = LINE;
        while rest.len() > room {
            let at = (0..=room)
                .rev()
                .find(|&at| rest.is_char_boundary(at))
                .unwrap_or(rest.len());
            folded.push_str(&rest[..at]);
            folded.push_str("\r\n ");
            (rest, room) = (&rest[at..], LINE - 1);
        }
        folded.push_str(rest);
        folded.push_str("\r\n");
    }
    folded
}

fn event(entry: &CalendarEvent) -> Event {
    let mut event = Event::new();
    event
        .add_property("UID", &entry.uid)
        .add_property("DTSTAMP", instant(entry.stamp));
    match entry.span {
        EventSpan::Days(first, after) => {
            event
                .append_property(day("DTSTART", first))
                .append_property(day("DTEND", after));
        }
        EventSpan::Hours(from, to) => {
            event
                .add_property("DTSTART", instant(from))
                .add_property("DTEND", instant(to));
        }
    }
    let texts = [
        ("SUMMARY", Some(&entry.title)),
        (
            "DESCRIPTION",
            Some(&entry.description).filter(|text| !text.is_empty()),
        ),
        ("LOCATION", entry.place.as_ref()),
        // ORGANIZER (3.8.4.3) is the sender of an invitation; a public event names a contact.
        ("CONTACT", entry.organizer.as_ref()),
        ("URL", entry.page.as_ref()),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            event.add_property(key, text);
        }
    }
    // Subscribers are not marked busy by it.
    event
        .add_property("TRANSP", "TRANSPARENT")
        .categories(&entry.categories);
    event.done()
}

/// Writes a DATE property (3.3.4).
fn day(key: &str, day: Date) -> Property {
    Property::new(key, day.strftime("%Y%m%d").to_string())
        .add_parameter("VALUE", "DATE")
        .done()
}

/// Formats a UTC DATE-TIME (3.3.5, form 2).
fn instant(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}
