//! Lines that look like the items of a list and are none, and boxes to tick in wide brackets.

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, LintLine, TextBlock};
use crate::characters::is_han;
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const BULLET: MarkName = ("列表", "a list");
const TASK: MarkName = ("待办的方框", "a box to tick");

/// Characters of the longest line that reads as an item rather than as a paragraph.
const LONGEST: usize = 30;

/// Kind of an item's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ItemMark {
    /// A mark of Markdown without its space: `-甲`.
    Dash(char),
    /// A dot of a text: `●`.
    Dot(char),
    /// An Arabic number that a list can take over.
    Number(u32),
    /// A number of another form, which stays as it is: `（1）`, `①`, `一、`.
    Label,
}

impl ItemMark {
    fn goes_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::Number(_), Self::Number(_)) => true,
            (one, other) => one == other,
        }
    }
}

/// Checks the lines of a paragraph or an item.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    if block.kind == BlockKind::Item || block.items > 0 {
        check_task(sink, block);
    }
    let is_paragraph = block.kind == BlockKind::Paragraph;
    if !is_paragraph && block.kind != BlockKind::Item || !block.marks.has(MarkSet::LINE) {
        return;
    }
    let marks: Vec<Option<(ItemMark, usize)>> = block
        .lines
        .iter()
        .map(|line| line.is_text.then(|| item_mark(sink.source(&line.range)))?)
        .enumerate()
        // The first line of an item has its mark already.
        .map(|(at, mark)| {
            mark.filter(|(mark, _)| is_paragraph || at > 0 && *mark != ItemMark::Label)
        })
        .collect();
    let mut at = 0;
    while at < marks.len() {
        let Some((first, _)) = marks[at] else {
            at += 1;
            continue;
        };
        let goes_on =
            |mark: &&Option<(ItemMark, usize)>| mark.is_some_and(|(mark, _)| mark.goes_with(first));
        let count = marks[at..].iter().take_while(goes_on).count();
        let group: Vec<(ItemMark, usize)> =
            marks[at..at + count].iter().flatten().copied().collect();
        check_group(sink, block, at, &group);
        at += count;
    }
}

fn check_group(sink: &mut LintSink<'_>, block: &TextBlock, at: usize, group: &[(ItemMark, usize)]) {
    let lines = &block.lines[at..at + group.len()];
    let (first, length) = group[0];
    if group.len() == 1 {
        let line = &lines[0];
        let range = line.range.start..line.range.start + length;
        let edits = [SourceEdit::new(range.clone(), replacement(first))];
        let edits = edits.into_iter().chain(gap_below(sink, line)).collect();
        if block.kind == BlockKind::Item {
            check_joined(sink, block, line, first, length);
        } else if stands_among_items(sink, block, line, first) {
            sink.near(range, BULLET, edits, block.is_top());
        } else if stands_in_sequence(sink, block, line, first) {
            sink.suggest(range, BULLET, edits);
        }
        return;
    }
    let edits = edits(sink, block, at, group);
    let range = lines[0].range.clone();
    let count = group.len();
    let mended = sink.mended(&edits);
    let message = message!(
        "从这里起 {count} 行像是列表，但会连成一段",
        "the {count} lines from here look like a list, but run together in one paragraph"
    );
    let hint = match first {
        ItemMark::Label => message!(
            "各行之间空一行，或者改成 1. 加空格",
            "put a blank line between them, or write 1. and a space"
        ),
        _ => message!("写成：{mended}；各行都这样", "write: {mended}, and so on"),
    };
    let is_certain = block.is_top() && is_sequence(group);
    sink.report(
        Code::MarkdownNearMiss,
        range.start..range.start + length.max(1),
        message,
        hint,
        edits,
        is_certain,
    );
}

/// Returns true if a single line has its like above or below.
fn stands_among_items(
    sink: &LintSink<'_>,
    block: &TextBlock,
    line: &LintLine,
    mark: ItemMark,
) -> bool {
    let (above, below) = sink.neighbors(&line.range);
    let is_like = |other: Option<&str>| {
        other
            .and_then(|other| Some((item_mark(other)?.0, other)))
            .is_some_and(|(other, _)| other.goes_with(mark))
    };
    block.lines.len() == 1
        && matches!(mark, ItemMark::Dash(_))
        && (is_like(above) || is_like(below))
}

