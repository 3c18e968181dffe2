//! Boundary between the title and the text of a paragraph.

use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::tree::PlanNode;
use crate::characters::is_han;

/// Splits a node's first paragraph into title and remaining text.
pub(super) fn split(
    reading: &NormalizedText<'_>,
    node: &PlanNode,
) -> (NormalizedSpan, Vec<NormalizedSpan>) {
    let Some((first, others)) = node
        .paragraphs
        .first()
        .and_then(|paragraph| paragraph.segments.split_first())
    else {
        return (NormalizedSpan::default(), Vec::new());
    };
    let text = reading.text(*first);
    let sentence = sentence_end(text);
    let bold = bold_end(reading, *first)
        .filter(|bold| sentence.is_none_or(|end| is_bold_title(text, *bold, end)));
    let end = bold
        .or_else(|| list_start(text, sentence))
        .or(sentence)
        .or_else(|| blank_end(text));
    let Some((end, next)) = end else {
        return (*first, others.to_vec());
    };
    let rest = reading.trim(NormalizedSpan::new(first.start + next, first.end));
    let rest = Some(rest).filter(|rest| !rest.is_empty());
    (
        NormalizedSpan::new(first.start, first.start + end),
        rest.into_iter().chain(others.iter().copied()).collect(),
    )
}

/// Returns the ends of the first sentence, before and after its 。, ignoring quotes and brackets.
fn sentence_end(text: &str) -> Option<(usize, usize)> {
    let mut depth = 0_i32;
    let mut fallback = None;
    for (at, sign) in text.char_indices() {
        match sign {
            '“' | '《' | '（' | '【' => depth += 1,
            '”' | '》' | '）' | '】' => depth -= 1,
            '。' if depth <= 0 => return Some((at, at + sign.len_utf8())),
            '。' => {
                fallback.get_or_insert((at, at + sign.len_utf8()));
            }
            _ => {}
        }
    }
    // An unclosed quotation mark must not swallow the paragraph.
    fallback.filter(|_| depth != 0)
}

/// Returns the end of bold type at the start of a paragraph.
fn bold_end(reading: &NormalizedText<'_>, span: NormalizedSpan) -> Option<(usize, usize)> {
    let range = reading.range(span);
    let source = reading.source();
    let before = source.get(..range.start)?;
    let line = &before[before.rfind('\n').map_or(0, |stop| stop + 1)..];
    let is_open =
        line.matches("**").count() % 2 == 1 || source.get(range.clone())?.starts_with("**");
    let inside = source.get(range)?.trim_start_matches("**");
    let bold = inside.find("**")?;
    let title = inside[..bold].chars().count();
    let end = reading.text(span).char_indices().nth(title)?.0;
    (is_open && title > 0).then_some((end, end))
}

/// Returns the colon after which the first sentence lists tasks: 加强监督：1.…；2.…
fn list_start(text: &str, sentence: Option<(usize, usize)>) -> Option<(usize, usize)> {
    let end = sentence.map_or(text.len(), |(end, _)| end);
    let colon = text[..end].find('：')?;
    let next = colon + '：'.len_utf8();
    let counts = ["1.", "1、", "（1）", "①", "⑴", "一是", "（一）", "第一"];
    counts
        .iter()
        .any(|first| text[next..].starts_with(first))
        .then_some((colon, next))
}

/// Returns true if bold type within the first sentence is the title, not emphasis.
fn is_bold_title(text: &str, (bold, _): (usize, usize), (sentence, _): (usize, usize)) -> bool {
    let title = &text[..bold];
    bold < sentence && (title.ends_with('：') || title.chars().count() >= 6)
}

/// Returns a wide blank between a short title and its text: 加强领导　　各单位要…。
fn blank_end(text: &str) -> Option<(usize, usize)> {
    let at = text.find(' ')?;
    let after = text[at..].trim_start();
    let title = &text[..at];
    let is_title = (4..=30).contains(&title.chars().count())
        && title.chars().next_back().is_some_and(is_han)
        && after.chars().next().is_some_and(is_han)
        && after.chars().count() > title.chars().count()
        && after.ends_with(['。', '；']);
    is_title.then(|| (at, text.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::super::{plan_lines, text_part::PartClaims, tree};
    use super::*;

    fn read(text: &str) -> (String, String) {
        let reading = NormalizedText::new(text);
        let blocks = plan_lines::read(&reading, 1);
        let nodes = tree::build(&reading, &blocks, &mut PartClaims::default());
        let (title, rest) = split(&reading, &nodes[0]);
        (
            reading.printed(title),
            rest.iter().map(|span| reading.printed(*span)).collect(),
        )
    }

    #[test]
    fn a_title_ends_at_its_stop() {
        for (text, title, rest) in [
            ("（一）学法。抓好落实。", "学法", "抓好落实。"),
            ("（一）学法", "学法", ""),
            (
                "1.落实“学法。用法”制度。抓好",
                "落实“学法。用法”制度",
                "抓好",
            ),
            ("1.**学法**抓好落实", "学法", "抓好落实"),
            ("**1.学法。**抓好落实", "学法", "抓好落实"),
            (
                "（一）加强监督：1.评查案卷；2.聘请监督员。",
                "加强监督",
                "1.评查案卷；2.聘请监督员。",
            ),
            ("**（一）加强领导：**抓好落实。", "加强领导：", "抓好落实。"),
            ("（一）**坚持**党的领导。抓好", "坚持党的领导", "抓好"),
            (
                "1.加强领导　　各单位要高度重视，抓好落实",
                "加强领导　　各单位要高度重视，抓好落实",
                "",
            ),
            (
                "1.加强组织领导　　各单位要高度重视，抓好落实。抓",
                "加强组织领导　　各单位要高度重视，抓好落实",
                "抓",
            ),
        ] {
            assert_eq!(read(text), (title.to_owned(), rest.to_owned()), "{text}");
        }
    }
}
