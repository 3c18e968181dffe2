//! Fences in the characters that a Chinese input method gives for the backtick, or with too few.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::diagnostic::SourceEdit;

const FENCE: MarkName = ("代码块或组件的围栏", "the fence of code or of a component");

/// Characters of the longest word after a fence.
const LONGEST: usize = 12;

/// Line that looks like a fence.
#[derive(Clone, Debug)]
pub(super) struct FenceLine {
    range: Range<usize>,
    mark: char,
    /// Length of the mark in bytes.
    length: usize,
    has_word: bool,
    is_top: bool,
}

/// Collects the lines of a block that look like fences.
pub(super) fn collect(sink: &mut LintSink<'_>, block: &TextBlock, fences: &mut Vec<FenceLine>) {
    if block.kind != BlockKind::Paragraph
        || !block.marks.has(MarkSet::CODE) && !block.marks.has(MarkSet::EMPHASIS)
    {
        return;
    }
    for line in block.text_lines() {
        if let Some((mark, length, has_word)) = near_fence(sink.source(&line.range)) {
            fences.push(FenceLine {
                range: line.range.clone(),
                mark,
                length,
                has_word,
                is_top: block.is_top(),
            });
            sink.claimed.push(line.range.clone());
        }
    }
}

/// Returns the mark, its length, and true if a word follows.
fn near_fence(line: &str) -> Option<(char, usize, bool)> {
    let mark = line.chars().next().filter(|c| "·・～｀".contains(*c))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    let count = line[..length].chars().count();
    let word = rest.trim();
    let is_word = word.chars().count() <= LONGEST && word.chars().all(char::is_alphanumeric);
    (count == 3 && is_word).then_some((mark, length, !word.is_empty()))
}

/// Reports pairs of lines that look like fences; what was found between them is code.
pub(super) fn finish(sink: &mut LintSink<'_>, lines: &[FenceLine]) {
    let mut rest = lines.iter();
    while let Some(opening) = rest.next() {
        let closing = rest
            .clone()
            .position(|line| line.mark == opening.mark && !line.has_word);
        let Some(closing) = closing.and_then(|at| rest.nth(at)) else {
            if opening.has_word && opening.mark != '～' {
                sink.claimed.clear();
                sink.suggest(opening.range.clone(), FENCE, vec![mended(opening)]);
            }
            continue;
        };
        let inside = opening.range.start..closing.range.end;
        sink.found
            .retain(|found| !inside.contains(&found.range.start));
        for line in [opening, closing] {
            sink.claimed.clear();
            let is_certain = opening.is_top && closing.is_top;
            sink.near(line.range.clone(), FENCE, vec![mended(line)], is_certain);
        }
    }
}

fn mended(line: &FenceLine) -> SourceEdit {
    SourceEdit::new(line.range.start..line.range.start + line.length, "```")
}

/// Checks a code span: two backticks on lines of their own are a fence with one too few.
pub(super) fn check_code_span(sink: &mut LintSink<'_>, block: &TextBlock, range: &Range<usize>) {
    let source = sink.source(range);
    let count = source.bytes().take_while(|byte| *byte == b'`').count();
    let opens_line = block
        .lines
        .last()
        .is_some_and(|line| line.range.start == range.start);
    if count > 2 || !opens_line || block.kind != BlockKind::Paragraph {
        return;
    }
    let inner = &source[count..source.len() - count];
    let Some((word, code)) = inner.split_once('\n') else {
        return;
    };
    let is_word = word.trim().chars().all(char::is_alphanumeric);
    if !is_word || !code.ends_with('\n') {
        return;
    }
    let more = "`".repeat(3 - count);
    let edits = vec![
        SourceEdit::new(range.start..range.start, more.clone()),
        SourceEdit::new(range.end..range.end, more),
    ];
    let line = range.start..range.start + count + word.trim_end().len();
    sink.claimed.clear();
    sink.near(line, FENCE, edits, block.is_top());
}
