//! Quotes and rules in wide characters.

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::diagnostic::SourceEdit;

const QUOTE: MarkName = ("引文", "a quote");
const RULE: MarkName = ("分隔线", "a rule");

/// Bytes before a `》` that are searched for its `《`.
const REACH: usize = 600;

/// Checks the lines of a paragraph.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if block.kind != BlockKind::Paragraph
        || !block.marks.has(MarkSet::LINE) && !block.marks.has(MarkSet::EMPHASIS)
    {
        return;
    }
    for line in block.text_lines() {
        let source = sink.source(&line.range);
        let start = line.range.start;
        if let Some(length) = near_quote(&sink.text[..start], source) {
            let edits = vec![SourceEdit::new(start..start + length, "> ")];
            sink.near(start..start + length, QUOTE, edits, block.is_top());
        }
    }
    if let [line] = block.lines.as_slice()
        && line.is_text
        && is_rule(sink.source(&line.range))
    {
        let edits = vec![SourceEdit::new(line.range.clone(), "***")];
        sink.near(line.range.clone(), RULE, edits, block.is_top());
    }
}

/// Returns the length of a wide quote mark with its space.
fn near_quote(before: &str, line: &str) -> Option<usize> {
    let rest = line.strip_prefix(['》', '＞'])?;
    let words = rest.trim_start();
    let first = words.chars().next()?;
    let is_quote = if line.starts_with('》') {
        first.is_alphabetic() && !rest.contains('《') && !continues_title(before)
    } else {
        first.is_alphabetic() || "“《‘（".contains(first)
    };
    is_quote.then_some(line.len() - words.len())
}

/// Returns true if a `《` is open at the end of a text.
fn continues_title(before: &str) -> bool {
    let from = before.len().saturating_sub(REACH);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at));
    let near = &before[from.unwrap_or_default()..];
    near.matches('《').count() > near.matches('》').count()
}

fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = marks.next().filter(|c| "—－―─＊".contains(*c)) else {
        return false;
    };
    let count = 1 + marks.clone().take_while(|c| *c == first).count();
    count >= 3 && marks.all(|c| c == first)
}
