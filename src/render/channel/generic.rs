//! 头条号, 学习强国 and others that have no public interface: a clean article to paste, with
//! absolute addresses, and the same as plain text.

use crate::escape::escaped;
use std::fmt::Write;

use serde_json::Value;

use crate::content::StaleSource;
use crate::markdown::{size_text, task_mark};
use crate::message;
use crate::site::FileId;

use super::article::{
    Article, ArticleBlock, ArticleLink, ArticleListItem, ArticleTable, BlockContent, ImageSource,
    InlinePart, TextStyle, plain_text,
};
use super::{ChannelFormat, ChannelPackage, PackageBuilder, PackageContents, PackageOutput};

const HTML: &str = "article.html";
const TEXT: &str = "article.txt";

/// Format of platforms that take a pasted article.
pub(super) struct GenericFormat;

impl ChannelFormat for GenericFormat {
    fn files(&self, _: &PackageBuilder<'_>, _: &ChannelPackage<'_>) -> Vec<String> {
        [HTML, TEXT].map(str::to_owned).to_vec()
    }

    fn build(
        &self,
        builder: &PackageBuilder<'_>,
        package: &ChannelPackage<'_>,
    ) -> Result<PackageOutput, StaleSource> {
        let Some(id) = package.documents.first() else {
            return Ok(PackageOutput::default());
        };
        let source = builder.article_source(package.channel, *id)?;
        let article = source.article();
        let title = source.title().words.into_owned();
        let url = source.url();
        let site = builder.site;
        let image = |id: FileId| site.config.base.absolute(&site.file_url(id));
        let html = page(&title, &url, &body(&article, &image));
        let text = format!("{title}\n\n{}\n\n原文：{url}\n", text_of(&article));
        let length = text.chars().count();
        let about = message!("纯文本 {length} 字", "{length} characters of plain text");
        Ok(PackageOutput {
            outputs: vec![package.output(HTML, html), package.output(TEXT, text)],
            contents: PackageContents {
                titles: vec![title],
                about: Some(about),
            },
            ..PackageOutput::default()
        })
    }

    fn first_file(&self, _: &ChannelPackage<'_>) -> &'static str {
        HTML
    }
}

/// Text with its footnotes.
fn text_of(article: &Article) -> String {
    let mut text = plain_text(&article.blocks);
    for (at, note) in article.notes.iter().enumerate() {
        let number = at + 1;
        let _ = write!(text, "\n\n[注{number}] {}", plain_text(note));
    }
    text
}

fn page(title: &str, url: &str, body: &str) -> String {
    let title = escaped(title);
    let url = escaped(url);
    format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<article>\n<h1>{title}</h1>\n{body}<p>原文：<a href=\"{url}\">{url}</a></p>\n</article>\n</html>\n"
    )
}

/// Article as semantic HTML without styles.
fn body(article: &Article, image: &dyn Fn(FileId) -> String) -> String {
    let mut writer = GenericWriter {
        out: String::new(),
        image,
    };
    writer.blocks(&article.blocks);
    if !article.notes.is_empty() {
        writer.out.push_str("<hr>\n<ol>\n");
        for note in &article.notes {
            writer.element("li", |writer| writer.blocks(note));
        }
        writer.out.push_str("</ol>\n");
    }
    writer.out
}

struct GenericWriter<'w> {
    out: String,
    /// Absolute address of an image.
    image: &'w dyn Fn(FileId) -> String,
}

