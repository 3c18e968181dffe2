//! Takes raw HTML apart into tags, comments and text: enough to name and to filter them, no more.

use std::borrow::Cow;

/// A part of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text between tags.
    Text(&'a str),
    /// A comment, declaration or processing instruction; also a tag that is never closed.
    Comment(&'a str),
    /// An opening or closing tag.
    Element(Element<'a>),
}

/// A tag as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    /// All of it.
    pub(crate) source: &'a str,
    /// Its name, in the case it was written in.
    pub(crate) name: &'a str,
    /// Whether it is `</name>`.
    pub(crate) closing: bool,
    /// Its attributes, undecoded.
    pub(crate) attributes: Vec<(&'a str, &'a str)>,
}

/// The parts of some raw HTML, in order.
pub(crate) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if let Some((token, length)) = token(&rest[at..]) {
            push_text(&mut tokens, &rest[..at]);
            tokens.push(token);
            rest = &rest[at + length..];
        } else {
            push_text(&mut tokens, &rest[..=at]);
            rest = &rest[at + 1..];
        }
    }
    push_text(&mut tokens, rest);
    tokens
}

fn push_text<'a>(tokens: &mut Vec<Token<'a>>, text: &'a str) {
    if !text.is_empty() {
        tokens.push(Token::Text(text));
    }
}

/// The token that `html`, which begins with `<`, begins with, and its length.
fn token(html: &str) -> Option<(Token<'_>, usize)> {
    let inner = &html[1..];
    if inner.starts_with("!--") {
        let length = html[4..].find("-->").map_or(html.len(), |at| 4 + at + 3);
        return Some((Token::Comment(&html[..length]), length));
    }
    if inner.starts_with(['!', '?']) {
        let length = html.find('>').map_or(html.len(), |at| at + 1);
        return Some((Token::Comment(&html[..length]), length));
    }
    let closing = inner.starts_with('/');
    let named = inner.strip_prefix('/').unwrap_or(inner);
    if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name = &named[..named.find(ends_name).unwrap_or(named.len())];
    let Some((attributes, after)) = attributes(&named[name.len()..]) else {
        return Some((Token::Comment(html), html.len()));
    };
    let length = html.len() - after.len();
    Some((Token::Element(Element { source: &html[..length], name, closing, attributes }), length))
}

fn ends_name(c: char) -> bool {
    c.is_ascii_whitespace() || c == '>' || c == '/'
}

type Attributes<'a> = Vec<(&'a str, &'a str)>;

/// The attributes up to `>`, and what follows it; `None` when there is no `>`.
fn attributes(mut rest: &str) -> Option<(Attributes<'_>, &str)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return Some((attributes, after));
        }
        let first = rest.chars().next()?;
        let end = rest[first.len_utf8()..]
            .find(|c| ends_name(c) || c == '=')
            .map_or(rest.len(), |at| first.len_utf8() + at);
        let name = &rest[..end];
        let (value, after) = value(&rest[end..])?;
        attributes.push((name, value));
        rest = after;
    }
}

/// The value after an attribute's name, empty where there is none, and what follows it.
fn value(rest: &str) -> Option<(&str, &str)> {
    let Some(given) = rest.trim_start().strip_prefix('=') else { return Some(("", rest)) };
    let given = given.trim_start();
    let first = given.chars().next()?;
    if matches!(first, '"' | '\'') {
        return given[1..].split_once(first);
    }
    Some(given.split_at(given.find(|c: char| c.is_ascii_whitespace() || c == '>')?))
}

/// An attribute's value with the entities that addresses have resolved.
pub(crate) fn decoded(value: &str) -> Cow<'_, str> {
    if value.contains('&') { value.replace("&amp;", "&").into() } else { value.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_taken_apart() {
        insta::assert_debug_snapshot!(tokens("a<b c d='e>' f=g/>h</B ><!-- i --><o:p>1 < 2"), @r#"
        [
            Text(
                "a",
            ),
            Element(
                Element {
                    source: "<b c d='e>' f=g/>",
                    name: "b",
                    closing: false,
                    attributes: [
                        (
                            "c",
                            "",
                        ),
                        (
                            "d",
                            "e>",
                        ),
                        (
                            "f",
                            "g/",
                        ),
                    ],
                },
            ),
            Text(
                "h",
            ),
            Element(
                Element {
                    source: "</B >",
                    name: "B",
                    closing: true,
                    attributes: [],
                },
            ),
            Comment(
                "<!-- i -->",
            ),
            Element(
                Element {
                    source: "<o:p>",
                    name: "o:p",
                    closing: false,
                    attributes: [],
                },
            ),
            Text(
                "1 <",
            ),
            Text(
                " 2",
            ),
        ]
        "#);
    }

    #[test]
    fn a_tag_without_an_end_is_no_tag() {
        assert_eq!(tokens("a<b c=\"d>"), [Token::Text("a"), Token::Comment("<b c=\"d>")]);
        assert_eq!(tokens("<!--x"), [Token::Comment("<!--x")]);
        assert_eq!(tokens("<!-->x"), [Token::Comment("<!-->x")]);
    }
}
