//! Reassembly of paragraphs that a page, a PDF or a word processor hard-wrapped.
//!
//! A line continues in the next one if the sentence is unfinished, or if the whole text is wrapped
//! at one width and the line reaches it. Only plain lines are joined: a line that starts with a
//! marker, a units label or a table cell begins a new paragraph.

use std::ops::Range;

use super::measures;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::plan_lines::{LineKind, PlanLine};
use super::unit_clauses;

/// Returns the source ranges between lines that belong to one paragraph.
pub(super) fn joints(reading: &NormalizedText<'_>, blocks: &[PlanLine]) -> Vec<Range<usize>> {
    let width = common_width(reading, blocks);
    let goes_on = |pair: &&[PlanLine]| {
        let line = &pair[0];
        let next = &pair[1];
        is_joinable(reading, line, next)
            && (sentence_goes_on(reading, line, next)
                || width.is_some_and(|width| reaches(reading, line, width))
                    && !ends_paragraph(text(reading, line))
                    && !names_units(text(reading, next)))
    };
    blocks
        .windows(2)
        .filter(goes_on)
        .map(|pair| reading.range(pair[0].content).end..reading.range(pair[1].content).start)
        .collect()
}

fn text<'r>(reading: &'r NormalizedText<'_>, block: &PlanLine) -> &'r str {
    reading.text(block.content)
}

fn is_joinable(reading: &NormalizedText<'_>, line: &PlanLine, next: &PlanLine) -> bool {
    line.heading == 0
        && matches!(
            line.kind,
            LineKind::Marked(_) | LineKind::Paragraph | LineKind::Bullet
        )
        && next.kind == LineKind::Paragraph
        && !is_row(reading, next)
}

/// Returns true if a line is a table row: a number, a blank and more text.
fn is_row(reading: &NormalizedText<'_>, block: &PlanLine) -> bool {
    let rest = text(reading, block).trim_start_matches(|sign: char| sign.is_ascii_digit());
    rest.len() < block.content.end - block.content.start && rest.starts_with(' ')
}

/// Characters that cannot begin a line.
const NO_START: [char; 11] = [
    '，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '%',
];

/// Characters after which a sentence continues.
const OPEN_ENDS: [char; 5] = ['，', '、', '（', '《', '“'];

/// Returns true if the words show that a line's sentence continues in the next line.
fn sentence_goes_on(reading: &NormalizedText<'_>, line: &PlanLine, next: &PlanLine) -> bool {
    let before = text(reading, line);
    let after = text(reading, next);
    if after.starts_with(NO_START) || before.ends_with(OPEN_ENDS) || breaks_amount(before, after) {
        return true;
    }
    // A unit list broken inside a name; names on their own lines begin with the place name.
    if is_in_bracket(before) && closes_bracket(after) {
        return !after.starts_with(['市', '县', '区', '省', '州', '各']);
    }
    // An unfinished sentence in the middle of a paragraph, before more sentences.
    let is_running = before.contains(['。', '，', '；']);
    is_running && !ends_paragraph(before) && after.contains(['，', '。']) && !names_units(after)
}

/// Returns true if a line ends inside a bracket.
fn is_in_bracket(line: &str) -> bool {
    line.rfind('（')
        .is_some_and(|open| !line[open..].contains('）'))
}

fn closes_bracket(line: &str) -> bool {
    let close = line.find('）');
    close.is_some_and(|close| !line[..close].contains('（'))
}

/// Returns true if an amount is split between two lines: 举办培训班2 / 期.
fn breaks_amount(before: &str, after: &str) -> bool {
    before.ends_with(|sign: char| sign.is_ascii_digit())
        && (measures::at_start(after).is_some() || after.starts_with(['年', '月', '日', '个']))
        && before.chars().count() > 4
}

fn ends_paragraph(text: &str) -> bool {
    text.ends_with(['。', '；', '：', '！', '？', '）', '】', '》', '”'])
}

