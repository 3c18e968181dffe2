//! Escaping of text, attributes and URLs.

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

/// Appends escaped text for the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    escape_html_body_text(out, text).unwrap_or_default();
}

/// Appends escaped text for a quoted attribute.
pub(super) fn attribute(out: &mut String, text: &str) {
    escape_html(out, text).unwrap_or_default();
}

/// Appends a URL for a quoted attribute, percent-encoded where it is not yet.
pub(super) fn address(out: &mut String, address: &str) {
    escape_href(out, address).unwrap_or_default();
}

/// Appends ` name="value"` with a URL as value.
pub(super) fn address_attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    address(out, value);
    out.push('"');
}

/// Appends ` title="…"`, unless it is empty.
pub(super) fn title(out: &mut String, title: &str) {
    if !title.is_empty() {
        out.push_str(" title=\"");
        attribute(out, title);
        out.push('"');
    }
}
