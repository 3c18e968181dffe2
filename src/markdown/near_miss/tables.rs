//! Tables with wide bars or dashes, without their second line, with blank lines between rows, and
//! cells beyond the head, which are lost.

use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, LintLine, TextBlock};
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const TABLE: MarkName = ("表格", "a table");

/// Rows above a gap that are searched for the line of dashes.
const REACH: usize = 200;

/// Checks the lines of a paragraph.
pub(super) fn check(sink: &mut LintSink<'_>, block: &TextBlock) {
    let may_hold_rows = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    if !may_hold_rows || !block.marks.has(MarkSet::BAR) {
        return;
    }
    let rows: Vec<&LintLine> = block
        .lines
        .iter()
        .skip_while(|line| cells(sink.source(&line.range)).is_none())
        .take_while(|line| cells(sink.source(&line.range)).is_some())
        .collect();
    let Some(first) = rows.first() else {
        return;
    };
    let is_whole = rows.len() == block.lines.len();
    if is_whole && check_gap(sink, block, &rows) {
        claim(sink, &rows);
        return;
    }
    if rows.len() < 2 {
        return;
    }
    let edits = edits(sink, &rows);
    let count = cells(sink.source(&first.range)).unwrap_or_default();
    let is_even = rows.iter().enumerate().all(|(at, row)| {
        at == 1 && is_rule(sink.source(&row.range)) || cells(sink.source(&row.range)) == Some(count)
    });
    let is_certain = is_even && count > 1 && is_whole && block.is_top();
    report(sink, first.range.clone(), edits, is_certain);
    claim(sink, &rows);
}

/// Reports a table with the first two lines as they should be.
fn report(sink: &mut LintSink<'_>, range: Range<usize>, edits: Vec<SourceEdit>, is_certain: bool) {
    if edits.is_empty() {
        return;
    }
    let head = sink.source(&range).replace('｜', "|");
    let columns = cells(&head).unwrap_or_default();
    let rule = rule(columns);
    let (zh, en) = TABLE;
    let message = message!(
        "这里像是{zh}，但写法差一点，读者看到的是一行行竖线",
        "this looks like {en}, but misses its form: readers see bars"
    );
    let hint = message!(
        "表头下面一行是横线，竖线和横线用半角，横线的格数和表头一样：{head} 的下一行写 {rule}",
        "the second line holds dashes, as many cells as the head, in plain characters: {rule} below {head}"
    );
    sink.report(
        Code::MarkdownNearMiss,
        range,
        message,
        hint,
        edits,
        is_certain,
    );
}

fn claim(sink: &mut LintSink<'_>, rows: &[&LintLine]) {
    let ranges = rows.iter().map(|row| row.range.clone());
    sink.claimed.extend(ranges);
}

/// Returns the edits that make a table of rows; their second line may be missing or of any dashes.
fn edits(sink: &LintSink<'_>, rows: &[&LintLine]) -> Vec<SourceEdit> {
    let columns = cells(sink.source(&rows[0].range)).unwrap_or_default();
    let mut edits = Vec::new();
    let has_rule = is_rule(sink.source(&rows[1].range));
    for (at, row) in rows.iter().enumerate() {
        if at == 1 && has_rule {
            let source = sink.source(&row.range);
            if cells(source) != Some(columns) || !source.is_ascii() || !is_plain_rule(source) {
                edits.push(SourceEdit::new(row.range.clone(), rule(columns)));
            }
            continue;
        }
        for (bar, wide) in sink.source(&row.range).match_indices('｜') {
            let start = row.range.start + bar;
            edits.push(SourceEdit::new(start..start + wide.len(), "|"));
        }
        if at == 0 && !has_rule {
            let end = row.range.end;
            edits.push(SourceEdit::new(end..end, format!("\n{}", rule(columns))));
        }
    }
    edits
}

/// Returns the line of dashes of a table.
fn rule(columns: usize) -> String {
    format!("|{}", "---|".repeat(columns.max(1)))
}

/// Reports a blank line above rows that go on with the table above it; returns true if rows stand
/// apart from others.
fn check_gap(sink: &mut LintSink<'_>, block: &TextBlock, rows: &[&LintLine]) -> bool {
    let first = rows[0].range.clone();
    let whole = first.start..rows[rows.len() - 1].range.end;
    let (above, below) = sink.neighbors(&whole);
    let count = |line: &str| cells(line).filter(|count| *count > 1);
    let own = sink.source(&first);
    if rows.len() > 1 && is_rule(sink.source(&rows[1].range)) {
        return false;
    }
    let columns = above.and_then(count);
    let Some(columns) = columns else {
        // The row below tells, if there is one.
        return rows.len() == 1 && below.is_some_and(|line| count(line).is_some());
    };
    let line_start = sink.line_start(first.start);
    let above_end = sink.text[..line_start].trim_end().len();
    let gap = above_end + line_break(&sink.text[above_end..])..line_start;
    if gap.is_empty() {
        return false;
    }
    if rows.len() == 1 && !is_rule(own) && below.is_some_and(is_rule) {
        // The head of the next table; its line of dashes tells.
        return true;
    }
    let before = &sink.text[..above_end];
    let is_table = if is_rule(own) {
        stands_alone(before)
    } else {
        rows.len() == 1 && has_rule_above(before)
    };
    let is_even = rows.iter().all(|row| {
        let source = sink.source(&row.range);
        !source.contains('｜') && cells(source) == Some(columns)
    });
    let message = message!(
        "表格在这里被空行断开了，这一行不在表格里",
        "a blank line cuts the table here: this row is outside of it"
    );
    let hint = message!(
        "删去上面的空行，表格的各行要紧挨着",
        "delete the blank line above; the rows of a table stand together"
    );
    let edits = vec![SourceEdit::new(gap, "")];
    let is_certain = block.is_top() && is_even && is_table;
    sink.report(
        Code::MarkdownNearMiss,
        first,
        message,
        hint,
        edits,
        is_certain,
    );
    true
}

