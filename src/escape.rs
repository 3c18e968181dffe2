//! Escaping of text for HTML.

use pulldown_cmark_escape::escape_html;

/// Returns a text for the content of an element or for a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_html(&mut out, text).unwrap_or_default();
    out
}
