//! Events and diagnostics of a body after all adaptors have run.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::admonitions::AdmonitionKind;
use super::blocks::ComponentBlock;
use super::feature_set::FeatureSet;
use super::raw_html::{ElementRule, RawTag};
use crate::diagnostic::{Code, Message, SourceEdit};

/// Event with its byte range in the whole text.
pub(crate) type SpannedEvent<'a> = (BodyEvent<'a>, Range<usize>);

/// Markdown event, or one of pufa's extensions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BodyEvent<'a> {
    /// Event of pulldown-cmark, except for what the other variants replace: admonitions, component
    /// blocks, footnotes and standalone captioned images.
    Markdown(Event<'a>),
    /// Start of an admonition, with its title.
    OpenBox(AdmonitionKind, Option<String>),
    /// End of an admonition.
    CloseBox(AdmonitionKind),
    /// A component block.
    Block(Box<ComponentBlock>),
    /// Start of a standalone image; the image's own events follow.
    OpenFigure,
    /// End of a figure, with its caption.
    CloseFigure(CowStr<'a>),
    /// Footnote reference: the footnote's number and the ordinal of this reference to it, from 1.
    NoteReference(u32, u32),
    /// Start of the footnotes, always the last part of a body.
    OpenNotes,
    /// Start of a footnote: its number.
    OpenNote(u32),
    /// End of a footnote: its number and its reference count.
    CloseNote(u32, u32),
    /// End of the footnotes.
    CloseNotes,
    /// Start tag of raw HTML that the sanitizer admitted.
    RawStart(Box<RawTag>),
    /// End tag of an element that [`BodyEvent::RawStart`] began.
    RawEnd(&'static ElementRule),
    /// Anchor that the site injects: its id.
    Anchor(String),
    /// HTML block that the site injects, written unescaped.
    Insert(String),
}

/// Body after all adaptors, ready for any emitter.
#[derive(Clone, Debug, Default)]
pub(crate) struct BodyEvents<'a> {
    /// Text of the opening first-level heading, which is taken out of the events.
    pub title: Option<String>,
    /// Events, in order.
    pub events: Vec<SpannedEvent<'a>>,
    /// Diagnostics of the adaptors.
    pub diagnostics: Vec<BodyDiagnostic>,
    /// Features of the parsed body before the adaptors ran.
    pub(super) features: FeatureSet,
}

/// Diagnostic with a byte range, not yet resolved to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BodyDiagnostic {
    /// Stable code.
    pub code: Code,
    /// Problem.
    pub message: Message,
    /// Hint for the fix.
    pub hint: Option<Message>,
    /// Message of another tool, verbatim.
    pub quote: Option<String>,
    /// Byte range in the whole text.
    pub range: Range<usize>,
    /// Edits of the text that surely repair the fault.
    pub edits: Vec<SourceEdit>,
}

impl BodyDiagnostic {
    /// Creates a diagnostic for a byte range of the text.
    pub(super) fn new(code: Code, message: Message, range: Range<usize>) -> Self {
        Self {
            code,
            message,
            hint: None,
            quote: None,
            range,
            edits: Vec::new(),
        }
    }

    /// Adds a hint.
    pub(super) fn hint(self, hint: Message) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }
}

/// Returns the text of some events without markup; images give their alternative text.
pub(super) fn plain_text<'p>(pieces: &'p [SpannedEvent<'_>]) -> Cow<'p, str> {
    let mut plain = Cow::Borrowed("");
    for (piece, _) in pieces {
        // Borrow the first part: most texts have only one.
        match piece {
            BodyEvent::Markdown(Event::Text(text) | Event::Code(text)) => plain += &**text,
            BodyEvent::Markdown(Event::SoftBreak | Event::HardBreak) => plain += " ",
            _ => {}
        }
    }
    plain
}