/// Returns the length of the line break that a text begins with, after blanks.
fn line_break(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

/// Returns true if the last line of a text has a blank line above it, or none.
fn stands_alone(text: &str) -> bool {
    text.rsplit('\n')
        .nth(1)
        .is_none_or(|line| line.trim().is_empty())
}

/// Returns true if the rows at the end of a text, blank lines between, hold a line of dashes.
fn has_rule_above(text: &str) -> bool {
    text.rsplit('\n')
        .map(str::trim)
        .take(REACH)
        .filter(|line| !line.is_empty())
        .take_while(|line| cells(line).is_some())
        .any(is_plain_rule)
}

/// Returns the number of cells of a row that begins and ends with bars, of any width.
fn cells(line: &str) -> Option<usize> {
    let line = line.trim();
    let inner = line.strip_prefix(['|', '｜'])?;
    let inner = inner.strip_suffix(['|', '｜'])?;
    Some(bars(inner) + 1)
}

/// Counts bars that are not escaped.
fn bars(text: &str) -> usize {
    let mut count = 0;
    let mut is_escaped = false;
    for c in text.chars() {
        count += usize::from(!is_escaped && matches!(c, '|' | '｜'));
        is_escaped = c == '\\' && !is_escaped;
    }
    count
}

/// Returns true for a line of dashes and bars of any width.
fn is_rule(line: &str) -> bool {
    cells(line).is_some()
        && line.contains(|c| "-－—–─―".contains(c))
        && line.chars().all(|c| "|｜-－—–─―:： ".contains(c))
}

fn is_plain_rule(line: &str) -> bool {
    is_rule(line) && line.is_ascii()
}

/// Reports text directly below a table, which becomes its last row.
fn check_text_below(sink: &mut LintSink<'_>, range: &Range<usize>, is_top: bool) {
    let (above, _) = sink.adjacent(range);
    if !above.is_some_and(|line| line.starts_with('|')) {
        return;
    }
    let message = message!(
        "这一行紧跟在表格下面，成了表格的一行",
        "this line follows the table directly and becomes a row of it"
    );
    let hint = message!(
        "不是表格的内容，上面空一行；是的，写成 |甲|乙| 的样子",
        "put a blank line above if it is no row of the table; else write it as |a|b|"
    );
    let start = sink.line_start(range.start);
    let edits = vec![SourceEdit::new(start..start, "\n")];
    sink.claimed.clear();
    sink.report(
        Code::MarkdownNearMiss,
        range.clone(),
        message,
        hint,
        edits,
        is_top,
    );
}

/// Reports the cells of a row beyond the head, which the parser drops, and a row that was meant as
/// text.
pub(super) fn check_row(
    sink: &mut LintSink<'_>,
    range: &Range<usize>,
    columns: usize,
    is_top: bool,
) {
    let source = sink.source(range);
    let line = source.lines().next().unwrap_or_default().trim();
    if columns > 1 && !line.is_empty() && !line.contains('|') {
        let start = range.start + source.find(line).unwrap_or_default();
        check_text_below(sink, &(start..start + line.len()), is_top);
        return;
    }
    if memchr::memchr_iter(b'|', line.as_bytes()).count() < columns {
        return;
    }
    let inner = line.strip_prefix('|').unwrap_or(line);
    let Some((at, count)) = surplus(inner, columns) else {
        return;
    };
    let start = range.start + source.find(inner).unwrap_or_default();
    let lost = inner[at..].trim_matches([' ', '|']);
    if lost.is_empty() {
        return;
    }
    let message = message!(
        "表格只有 {columns} 列，这一行有 {count} 格，多出来的“{lost}”不会显示",
        "the table has {columns} columns and this row {count} cells: “{lost}” is not shown"
    );
    let hint = message!(
        "给表头和横线那一行添一列，或者合并这一行的格子；格子里的竖线写成 \\|",
        "add a column to the head and to the line of dashes, or join cells; write \\| for a bar inside a cell"
    );
    let lost_range = start + at..start + inner.len();
    sink.claimed.clear();
    sink.report(
        Code::MarkdownLostText,
        lost_range,
        message,
        hint,
        Vec::new(),
        false,
    );
}

/// Returns where the cells beyond the columns begin, and the number of all cells.
fn surplus(row: &str, columns: usize) -> Option<(usize, usize)> {
    let mut is_escaped = false;
    let mut bars = Vec::new();
    for (at, c) in row.char_indices() {
        if c == '|' && !is_escaped {
            bars.push(at);
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    let closing = usize::from(bars.last() == Some(&(row.len() - 1)));
    let count = bars.len() + 1 - closing;
    (count > columns).then(|| (bars[columns - 1] + 1, count))
}
