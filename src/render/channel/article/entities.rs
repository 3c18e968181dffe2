//! Character references of raw HTML.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser};

/// The longest name that HTML has: `CounterClockwiseContourIntegral`.
const LONGEST: usize = 31;

/// Text of raw HTML as it is read.
pub(super) fn resolved(text: &str) -> String {
    let mut parts = text.split('&');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest))) {
            Some((character, rest)) => whole.extend([&*character, rest]),
            None => whole.extend(["&", part]),
        }
    }
    whole
}

/// What a name or a number stands for. Markdown has the references of HTML, so its parser knows them all.
fn character(name: &str) -> Option<Cow<'static, str>> {
    match name {
        "nbsp" => return Some("\u{a0}".into()),
        "ensp" => return Some("\u{2002}".into()),
        "emsp" => return Some("\u{2003}".into()),
        _ => {}
    }
    let is_one = |c: char| c.is_ascii_alphanumeric() || c == '#';
    if name.is_empty() || name.len() > LONGEST || !name.chars().all(is_one) {
        return None;
    }
    let written = format!("&{name};");
    let read: String = Parser::new(&written)
        .filter_map(|event| if let Event::Text(text) = event { Some(text.to_string()) } else { None })
        .collect();
    Some(read).filter(|read| *read != written && !read.chars().any(char::is_control)).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn references_become_characters() {
        assert_eq!(
            resolved("甲&amp;乙&#20013;&#x4e2d;&nbsp;&unknown; & 丙"),
            "甲&乙中中\u{a0}&unknown; & 丙"
        );
        assert_eq!(resolved("&frac12;&notin;&sect;&#1;&lt;b&gt;&quot;"), "½∉§&#1;<b>\"");
    }
}
