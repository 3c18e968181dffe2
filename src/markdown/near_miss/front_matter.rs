//! Front matter that does not stand at the top of its file.

use super::lint_sink::LintSink;
use super::text_block::{BlockKind, TextBlock};
use crate::content::front_matter::KEYS;
use crate::diagnostic::Code;
use crate::message;

/// Checks a paragraph or heading: between lines of dashes, keys of front matter come too late.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    let is_candidate = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading);
    let (Some(first), Some(last)) = (block.lines.first(), block.lines.last()) else {
        return;
    };
    if !is_candidate || !block.is_top() {
        return;
    }
    let whole = first.range.start..last.range.end;
    let (above, below) = sink.neighbors(&whole);
    let is_dashes = |line: Option<&str>| {
        line.is_some_and(|line| line.len() >= 3 && line.bytes().all(|b| b == b'-'))
    };
    let goes_on = || is_dashes(below) || below.is_some_and(is_key);
    // Most blocks stand below no line of dashes.
    if !is_dashes(above) || !is_key(sink.source(&first.range)) || !goes_on() {
        return;
    }
    let message = message!(
        "文首信息没有写在文件的最前面，读者看到的是一行行字段",
        "front matter stands below the top of the file: readers see its keys"
    );
    let hint = message!(
        "把两行 --- 和中间的字段移到文件的第一行",
        "move both lines of --- and what stands between them to the first line of the file"
    );
    sink.report(
        Code::MarkdownNearMiss,
        first.range.clone(),
        message,
        hint,
        Vec::new(),
        false,
    );
    sink.claimed.push(whole);
}

fn is_key(line: &str) -> bool {
    line.split_once([':', '：']).is_some_and(|(word, _)| {
        let word = word.trim();
        KEYS.iter().any(|key| key.name == word || key.alias == word)
    })
}
