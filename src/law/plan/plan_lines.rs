//! Text split into lines, each classified by its opening.
//!
//! Plain text and Markdown are parsed alike: heading signs, list signs and table bars are only
//! decoration.

use super::boilerplate;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers::{self, MarkerFamily, NumberMarker};

/// Line of a plan with its kind.
#[derive(Clone, Debug)]
pub(super) struct PlanLine {
    /// Line number, from 1.
    pub(super) line: u32,
    /// Content without indentation, heading sign and list sign.
    pub(super) content: NormalizedSpan,
    /// Depth of a Markdown heading, 0 for none.
    pub(super) heading: u8,
    /// Indentation in blanks; a tab counts as four.
    pub(super) indent: usize,
    pub(super) kind: LineKind,
}

/// Kind of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    Blank,
    Noise,
    /// Paragraph that a number marker opens.
    Marked(NumberMarker),
    /// Markdown heading without a marker.
    Heading,
    /// List entry without a marker.
    Bullet,
    Paragraph,
    /// Table row with its cells.
    Row(Vec<NormalizedSpan>),
    /// Rule under a table's header.
    Rule,
}

/// Splits a text into lines; the first has the number `first_line`.
pub(super) fn read(reading: &NormalizedText<'_>, first_line: u32) -> Vec<PlanLine> {
    let mut blocks: Vec<PlanLine> = Vec::new();
    let mut start = 0;
    let mut read_to = 0;
    let mut line = first_line;
    let mut in_table = false;
    let mut last_arabic: Option<u32> = None;
    for text in reading.normal().split('\n') {
        let span = NormalizedSpan::new(start, start + text.len());
        start = span.end + 1;
        // One line of the normal form may span several source lines.
        let from = reading.range(span).start;
        line += reading
            .source()
            .get(read_to..from)
            .map_or(0, |skipped| skipped.matches('\n').count()) as u32;
        read_to = from.max(read_to);
        let mut block = block(reading, span, line, in_table);
        if let Some(mark) = before_digits(reading, &block, last_arabic) {
            block.kind = LineKind::Marked(mark);
        }
        if let LineKind::Marked(mark) = block.kind
            && mark.family == MarkerFamily::Arabic
        {
            last_arabic = Some(mark.number);
        }
        in_table = match block.kind {
            LineKind::Blank | LineKind::Noise | LineKind::Rule => in_table,
            LineKind::Row(_) => text.contains('\t'),
            _ => false,
        };
        blocks.push(block);
    }
    blocks
}

/// Returns the marker of a line whose title begins with digits, if its number is the next one.
fn before_digits(
    reading: &NormalizedText<'_>,
    block: &PlanLine,
    last: Option<u32>,
) -> Option<NumberMarker> {
    if !matches!(
        block.kind,
        LineKind::Paragraph | LineKind::Heading | LineKind::Bullet
    ) {
        return None;
    }
    let text = reading.text(block.content);
    let mark = text
        .starts_with(|sign: char| sign.is_ascii_digit())
        .then(|| number_markers::scan_before_digits(text))??;
    let counts_on = mark.number == 1 || last.is_none_or(|last| mark.number == last + 1);
    counts_on.then_some(mark)
}

fn block(
    reading: &NormalizedText<'_>,
    line_span: NormalizedSpan,
    line: u32,
    in_table: bool,
) -> PlanLine {
    let whole = reading.trim(line_span);
    let text = reading.text(whole);
    let indent = indent(reading.text(NormalizedSpan::new(line_span.start, whole.start)));
    let plain = |kind, content| PlanLine {
        line,
        content,
        heading: 0,
        indent,
        kind,
    };
    if whole.is_empty() {
        return plain(LineKind::Blank, whole);
    }
    if boilerplate::is_noise(text) {
        return plain(LineKind::Noise, whole);
    }
    if let Some(kind) = row(reading, line_span, in_table) {
        return plain(kind, whole);
    }
    let (heading, is_bullet, dressed) = dressing(text);
    let content = reading.trim_matches(
        NormalizedSpan::new(whole.start + dressed, whole.end),
        |sign| sign.is_whitespace() || sign == '#',
    );
    let content = if heading > 0 {
        content
    } else {
        NormalizedSpan::new(content.start, whole.end)
    };
    let kind = match number_markers::scan(reading.text(content)) {
        Some(mark) => LineKind::Marked(mark),
        None if heading > 0 => LineKind::Heading,
        None if is_bullet => LineKind::Bullet,
        None => LineKind::Paragraph,
    };
    PlanLine {
        line,
        content,
        heading,
        indent,
        kind,
    }
}

