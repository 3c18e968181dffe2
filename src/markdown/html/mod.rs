//! HTML emitter.
//!
//! Submodules emit links, images, tables, code and footnotes; this module iterates over the events.

mod blocks;
mod code;
mod escape;
mod footnotes;
mod images;
mod inline;
mod links;
mod prerender;
mod raw_tags;
mod tables;

use std::ops::Range;

pub(super) use code::is_highlighted;
pub(super) use prerender::{link, prerender};

use self::links::LinkEnd;
use self::tables::TableState;
use super::admonitions::AdmonitionKind;
use super::body_event::{BodyDiagnostic, BodyEvent, BodyEvents, SpannedEvent};
use super::ui_strings::{UiStrings, labels};
use super::{LinkResolver, MarkdownDialect, MarkdownOptions};
use crate::content::PendingLink;

/// Returns the HTML of a body, and the diagnostics of its components. `length` is the length of its
/// Markdown in bytes.
pub(super) fn emit(
    body: &BodyEvents<'_>,
    length: usize,
    options: &MarkdownOptions,
    resolver: &dyn LinkResolver,
) -> (String, Vec<BodyDiagnostic>) {
    let mut emitter = emitter(&body.events, length, options, resolver);
    emitter.run();
    (emitter.out, emitter.diagnostics)
}

fn emitter<'b>(
    pieces: &'b [SpannedEvent<'b>],
    length: usize,
    options: &MarkdownOptions,
    around: &'b dyn LinkResolver,
) -> HtmlEmitter<'b> {
    HtmlEmitter {
        pieces,
        at: 0,
        out: String::with_capacity(length + length / 2 + 1024),
        around,
        labels: labels(&options.language),
        is_plain: options.dialect == MarkdownDialect::CommonMark,
        links: Vec::new(),
        open_links: None,
        table: TableState::default(),
        images: 0,
        heading_start: 0,
        diagnostics: Vec::new(),
    }
}

/// Emitter state: iterates over events and writes HTML.
struct HtmlEmitter<'b> {
    pieces: &'b [SpannedEvent<'b>],
    /// Index of the current event.
    at: usize,
    out: String,
    around: &'b dyn LinkResolver,
    labels: &'static UiStrings,
    /// True if the output is plain CommonMark, without additions.
    is_plain: bool,
    /// Pending end of each open link.
    links: Vec<LinkEnd>,
    /// Links left open so far, when pre-rendering.
    open_links: Option<Vec<PendingLink>>,
    table: TableState,
    /// Number of images so far.
    images: u32,
    /// Index of the event that opened the current heading.
    heading_start: usize,
    diagnostics: Vec<BodyDiagnostic>,
}

impl HtmlEmitter<'_> {
    fn run(&mut self) {
        let pieces = self.pieces;
        while let Some((piece, range)) = pieces.get(self.at) {
            self.piece(piece, range);
            self.at += 1;
        }
    }

    fn piece(&mut self, piece: &BodyEvent<'_>, range: &Range<usize>) {
        match piece {
            BodyEvent::Markdown(event) => self.event(event),
            BodyEvent::OpenBox(kind, title) => self.open_box(*kind, title.as_deref()),
            BodyEvent::CloseBox(AdmonitionKind::Details) => self.block("</details>\n"),
            BodyEvent::CloseBox(_) => self.out.push_str("</aside>\n"),
            BodyEvent::Block(block) => self.component(block, range),
            BodyEvent::OpenFigure => self.block("<figure>"),
            BodyEvent::CloseFigure(caption) => self.close_figure(caption),
            BodyEvent::NoteReference(number, nth) => self.note_reference(*number, *nth),
            BodyEvent::OpenNotes => self.open_notes(),
            BodyEvent::OpenNote(number) => self.open_note(*number),
            BodyEvent::CloseNote(number, references) => self.close_note(*number, *references),
            BodyEvent::Anchor(id) => self.anchor(id),
            BodyEvent::Insert(html) => self.insert(html),
            BodyEvent::CloseNotes => self.out.push_str("</ol>\n</section>\n"),
            BodyEvent::RawStart(tag) => self.raw_start(tag),
            BodyEvent::RawEnd(rule) => self.out.extend(["</", rule.name, ">"]),
        }
    }

    /// Emits the start of a block on a line of its own.
    fn block(&mut self, tag: &str) {
        self.fresh_line();
        self.out.push_str(tag);
    }

    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Emits an attribute whose value needs no escaping: pufa's own text, or an id.
    fn own_attribute(&mut self, name: &str, value: &str) {
        self.open_attribute(name);
        self.out.push_str(value);
        self.out.push('"');
    }

    /// Emits an attribute up to its opening quote.
    fn open_attribute(&mut self, name: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }
}
