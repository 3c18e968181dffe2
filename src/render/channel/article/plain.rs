//! An article as plain text: for platforms that take nothing else, and for measuring.

use serde_json::Value;

use super::{Block, Content, Inline, Item};

/// The text of some running text; pictures give their words.
pub fn inline_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::Styled(_, inner) | Inline::Link(_, inner) => out.push_str(&inline_text(inner)),
            Inline::Image(image) => out.push_str(&image.words),
            Inline::Note(number) => put!(out, "[注{number}]"),
            Inline::Task(done) => out.push_str(if *done { "☑ " } else { "☐ " }),
        }
    }
    out
}

/// The text of some blocks, each parted from the next by an empty line.
pub fn plain_text(blocks: &[Block]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        let text = block_text(&block.content);
        if !text.trim().is_empty() {
            parts.push(text.trim_end().to_owned());
        }
    }
    parts.join("\n\n")
}

fn block_text(content: &Content) -> String {
    match content {
        Content::Paragraph(words) | Content::Heading(_, words) | Content::Term(words) => {
            inline_text(words)
        }
        Content::List(items) => list(items),
        Content::Quote(blocks) | Content::Definition(blocks) => plain_text(blocks),
        Content::Notice(kind, title, blocks) => {
            let name = kind.name(true);
            let title = title
                .as_ref()
                .map_or_else(|| name.to_owned(), |title| format!("{name}：{title}"));
            format!("【{title}】\n{}", plain_text(blocks))
        }
        Content::Code(code) => code.clone(),
        Content::Table(table) => {
            let row = |cells: &Vec<super::Cell>| {
                cells
                    .iter()
                    .map(|cell| plain_text(&cell.blocks))
                    .collect::<Vec<_>>()
                    .join("｜")
            };
            table.rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Content::Figure(words, caption) => {
            if caption.is_empty() {
                inline_text(words)
            } else {
                caption.clone()
            }
        }
        Content::Rule => "——".to_owned(),
        Content::Component(_, data) => values(data),
    }
}

/// Items with their markers; what follows an item's first line is moved in under it.
fn list(items: &[Item]) -> String {
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

/// What a component says, a line each: the words under the keys that people read.
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