fn indent(blanks: &str) -> usize {
    blanks
        .chars()
        .map(|blank| if blank == '\t' { 4 } else { 1 })
        .sum()
}

/// Returns the heading depth, whether a list sign opens the line, and the byte length of both.
fn dressing(text: &str) -> (u8, bool, usize) {
    let mut rest = text;
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start();
    }
    let depth = rest.bytes().take_while(|&sign| sign == b'#').count();
    let is_heading = (1..=6).contains(&depth);
    if is_heading {
        rest = rest[depth..].trim_start();
    }
    let dashed = ["- ", "* ", "+ "]
        .iter()
        .find_map(|sign| rest.strip_prefix(sign));
    let bulleted = || rest.strip_prefix(['●', '■', '◆', '▲', '★', '•']);
    let bullet = dashed.or_else(bulleted);
    let rest = bullet.map_or(rest, str::trim_start);
    (
        if is_heading { depth as u8 } else { 0 },
        bullet.is_some(),
        text.len() - rest.len(),
    )
}

/// Parses a table line: cells between bars or tabs; below such a row one tab is enough.
fn row(reading: &NormalizedText<'_>, line: NormalizedSpan, in_table: bool) -> Option<LineKind> {
    let whole = reading.trim(line);
    let text = reading.text(whole);
    if text.matches('|').count() >= 2 {
        if text.contains('-')
            && text
                .chars()
                .all(|sign| matches!(sign, '|' | '-' | ':' | '：' | ' '))
        {
            return Some(LineKind::Rule);
        }
        // Outer bars come in pairs; a single one bounds an empty cell.
        let outer = usize::from(text.starts_with('|') && text.ends_with('|'));
        return Some(LineKind::Row(cells(
            reading,
            NormalizedSpan::new(whole.start + outer, whole.end - outer),
            '|',
        )));
    }
    // A leading tab is an empty first cell only if other tabs follow the first text.
    let inner_tabs = text.matches('\t').count();
    let is_row = inner_tabs >= if in_table { 1 } else { 2 };
    (is_row || in_table && reading.text(line).starts_with('\t')).then(|| {
        let indent = line.start + reading.text(line).find(|sign| sign != ' ').unwrap_or(0);
        LineKind::Row(cells(reading, NormalizedSpan::new(indent, line.end), '\t'))
    })
}

fn cells(reading: &NormalizedText<'_>, inner: NormalizedSpan, bar: char) -> Vec<NormalizedSpan> {
    let mut start = inner.start;
    reading
        .text(inner)
        .split(bar)
        .map(|cell| {
            let span = NormalizedSpan::new(start, start + cell.len());
            start = span.end + 1;
            reading.trim(span)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dressing_is_taken_off() {
        let reading = NormalizedText::new(
            "## 一、总体要求\n- **1\\. 学法**\n> 说明\n\n●学法\n| 序号 | 任务 |\n|---|---|\n",
        );
        let blocks = read(&reading, 5);
        let seen: Vec<_> = blocks
            .iter()
            .map(|block| {
                let kind = match &block.kind {
                    LineKind::Marked(mark) => format!("mark {}", mark.number),
                    LineKind::Row(cells) => format!("row {}", cells.len()),
                    other => format!("{other:?}").to_lowercase(),
                };
                format!(
                    "{} {} {kind} {}",
                    block.line,
                    block.heading,
                    reading.text(block.content)
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                "5 2 mark 1 一、总体要求",
                "6 0 mark 1 1. 学法",
                "7 0 paragraph 说明",
                "8 0 blank ",
                "9 0 bullet 学法",
                "10 0 row 2 | 序号 | 任务 |",
                "11 0 rule |---|---|",
                "12 0 blank "
            ]
        );
    }
}
