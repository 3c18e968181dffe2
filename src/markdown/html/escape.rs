//! Escaping.

use pulldown_cmark_escape::{escape_href, escape_html, escape_html_body_text};

/// Text between tags.
pub(super) fn text(out: &mut String, text: &str) {
    escape_html_body_text(out, text).unwrap_or_default();
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