/// Returns true if a short line `1.甲` has its like directly above or below: a list, not the numbered
/// paragraphs of an official text.
fn stands_in_sequence(
    sink: &LintSink<'_>,
    block: &TextBlock,
    line: &LintLine,
    mark: ItemMark,
) -> bool {
    let ItemMark::Number(value) = mark else {
        return false;
    };
    let is_short = |line: &str| {
        let unspaced = line.trim_start_matches(|c: char| c.is_ascii_digit());
        unspaced.starts_with('.')
            && line.chars().count() <= LONGEST
            && !line.ends_with(['。', '；', '：', '！', '？', '，', '.', ';', ':'])
    };
    let is_next = |other: Option<&str>, value: u32| {
        other.is_some_and(|other| {
            is_short(other) && matches!(item_mark(other), Some((ItemMark::Number(number), _)) if number == value)
        })
    };
    let (above, below) = sink.adjacent(&line.range);
    block.lines.len() == 1
        && is_short(sink.source(&line.range))
        && (is_next(above, value.wrapping_sub(1)) || is_next(below, value + 1))
}

/// Returns true if the numbers of a group count on.
fn is_sequence(group: &[(ItemMark, usize)]) -> bool {
    group.windows(2).all(|pair| match (pair[0].0, pair[1].0) {
        (ItemMark::Number(one), ItemMark::Number(next)) => next == one + 1,
        _ => true,
    })
}

/// Returns the edits that make a list, or paragraphs, of joined lines.
fn edits(
    sink: &LintSink<'_>,
    block: &TextBlock,
    at: usize,
    group: &[(ItemMark, usize)],
) -> Vec<SourceEdit> {
    let is_label = group[0].0 == ItemMark::Label;
    let mut edits = Vec::new();
    for (index, (mark, length)) in group.iter().enumerate() {
        let line = &block.lines[at + index];
        let start = line.range.start;
        let is_first = at + index == 0;
        // Only a list that begins with 1 can follow a line of text.
        let needs_gap = !is_first && (is_label || index == 0);
        if needs_gap {
            let line_start = sink.line_start(start);
            edits.push(SourceEdit::new(line_start..line_start, "\n"));
        }
        if !is_label {
            edits.push(SourceEdit::new(start..start + length, replacement(*mark)));
        }
    }
    edits.extend(gap_below(sink, &block.lines[at + group.len() - 1]));
    edits
}

/// Returns the blank line that a list needs below its last line: text directly there would go on with
/// the item.
fn gap_below(sink: &LintSink<'_>, last: &LintLine) -> Option<SourceEdit> {
    let rest = &sink.text[last.range.end..];
    let start = last.range.end + rest.find('\n')? + 1;
    let below = sink.text[start..].lines().next()?.trim();
    let first = below.chars().next()?;
    let is_own = "-*+#>`|:<".contains(first) || item_mark(below).is_some();
    let is_item = first.is_ascii_digit() && below.contains(['.', ')']);
    (!is_own && !is_item).then(|| SourceEdit::new(start..start, "\n"))
}

/// Reports the line of an item that was meant as the next item: `- 甲`, then `-乙`.
fn check_joined(
    sink: &mut LintSink<'_>,
    block: &TextBlock,
    line: &LintLine,
    mark: ItemMark,
    length: usize,
) {
    // A star also marks what must be filled in.
    if mark == ItemMark::Dash('*') {
        return;
    }
    let start = line.range.start;
    let range = start..start + length;
    let mended = match mark {
        ItemMark::Dash(c) if c.is_ascii() => format!("{c} "),
        _ => replacement(mark),
    };
    let edits = vec![SourceEdit::new(range.clone(), mended)];
    let is_same_list = block.quotes == 0 && block.items == 1 && sink.line_start(start) == start;
    sink.near(range, BULLET, edits, is_same_list);
}

fn replacement(mark: ItemMark) -> String {
    match mark {
        ItemMark::Number(value) => format!("{value}. "),
        _ => "- ".to_owned(),
    }
}

