//! Unmarked headings in plain text (重点任务, under which 1. starts again), and 一是 markers, which open
//! items where no other marker does.
//!
//! A short line is a heading only if the text shows the pattern at least twice: the line follows
//! the end of a paragraph and precedes a marker of the outermost family.

use super::normalized_text::NormalizedText;
use super::number_markers::{self, MarkerFamily, NumberMarker};
use super::plan_lines::{LineKind, PlanLine};
use crate::law::responsible_unit::is_unit_like;

/// Heading depth of promoted lines; deeper than a title's.
const DEPTH: u8 = 6;

/// Turns short lines under which numbering restarts into headings.
pub(super) fn promote(reading: &NormalizedText<'_>, blocks: &mut [PlanLine]) {
    let lines: Vec<usize> = (0..blocks.len())
        .filter(|&index| {
            !matches!(
                blocks[index].kind,
                LineKind::Blank | LineKind::Noise | LineKind::Rule
            )
        })
        .collect();
    let Some(outermost) = outermost(blocks) else {
        return count_ordinals(reading, blocks);
    };
    let candidates: Vec<usize> = lines
        .windows(3)
        .filter(|lines| {
            let text = |index: usize| reading.text(blocks[lines[index]].content);
            let starts_again = |mark: &NumberMarker| mark.number == 1 || text(0).ends_with(['。', '）', '；']);
            blocks[lines[1]].kind == LineKind::Paragraph
                && is_short(text(1))
                && matches!(&blocks[lines[2]].kind, LineKind::Marked(mark) if mark.family == outermost && starts_again(mark))
        })
        .map(|lines| lines[1])
        .collect();
    if candidates.len() >= 2 {
        for index in candidates {
            (blocks[index].kind, blocks[index].heading) = (LineKind::Heading, DEPTH);
        }
    }
}

/// Turns lines that count 一是, 二是 into items if the text has no other numbering.
fn count_ordinals(reading: &NormalizedText<'_>, blocks: &mut [PlanLine]) {
    let has_other = |block: &PlanLine| matches!(block.kind, LineKind::Marked(_) | LineKind::Row(_));
    if blocks.iter().any(has_other) {
        return;
    }
    let mark = |block: &PlanLine| {
        Some(reading.text(block.content))
            .filter(|_| block.kind == LineKind::Paragraph)
            .and_then(number_markers::ordinal)
    };
    let numbers: Vec<u32> = blocks
        .iter()
        .filter_map(mark)
        .map(|mark| mark.number)
        .collect();
    if numbers.len() >= 2
        && numbers
            .iter()
            .zip(1..)
            .all(|(&number, expected)| number == expected)
    {
        for block in blocks {
            if let Some(mark) = mark(block) {
                block.kind = LineKind::Marked(mark);
            }
        }
    }
}

/// Returns the family of the first marker, unless a marker of a higher family follows.
fn outermost(blocks: &[PlanLine]) -> Option<MarkerFamily> {
    let mut families = blocks.iter().filter_map(|block| match block.kind {
        LineKind::Marked(mark) => Some(mark.family),
        _ => None,
    });
    let first = families.next()?;
    families.all(|family| family >= first).then_some(first)
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 20
        && !is_unit_like(text)
        && !text.contains(['。', '，', '：', '；', '、', '（'])
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        let reading = NormalizedText::new(text);
        let mut blocks = plan_lines::read(&reading, 1);
        promote(&reading, &mut blocks);
        let headings = blocks
            .iter()
            .filter(|block| block.kind == LineKind::Heading);
        headings
            .map(|block| reading.printed(block.content))
            .collect()
    }

    #[test]
    fn ordinals_open_items_where_nothing_else_does() {
        for (text, marked) in [
            ("要点\n一是学法。\n二是用法。\n", 2),
            ("要点\n一、学法\n一是甲。\n二是乙。\n", 1),
        ] {
            let reading = NormalizedText::new(text);
            let mut blocks = plan_lines::read(&reading, 1);
            promote(&reading, &mut blocks);
            assert_eq!(
                blocks
                    .iter()
                    .filter(|block| matches!(block.kind, LineKind::Marked(_)))
                    .count(),
                marked
            );
        }
    }

    #[test]
    fn short_lines_are_headings_where_numbering_starts_again() {
        assert_eq!(
            headings("要点\n重点任务\n1.甲\n2.乙\n\n工作要求\n1.丙\n"),
            ["重点任务", "工作要求"]
        );
        assert_eq!(
            headings("要点\n学法\n1.甲。\n2.乙。\n用法\n3.丙。\n"),
            ["学法", "用法"]
        );
        assert_eq!(
            headings("要点\n重点任务\n1.甲\n2.乙\n"),
            Vec::<String>::new()
        );
        assert_eq!(
            headings("要点\n（一）甲\n抓好落实\n1.乙\n（二）丙\n狠抓落实\n1.丁\n"),
            Vec::<String>::new()
        );
    }
}
