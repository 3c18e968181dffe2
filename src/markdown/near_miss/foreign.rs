//! Marks of other programs, and notice boxes in wide brackets.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, LintLine, TextBlock};
use crate::diagnostic::{Code, Message, SourceEdit};
use crate::markdown::AdmonitionKind;
use crate::message;

const BOX: MarkName = ("提示框", "a notice box");
const COMMENT: MarkName = ("备注", "a comment");
const ID: MarkName = (
    "标记的属性（这里不用）",
    "attributes, which are not used here",
);

/// Checks a block.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if block.marks.has(MarkSet::LINE) && block.kind == BlockKind::Paragraph {
        for line in block.text_lines() {
            check_line(sink, block, line);
        }
    }
    if block.marks.has(MarkSet::BRACKET) && block.kind == BlockKind::Paragraph {
        check_box(sink, block);
        check_contents(sink, block);
    }
    if block.marks.has(MarkSet::FOREIGN) {
        for run in &block.runs {
            check_templates(sink, run);
            check_formula(sink, run);
            check_comment(sink, run);
            check_attributes(sink, block, run);
        }
    }
}

/// `!!! note`, `：：：提示`.
fn check_line(sink: &mut LintSink<'_>, block: &TextBlock, line: &LintLine) {
    let source = sink.source(&line.range);
    if let Some(rest) = source.strip_prefix("!!!").or(source.strip_prefix("???")) {
        let word = rest.trim_start_matches('+').split_whitespace().next();
        let Some(word) = word.filter(|word| rest.starts_with([' ', '+']) && word.is_ascii()) else {
            return;
        };
        let title = rest.split_once(word).map_or("", |(_, title)| title);
        let title = title.trim().trim_matches('"');
        let gap = if title.is_empty() { "" } else { " " };
        let hint = message!(
            "写成 ::: {word}{gap}{title}，下面的文字不缩进，最后单独一行写 :::",
            "write ::: {word}{gap}{title}, the text below without indent, and ::: on a line of its own after it"
        );
        report(sink, line.range.clone(), BOX, hint);
    } else if let Some(rest) = source.strip_prefix("：：：") {
        let word = rest.split_whitespace().next().unwrap_or_default();
        let is_known = word.is_empty() || AdmonitionKind::called(word).is_some();
        if is_known && (!rest.trim().is_empty() || block.lines.len() > 1) {
            let range = line.range.start..line.range.start + "：：：".len();
            let edits = vec![SourceEdit::new(range.clone(), ":::")];
            sink.near(range, BOX, edits, block.is_top());
        }
    }
}

/// `> [！提示]`, and `[!提示]` outside of a quote.
fn check_box(sink: &mut LintSink<'_>, block: &TextBlock) {
    let Some(line) = block.lines.first().filter(|line| line.is_text) else {
        return;
    };
    let source = sink.source(&line.range);
    let Some((word, length)) = box_word(source) else {
        return;
    };
    let start = line.range.start;
    let mended = format!("[!{word}]");
    let range = start..start + length;
    let is_sound = source.starts_with(&mended);
    if block.quotes == 0 {
        let edits = vec![SourceEdit::new(range.clone(), format!("> {mended}"))];
        sink.suggest(range, BOX, edits);
    } else if !is_sound {
        sink.mend(range.clone(), BOX, vec![SourceEdit::new(range, mended)]);
    }
}

/// Returns the word of a box and the length of its mark.
fn box_word(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix(['[', '［', '【'])?.trim_start();
    let rest = rest.strip_prefix(['!', '！'])?;
    let end = rest.find([']', '］', '】'])?;
    let word = rest[..end].trim();
    AdmonitionKind::called(word)?;
    let close = rest[end..].chars().next()?.len_utf8();
    Some((word, line.len() - rest.len() + end + close))
}

/// `[TOC]`.
fn check_contents(sink: &mut LintSink<'_>, block: &TextBlock) {
    let [line] = block.lines.as_slice() else {
        return;
    };
    let word = sink.source(&line.range);
    let bare = word
        .trim_start_matches('@')
        .trim_matches(['[', ']', '【', '】', '［', '］', '_']);
    if !line.is_text
        || bare.len() == word.len()
        || !(bare.eq_ignore_ascii_case("toc") || bare == "目录")
    {
        return;
    }
    let message = message!(
        "“{word}”不会变成目录，读者看到的是符号本身",
        "“{word}” does not become a table of contents: readers see the mark"
    );
    let hint = message!(
        "删去这一行：目录由小标题自动生成",
        "delete this line: the contents are made from the headings"
    );
    let edits = vec![SourceEdit::new(line.range.clone(), "")];
    let is_certain = block.is_top();
    sink.report(
        Code::MarkdownNearMiss,
        line.range.clone(),
        message,
        hint,
        edits,
        is_certain,
    );
}

