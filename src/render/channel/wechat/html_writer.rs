//! HTML of an article for the editor: minimal elements with inline styles.
//!
//! Blocks are written one by one; the parts at the end (answers, notes, addresses) are collected on the way.

use std::ops::Range;

use super::styles::ThemeStyles;
use crate::markdown::{AdmonitionKind, task_mark};
use crate::render::channel::article::{
    ArticleBlock, ArticleListItem, BlockContent, InlinePart, inline_text,
};
use crate::site::FileId;

/// Bullets by depth.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];
/// Most nested levels of one tag that the platform allows.
const MOST_LEVELS: usize = 10;

/// HTML for the editor, with placeholders for the addresses of images.
#[derive(Debug, Default)]
pub(super) struct WechatHtml {
    /// HTML with placeholders.
    pub(super) html: String,
    /// Images, in the order of their placeholders from 1.
    pub(super) images: Vec<FileId>,
    /// Characters of each block's HTML, with the block's bytes in the text.
    pub(super) parts: Vec<(Range<usize>, usize)>,
    /// Remarks for the editor, each with its bytes in the text.
    pub(super) remarks: Vec<(EditorRemark, Range<usize>)>,
}

/// Something that an editor should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum EditorRemark {
    /// Table with this many columns.
    Wide(usize),
    /// So many levels of one tag.
    Deep(usize),
    /// Video or audio.
    Media(String),
    /// Image of another site, by its address.
    External(String),
}

/// Placeholder for the address of an image, by its number from 1.
pub(super) fn placeholder(number: usize) -> String {
    format!("{{{{image-{number}}}}}")
}

/// Writes an article.
pub(super) struct WechatWriter<'w> {
    pub(super) out: String,
    pub(super) styles: &'w ThemeStyles,
    /// Width and height of an image in the package, in pixels; `None` if it is left out.
    pub(super) sizes: &'w dyn Fn(FileId) -> Option<(u32, u32)>,
    pub(super) images: Vec<FileId>,
    /// Addresses that links lead to, each with the words of its first link.
    pub(super) addresses: Vec<(String, String)>,
    /// Answers of quizzes: the quiz's title, and a line for each question.
    pub(super) answers: Vec<(Option<String>, Vec<String>)>,
    pub(super) remarks: Vec<(EditorRemark, Range<usize>)>,
    parts: Vec<(Range<usize>, usize)>,
    /// Number of open `section` elements.
    levels: usize,
    /// Deepest nesting in the current block, and the first element that is too deep.
    deep: Option<(usize, Range<usize>)>,
}

impl<'w> WechatWriter<'w> {
    pub(super) fn new(
        styles: &'w ThemeStyles,
        sizes: &'w dyn Fn(FileId) -> Option<(u32, u32)>,
    ) -> Self {
        Self {
            out: String::new(),
            styles,
            sizes,
            images: Vec::new(),
            addresses: Vec::new(),
            answers: Vec::new(),
            remarks: Vec::new(),
            parts: Vec::new(),
            levels: 1,
            deep: None,
        }
    }

    /// Writes the document's own blocks and measures each.
    pub(super) fn body(&mut self, blocks: &[ArticleBlock]) {
        for block in blocks {
            let before = self.out.len();
            self.block(block);
            let deep = self.deep.take();
            self.remarks
                .extend(deep.map(|(levels, range)| (EditorRemark::Deep(levels), range)));
            let written = self.out[before..].chars().count();
            self.parts.push((block.range.clone(), written));
        }
    }

    /// Wraps the whole in one element with the inherited styles.
    pub(super) fn finish(self) -> WechatHtml {
        let Self {
            out,
            styles,
            images,
            remarks,
            parts,
            ..
        } = self;
        let html = format!("<section{}>{out}</section>", attribute(styles.get("body")));
        WechatHtml {
            html,
            images,
            parts,
            remarks,
        }
    }

    pub(super) fn blocks(&mut self, blocks: &[ArticleBlock]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &ArticleBlock) {
        match &block.content {
            BlockContent::Paragraph(words) => self.paragraph(words, &block.range),
            BlockContent::Heading(level, words) => {
                let (tag, key) = match level {
                    ..=2 => ("h2", "heading2"),
                    3 => ("h3", "heading3"),
                    _ => ("h4", "heading4"),
                };
                self.text_element(tag, key, words);
            }
            BlockContent::List(items) => self.list(items, 0, 0.0),
            BlockContent::Quote(blocks) => {
                self.section("quote", "", &block.range, |writer| writer.blocks(blocks));
            }
            BlockContent::Definition(blocks) => {
                self.section("definition", "", &block.range, |writer| {
                    writer.blocks(blocks);
                });
            }
            BlockContent::Term(words) => {
                let strong = [InlinePart::Styled(
                    crate::render::channel::article::TextStyle::Strong,
                    words.clone(),
                )];
                self.text_element("p", "item", &strong);
            }
            BlockContent::Notice(kind, title, blocks) => {
                self.notice(*kind, title.as_deref(), blocks, &block.range);
            }
            BlockContent::Code(code) => self.code(code, &block.range),
            BlockContent::Table(table) => self.table(table, &block.range),
            BlockContent::Figure(words, caption) => self.figure(words, caption, &block.range),
            BlockContent::Rule => self.open("hr", "rule", ""),
            BlockContent::Component(name, data) => self.component(name, data, &block.range),
        }
    }

