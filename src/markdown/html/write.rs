//! Escaping.

use pulldown_cmark_escape::{escape_href, escape_html};

/// Text between tags.
pub(super) fn text(out: &mut String, text: &str) {
    let mut from = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[from..at]);
        out.push_str(match text.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        from = at + 1;
    }
    out.push_str(&text[from..]);
}

/// Text within a quoted attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape_html(out, text).unwrap_or_default();
}

/// An address within a quoted attribute, percent-encoded where it is not yet.
pub(super) fn address(out: &mut String, address: &str) {
    escape_href(out, address).unwrap_or_default();
}

/// ` name="value"` with an address for a value.
pub(super) fn address_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    address(out, value);
    out.push('"');
}

/// ` title="…"`, unless it is empty.
pub(super) fn title(out: &mut String, title: &str) {
    if !title.is_empty() {
        out.push_str(" title=\"");
        attribute(out, title);
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_is_escaped_as_the_parser_has_it(written in "[&<>\"'a法]{0,80}") {
            let (mut ours, mut theirs) = (String::new(), String::new());
            text(&mut ours, &written);
            pulldown_cmark_escape::escape_html_body_text(&mut theirs, &written).unwrap_or_default();
            prop_assert_eq!(ours, theirs);
        }
    }
}