/// Returns the mark of an item at the beginning of a line, and its length with its space.
fn item_mark(line: &str) -> Option<(ItemMark, usize)> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    let words = rest.trim_start();
    let length = line.len() - words.len();
    let next = words.chars().next()?;
    match first {
        '-' | '+' | '*' | '－' => {
            // ASCII letters after a dash are the options of a command.
            let is_task = ["[ ]", "[x]", "[X]"]
                .iter()
                .any(|task| words.starts_with(task));
            let is_item = is_task || next != first && !next.is_ascii() && !next.is_numeric();
            (is_item && (first == '－' || !rest.starts_with([' ', '\t'])))
                .then_some((ItemMark::Dash(first), length))
        }
        '•' | '●' | '○' | '■' | '□' | '◆' | '◇' | '▪' | '・' | '·' => {
            (next != first).then_some((ItemMark::Dot(first), length))
        }
        '①'..='⑳' | '⑴'..='⒇' => Some((ItemMark::Label, 0)),
        '(' | '（' => is_bracketed_number(rest).then_some((ItemMark::Label, 0)),
        _ if first.is_ascii_digit() || ('０'..='９').contains(&first) => number(line),
        _ => is_han_number(line).then_some((ItemMark::Label, 0)),
    }
}

fn number(line: &str) -> Option<(ItemMark, usize)> {
    let digits: String = line.chars().map_while(ascii_digit).collect();
    let rest = line.trim_start_matches(|c| ascii_digit(c).is_some());
    let after = rest.strip_prefix(['.', '．', '、', ')', '）'])?;
    let words = after.trim_start();
    let next = words.chars().next()?;
    let value: u32 = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    let is_decimal = rest.starts_with(['.', '．']) && ascii_digit(next).is_some();
    (!is_decimal).then_some((ItemMark::Number(value), line.len() - words.len()))
}

fn ascii_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')),
        _ => None,
    }
}

/// Returns true if a text goes on with a number and a closing bracket.
fn is_bracketed_number(rest: &str) -> bool {
    rest.split_once([')', '）']).is_some_and(|(inner, after)| {
        !inner.is_empty()
            && !after.is_empty()
            && inner.chars().count() <= 3
            && inner
                .chars()
                .all(|c| ascii_digit(c).is_some() || is_han_digit(c))
    })
}

fn is_han_number(line: &str) -> bool {
    let rest = line.trim_start_matches(is_han_digit);
    let count = line.chars().count() - rest.chars().count();
    (1..=3).contains(&count) && rest.starts_with('、') && rest.chars().nth(1).is_some_and(is_han)
}

fn is_han_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Checks a box to tick at the beginning of an item.
fn check_task(sink: &mut LintSink<'_>, block: &TextBlock) {
    let Some(line) = block.lines.first().filter(|line| line.is_text) else {
        return;
    };
    let source = sink.source(&line.range);
    let Some((mark, length)) = near_task(source) else {
        return;
    };
    let start = line.range.start;
    if !sink.text[..start].ends_with([' ', '\t', '-', '*', '+']) {
        return;
    }
    let edits = vec![SourceEdit::new(start..start + length, mark)];
    sink.mend(start..start + length, TASK, edits);
}

/// Returns the box as it should be, and the length of what stands there.
fn near_task(line: &str) -> Option<(&'static str, usize)> {
    let rest = line.strip_prefix(['[', '［', '【'])?;
    let inner = rest.trim_start();
    let (mark, after) = match inner.strip_prefix(['x', 'X', '√', '✓', '✔', 'ｘ']) {
        Some(after) => ("[x] ", after.trim_start()),
        None => ("[ ] ", inner),
    };
    let words = after.strip_prefix([']', '］', '】'])?;
    let is_footnote = words.starts_with(['(', '（', ':', '：', '[']);
    let trimmed = words.trim_start();
    (!is_footnote && !trimmed.is_empty()).then_some((mark, line.len() - trimmed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_item_by_its_mark() {
        for line in [
            "-甲",
            "*甲",
            "－ 甲",
            "• 甲",
            "1、甲",
            "１. 甲",
            "2．甲",
            "（1）甲",
            "（一）甲",
            "①甲",
            "一、甲",
            "-[ ] 甲",
            "-[x]甲",
        ] {
            assert!(item_mark(line).is_some(), "{line}");
        }
        for line in [
            "-5℃",
            "--甲",
            "- 甲",
            "2026.11 甲",
            "3.5%",
            "（2026）甲",
            "一方面、",
            "十",
            "2026、2027",
        ] {
            assert!(item_mark(line).is_none(), "{line}");
        }
    }
}