/// Returns true if a line begins with a clause that names units.
fn names_units(text: &str) -> bool {
    unit_clauses::find(text)
        .first()
        .is_some_and(|clause| clause.start == 0)
}

/// Range of plausible wrap widths, in columns.
const WIDTHS: Range<usize> = 24..130;

/// Columns that a line may fall short of the width, so that no marker starts the next line.
const SLACK: usize = 4;

/// Returns the width at which the whole text is wrapped, if any: all lines that stop in
/// mid-sentence reach it, and hardly any line is wider.
fn common_width(reading: &NormalizedText<'_>, blocks: &[PlanLine]) -> Option<usize> {
    let broken: Vec<usize> = blocks
        .windows(2)
        .filter(|pair| {
            is_joinable(reading, &pair[0], &pair[1]) && !ends_paragraph(text(reading, &pair[0]))
        })
        .map(|pair| columns(reading, &pair[0]))
        .collect();
    let width = broken
        .iter()
        .copied()
        .max()
        .filter(|width| WIDTHS.contains(width))?;
    let full = broken
        .iter()
        .filter(|&&columns| columns + SLACK >= width)
        .count();
    let wider = blocks
        .iter()
        .filter(|block| {
            !matches!(block.kind, LineKind::Row(_)) && columns(reading, block) > width + SLACK
        })
        .count();
    (full >= 3 && full * 3 >= broken.len() * 2 && wider * 20 <= blocks.len()).then_some(width)
}

fn reaches(reading: &NormalizedText<'_>, line: &PlanLine, width: usize) -> bool {
    columns(reading, line) + SLACK >= width
}

/// Returns the number of columns of a line, including its indentation.
fn columns(reading: &NormalizedText<'_>, block: &PlanLine) -> usize {
    let NormalizedSpan { start, end } = block.content;
    let start = start - block.indent.min(start);
    let line = reading.text(NormalizedSpan::new(start, end));
    let line = if line.is_empty() {
        text(reading, block)
    } else {
        line
    };
    line.chars()
        .map(|sign| if sign.is_ascii() { 1 } else { 2 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn joined(source: &str) -> String {
        let reading = NormalizedText::new(source);
        let joints = joints(&reading, &plan_lines::read(&reading, 1));
        NormalizedText::joined(source, &joints).normal().to_owned()
    }

    #[test]
    fn a_sentence_goes_on_over_a_line_break() {
        for (text, expected) in [
            (
                "1.学法6\n次，举办培训班2\n  期。\n",
                "1.学法6次，举办培训班2期。\n",
            ),
            (
                "1.学法。全面落实\n工作要求，配备人员。\n",
                "1.学法。全面落实工作要求，配备人员。\n",
            ),
            (
                "（责任单位：市司法局、\n市教育局）",
                "（责任单位：市司法局、市教育局）",
            ),
            (
                "（责任单位：县委组\n织部、县司法局）",
                "（责任单位：县委组织部、县司法局）",
            ),
        ] {
            assert_eq!(joined(text), expected);
        }
    }

    #[test]
    fn paragraphs_stay_apart() {
        for text in [
            "（一）学法\n抓好落实，做好工作。\n",
            "1.学法，用法\n责任单位：市司法局、市教育局。\n",
            "请认真贯彻，抓好落实\n示例市人民政府办公室\n",
            "1.学法。\n抓好落实。\n",
            "（责任单位：市司法局\n市教育局）",
            "关于印发示例市\n2026年工作要点的通知\n",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    #[test]
    fn lines_that_reach_the_common_width_go_on() {
        let text = "（一）学法。坚持领导干部学法制度开展宪法法律法规学\n习活动提高运用法治思维和法治方式推动工作的能力和水\n平深入开展宪法和法律法规以及党内法规的学习宣传教育\n活动。\n抓好落实\n";
        let expected = "（一）学法。坚持领导干部学法制度开展宪法法律法规学习活动提高运用法治思维和法治方式推动工作的能力和水平深入开展宪法和法律法规以及党内法规的学习宣传教育活动。\n抓好落实\n";
        assert_eq!(joined(text), expected);
    }
}
