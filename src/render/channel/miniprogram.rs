//! JSON for a mini-program: lists of sections, their pages, and articles as `rich-text` nodes.
//!
//! Public, under `/api/`, only with `outputs: {miniprogram: true}`. Nodes have trusted tags only and no `id`: the
//! component drops an untrusted node with its contents.

use serde_json::{Map, Value, json};

use crate::content::{StaleSource, TextProvider};
use crate::markdown::{MarkdownOptions, PreparedText, size_text, task_mark};
use crate::render::body_resolver::BodyResolver;
use crate::render::date_format::iso;
use crate::render::{DependencyTracker, TemplateEngine};
use crate::site::{DocumentId, page_count};

use super::article::{
    ArticleBlock, ArticleLink, ArticleListItem, ArticleTable, BlockContent, ImageSource,
    InlinePart, TextStyle, build, plain_text,
};

/// Builder of responses.
pub(crate) struct ApiBuilder<'r, 's> {
    /// Site, through the dependency tracker.
    pub tracker: &'r DependencyTracker<'s>,
    /// Theme, for the names of its blocks.
    pub engine: &'r TemplateEngine,
    /// Documents' texts.
    pub texts: &'r dyn TextProvider,
    /// Markdown options of the configuration.
    pub options: &'r MarkdownOptions,
}

/// Serializes a response.
fn answer(value: &Value) -> Vec<u8> {
    let mut text = value.to_string();
    text.push('\n');
    text.into_bytes()
}

impl ApiBuilder<'_, '_> {
    /// Lists the sections with their page counts, and the site's name.
    pub(crate) fn index(&self) -> Vec<u8> {
        let config = self.tracker.config();
        let sections = self.tracker.listed_sections().into_iter().map(
            |(folder, title, documents)| {
                let pages = page_count(documents, config.page_size);
                json!({ "folder": folder, "title": title, "documents": documents, "pages": pages })
            },
        );
        let sections: Vec<Value> = sections.collect();
        answer(&json!({ "title": config.title, "subtitle": config.subtitle, "sections": sections }))
    }

    /// Page `page` of a section's list.
    pub(crate) fn list(&self, number: usize, page: usize) -> Vec<u8> {
        let Some(section) = self.tracker.section(number) else {
            return answer(&Value::Null);
        };
        let size = self.tracker.config().page_size;
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

    /// Entry of a document in a list.
    fn entry(&self, id: DocumentId) -> Value {
        let document = self.tracker.facts(id);
        let base = &self.tracker.config().base;
        let zone = &self.tracker.config().zone;
        let cover = document.front_matter.cover.as_deref().and_then(|written| {
            match self.tracker.destination(id, written) {
                crate::site::ResolvedLink::File(file) => {
                    Some(base.absolute(&self.tracker.file_url(file)))
                }
                crate::site::ResolvedLink::External(address) => Some(address.into_string()),
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
            "url": base.absolute(&self.tracker.document_url(id)),
            "article": base.absolute(&crate::site::article_url(document)),
        })
    }

    /// Builds an article.
    ///
    /// [`StaleSource`] when its file has changed since the site was assembled.
    pub(crate) fn article(&self, id: DocumentId) -> Result<Vec<u8>, StaleSource> {
        let document = self.tracker.body_of(id);
        let text = self.texts.text(document)?;
        self.tracker.config();
        let own = document.front_matter.further.paragraphs;
        let options = self.options.with_paragraphs(own);
        let prepared = PreparedText::new(&text, document.body_start(), &options);
        let resolver = BodyResolver {
            reads: self.tracker,
            engine: self.engine,
            document: id,
        };
        let article = build(&text, &prepared.events(), &resolver);
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

    fn blocks(&self, blocks: &[ArticleBlock]) -> Vec<Value> {
        blocks
            .iter()
            .flat_map(|block| self.block(&block.content))
            .collect()
    }

    fn block(&self, content: &BlockContent) -> Vec<Value> {
        match content {
            BlockContent::Paragraph(inner) => vec![node("p", self.inlines(inner))],
            BlockContent::Heading(level, inner) => {
                vec![node(
                    ["h2", "h3", "h4"][usize::from((*level).clamp(2, 4)) - 2],
                    self.inlines(inner),
                )]
            }
            BlockContent::List(items) => vec![self.list_of(items)],
            BlockContent::Quote(inner) | BlockContent::Definition(inner) => {
                vec![node("blockquote", self.blocks(inner))]
            }
            BlockContent::Notice(kind, title, inner) => {
                let title = title
                    .as_ref()
                    .map(|title| format!("：{title}"))
                    .unwrap_or_default();
                let title = words(&format!("{}{title}", kind.name(true)));
                let mut all = vec![node("p", vec![node("strong", vec![title])])];
                all.extend(self.blocks(inner));
                vec![node("blockquote", all)]
            }
            BlockContent::Code(code) => vec![node("pre", vec![node("code", vec![words(code)])])],
            BlockContent::Table(table) => vec![self.table(table)],
            BlockContent::Figure(inner, caption) => {
                let mut all = self.inlines(inner);
                if !caption.is_empty() {
                    all.push(node("p", vec![words(caption)]));
                }
                vec![node("div", all)]
            }
            BlockContent::Rule => vec![node("hr", Vec::new())],
            BlockContent::Term(inner) => vec![node("p", vec![node("strong", self.inlines(inner))])],
            BlockContent::Component(..) => {
                let text = plain_text(&[ArticleBlock {
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

    fn list_of(&self, items: &[ArticleListItem]) -> Value {
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

    fn table(&self, table: &ArticleTable) -> Value {
        let row = |cells: &Vec<super::article::ArticleCell>| {
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

    fn inlines(&self, inlines: &[InlinePart]) -> Vec<Value> {
        inlines.iter().map(|inline| self.inline(inline)).collect()
    }

    fn inline(&self, inline: &InlinePart) -> Value {
        match inline {
            InlinePart::Text(text) => words(text),
            InlinePart::Code(code) => node("code", vec![words(code)]),
            InlinePart::Break => node("br", Vec::new()),
            InlinePart::Styled(style, inner) => node(tag(*style), self.inlines(inner)),
            InlinePart::Link(ArticleLink::File(_, kind, length), inner) => {
                let mut all = self.inlines(inner);
                all.push(words(&format!("（{kind}，{}）", size_text(*length))));
                node("span", all)
            }
            InlinePart::Link(_, inner) => node("span", self.inlines(inner)),
            InlinePart::Image(image) => {
                let src = match &image.source {
                    ImageSource::File(id) => self
                        .tracker
                        .config()
                        .base
                        .absolute(&self.tracker.file_url(*id)),
                    ImageSource::External(address) => address.clone(),
                    ImageSource::Nowhere => return words(&image.words),
                };
                with(
                    with(node("img", Vec::new()), "src", &src),
                    "alt",
                    &image.words,
                )
            }
            InlinePart::Note(number) => node("sup", vec![words(&format!("注{number}"))]),
            InlinePart::Task(done) => words(&format!("{} ", task_mark(*done))),
        }
    }
}

/// Trusted tag of a text style.
fn tag(style: TextStyle) -> &'static str {
    match style {
        TextStyle::Strong => "strong",
        TextStyle::Emphasis => "em",
        TextStyle::Strike => "del",
        TextStyle::Underline | TextStyle::Mark => "ins",
        TextStyle::Superscript | TextStyle::Gloss => "sup",
        TextStyle::Subscript => "sub",
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
