//! Raw HTML as tokens of the HTML standard (13.2.5), character references resolved.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Token of raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HtmlToken {
    /// Text between tags.
    Text(String),
    /// Comment, or what HTML takes for one.
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
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }
}

/// The tokens of some raw HTML, in order. A tag that is never closed gives none.
pub(crate) fn tokenize(html: &str) -> Vec<HtmlToken> {
    let tokenizer = Tokenizer::new(Tokens::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    // No token asks the tokenizer to stop, so that one call takes in all of the input.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tokens(RefCell<Vec<HtmlToken>>);

impl Tokens {
    fn text(&self, text: &str) {
        let mut tokens = self.0.borrow_mut();
        match tokens.last_mut() {
            Some(HtmlToken::Text(before)) => before.push_str(text),
            _ => tokens.push(HtmlToken::Text(text.to_owned())),
        }
    }
}

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.text(&text),
            Token::CommentToken(text) => self.0.borrow_mut().push(HtmlToken::Comment(text.to_string())),
            Token::TagToken(tag) => {
                let state = content_state(&tag);
                self.0.borrow_mut().push(html_token(tag));
                return state;
            }
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
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
    let attributes =
        attributes.map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()));
    HtmlToken::Start(StartTag { name, attributes: attributes.collect() })
}

/// How the content of an element is read, as a browser's tree builder tells its tokenizer.
fn content_state(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        return TokenSinkResult::Continue;
    }
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
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
    fn a_tag_without_an_end_gives_nothing() {
        assert_eq!(tokenize("a<b c=\"d>"), [HtmlToken::Text("a".to_owned())]);
        assert_eq!(
            tokenize("<script>a<b>c"),
            [
                HtmlToken::Start(StartTag { name: "script".to_owned(), attributes: Vec::new() }),
                HtmlToken::Text("a<b>c".to_owned()),
            ]
        );
        assert_eq!(tokenize(""), []);
    }
}
