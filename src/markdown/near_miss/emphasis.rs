//! Emphasis with spaces inside its marks, in wide characters, or without its other end.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const BOLD: MarkName = ("加粗", "bold text");
const STRUCK: MarkName = ("删除线", "struck text");
const HIGHLIGHT: MarkName = ("突出显示（这里用加粗）", "highlighted text (use bold)");

/// Characters of the longest text that reads as emphasized.
const LONGEST: usize = 100;

/// Checks the runs of a block.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if !block.marks.has(MarkSet::EMPHASIS) {
        return;
    }
    for run in &block.runs {
        let text = sink.source(run);
        check_pairs(
            sink,
            run,
            &delimiters(text, |c| c == '*' || c == '＊'),
            "**",
            BOLD,
        );
        check_pairs(
            sink,
            run,
            &delimiters(text, |c| c == '~' || c == '～'),
            "~~",
            STRUCK,
        );
        check_pairs(
            sink,
            run,
            &delimiters(text, |c| c == '=' || c == '＝'),
            "**",
            HIGHLIGHT,
        );
    }
    if block.kind != BlockKind::Cell {
        check_single(sink, block);
    }
}

/// Returns the places where exactly two delimiters stand.
fn delimiters(text: &str, is_delimiter: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match run {
            Some((start, count)) if is_delimiter(c) => run = Some((start, count + 1)),
            Some((start, count)) => {
                if count == 2 {
                    found.push(start..at);
                }
                run = None;
            }
            None if is_delimiter(c) => run = Some((at, 1)),
            None => {}
        }
    }
    found
}

fn check_pairs(
    sink: &mut LintSink<'_>,
    run: &Range<usize>,
    places: &[Range<usize>],
    mark: &str,
    name: MarkName,
) {
    let text = sink.source(run);
    let mut rest = places;
    while let [open, close, ..] = rest {
        let inner = &text[open.end..close.start];
        rest = &rest[1..];
        // Patterns of paths (`/a/**`) and comments of programs.
        let is_pattern = |place: &Range<usize>| text[..place.start].ends_with('/');
        if is_pattern(open) || is_pattern(close) {
            continue;
        }
        let around = [
            text[..open.start].chars().next_back(),
            text[close.end..].chars().next(),
        ];
        if !is_emphasis(around, inner, [&text[open.clone()], &text[close.clone()]]) {
            continue;
        }
        rest = &rest[1..];
        let blanks = inner.len() - inner.trim_start().len();
        let end = open.end + blanks + inner.trim().len();
        let edits = vec![
            SourceEdit::new(run.start + open.start..run.start + open.end + blanks, mark),
            SourceEdit::new(run.start + end..run.start + close.end, mark),
        ];
        sink.mend(run.start + open.start..run.start + close.end, name, edits);
    }
}

/// Returns true if a text between two delimiters was meant to be emphasized; names are masked by
/// stars and drawn out by tildes.
fn is_emphasis([before, after]: [Option<char>; 2], inner: &str, marks: [&str; 2]) -> bool {
    let words = inner.trim();
    let is_bold_ascii = marks == ["**", "**"];
    let is_struck_ascii = marks == ["~~", "~~"];
    let is_spaced = inner.starts_with(char::is_whitespace) && inner.ends_with(char::is_whitespace);
    let has_space = words.len() != inner.len();
    let stands_free = before.is_none_or(|c| !c.is_alphanumeric())
        || words.starts_with(['《', '“', '（', '「', '【']);
    let is_long = words.chars().count() > LONGEST;
    if words.is_empty() || is_long || !words.contains(char::is_alphanumeric) {
        return false;
    }
    if is_bold_ascii || is_struck_ascii {
        // Without a space inside, the parser had another reason.
        let goes_on =
            !inner.starts_with(char::is_whitespace) && after.is_some_and(char::is_alphanumeric);
        return is_spaced || has_space && (stands_free || goes_on);
    }
    // `==` also compares, and draws arrows.
    let is_operator = marks[0].starts_with(['=', '＝']) && (has_space || words.starts_with('>'));
    stands_free && !is_operator && !words.starts_with(['、', '，', '。', '；', '：', '！', '？'])
}

/// Reports `**` that opens and is never closed in its block.
fn check_single(sink: &mut LintSink<'_>, block: &TextBlock) {
    let text = sink.text;
    let mut places = block.runs.iter().flat_map(|run| {
        let found = delimiters(&text[run.clone()], |c| c == '*');
        found.into_iter().map(|place| run.start + place.start)
    });
    let (Some(at), None) = (places.next(), places.next()) else {
        return;
    };
    let before = text[..at].chars().next_back();
    let after = text[at + 2..].chars().next();
    let opens = before.is_none_or(|c| !c.is_alphanumeric() && c != '*' && c != '/')
        && after.is_some_and(|c| c.is_alphabetic() || "《“（「【".contains(c));
    if !opens {
        return;
    }
    let message = message!(
        "这里的 ** 没有配对，读者看到的是符号本身",
        "this ** has no partner: readers see it"
    );
    let hint = message!(
        "在要加粗的文字后面也写 **：**要点**；不加粗就删掉它",
        "write ** after the bold text too: **text**; delete it if nothing is bold"
    );
    sink.report(
        Code::MarkdownNearMiss,
        at..at + 2,
        message,
        hint,
        Vec::new(),
        false,
    );
}
