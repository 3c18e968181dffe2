//! A mini-program's JSON: lists of sections, their pages, and articles as `rich-text` nodes.
//!
//! Public, under `/api/`, and only when `outputs: {miniprogram: true}`. Nodes have trusted tags
//! only and no `id`: the component drops an untrusted node with all that it holds.

use serde_json::{Map, Value, json};

use crate::content::{Stale, Texts};
use crate::markdown::{Options, Prepared, size_text};
use crate::render::body::Around;
use crate::render::day::iso;
use crate::render::{Engine, Recorder};
use crate::site::{DocumentId, page_count};

use super::article::{
    Block, Content, Inline, Item, Link, Picture, Style, Table, build, plain_text,
};

/// What an answer is made with.
pub(crate) struct Api<'r, 's> {
    /// The site, through the door that notes what is read.
    pub reads: &'r Recorder<'s>,
    /// The theme, for the names of its blocks.
    pub engine: &'r Engine,
    /// The documents' texts.
    pub texts: &'r dyn Texts,
    /// How bodies are read, as the configuration says.
    pub options: &'r Options,
}

/// One answer's bytes.
fn answer(value: &Value) -> Vec<u8> {
    let mut text = value.to_string();
    text.push('\n');
    text.into_bytes()
}

impl Api<'_, '_> {
    /// The sections with their first pages, and the site's name.
    pub(crate) fn index(&self) -> Vec<u8> {
        let config = self.reads.config();
        let sections = self
            .reads
            .listed_sections()
            .map(|(folder, title, documents)| {
                let pages = page_count(documents, config.page_size);
                json!({ "folder": folder, "title": title, "documents": documents, "pages": pages })
            });
        let sections: Vec<Value> = sections.collect();
        answer(&json!({ "title": config.title, "subtitle": config.subtitle, "sections": sections }))
    }

    /// Page `page` of a section's list.
    pub(crate) fn list(&self, number: usize, page: usize) -> Vec<u8> {
        let Some(section) = self.reads.section(number) else {
            return answer(&Value::Null);
        };
        let size = self.reads.config().page_size;
        let documents: Vec<Value> = section
            .documents
            .iter()
            .skip((page - 1) * size)
            .take(size)
            .map(|id| self.entry(*id))
            .collect();
        answer(&json!({
            "title": section.title,
            "page": page,
            "pages": page_count(section.documents.len(), size),
            "documents": documents,
        }))
    }

    /// A document as lists show it.
    fn entry(&self, id: DocumentId) -> Value {
        let document = self.reads.facts(id);
        let base = &self.reads.config().base;
        let zone = &self.reads.config().zone;
        let cover = document.front_matter.cover.as_deref().and_then(|written| {
            match self.reads.destination(id, written) {
                crate::site::Destination::File(file) => {
                    Some(base.absolute(&self.reads.file_url(file)))
                }
                crate::site::Destination::External(address) => Some(address.into_string()),
                _ => None,
            }
        });
        let summary = document.summary();
        json!({
            "title": document.title,
            "kind": document.kind.id(),
            "date": document.when().map(|when| iso(when, zone)),
            "summary": summary,
            "cover": cover,
            "url": base.absolute(&self.reads.document_url(id)),
            "article": base.absolute(&crate::site::article_url(document)),
        })
    }

    /// An article.
    ///
    /// [`Stale`] when its file has changed since the site was made of it.
    pub(crate) fn article(&self, id: DocumentId) -> Result<Vec<u8>, Stale> {
        let document = self.reads.body_of(id);
        let text = self.texts.text(document)?;
        self.reads.config();
        let prepared = Prepared::new(&text, document.body_start, self.options);
        let around = Around {
            reads: self.reads,
            engine: self.engine,
            document: id,
        };
        let article = build(&text, &prepared.events(), &around);
        let mut nodes = self.blocks(&article.blocks);
        for (at, note) in article.notes.iter().enumerate() {
            let mut inner = vec![words(&format!("注{} ", at + 1))];
            inner.extend(self.blocks(note));
            nodes.push(node("div", inner));
        }
        let mut value = self.entry(id);
        if let Some(entries) = value.as_object_mut() {
            entries.insert("nodes".to_owned(), nodes.into());
        }
        Ok(answer(&value))
    }

    fn blocks(&self, blocks: &[Block]) -> Vec<Value> {
        blocks
            .iter()
            .flat_map(|block| self.block(&block.content))
            .collect()
    }

