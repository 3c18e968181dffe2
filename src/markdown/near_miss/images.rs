//! Pictures with a wide `！`, and attributes after links and pictures.

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::TextBlock;
use crate::diagnostic::SourceEdit;

const PICTURE: MarkName = ("图片", "a picture");
const ATTRIBUTES: MarkName = (
    "图片或链接的属性（这里不用）",
    "attributes of a picture or a link, which are not used here",
);

/// Checks the links and pictures of a block.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if !block.marks.has(MarkSet::LINK) {
        return;
    }
    for link in &block.links {
        let before = &sink.text[..link.range.start];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let mark = line.trim_start_matches(['\u{3000}', ' ']);
        if link.is_picture
            && sink.source(&link.range).starts_with('[')
            && matches!(mark.trim_end(), "！" | "!")
        {
            let range = link.range.start - mark.len()..link.range.start;
            let edits = vec![SourceEdit::new(range.clone(), "!")];
            sink.mend(range, PICTURE, edits);
        }
        let after = &sink.text[link.range.end..];
        if let Some(length) = attributes(after) {
            let range = link.range.end..link.range.end + length;
            let is_printed = block.runs.iter().any(|run| run.contains(&(range.end - 1)));
            if is_printed {
                sink.mend(range.clone(), ATTRIBUTES, vec![SourceEdit::new(range, "")]);
            }
        }
    }
}

/// Returns the length of the `{…}` that a text begins with, if it holds attributes.
fn attributes(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(' ');
    let (inner, _) = rest.strip_prefix('{')?.split_once('}')?;
    let is_one = inner.starts_with(['.', '#', ':']) || inner.contains('=');
    let is_short = !inner.contains('\n') && !inner.is_empty() && !inner.starts_with(['{', '%']);
    (is_one && is_short).then_some(text.len() - rest.len() + inner.len() + 2)
}
