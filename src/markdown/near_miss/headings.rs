//! Headings without a space after `#`, with a wide `＃`, with too many.

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::diagnostic::SourceEdit;

const NAME: MarkName = ("小标题", "a heading");

/// Characters of the longest line after a single `#` that reads as a heading.
const LONGEST: usize = 40;

/// Checks the lines of a paragraph.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if block.kind != BlockKind::Paragraph || !block.marks.has(MarkSet::LINE) {
        return;
    }
    for line in block.text_lines() {
        let source = sink.source(&line.range);
        let Some((lead, mark, level)) = near_heading(source) else {
            continue;
        };
        let start = line.range.start + lead;
        let replacement = format!("{} ", "#".repeat(level));
        let mut edits = vec![SourceEdit::new(start..start + mark, replacement)];
        let words = source.trim_end_matches(['#', '＃']);
        if words.len() < source.len() && !words.ends_with([' ', '\\']) && words.len() > lead + mark
        {
            let end = line.range.start + words.len();
            edits.push(SourceEdit::new(end..line.range.end, ""));
        }
        let is_sure = level > 1 || block.lines.len() == 1;
        sink.near(start..start + mark, NAME, edits, is_sure && block.is_top());
    }
}

/// Returns the lengths in bytes of the indent and of the mark with its space, and the level.
fn near_heading(line: &str) -> Option<(usize, usize, usize)> {
    let written = line.trim_start_matches(['\u{3000}', ' ']);
    let lead = line.len() - written.len();
    let rest = written.trim_start_matches(['#', '＃']);
    let mark = &written[..written.len() - rest.len()];
    let count = mark.chars().count();
    let words = rest.trim_start();
    let gap = &rest[..rest.len() - words.len()];
    let first = words.trim_start_matches(['*', '_']).chars().next()?;
    let is_sound = lead == 0 && count <= 6 && mark.is_ascii() && gap.starts_with([' ', '\t']);
    let is_tag = count == 1 && words.contains(['#', '＃']);
    if count == 0 || is_sound || is_tag || words.chars().all(|c| !c.is_alphabetic()) {
        return None;
    }
    let is_plain_word = first.is_ascii() || first.is_numeric();
    if count == 1 && gap.is_empty() && (is_plain_word || reads_as_prose(words)) {
        return None;
    }
    Some((lead, mark.len() + gap.len(), count.min(6)))
}

fn reads_as_prose(words: &str) -> bool {
    words.ends_with(['。', '！', '？', '；', '，', '.', '!', '?', ',', '…'])
        || words.chars().count() > LONGEST
}
