//! An article as a tree: what every channel reads, each to write it in its own way.
//!
//! The tree is made of the same adapted pieces as the site's HTML (`build`); links and
//! pictures are resolved, addresses are absolute. It knows no channel and no markup.

mod build;
mod plain;
mod raw;
mod stack;

use std::ops::Range;

use serde_json::Value;

use crate::markdown::AdmonitionKind;
use crate::site::FileId;

pub(crate) use build::build;
pub use plain::{inline_text, plain_text};

/// A document's body as a tree.
#[derive(Clone, Debug, Default)]
pub struct Article {
    /// Its blocks, without the footnotes.
    pub blocks: Vec<ArticleBlock>,
    /// The footnotes, in the order of their numbers from 1.
    pub notes: Vec<Vec<ArticleBlock>>,
}

/// A block, and the bytes of the document's text that it was made from.
#[derive(Clone, Debug)]
pub struct ArticleBlock {
    /// The bytes of the whole text.
    pub range: Range<usize>,
    /// What it is.
    pub content: BlockContent,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockContent {
    /// A paragraph.
    Paragraph(Vec<InlinePart>),
    /// A heading of a level from 2 to 6.
    Heading(u8, Vec<InlinePart>),
    /// A list.
    List(Vec<ArticleListItem>),
    /// A quotation.
    Quote(Vec<ArticleBlock>),
    /// A notice box with its own title, if it has one.
    Notice(AdmonitionKind, Option<String>, Vec<ArticleBlock>),
    /// Code, as it is.
    Code(String),
    /// A table.
    Table(ArticleTable),
    /// A picture with its caption.
    Figure(Vec<InlinePart>, String),
    /// A line across.
    Rule,
    /// A term that is explained.
    Term(Vec<InlinePart>),
    /// The explanation of a term.
    Definition(Vec<ArticleBlock>),
    /// A component block: its canonical name and its data, files resolved.
    Component(String, Value),
}

/// An item of a list.
#[derive(Clone, Debug, Default)]
pub struct ArticleListItem {
    /// Its number, where the list is numbered.
    pub number: Option<u64>,
    /// The sign after the number: `.` or `)`.
    pub sign: char,
    /// What it holds.
    pub blocks: Vec<ArticleBlock>,
}

/// A table, rows of heads first.
#[derive(Clone, Debug, Default)]
pub struct ArticleTable {
    /// Its rows.
    pub rows: Vec<Vec<ArticleCell>>,
}

impl ArticleTable {
    /// How many columns its widest row has.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct ArticleCell {
    /// Whether it heads its column or row.
    pub is_head: bool,
    /// How its text is aligned, where that is said.
    pub align: Option<&'static str>,
    /// Over how many columns and rows it goes.
    pub span: (u32, u32),
    /// What it holds.
    pub blocks: Vec<ArticleBlock>,
}

/// A part of running text.
#[derive(Clone, Debug)]
pub enum InlinePart {
    /// Text as it is read.
    Text(String),
    /// Code in the text.
    Code(String),
    /// A line ends here.
    Break,
    /// Text that is set apart.
    Styled(TextStyle, Vec<InlinePart>),
    /// A link.
    Link(ArticleLink, Vec<InlinePart>),
    /// A picture.
    Image(ArticleImage),
    /// A reference to a footnote.
    Note(u32),
    /// The box of a task, and whether it is ticked.
    Task(bool),
}

/// How text is set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextStyle {
    /// **Strong**.
    Strong,
    /// *Emphasis*.
    Emphasis,
    /// Struck out.
    Strike,
    /// Underlined.
    Underline,
    /// Marked.
    Mark,
    /// Above the line.
    Superscript,
    /// Below the line.
    Subscript,
    /// A gloss over a word (`<rt>`).
    Gloss,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleLink {
    /// A page of the site or of another: its absolute address.
    Page(String),
    /// A file of the site: its absolute address, its type in capitals and its length in bytes.
    File(String, String, u64),
    /// A mailbox or a telephone: the words say it already.
    Direct(String),
    /// A place in the article itself, or nowhere.
    Nowhere,
}

/// A picture.
#[derive(Clone, Debug)]
pub struct ArticleImage {
    /// What it is.
    pub source: ImageSource,
    /// The words in its place.
    pub words: String,
    /// What it is called.
    pub title: String,
    /// The bytes of the whole text that name it.
    pub range: Range<usize>,
}

/// Which picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImageSource {
    /// A file of the site.
    File(FileId),
    /// A picture elsewhere, by its address.
    External(String),
    /// Nothing that is known.
    Nowhere,
}