    /// Opens an element with the styles under a key and more of its own.
    pub(super) fn open(&mut self, tag: &str, key: &str, more: &str) {
        let styles = self.styles.get(key);
        let parted = if styles.is_empty() || more.is_empty() {
            ""
        } else {
            ";"
        };
        let style = attribute(&format!("{styles}{parted}{more}"));
        self.out.extend(["<", tag, &style, ">"]);
    }

    pub(super) fn close(&mut self, tag: &str) {
        self.out.extend(["</", tag, ">"]);
    }

    /// Enters a `section`; the first that is too deep in a block becomes a remark.
    pub(super) fn enter(&mut self, range: &Range<usize>) {
        self.levels += 1;
        if self.levels > MOST_LEVELS {
            let (deepest, _) = self.deep.get_or_insert_with(|| (0, range.clone()));
            *deepest = (*deepest).max(self.levels);
        }
    }

    pub(super) fn leave(&mut self) {
        self.levels -= 1;
    }

    /// Writes a box around blocks; nesting that is too deep becomes a remark.
    pub(super) fn section(
        &mut self,
        key: &str,
        more: &str,
        range: &Range<usize>,
        inner: impl FnOnce(&mut Self),
    ) {
        self.enter(range);
        self.open("section", key, more);
        inner(self);
        self.close("section");
        self.leave();
    }

    /// Writes images alone in a paragraph as figures.
    fn paragraph(&mut self, words: &[InlinePart], range: &Range<usize>) {
        let is_picture = |inline: &InlinePart| match inline {
            InlinePart::Image(_) | InlinePart::Break => true,
            InlinePart::Text(text) => text.trim().is_empty(),
            _ => false,
        };
        if words.iter().all(is_picture)
            && words
                .iter()
                .any(|inline| matches!(inline, InlinePart::Image(_)))
        {
            self.figure(words, "", range);
        } else {
            self.text_element("p", "paragraph", words);
        }
    }

    /// Writes an element of running text.
    pub(super) fn text_element(&mut self, tag: &str, key: &str, words: &[InlinePart]) {
        self.open(tag, key, "");
        self.wrapped(words);
        self.close(tag);
    }

    /// Running text; where elements stand in it, all of it in one element: the platform's checker
    /// takes parts of a line beside bare text for lines that overlap.
    pub(super) fn wrapped(&mut self, words: &[InlinePart]) {
        let is_bare = |inline: &InlinePart| match inline {
            InlinePart::Text(text) => !text.contains(runs_leftwards),
            other => matches!(other, InlinePart::Break | InlinePart::Task(_)),
        };
        let begins = words
            .iter()
            .position(|inline| !matches!(inline, InlinePart::Break));
        let words = &words[begins.unwrap_or(words.len())..];
        if words.iter().all(is_bare) {
            self.inlines(words);
        } else {
            self.out.push_str("<span>");
            self.inlines(words);
            self.out.push_str("</span>");
        }
    }

    /// Items as paragraphs with their markers, each level further in.
    fn list(&mut self, items: &[ArticleListItem], depth: usize, indent: f64) {
        let width = items.iter().map(marker_width).fold(0.0, f64::max);
        for item in items {
            self.item(item, depth, indent + width, width);
        }
    }

    fn item(&mut self, item: &ArticleListItem, depth: usize, indent: f64, width: f64) {
        let (mut words, mut rest): (&[InlinePart], &[ArticleBlock]) = (&[], &item.blocks);
        if let Some((
            ArticleBlock {
                content: BlockContent::Paragraph(first),
                ..
            },
            others,
        )) = item.blocks.split_first()
        {
            (words, rest) = (first, others);
        }
        let marker = match (words.first(), item.number) {
            (Some(InlinePart::Task(done)), _) => {
                words = &words[1..];
                task_mark(*done).to_string()
            }
            (_, Some(number)) => format!("{number}{}", item.sign),
            (_, None) => BULLETS[depth.min(BULLETS.len() - 1)].to_owned(),
        };
        // The span's margin moves its first line out: the marker hangs before the lines that follow.
        self.open("p", "item", &format!("padding-left:{}em", em(indent)));
        self.open("span", "marker", &format!("margin-left:-{}em", em(width)));
        self.out.push_str(&marker);
        self.out.push_str("&nbsp;");
        self.inlines(words);
        self.out.push_str("</span>");
        self.close("p");
        for block in rest {
            match &block.content {
                BlockContent::List(items) => self.list(items, depth + 1, indent),
                BlockContent::Paragraph(words) => {
                    self.open("p", "item", &format!("padding-left:{}em", em(indent)));
                    self.wrapped(words);
                    self.close("p");
                }
                _ => self.block(block),
            }
        }
    }

