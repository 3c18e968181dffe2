//! Generator mark in outputs: identifies them as pufa's own when all records are lost.
//!
//! Pages and feeds name their generator and calendars their product; images, data and attachments
//! have no mark.

use std::path::Path;

/// Mark of a page, in any theme.
const PAGE: &[u8] = br#"<meta name="generator" content="pufa"#;
/// Mark of a feed; Atom and RSS use the same element.
const FEED: &[u8] = b"<generator>pufa</generator>";
/// Mark of a calendar.
const CALENDAR: &[u8] = b"PRODID:-//pufa//";

/// Returns true if a file of a site carries the mark.
pub(crate) fn is_marked(path: &str, bytes: &[u8]) -> bool {
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