/// `{% … %}`, `{{< … >}}`, `{{ … }}`.
fn check_templates(sink: &mut LintSink<'_>, run: &Range<usize>) {
    let text = sink.source(run);
    for (open, close) in [("{%", "%}"), ("{{", "}}")] {
        let mut from = 0;
        while let Some(at) = text[from..].find(open).map(|at| from + at) {
            let Some(end) = text[at..].find(close).map(|end| at + end + close.len()) else {
                break;
            };
            from = end;
            let name: MarkName = (
                "别的程序的模板标记（这里不会执行）",
                "a template tag of another program, which is not run here",
            );
            let hint = message!(
                "删去它；图片写 ![图上有什么](图.jpg)，链接写 [文字](地址)，视频写 ```视频 组件",
                "delete it; pictures are ![text](picture.jpg), links [text](address), videos a ```video block"
            );
            report(sink, run.start + at..run.start + end, name, hint);
        }
    }
}

/// `$$ … $$`.
fn check_formula(sink: &mut LintSink<'_>, run: &Range<usize>) {
    let text = sink.source(run);
    // Names in programs (`A$$B`) and formulas side by side (`$a$$b$`) hold two signs as well.
    let is_inside =
        |at: usize| text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    let mut places = text.match_indices("$$").map(|(at, _)| at);
    let Some(at) = places.find(|at| !is_inside(*at)) else {
        return;
    };
    let rest = &text[at + 2..];
    let is_formula = rest.contains("$$")
        || text.trim() == "$$"
        || text.starts_with("$$") && rest.contains(['\\', '=', '^']);
    if !is_formula {
        return;
    }
    let hint = message!(
        "公式写成文字，或者插入一张公式的图片",
        "write the formula in words, or insert it as a picture"
    );
    let name = (
        "公式（这里不会排版）",
        "a formula, which is not typeset here",
    );
    report(sink, run.start + at..run.start + at + 2, name, hint);
}

/// Returns the marks of a comment with wide brackets or other dashes: `《!——备注——》`.
fn near_comment(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    const DASHES: [char; 4] = ['-', '—', '–', '－'];
    let start = text.find(['<', '《', '＜'])?;
    let bracket = text[start..].chars().next()?.len_utf8();
    let rest = text[start + bracket..].strip_prefix(['!', '！'])?;
    let inner = rest.trim_start_matches(DASHES);
    let close = inner.find(['>', '》', '＞'])?;
    let words = inner[..close].trim_end_matches(DASHES);
    if inner.len() == rest.len() || words.len() == close || words.trim().is_empty() {
        return None;
    }
    let inner_start = text.len() - inner.len();
    let end = inner_start + close + inner[close..].chars().next()?.len_utf8();
    Some((start..inner_start, inner_start + words.len()..end))
}

/// `<!--` inside a line that is never closed, and a comment with other marks.
fn check_comment(sink: &mut LintSink<'_>, run: &Range<usize>) {
    let text = sink.source(run);
    if let Some(at) = text.find("<!--") {
        let hint = message!("在备注的后面写 -->", "write --> after the comment");
        report(sink, run.start + at..run.start + at + 4, COMMENT, hint);
    } else if let Some((opening, closing)) = near_comment(text) {
        let whole = run.start + opening.start..run.start + closing.end;
        let edits = vec![
            SourceEdit::new(run.start + opening.start..run.start + opening.end, "<!--"),
            SourceEdit::new(run.start + closing.start..whole.end, "-->"),
        ];
        sink.mend(whole, COMMENT, edits);
    }
}

/// `{#id}` and `{.class}` at the end of a line that is no heading.
fn check_attributes(sink: &mut LintSink<'_>, block: &TextBlock, run: &Range<usize>) {
    let text = sink.source(run);
    let Some(inner) = text.trim_end().strip_suffix('}') else {
        return;
    };
    let Some((before, inner)) = inner.rsplit_once('{') else {
        return;
    };
    let is_heading_id = block.kind == BlockKind::Heading && inner.starts_with('#');
    let is_attribute = inner.starts_with(['#', '.', ':']) && inner.len() > 1 && inner.is_ascii();
    let ends_line = block
        .lines
        .iter()
        .any(|line| line.range.end == run.start + text.trim_end().len());
    // The words of a box have attributes of their own.
    let is_box = before.trim_end().ends_with(":::");
    if !is_attribute || is_heading_id || is_box || !ends_line || before.ends_with('{') {
        return;
    }
    let start = run.start + before.trim_end().len();
    let range = start..run.start + text.trim_end().len();
    sink.near(
        range.clone(),
        ID,
        vec![SourceEdit::new(range, "")],
        !before.trim().is_empty(),
    );
}

fn report(sink: &mut LintSink<'_>, range: Range<usize>, (zh, en): MarkName, hint: Message) {
    let message = message!(
        "这里像是{zh}，读者看到的是符号本身",
        "this looks like {en}: readers see the marks"
    );
    sink.report(
        Code::MarkdownNearMiss,
        range,
        message,
        hint,
        Vec::new(),
        false,
    );
}
