//! Pieces → HTML.
//!
//! What is in a body becomes what is on a page: one small file for links, for images, for tables,
//! for code, for footnotes; this one goes from piece to piece.

mod blocks;
mod code;
mod images;
mod inline;
mod links;
mod notes;
mod raw;
mod tables;
mod unlinked;
mod write;

use std::ops::Range;

pub(super) use code::is_highlighted;
pub(super) use unlinked::{link, unlinked};

use self::links::LinkEnd;
use self::tables::TableState;
use super::labels::{Labels, labels};
use super::piece::{Body, Finding, Piece, Placed};
use super::{Dialect, Options, Surroundings};
use crate::content::UnlinkedLink;

/// The HTML of a body, and what its components found wrong.
/// `length` is that of its Markdown.
pub(super) fn emit(
    body: &Body<'_>,
    length: usize,
    options: &Options,
    around: &dyn Surroundings,
) -> (String, Vec<Finding>) {
    let mut emitter = emitter(&body.pieces, length, options, around);
    emitter.run();
    (emitter.out, emitter.findings)
}

fn emitter<'b>(
    pieces: &'b [Placed<'b>],
    length: usize,
    options: &Options,
    around: &'b dyn Surroundings,
) -> Emitter<'b> {
    Emitter {
        pieces,
        at: 0,
        out: String::with_capacity(length + length / 2 + 1024),
        around,
        labels: labels(&options.language),
        is_plain: options.dialect == Dialect::CommonMark,
        links: Vec::new(),
        open_links: None,
        table: TableState::default(),
        images: 0,
        heading_start: 0,
        findings: Vec::new(),
    }
}

/// Goes from piece to piece and writes.
struct Emitter<'b> {
    pieces: &'b [Placed<'b>],
    /// The piece being written.
    at: usize,
    out: String,
    around: &'b dyn Surroundings,
    labels: &'static Labels,
    /// Whether nothing is added to what the CommonMark specification shows.
    is_plain: bool,
    /// How each open link ends.
    links: Vec<LinkEnd>,
    /// The links so far, where they are left open.
    open_links: Option<Vec<UnlinkedLink>>,
    table: TableState,
    /// How many images there were.
    images: u32,
    /// The piece at which the open heading began.
    heading_start: usize,
    findings: Vec<Finding>,
}

impl Emitter<'_> {
    fn run(&mut self) {
        let pieces = self.pieces;
        while let Some((piece, range)) = pieces.get(self.at) {
            self.piece(piece, range);
            self.at += 1;
        }
    }

    fn piece(&mut self, piece: &Piece<'_>, range: &Range<usize>) {
        match piece {
            Piece::Markdown(event) => self.event(event),
            Piece::OpenBox(kind, title) => self.open_box(*kind, title.as_deref()),
            Piece::CloseBox => self.out.push_str("</aside>\n"),
            Piece::Block(block) => self.component(block, range),
            Piece::OpenFigure => self.block("<figure>"),
            Piece::CloseFigure(caption) => self.close_figure(caption),
            Piece::NoteReference(number, nth) => self.note_reference(*number, *nth),
            Piece::OpenNotes => self.open_notes(),
            Piece::OpenNote(number) => self.open_note(*number),
            Piece::CloseNote(number, references) => self.close_note(*number, *references),
            Piece::Anchor(id) => self.anchor(id),
            Piece::Insert(html) => self.insert(html),
            Piece::CloseNotes => self.out.push_str("</ol>\n</section>\n"),
            Piece::RawStart(tag) => self.raw_start(tag),
            Piece::RawEnd(rule) => self.out.extend(["</", rule.name, ">"]),
        }
    }

    /// Writes the start of a block on a line of its own.
    fn block(&mut self, tag: &str) {
        self.fresh_line();
        self.out.push_str(tag);
    }

    fn fresh_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Writes an attribute with a value in which there is nothing to escape: our own words, or an id.
    fn own_attribute(&mut self, name: &str, value: &str) {
        self.open_attribute(name);
        self.out.push_str(value);
        self.out.push('"');
    }

    /// Writes what comes before the value of an attribute.
    fn open_attribute(&mut self, name: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
    }
}
