//! What a body is made of once every adaptor has passed over it.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::admonitions::AdmonitionKind;
use super::blocks::ComponentBlock;
use super::feature_set::FeatureSet;
use super::raw_html::{ElementRule, RawTag};
use crate::diagnostic::{Code, Message};

/// A piece and the bytes of the whole text that it was made from.
pub type SpannedEvent<'a> = (BodyEvent<'a>, Range<usize>);

/// An event of Markdown, or one of ours.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyEvent<'a> {
    /// What pulldown-cmark says. Quotes that are boxes, fences that are components, footnotes and
    /// lone captioned images are not among these.
    Markdown(Event<'a>),
    /// A notice box begins.
    OpenBox(AdmonitionKind, Option<String>),
    /// It ends.
    CloseBox,
    /// A component block.
    Block(Box<ComponentBlock>),
    /// An image that stands alone begins; the image's own events follow.
    OpenFigure,
    /// It ends, with its caption.
    CloseFigure(CowStr<'a>),
    /// A reference to a footnote: its number, and the how-manieth reference to it, both from 1.
    NoteReference(u32, u32),
    /// The footnotes begin; they are the last thing of a body.
    OpenNotes,
    /// A footnote begins: its number.
    OpenNote(u32),
    /// It ends: its number, and how many references there are.
    CloseNote(u32, u32),
    /// The footnotes end.
    CloseNotes,
    /// Start tag of raw HTML that the sanitizer admitted.
    RawStart(Box<RawTag>),
    /// End tag of an element that [`Piece::RawStart`] began.
    RawEnd(&'static ElementRule),
    /// A place that the site links to: its id.
    Anchor(String),
    /// A block that the site adds: HTML, put out as it is.
    Insert(String),
}

/// A body, adapted, ready for any emitter.
#[derive(Clone, Debug, Default)]
pub struct BodyEvents<'a> {
    /// The text of the first-level heading that opened it, which is not among the pieces.
    pub title: Option<String>,
    /// Its pieces, in order.
    pub pieces: Vec<SpannedEvent<'a>>,
    /// What adaptors found to be wrong.
    pub findings: Vec<BodyDiagnostic>,
    /// What it held before it was adapted.
    pub(super) holds: FeatureSet,
}

/// Something wrong, not yet at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyDiagnostic {
    /// Its stable code.
    pub code: Code,
    /// What is wrong.
    pub message: Message,
    /// How to mend it.
    pub hint: Option<Message>,
    /// Another tool's own words.
    pub quote: Option<String>,
    /// The bytes of the whole text that it speaks of.
    pub range: Range<usize>,
}

impl BodyDiagnostic {
    /// Something wrong at some bytes of the text.
    pub(super) fn new(code: Code, message: Message, range: Range<usize>) -> Self {
        Self {
            code,
            message,
            hint: None,
            quote: None,
            range,
        }
    }

    /// The same with advice.
    pub(super) fn hint(self, hint: Message) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }
}

/// The text of some pieces without markup; images give their alternative text.
pub(super) fn plain_text<'p>(pieces: &'p [SpannedEvent<'_>]) -> Cow<'p, str> {
    let mut plain = Cow::Borrowed("");
    for (piece, _) in pieces {
        // The first part is borrowed, which is all that most have.
        match piece {
            BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) => plain += &**text,
            BodyEvent::Markdown(Event::SoftBreak | Event::HardBreak) => plain += " ",
            _ => {}
        }
    }
    plain
}
