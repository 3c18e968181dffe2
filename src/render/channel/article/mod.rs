//! Article as a tree, the common input of every channel.
//!
//! The tree is built from the same adapted events as the site's HTML (`build`); links and images are resolved,
//! addresses are absolute. The tree knows no channel and no markup.

mod build;
mod plain;
mod raw;
mod stack;

use std::ops::Range;

use serde_json::Value;

use crate::markdown::AdmonitionKind;
use crate::site::FileId;

pub(crate) use build::build;
pub(crate) use plain::{inline_text, plain_text};

/// Document's body as a tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Article {
    /// Blocks, without the footnotes.
    pub blocks: Vec<ArticleBlock>,
    /// Footnotes, in the order of their numbers from 1.
    pub notes: Vec<Vec<ArticleBlock>>,
}

/// Block, and the bytes of the document's text that it was made from.
#[derive(Clone, Debug)]
pub(crate) struct ArticleBlock {
    /// Bytes of the whole text.
    pub range: Range<usize>,
    /// Content.
    pub content: BlockContent,
}

/// Content of a block.
#[derive(Clone, Debug)]
pub(crate) enum BlockContent {
    /// Paragraph.
    Paragraph(Vec<InlinePart>),
    /// Heading of a level from 2 to 6.
    Heading(u8, Vec<InlinePart>),
    /// List.
    List(Vec<ArticleListItem>),
    /// Quotation.
    Quote(Vec<ArticleBlock>),
    /// Notice box with its own title, if it has one.
    Notice(AdmonitionKind, Option<String>, Vec<ArticleBlock>),
    /// Code, as it is.
    Code(String),
    /// Table.
    Table(ArticleTable),
    /// Image with its caption.
    Figure(Vec<InlinePart>, String),
    /// Thematic break.
    Rule,
    /// Term of a definition.
    Term(Vec<InlinePart>),
    /// Definition of a term.
    Definition(Vec<ArticleBlock>),
    /// Component block: its canonical name and its data, files resolved.
    Component(String, Value),
}

/// Item of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct ArticleListItem {
    /// Number, in a numbered list.
    pub number: Option<u64>,
    /// Sign after the number: `.` or `)`.
    pub sign: char,
    /// Contents.
    pub blocks: Vec<ArticleBlock>,
}

/// Table, rows of heads first.
#[derive(Clone, Debug, Default)]
pub(crate) struct ArticleTable {
    /// Rows.
    pub rows: Vec<Vec<ArticleCell>>,
}

impl ArticleTable {
    /// Returns the number of columns of the widest row.
    pub(crate) fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or_default()
    }
}

/// Cell of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct ArticleCell {
    /// True for the header of a column or row.
    pub is_head: bool,
    /// Alignment of the text, if stated.
    pub align: Option<&'static str>,
    /// Number of columns and rows that it spans.
    pub span: (u32, u32),
    /// Contents.
    pub blocks: Vec<ArticleBlock>,
}

/// Part of running text.
#[derive(Clone, Debug)]
pub(crate) enum InlinePart {
    /// Text as it is read.
    Text(String),
    /// Code in the text.
    Code(String),
    /// Line break.
    Break,
    /// Text that is set apart.
    Styled(TextStyle, Vec<InlinePart>),
    /// Link.
    Link(ArticleLink, Vec<InlinePart>),
    /// Image.
    Image(ArticleImage),
    /// Reference to a footnote.
    Note(u32),
    /// Checkbox of a task; true if ticked.
    Task(bool),
}

/// Style of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextStyle {
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
    /// Gloss over a word (`<rt>`).
    Gloss,
}

/// Target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ArticleLink {
    /// Page of this site or another, by its absolute address.
    Page(String),
    /// File of the site: absolute address, type in capitals, length in bytes.
    File(String, String, u64),
    /// Mail or telephone address, which the text states already.
    Direct(String),
    /// Target within the article, or none.
    Nowhere,
}

/// Image.
#[derive(Clone, Debug)]
pub(crate) struct ArticleImage {
    /// Content.
    pub source: ImageSource,
    /// Alternative text.
    pub words: String,
    /// Bytes of the whole text that name it.
    pub range: Range<usize>,
}

/// Source of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum ImageSource {
    /// File of the site.
    File(FileId),
    /// Image of another site, by its address.
    External(String),
    /// Unknown source.
    Nowhere,
}
