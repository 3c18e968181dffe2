//! Code spans in wide marks, and backticks without a partner.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const NAME: MarkName = ("代码", "code");

/// Checks the runs of a block.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if !block.marks.has(MarkSet::CODE) {
        return;
    }
    for run in &block.runs {
        check_pairs(sink, run, '｀', |_, _| true);
        check_pairs(sink, run, '·', is_code);
    }
    if block.kind != BlockKind::Cell {
        check_single(sink, block);
    }
}

fn check_pairs(
    sink: &mut LintSink<'_>,
    run: &Range<usize>,
    mark: char,
    is_code: impl Fn(&str, [Option<char>; 2]) -> bool,
) {
    let text = sink.source(run);
    let places: Vec<usize> = text.match_indices(mark).map(|(at, _)| at).collect();
    let length = mark.len_utf8();
    let mut next = 0;
    while let [open, close, ..] = places[next.min(places.len())..] {
        next += 1;
        let before = text[..open].chars().next_back();
        let after = text[close + length..].chars().next();
        if is_code(&text[open + length..close], [before, after]) {
            next += 1;
            let (open, close) = (run.start + open, run.start + close);
            let edits = vec![
                SourceEdit::new(open..open + length, "`"),
                SourceEdit::new(close..close + length, "`"),
            ];
            sink.mend(open..close + length, NAME, edits);
        }
    }
}

/// Returns true if a text between two `·` is code, not a part of a foreign name.
fn is_code(inner: &str, around: [Option<char>; 2]) -> bool {
    inner.len() > 1
        && inner.is_ascii()
        && inner.trim() == inner
        && inner.bytes().any(|byte| byte.is_ascii_lowercase())
        && around
            .into_iter()
            .flatten()
            .all(|c| !c.is_alphanumeric() && c != '·')
}

/// Reports the only backtick of a block.
fn check_single(sink: &mut LintSink<'_>, block: &TextBlock) {
    let text = sink.text;
    let mut ticks = block.runs.iter().flat_map(|run| {
        let places = text[run.clone()].match_indices('`');
        places.map(|(at, _)| run.start + at)
    });
    let (Some(at), None) = (ticks.next(), ticks.next()) else {
        return;
    };
    let before = text[..at].chars().next_back();
    let after = text[at + 1..].chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if is_letter(before) && is_letter(after) || before == Some('\\') {
        return;
    }
    let message = message!(
        "这个反引号 ` 没有配对，读者看到的是符号本身",
        "this backtick ` has no partner: readers see it"
    );
    let hint = message!(
        "代码的两头各写一个：`代码`；不是代码就删掉它",
        "write one at each end: `code`; delete it if this is no code"
    );
    sink.report(
        Code::MarkdownNearMiss,
        at..at + 1,
        message,
        hint,
        Vec::new(),
        false,
    );
}
