//! Tokens of raw HTML by the HTML standard (13.2.5), character references resolved.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use crate::limits::html::MOST_ATTRIBUTES;

/// Token of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HtmlToken {
    /// Text between tags.
    Text(String),
    /// Comment, or what HTML treats as one.
    Comment(String),
    /// Start tag.
    Start(StartTag),
    /// End tag: its lower-case name.
    End(String),
}

/// Start tag with an author's attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StartTag {
    /// Lower-case name.
    pub(crate) name: String,
    /// Lower-case names and values, in order, without repeated names.
    pub(crate) attributes: Vec<(String, String)>,
}

impl StartTag {
    /// Returns the value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| &**value)
    }
}

/// Returns the tokens of raw HTML; an unclosed tag gives none. With over [`MOST_ATTRIBUTES`] in one
/// tag, all becomes text: the tokenizer compares each attribute with all before it.
pub(crate) fn tokenize(html: &str) -> Vec<HtmlToken> {
    if html.len() > MOST_ATTRIBUTES && most_attributes(html) > MOST_ATTRIBUTES {
        return vec![HtmlToken::Text(html.to_owned())];
    }
    let tokenizer = Tokenizer::new(HtmlTokens::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // No token asks the tokenizer to stop, so one call consumes all input.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct HtmlTokens(RefCell<Vec<HtmlToken>>);

impl HtmlTokens {
    fn text(&self, text: &str) {
        let mut tokens = self.0.borrow_mut();
        match tokens.last_mut() {
            Some(HtmlToken::Text(before)) => before.push_str(text),
            _ => tokens.push(HtmlToken::Text(text.to_owned())),
        }
    }
}

impl TokenSink for HtmlTokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text(&text),
            Token::CommentToken(text) => self
                .0
                .borrow_mut()
                .push(HtmlToken::Comment(text.to_string())),
            Token::TagToken(tag) => {
                let state = content_state(&tag);
                self.0.borrow_mut().push(html_token(tag));
                return state;
            }
            Token::DoctypeToken(_)
            | Token::NullCharacterToken
            | Token::EOFToken
            | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

fn html_token(tag: Tag) -> HtmlToken {
    let name = tag.name.to_string();
    if tag.kind == TagKind::EndTag {
        return HtmlToken::End(name);
    }
    let attributes = tag.attrs.into_iter();
    let attributes = attributes.map(|attribute| {
        (
            attribute.name.local.to_string(),
            attribute.value.to_string(),
        )
    });
    HtmlToken::Start(StartTag {
        name,
        attributes: attributes.collect(),
    })
}

/// Returns the tokenizer state for an element's content, as a browser's tree builder sets it.
fn content_state(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

/// State of the scan of a tag (HTML, 13.2.5.32 to 13.2.5.40).
#[derive(Clone, Copy)]
enum TagState {
    Outside,
    BeforeName,
    Name,
    BeforeValue,
    Unquoted,
    Quoted(u8),
}

/// Returns an upper bound of the number of attributes per tag in some HTML.
fn most_attributes(html: &str) -> usize {
    let bytes = html.as_bytes();
    let mut most = 0;
    let mut count = 0;
    let mut state = TagState::Outside;
    for (at, &byte) in bytes.iter().enumerate() {
        state = match (state, byte) {
            (TagState::Outside, b'<') if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                count = 0;
                TagState::Unquoted
            }
            (TagState::Quoted(quote), _) if byte != quote => state,
            (TagState::Outside, _) | (_, b'>') => TagState::Outside,
            (TagState::Quoted(_), _) | (TagState::Name, b'/') => TagState::BeforeName,
            (TagState::BeforeValue, quote @ (b'"' | b'\'')) => TagState::Quoted(quote),
            (TagState::BeforeValue, _) if byte.is_ascii_whitespace() => state,
            (TagState::BeforeValue, _) => TagState::Unquoted,
            (TagState::Name, b'=') => TagState::BeforeValue,
            // Skip the tag's name like a value; a slash ends the name but not a value.
            (TagState::Unquoted, b'/') if count == 0 => TagState::BeforeName,
            (_, _) if byte.is_ascii_whitespace() => TagState::BeforeName,
            // An equals sign after white space belongs to the preceding name.
            (TagState::BeforeName, b'=') if count > 0 => TagState::BeforeValue,
            (TagState::BeforeName, _) if byte != b'/' => {
                count += 1;
                most = most.max(count);
                TagState::Name
            }
            (TagState::BeforeName | TagState::Name | TagState::Unquoted, _) => state,
        };
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_taken_apart() {
        insta::assert_debug_snapshot!(tokenize("a&lt;<B c d='e>' f=g/>h</B ><!-- i --><o:p>1 < 2&nbsp;"), @r#"
        [
            Text(
                "a<",
            ),
            Start(
                StartTag {
                    name: "b",
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
            End(
                "b",
            ),
            Comment(
                " i ",
            ),
            Start(
                StartTag {
                    name: "o:p",
                    attributes: [],
                },
            ),
            Text(
                "1 < 2\u{a0}",
            ),
        ]
        "#);
    }

    #[test]
    fn a_tag_with_too_many_attributes_is_text() {
        use std::fmt::Write as _;
        let tag = |count: usize, between: &str, value: &str| {
            let mut tag = "<b".to_owned();
            for number in 0..count {
                let _ = write!(tag, "{between}a{number}{value}");
            }
            tag + ">"
        };
        for between in [" ", "/", "\n\t"] {
            // A slash after an unquoted value belongs to the value.
            let unquoted = if between == "/" { "" } else { "=x" };
            for value in ["", unquoted, "=\"x y\"", " = '>'", "=\"\""] {
                let most = tag(MOST_ATTRIBUTES, between, value);
                let more = tag(MOST_ATTRIBUTES + 1, between, value);
                assert_eq!(
                    most_attributes(&most),
                    MOST_ATTRIBUTES,
                    "{between:?} {value:?}"
                );
                assert!(
                    matches!(&tokenize(&most)[..], [HtmlToken::Start(_)]),
                    "{between:?} {value:?}"
                );
                assert_eq!(tokenize(&more), [HtmlToken::Text(more.clone())]);
            }
        }
        let picture = format!(
            "<img src=\"data:image/png;base64,{}\" alt='{}'>",
            "a/b+".repeat(9000),
            "字 ".repeat(900)
        );
        assert_eq!(most_attributes(&picture), 2);
        assert_eq!(most_attributes("<a href=https://a.example/b/c/d>"), 1);
    }

    #[test]
    fn a_tag_without_an_end_gives_nothing() {
        assert_eq!(tokenize("a<b c=\"d>"), [HtmlToken::Text("a".to_owned())]);
        assert_eq!(
            tokenize("<script>a<b>c"),
            [
                HtmlToken::Start(StartTag {
                    name: "script".to_owned(),
                    attributes: Vec::new()
                }),
                HtmlToken::Text("a<b>c".to_owned()),
            ]
        );
        assert_eq!(tokenize(""), []);
    }
}
