//! Hints that say which lines were taken as paragraphs: one of each kind in a document.

use std::fmt::Write as _;
use std::ops::Range;

use super::ParagraphEdits;
use crate::diagnostic::Code;
use crate::markdown::body_event::BodyDiagnostic;
use crate::message;

/// Most runs of line numbers that a hint lists.
const MOST_RUNS: usize = 6;

impl ParagraphEdits {
    /// Returns the hints; `body_start` is the offset of the body in the whole text.
    pub(in crate::markdown) fn hints(&self, text: &str, body_start: usize) -> Vec<BodyDiagnostic> {
        let mut hints = Vec::new();
        if let Some((lines, place)) = line_numbers(&self.begun, text, body_start) {
            let hint = message!(
                "这样分段不对时：同一段的几行接成一行，或者在文首信息里写“段落: 空行”，只在空行处分段",
                "if that is wrong, join the lines of a paragraph, or write “paragraphs: blank-line” in the front matter"
            );
            let message = message!(
                "上面没有空行，也另起了一段：第 {lines} 行",
                "lines that begin a paragraph without a blank line before them: {lines}"
            );
            hints.push(BodyDiagnostic::new(Code::BodyParagraphs, message, place).hint(hint));
        }
        if let Some((lines, place)) = line_numbers(&self.indented, text, body_start) {
            let hint = message!(
                "删去行首的空格，网页会自己缩进；要当作代码，上下各写一行 ```",
                "delete the spaces, the page indents by itself; for code, put ``` above and below"
            );
            let message = message!(
                "行首的空格当作首行缩进，没有当作代码：第 {lines} 行",
                "indented lines that are prose, not code: {lines}"
            );
            hints.push(BodyDiagnostic::new(Code::BodyIndentedText, message, place).hint(hint));
        }
        if let Some((lines, place)) = line_numbers(&self.rows, text, body_start) {
            let hint = message!(
                "要分隔线，单独写一行 --- ，上下各空一行；要小标题，在那一行的前面写 ## 和空格",
                "for a rule, write --- with a blank line above and below; for a heading, write ## before it"
            );
            let message = message!(
                "一排横线当作分隔线（等号去掉），上面的文字没有变成标题：第 {lines} 行",
                "rows of signs that are a rule or nothing, and make no heading: {lines}"
            );
            hints.push(BodyDiagnostic::new(Code::BodyUnderline, message, place).hint(hint));
        }
        hints
    }
}

/// Returns the line numbers of some ranges of the body, as `3、5–9`, and the place of the first.
fn line_numbers(
    ranges: &[Range<usize>],
    text: &str,
    body_start: usize,
) -> Option<(String, Range<usize>)> {
    let first = ranges.first()?;
    let bytes = text.as_bytes();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut line) = (0, 1);
    for range in ranges {
        let start = (body_start + range.start).min(bytes.len());
        line += memchr::memchr_iter(b'\n', bytes.get(at..start).unwrap_or_default()).count();
        at = start;
        match runs.last_mut() {
            Some((_, last)) if *last + 1 >= line => *last = line,
            _ => runs.push((line, line)),
        }
    }
    let mut listed = String::new();
    for (from, to) in runs.iter().take(MOST_RUNS) {
        let separator = if listed.is_empty() { "" } else { "、" };
        let _ = match to - from {
            0 => write!(listed, "{separator}{from}"),
            _ => write!(listed, "{separator}{from}–{to}"),
        };
    }
    if runs.len() > MOST_RUNS {
        listed.push_str(" …");
    }
    Some((listed, body_start + first.start..body_start + first.end))
}
