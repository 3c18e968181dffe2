//! The mark of pufa in what it makes, by which an output is known again when every record is lost.
//!
//! Pages and feeds name their generator and calendars their product; pictures, data and attachments
//! bear no mark.

use std::path::Path;

/// How a page of any theme names its generator.
const PAGE: &[u8] = br#"<meta name="generator" content="pufa"#;
/// How a feed does. An Atom feed and an RSS feed write it alike.
const FEED: &[u8] = b"<generator>pufa</generator>";
/// How a calendar does.
const CALENDAR: &[u8] = b"PRODID:-//pufa//";

/// Whether a file of a site carries the mark.
pub fn is_marked(path: &str, bytes: &[u8]) -> bool {
    let mark = match Path::new(path)
        .extension()
        .and_then(|ending| ending.to_str())
    {
        Some("html") => PAGE,
        Some("xml") => FEED,
        Some("ics") => CALENDAR,
        _ => return false,
    };
    memchr::memmem::find(bytes, mark).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_pufa_is_marked_and_nothing_else_is() {
        let page = br#"<head><meta name="generator" content="pufa 0.1.0">"#;
        assert!(
            is_marked("a/b.html", page) && !is_marked("a/b.txt", page) && !is_marked("html", page)
        );
        assert!(!is_marked(
            "a.html",
            b"<p>&lt;meta name=\"generator\" content=\"pufa\"&gt;</p>"
        ));
        assert!(!is_marked(
            "a.html",
            br#"<meta name="generator" content="Hugo 0.150">"#
        ));
        assert!(is_marked(
            "feed.xml",
            b"<rss><channel><generator>pufa</generator>"
        ));
        assert!(is_marked(
            "calendar.ics",
            b"BEGIN:VCALENDAR\r\nPRODID:-//pufa//calendar//ZH\r\n"
        ));
        assert!(!is_marked("CNAME", b"pufa") && !is_marked("", b""));
    }
}
