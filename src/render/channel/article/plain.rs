//! Article as plain text, for platforms that take nothing else and for measuring.

use std::fmt::Write;

use serde_json::Value;

use super::{ArticleBlock, ArticleListItem, BlockContent, InlinePart};
use crate::markdown::task_mark;

/// Returns the plain text of inline content; images give their alternative text.
pub(crate) fn inline_text(inlines: &[InlinePart]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            InlinePart::Text(text) | InlinePart::Code(text) => out.push_str(text),
            InlinePart::Break => out.push('\n'),
            InlinePart::Styled(_, inner) | InlinePart::Link(_, inner) => {
                out.push_str(&inline_text(inner));
            }
            InlinePart::Image(image) => out.push_str(&image.words),
            InlinePart::Note(number) => {
                let _ = write!(out, "[注{number}]");
            }
            InlinePart::Task(done) => out.extend([task_mark(*done), ' ']),
        }
    }
    out
}

/// Returns the plain text of blocks, separated by empty lines.
pub(crate) fn plain_text(blocks: &[ArticleBlock]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        let text = block_text(&block.content);
        if !text.trim().is_empty() {
            parts.push(text.trim_end().to_owned());
        }
    }
    parts.join("\n\n")
}

fn block_text(content: &BlockContent) -> String {
    match content {
        BlockContent::Paragraph(words)
        | BlockContent::Heading(_, words)
        | BlockContent::Term(words) => inline_text(words),
        BlockContent::List(items) => list(items),
        BlockContent::Quote(blocks) | BlockContent::Definition(blocks) => plain_text(blocks),
        BlockContent::Notice(kind, title, blocks) => {
            let name = kind.name(true);
            let title = title
                .as_ref()
                .map_or_else(|| name.to_owned(), |title| format!("{name}：{title}"));
            format!("【{title}】\n{}", plain_text(blocks))
        }
        BlockContent::Code(code) => code.clone(),
        BlockContent::Table(table) => {
            let row = |cells: &Vec<super::ArticleCell>| {
                cells
                    .iter()
                    .map(|cell| plain_text(&cell.blocks))
                    .collect::<Vec<_>>()
                    .join("｜")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        BlockContent::Figure(words, caption) => {
            if caption.is_empty() {
                inline_text(words)
            } else {
                caption.clone()
            }
        }
        BlockContent::Rule => "——".to_owned(),
        BlockContent::Component(_, data) => values(data),
    }
}

/// Items with their markers; what follows an item's first line is moved in under it.
fn list(items: &[ArticleListItem]) -> String {
    let lines = items.iter().map(|item| {
        let marker = item.number.map_or_else(
            || "• ".to_owned(),
            |number| format!("{number}{} ", item.sign),
        );
        let text = plain_text(&item.blocks).replace("\n\n", "\n");
        format!("{marker}{}", text.replace('\n', "\n  "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the texts of a component, one line each: those under keys meant for readers.
fn values(data: &Value) -> String {
    const READ: [&str; 6] = [
        "title",
        "description",
        "question",
        "text",
        "explanation",
        "transcript",
    ];
    match data {
        Value::Object(entries) => {
            let lines = entries.iter().filter_map(|(key, value)| match value {
                Value::String(text) if READ.contains(&&**key) => Some(text.clone()),
                Value::Array(_) | Value::Object(_) => {
                    Some(values(value)).filter(|text| !text.is_empty())
                }
                _ => None,
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        Value::Array(items) => items
            .iter()
            .map(values)
            .filter(|text| !text.is_empty())
            .collect::<Vec<_>>()
            .join("\n"),
        _ => String::new(),
    }
}
