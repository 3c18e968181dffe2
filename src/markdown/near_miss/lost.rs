//! Fences, comments and raw elements that are never closed and take the rest of the text with them.

use std::ops::Range;

use super::lint_sink::LintSink;
use crate::diagnostic::{Code, Message};
use crate::message;

/// Elements of raw HTML that take all text up to their end, and the ends.
const ENDS: [(&str, &str); 5] = [
    ("<!--", "-->"),
    ("<script", "</script"),
    ("<style", "</style"),
    ("<pre", "</pre"),
    ("<textarea", "</textarea"),
];

/// Reports a fence without its closing line.
pub(super) fn check_fence(sink: &mut LintSink<'_>, range: &Range<usize>) {
    let source = sink.source(range);
    let Some(mark @ (b'`' | b'~')) = source.bytes().next() else {
        return;
    };
    let length = source.bytes().take_while(|byte| *byte == mark).count();
    let opening = source.lines().next().unwrap_or_default();
    if length < 3 || is_closed(&source[opening.len()..], mark, length) {
        return;
    }
    let fence = &source[..length];
    let message = message!(
        "{fence} 从这里开始，后面没有结束的一行，其余的文字都成了代码",
        "the {fence} here is never closed: all text after it is code"
    );
    let hint = message!(
        "在代码或组件结束的地方另起一行，只写 {fence}",
        "write {fence} on a line of its own where the code or the component ends"
    );
    let end = range.start + opening.trim_end().len();
    report(sink, range.start..end, message, hint);
}

/// Returns true if the last line of a fence closes it.
fn is_closed(rest: &str, mark: u8, length: usize) -> bool {
    let last = rest.trim_end().rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']);
    rest.contains('\n') && last.len() >= length && last.bytes().all(|byte| byte == mark)
}

/// Reports an HTML block that is never closed.
pub(super) fn check_html_block(sink: &mut LintSink<'_>, range: &Range<usize>) {
    let source = sink.source(range);
    let start = range.start + source.len() - source.trim_start().len();
    let source = source.trim_start();
    let open = ENDS.into_iter().find(|(open, _)| {
        starts_with(source, open) && (*open == "<!--" || opens_tag(&source[open.len()..]))
    });
    let Some((open, close)) = open else { return };
    if holds(&source[open.len()..], close) {
        return;
    }
    let close = if open == "<!--" {
        close.to_owned()
    } else {
        format!("{close}>")
    };
    let message = message!(
        "{open} 从这里开始，后面没有 {close}，其余的文字都不会显示",
        "the {open} here is never closed by {close}: no text after it is shown"
    );
    let hint = message!("在它结束的地方写 {close}", "write {close} where it ends");
    report(sink, start..start + open.len(), message, hint);
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn opens_tag(rest: &str) -> bool {
    rest.starts_with(['>', ' ', '\t', '\n', '\r'])
}

/// Returns true if a text holds an ASCII word in any case.
fn holds(text: &str, word: &str) -> bool {
    let first = word.as_bytes()[0];
    memchr::memchr_iter(first, text.as_bytes()).any(|at| starts_with(&text[at..], word))
}

fn report(sink: &mut LintSink<'_>, range: Range<usize>, message: Message, hint: Message) {
    sink.claimed.clear();
    sink.report(
        Code::MarkdownUnclosed,
        range,
        message,
        hint,
        Vec::new(),
        false,
    );
}