    fn block(&self, content: &Content) -> Vec<Value> {
        match content {
            Content::Paragraph(inner) => vec![node("p", self.inlines(inner))],
            Content::Heading(level, inner) => {
                vec![node(
                    ["h2", "h3", "h4"][usize::from((*level).clamp(2, 4)) - 2],
                    self.inlines(inner),
                )]
            }
            Content::List(items) => vec![self.list_of(items)],
            Content::Quote(inner) | Content::Definition(inner) => {
                vec![node("blockquote", self.blocks(inner))]
            }
            Content::Notice(kind, title, inner) => {
                let title = title
                    .as_ref()
                    .map(|title| format!("：{title}"))
                    .unwrap_or_default();
                let title = words(&format!("{}{title}", kind.name(true)));
                let mut all = vec![node("p", vec![node("strong", vec![title])])];
                all.extend(self.blocks(inner));
                vec![node("blockquote", all)]
            }
            Content::Code(code) => vec![node("pre", vec![node("code", vec![words(code)])])],
            Content::Table(table) => vec![self.table(table)],
            Content::Figure(inner, caption) => {
                let mut all = self.inlines(inner);
                if !caption.is_empty() {
                    all.push(node("p", vec![words(caption)]));
                }
                vec![node("div", all)]
            }
            Content::Rule => vec![node("hr", Vec::new())],
            Content::Term(inner) => vec![node("p", vec![node("strong", self.inlines(inner))])],
            Content::Component(..) => {
                let text = plain_text(&[Block {
                    range: 0..0,
                    content: content.clone(),
                }]);
                text.lines()
                    .filter(|line| !line.is_empty())
                    .map(|line| node("p", vec![words(line)]))
                    .collect()
            }
        }
    }

    fn list_of(&self, items: &[Item]) -> Value {
        let first = items.first().and_then(|item| item.number);
        let items = items
            .iter()
            .map(|item| node("li", self.blocks(&item.blocks)))
            .collect();
        match first {
            None => node("ul", items),
            Some(1) => node("ol", items),
            Some(start) => with(node("ol", items), "start", &start.to_string()),
        }
    }

    fn table(&self, table: &Table) -> Value {
        let row = |cells: &Vec<super::article::Cell>| {
            let cells = cells.iter().map(|cell| {
                let mut value = node(
                    if cell.is_head { "th" } else { "td" },
                    self.blocks(&cell.blocks),
                );
                for (name, span) in [("colspan", cell.span.0), ("rowspan", cell.span.1)] {
                    if span > 1 {
                        value = with(value, name, &span.to_string());
                    }
                }
                value
            });
            node("tr", cells.collect())
        };
        node(
            "table",
            vec![node("tbody", table.rows.iter().map(row).collect())],
        )
    }

    fn inlines(&self, inlines: &[Inline]) -> Vec<Value> {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &Inline) -> Value {
        match inline {
            Inline::Text(text) => words(text),
            Inline::Code(code) => node("code", vec![words(code)]),
            Inline::Break => node("br", Vec::new()),
            Inline::Styled(style, inner) => node(tag(*style), self.inlines(inner)),
            Inline::Link(Link::File(_, kind, length), inner) => {
                let mut all = self.inlines(inner);
                all.push(words(&format!("（{kind}，{}）", size_text(*length))));
                node("span", all)
            }
            Inline::Link(_, inner) => node("span", self.inlines(inner)),
            Inline::Image(image) => {
                let src = match &image.source {
                    Picture::File(id) => {
                        self.reads.config().base.absolute(&self.reads.file_url(*id))
                    }
                    Picture::External(address) => address.clone(),
                    Picture::Nowhere => return words(&image.words),
                };
                with(
                    with(node("img", Vec::new()), "src", &src),
                    "alt",
                    &image.words,
                )
            }
            Inline::Note(number) => node("sup", vec![words(&format!("注{number}"))]),
            Inline::Task(done) => words(if *done { "☑ " } else { "☐ " }),
        }
    }
}

/// The trusted tag that says how text is set apart.
fn tag(style: Style) -> &'static str {
    match style {
        Style::Strong => "strong",
        Style::Emphasis => "em",
        Style::Strike => "del",
        Style::Underline | Style::Mark => "ins",
        Style::Superscript | Style::Gloss => "sup",
        Style::Subscript => "sub",
    }
}

fn words(text: &str) -> Value {
    json!({ "type": "text", "text": text })
}

fn node(name: &str, children: Vec<Value>) -> Value {
    let mut node = Map::new();
    node.insert("name".to_owned(), name.into());
    if !children.is_empty() {
        node.insert("children".to_owned(), children.into());
    }
    node.into()
}

fn with(mut node: Value, attribute: &str, value: &str) -> Value {
    node["attrs"][attribute] = value.into();
    node
}
