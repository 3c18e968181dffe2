//! Characters and documents of XML 1.0.

use std::borrow::Cow;

/// Removes the characters that XML 1.0 (section 2.2, production 2) cannot represent: most control
/// characters, U+FFFE and U+FFFF.
pub(crate) fn writable(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_writable) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| is_writable(c)).collect())
}

fn is_writable(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r') || (!c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

/// Adds the declaration and, if the theme has one, the stylesheet for browsers; `body` is the
/// writer's output, with or without a declaration.
pub(super) fn document(body: &[u8], stylesheet: Option<&str>) -> Vec<u8> {
    let root = if body.starts_with(b"<?xml") {
        body.windows(2)
            .position(|two| two == b"?>")
            .map_or(body, |at| &body[at + 2..])
    } else {
        body
    };
    let mut xml = b"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_vec();
    if let Some(href) = stylesheet {
        let href = quick_xml::escape::escape(href);
        xml.extend(format!("<?xml-stylesheet type=\"text/css\" href=\"{href}\"?>\n").into_bytes());
    }
    xml.extend_from_slice(root.trim_ascii());
    xml.push(b'\n');
    xml
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        assert_eq!(
            writable("宪法\u{0}\u{b}\u{1b}\u{85}\u{fffe}日\t🙂"),
            "宪法日\t🙂"
        );
        assert_eq!(writable("]]>&<"), "]]>&<");
    }
}