    fn notice(
        &mut self,
        kind: AdmonitionKind,
        title: Option<&str>,
        blocks: &[ArticleBlock],
        range: &Range<usize>,
    ) {
        let key = kind.class().trim_start_matches("box-");
        let colour = self.styles.get(key).to_owned();
        let border = if colour.is_empty() {
            String::new()
        } else {
            format!("border-left:4px solid {colour}")
        };
        let name = kind.name(true);
        let title = title.map_or_else(|| name.to_owned(), |title| format!("{name}：{title}"));
        self.section("box", &border, range, |writer| {
            let colour = if colour.is_empty() {
                String::new()
            } else {
                format!("color:{colour}")
            };
            writer.open("p", "box_title", &colour);
            text(&mut writer.out, &title);
            writer.close("p");
            writer.blocks(blocks);
        });
    }

    /// Code keeps its lines and spaces, and scrolls.
    fn code(&mut self, code: &str, range: &Range<usize>) {
        self.enter(range);
        let style = attribute(self.styles.get("code_block"));
        self.out.extend([
            "<section",
            &style,
            " data-ignore-width=\"1\"><code style=\"white-space:nowrap\">",
        ]);
        let code = code.trim_end_matches('\n').replace('\t', "    ");
        for (at, line) in code.split('\n').enumerate() {
            if at > 0 {
                self.out.push_str("<br>");
            }
            let mut escaped = String::with_capacity(line.len() + 8);
            text(&mut escaped, line);
            self.out.push_str(&escaped.replace(' ', "&nbsp;"));
        }
        self.out.push_str("</code></section>");
        self.leave();
    }

    /// Writes images with their caption.
    fn figure(&mut self, words: &[InlinePart], caption: &str, range: &Range<usize>) {
        self.enter(range);
        let before = self.out.len();
        self.open("section", "figure", "");
        let opened = self.out.len();
        for inline in words {
            match inline {
                InlinePart::Image(image) => self.image(image),
                InlinePart::Text(text) if text.trim().is_empty() => {}
                InlinePart::Break => {}
                other => self.inlines(std::slice::from_ref(other)),
            }
        }
        let is_empty = self.out.len() == opened;
        if is_empty && caption.is_empty() {
            self.out.truncate(before);
            return self.leave();
        }
        if !caption.is_empty() {
            let repeats = is_empty && inline_text(words).trim() == caption.trim();
            if !repeats || is_empty {
                self.open("p", "caption", "");
                text(&mut self.out, caption);
                self.close("p");
            }
        }
        self.close("section");
        self.leave();
    }
}

/// Width of an item's marker with the space after it, in em.
fn marker_width(item: &ArticleListItem) -> f64 {
    let is_task = matches!(
        item.blocks.first(),
        Some(ArticleBlock { content: BlockContent::Paragraph(words), .. }) if matches!(words.first(), Some(InlinePart::Task(_)))
    );
    match item.number {
        Some(number) if !is_task => {
            let digits = number.to_string().len();
            [1.3, 1.9, 2.5].get(digits - 1).copied().unwrap_or(3.1)
        }
        _ if is_task => 1.4,
        _ => 0.8,
    }
}

/// Scripts that run from right to left, and what turns the direction about: a line of both has several parts.
fn runs_leftwards(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Formats a length in em with at most one decimal.
fn em(length: f64) -> String {
    let tenths = (length * 10.0).round();
    if (tenths % 10.0).abs() < 0.5 {
        format!("{:.0}", tenths / 10.0)
    } else {
        format!("{:.1}", tenths / 10.0)
            .trim_start_matches('0')
            .to_owned()
    }
}

/// ` style="…"`, unless there is nothing to say.
pub(super) fn attribute(declarations: &str) -> String {
    if declarations.is_empty() {
        String::new()
    } else {
        format!(" style=\"{declarations}\"")
    }
}

/// Text between tags.
pub(super) fn text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

/// Text within a quoted attribute.
pub(super) fn quoted(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}
