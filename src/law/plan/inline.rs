//! Splitting of paragraphs that hold several numbered items: （一）…。（二）…。
//!
//! A marker inside a paragraph opens an item if it has the next number and follows the end of a
//! sentence or of a clause that names units. 1.…；2.… after a colon counts within a sentence.

use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers::{self, MarkerFamily, NumberMarker};
use super::plan_lines::{LineKind, PlanLine};
use super::unit_clauses;

/// Splits each line that holds several items into one line per item.
pub(super) fn split(reading: &NormalizedText<'_>, blocks: Vec<PlanLine>) -> Vec<PlanLine> {
    let mut apart = Vec::with_capacity(blocks.len());
    for block in blocks {
        let cuts = if matches!(block.kind, LineKind::Marked(_) | LineKind::Paragraph) {
            cuts(reading.text(block.content), &block.kind)
        } else {
            Vec::new()
        };
        if cuts.is_empty() {
            apart.push(block);
            continue;
        }
        let ends = cuts.iter().map(|(at, _)| block.content.start + at);
        let ends: Vec<usize> = ends.chain([block.content.end]).collect();
        let first = reading.trim(NormalizedSpan::new(block.content.start, ends[0]));
        apart.push(PlanLine {
            content: first,
            ..block.clone()
        });
        apart.extend(
            cuts.into_iter()
                .zip(ends.windows(2))
                .map(|((_, mark), ends)| PlanLine {
                    content: reading.trim(NormalizedSpan::new(ends[0], ends[1])),
                    kind: LineKind::Marked(mark),
                    ..block.clone()
                }),
        );
    }
    apart
}

/// Marker inside a paragraph: its byte offset and the character before it.
struct InlineMarker {
    at: usize,
    mark: NumberMarker,
    after: char,
}

fn cuts(text: &str, kind: &LineKind) -> Vec<(usize, NumberMarker)> {
    let candidates = candidates(text);
    let mut counted: Vec<(MarkerFamily, u32)> = match kind {
        LineKind::Marked(mark) => vec![(mark.family, mark.number)],
        _ => Vec::new(),
    };
    let mut cuts: Vec<(usize, NumberMarker)> = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let NumberMarker { family, number, .. } = candidate.mark;
        let from = cuts.last().map_or(0, |(at, _)| *at);
        let counts_on = counted
            .iter()
            .any(|&(other, last)| other == family && last + 1 == number)
            && stands_apart(text, from, candidate);
        let begins = || {
            number == 1
                && (candidate.after == '：' || stands_apart(text, from, candidate))
                && candidates[index + 1..].iter().any(|next| {
                    next.mark.family == family
                        && next.mark.number == 2
                        && stands_apart(text, candidate.at, next)
                })
        };
        if counts_on || begins() {
            counted.retain(|(other, _)| *other != family);
            counted.push((family, number));
            cuts.push((candidate.at, candidate.mark));
        }
    }
    cuts
}

/// Returns true if the text before a marker is complete: a sentence, or a clause that names units.
fn stands_apart(text: &str, from: usize, candidate: &InlineMarker) -> bool {
    match candidate.after {
        '。' => true,
        '）' | '；' => !unit_clauses::find(&text[from..candidate.at]).is_empty(),
        _ => false,
    }
}

/// Limit of markers per paragraph.
const MOST: usize = 60;

fn candidates(text: &str) -> Vec<InlineMarker> {
    let mut found = Vec::new();
    let mut before = None;
    let mut depth = 0_i32;
    for (at, sign) in text.char_indices() {
        if let Some(after) = before.filter(|_| depth <= 0)
            && let Some(mark) = number_markers::scan(&text[at..])
        {
            found.push(InlineMarker { at, mark, after });
            if found.len() >= MOST {
                break;
            }
        }
        match sign {
            '“' | '《' => depth += 1,
            '”' | '》' => depth -= 1,
            _ => {}
        }
        before = match sign {
            '。' | '；' | '）' | '：' => Some(sign),
            ' ' => before,
            _ => None,
        };
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::plan_lines;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let reading = NormalizedText::new(text);
        let blocks = split(&reading, plan_lines::read(&reading, 1));
        blocks
            .iter()
            .map(|block| reading.printed(block.content))
            .collect()
    }

    #[test]
    fn marks_that_count_on_open_items() {
        assert_eq!(
            read("一、学法。（一）学宪法。抓好。（二）学民法典。"),
            ["一、学法。", "（一）学宪法。抓好。", "（二）学民法典。"]
        );
        assert_eq!(
            read("1.学法（责任单位：市司法局）；2.用法（责任单位：市教育局）"),
            [
                "1.学法（责任单位：市司法局）；",
                "2.用法（责任单位：市教育局）"
            ]
        );
        assert_eq!(
            read("做好以下工作：1.学法。2.用法。"),
            ["做好以下工作：", "1.学法。", "2.用法。"]
        );
    }

    #[test]
    fn what_counts_up_within_a_sentence_stays() {
        for text in [
            "（一）加强监督：1.评查案卷；2.聘请监督员。",
            "（一）学法。落实第二条。（三）项规定",
            "1.学法。3.15前完成。",
            "第一，学法。第二，用法。",
        ] {
            assert_eq!(read(text), [text]);
        }
    }
}