impl GenericWriter<'_> {
    fn element(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        self.out.extend(["<", tag, ">"]);
        inner(self);
        self.out.extend(["</", tag, ">\n"]);
    }

    fn blocks(&mut self, blocks: &[ArticleBlock]) {
        for block in blocks {
            self.block(&block.content);
        }
    }

    fn block(&mut self, content: &BlockContent) {
        match content {
            BlockContent::Paragraph(words) => self.element("p", |writer| writer.inlines(words)),
            BlockContent::Heading(level, words) => {
                self.element(&format!("h{}", (*level).clamp(2, 6)), |writer| {
                    writer.inlines(words);
                });
            }
            BlockContent::List(items) => self.list(items),
            BlockContent::Quote(blocks) => {
                self.element("blockquote", |writer| writer.blocks(blocks));
            }
            BlockContent::Notice(kind, title, blocks) => self.element("blockquote", |writer| {
                let title = title
                    .as_ref()
                    .map(|title| format!("：{title}"))
                    .unwrap_or_default();
                let title = escaped(&format!("{}{title}", kind.name(true)));
                let _ = writeln!(writer.out, "<p><strong>{title}</strong></p>");
                writer.blocks(blocks);
            }),
            BlockContent::Code(code) => {
                let _ = writeln!(self.out, "<pre><code>{}</code></pre>", escaped(code));
            }
            BlockContent::Table(table) => self.table(table),
            BlockContent::Figure(words, caption) => self.element("figure", |writer| {
                writer.inlines(words);
                if !caption.is_empty() {
                    let _ = write!(writer.out, "<figcaption>{}</figcaption>", escaped(caption));
                }
            }),
            BlockContent::Rule => self.out.push_str("<hr>\n"),
            BlockContent::Term(words) => {
                self.element("p", |writer| {
                    writer.inlines(&[InlinePart::Styled(TextStyle::Strong, words.clone())]);
                });
            }
            BlockContent::Definition(blocks) => self.blocks(blocks),
            BlockContent::Component(name, data) => self.component(name, data),
        }
    }

    fn list(&mut self, items: &[ArticleListItem]) {
        let first = items.first().and_then(|item| item.number);
        match first {
            None => self.out.push_str("<ul>\n"),
            Some(1) => self.out.push_str("<ol>\n"),
            Some(number) => {
                let _ = writeln!(self.out, "<ol start=\"{number}\">");
            }
        }
        for item in items {
            self.element("li", |writer| match &*item.blocks {
                [
                    ArticleBlock {
                        content: BlockContent::Paragraph(words),
                        ..
                    },
                ] => writer.inlines(words),
                blocks => writer.blocks(blocks),
            });
        }
        self.out.push_str(if first.is_some() {
            "</ol>\n"
        } else {
            "</ul>\n"
        });
    }

    fn table(&mut self, table: &ArticleTable) {
        self.element("table", |writer| {
            for row in &table.rows {
                writer.element("tr", |writer| {
                    for cell in row {
                        writer.element(
                            if cell.is_head { "th" } else { "td" },
                            |writer| match &*cell.blocks {
                                [
                                    ArticleBlock {
                                        content: BlockContent::Paragraph(words),
                                        ..
                                    },
                                ] => writer.inlines(words),
                                blocks => writer.blocks(blocks),
                            },
                        );
                    }
                });
            }
        });
    }

    /// Writes a component as its texts and the address that it is about.
    fn component(&mut self, name: &str, data: &Value) {
        let block = ArticleBlock {
            range: 0..0,
            content: BlockContent::Component(name.to_owned(), data.clone()),
        };
        for line in plain_text(&[block])
            .lines()
            .filter(|line| !line.trim().is_empty())
        {
            let _ = writeln!(self.out, "<p>{}</p>", escaped(line));
        }
    }

    fn inlines(&mut self, inlines: &[InlinePart]) {
        for inline in inlines {
            match inline {
                InlinePart::Text(text) => self.out.push_str(&escaped(text)),
                InlinePart::Code(code) => {
                    let _ = write!(self.out, "<code>{}</code>", escaped(code));
                }
                InlinePart::Break => self.out.push_str("<br>\n"),
                InlinePart::Styled(style, inner) => self.styled(*style, inner),
                InlinePart::Link(link, inner) => self.link(link, inner),
                InlinePart::Image(image) => {
                    let src = match &image.source {
                        ImageSource::File(id) => (self.image)(*id),
                        ImageSource::External(address) => address.clone(),
                        ImageSource::Nowhere => continue,
                    };
                    let src = escaped(&src);
                    let alt = escaped(&image.words);
                    let _ = write!(self.out, "<img src=\"{src}\" alt=\"{alt}\">");
                }
                InlinePart::Note(number) => {
                    let _ = write!(self.out, "<sup>注{number}</sup>");
                }
                InlinePart::Task(done) => self.out.extend([task_mark(*done), ' ']),
            }
        }
    }

    fn styled(&mut self, style: TextStyle, inner: &[InlinePart]) {
        let tag = match style {
            TextStyle::Strong => "strong",
            TextStyle::Emphasis => "em",
            TextStyle::Strike => "del",
            TextStyle::Underline => "u",
            TextStyle::Mark => "mark",
            TextStyle::Superscript => "sup",
            TextStyle::Subscript => "sub",
            TextStyle::Gloss => {
                self.out.push('（');
                self.inlines(inner);
                return self.out.push('）');
            }
        };
        self.out.extend(["<", tag, ">"]);
        self.inlines(inner);
        self.out.extend(["</", tag, ">"]);
    }

    fn link(&mut self, link: &ArticleLink, inner: &[InlinePart]) {
        let (href, about) = match link {
            ArticleLink::Page(href) | ArticleLink::Direct(href) => (href, String::new()),
            ArticleLink::File(href, kind, length) => {
                (href, format!("（{kind}，{}）", size_text(*length)))
            }
            ArticleLink::Nowhere => return self.inlines(inner),
        };
        let _ = write!(self.out, "<a href=\"{}\">", escaped(href));
        self.inlines(inner);
        self.out.push_str("</a>");
        self.out.push_str(&escaped(&about));
    }
}
