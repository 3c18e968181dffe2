//! SVG as text: elements with escaped attributes and words. Knows shapes, not what they stand for.

use std::fmt::{Display, Write};

use super::text::plain;

/// Attributes of an element, in their order.
pub(super) type SvgAttributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// Writes an element around markup.
pub(super) fn element(name: &str, attributes: SvgAttributes<'_>, inner: &str) -> String {
    let mut out = format!("<{name}");
    for (key, value) in attributes {
        // Writing to a string does not fail.
        let _ = write!(out, " {key}=\"{}\"", words(&value.to_string()));
    }
    if inner.is_empty() {
        out.push_str("/>");
    } else {
        let _ = write!(out, ">{inner}</{name}>");
    }
    out
}

/// Text as it stands between tags or in an attribute.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in plain(text).chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            sign => out.push(sign),
        }
    }
    out
}

/// Writes an element around text.
pub(super) fn worded(name: &str, attributes: SvgAttributes<'_>, text: &str) -> String {
    element(name, attributes, &words(text))
}

/// Writes a line of text that begins at a point.
pub(super) fn line(x: u32, y: u32, class: &str, text: &str) -> String {
    worded("text", &[("class", &class), ("x", &x), ("y", &y)], text)
}

/// Writes a line of text centred on a point.
pub(super) fn centred(x: u32, y: u32, class: &str, text: &str) -> String {
    worded(
        "text",
        &[
            ("class", &class),
            ("x", &x),
            ("y", &y),
            ("text-anchor", &"middle"),
        ],
        text,
    )
}

/// Draws a thin straight line.
pub(super) fn rule(from: (u32, u32), to: (u32, u32), class: &str) -> String {
    let ((x1, y1), (x2, y2)) = (from, to);
    element(
        "line",
        &[
            ("class", &class),
            ("x1", &x1),
            ("y1", &y1),
            ("x2", &x2),
            ("y2", &y2),
            ("stroke", &"currentColor"),
            ("stroke-opacity", &"0.2"),
        ],
        "",
    )
}

/// Converts a length in pixels to em, so that it scales with the reader's font size.
pub(super) fn em(pixels: u32) -> String {
    format!("{}em", f64::from(pixels) / 16.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_values_are_escaped() {
        let made = worded(
            "text",
            &[("class", &"a\"b"), ("x", &1)],
            "<甲> & '乙'\u{0}\u{fffe}",
        );
        assert_eq!(
            made,
            "<text class=\"a&quot;b\" x=\"1\">&lt;甲&gt; &amp; &#39;乙&#39;</text>"
        );
        assert_eq!(element("rect", &[], ""), "<rect/>");
        assert_eq!(em(40), "2.5em");
    }
}
