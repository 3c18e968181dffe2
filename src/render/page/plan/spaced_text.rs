//! Text of a plan with a blank line before each line that begins a paragraph of the plan.
//!
//! Pasted plans have no blank lines, and indents by which Markdown would read code. The plan knows
//! its own lines: each label, title, units clause and paragraph of text begins one. They are set
//! apart before the text is rendered, so that every Markdown construct ends where the plan says.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::law::plan::{PartKind, Plan};

/// Text with its lines set apart, and where they stood.
pub(super) struct SpacedText {
    pub(super) text: String,
    lines: Vec<MovedLine>,
}

/// Line of the text: its place before and after.
struct MovedLine {
    /// Offset of the line.
    from: usize,
    /// Length of the removed indent.
    removed: usize,
    /// Offset of the line in the new text.
    to: usize,
    /// Number of lines inserted before it.
    inserted: u32,
}

impl SpacedText {
    /// Sets the lines of a plan's document apart; the text before `body_start` stays.
    pub(super) fn new(text: &str, body_start: usize, plan: &Plan) -> Self {
        let starts = paragraph_starts(text, body_start, plan);
        let mut spacer = LineSpacer {
            text: String::with_capacity(text.len() + starts.len()),
            lines: Vec::new(),
            before: LineBefore::Blank,
            list: None,
            fence: None,
        };
        let mut at = 0;
        let mut starts = starts.into_iter().peekable();
        for line in text.split_inclusive('\n') {
            let mut begins = false;
            while starts.next_if(|&start| start <= at).is_some() {
                begins = true;
            }
            if at < body_start {
                spacer.keep(line, at);
            } else {
                spacer.take(line, at, begins);
            }
            at += line.len();
        }
        Self {
            text: spacer.text,
            lines: spacer.lines,
        }
    }

    /// Returns the place in the new text of an offset in the old one.
    pub(super) fn offset(&self, at: usize) -> usize {
        let index = self.lines.partition_point(|line| line.from <= at);
        let Some(line) = index.checked_sub(1).and_then(|index| self.lines.get(index)) else {
            return at;
        };
        (line.to + (at - line.from).saturating_sub(line.removed)).min(self.text.len())
    }

    /// Moves diagnostics of the new text to the lines of the old one.
    pub(super) fn at_old_lines(&self, found: Diagnostics) -> Diagnostics {
        let old = |mut diagnostic: Diagnostic| {
            if let Some(place) = &mut diagnostic.place {
                let new = |line: &MovedLine, index: usize| index as u32 + 1 + line.inserted;
                let after = |(index, line): (usize, &MovedLine)| new(line, index) > place.line;
                let lines = self.lines.iter().enumerate();
                let number = lines.clone().position(after).unwrap_or(self.lines.len());
                place.line = number.max(1) as u32;
            }
            diagnostic
        };
        found.into_iter().map(old).collect()
    }
}

/// Returns the starts of the lines that begin a paragraph of the plan.
fn paragraph_starts(text: &str, body_start: usize, plan: &Plan) -> Vec<usize> {
    let is_markup = |sign: char| sign.is_whitespace() || "*_#>-+●■◆▲★•".contains(sign);
    let starts = plan.parts.iter().filter(|part| {
        !matches!(
            part.kind,
            PartKind::Blank | PartKind::Markup | PartKind::Table
        )
    });
    starts
        .filter_map(|part| {
            let before = text.get(..body_start + part.range.start)?;
            let start = before.rfind('\n').map_or(0, |end| end + 1).max(body_start);
            before.get(start..)?.chars().all(is_markup).then_some(start)
        })
        .collect()
}

/// Kind of the line before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineBefore {
    Blank,
    /// Row of a Markdown table.
    Row,
    Quote,
    /// Raw HTML, which a blank line would end.
    Html,
    Other,
}

/// Writer of the new text.
struct LineSpacer {
    text: String,
    lines: Vec<MovedLine>,
    before: LineBefore,
    /// Columns by which the open Markdown list was indented.
    list: Option<usize>,
    /// Fence that opened a code block.
    fence: Option<&'static str>,
}

impl LineSpacer {
    /// Copies a line.
    fn keep(&mut self, line: &str, at: usize) {
        self.push(line, at, 0, false);
    }

    fn push(&mut self, line: &str, at: usize, removed: usize, is_apart: bool) {
        let inserted = self.lines.last().map_or(0, |line| line.inserted) + u32::from(is_apart);
        if is_apart {
            self.text.push('\n');
        }
        self.lines.push(MovedLine {
            from: at,
            removed,
            to: self.text.len(),
            inserted,
        });
        self.text.push_str(&line[removed..]);
    }

    fn take(&mut self, line: &str, at: usize, begins: bool) {
        let bare = line.trim();
        let kind = match bare.chars().next() {
            None => LineBefore::Blank,
            Some('|') => LineBefore::Row,
            Some('>') => LineBefore::Quote,
            Some('<') => LineBefore::Html,
            Some(_) => LineBefore::Other,
        };
        let before = std::mem::replace(&mut self.before, kind);
        if self.is_code(bare) || kind == LineBefore::Blank || bare.starts_with(": ") {
            return self.keep(line, at);
        }
        if !begins && kind != LineBefore::Row {
            return self.keep(line, at);
        }
        let marker = is_list_entry(bare);
        let was_in_list = self.list.is_some();
        let removed = self.indent_to_remove(line, marker);
        let goes_on = match kind {
            LineBefore::Row | LineBefore::Quote | LineBefore::Html => kind == before,
            _ => before == LineBefore::Html || marker && was_in_list,
        };
        self.push(line, at, removed, before != LineBefore::Blank && !goes_on);
    }

    /// Returns true for a line of a fenced block.
    fn is_code(&mut self, bare: &str) -> bool {
        let sign = ["```", "~~~"]
            .into_iter()
            .find(|sign| bare.starts_with(sign));
        match (self.fence, sign) {
            (Some(open), _) => {
                if sign == Some(open) {
                    self.fence = None;
                }
                true
            }
            (None, sign) => {
                self.fence = sign;
                sign.is_some()
            }
        }
    }

    /// Returns the length of the pasted indent of a line; that of a Markdown list's inner lines stays.
    fn indent_to_remove(&mut self, line: &str, marker: bool) -> usize {
        let indent = line.len() - line.trim_start().len();
        let is_wide = line[..indent].contains('\u{3000}');
        let columns = |blanks: &str| -> usize {
            let widths = blanks
                .chars()
                .map(|blank| if blank == '\t' { 4 } else { 1 });
            widths.sum()
        };
        let removed = match self.list {
            Some(base) if !is_wide => line[..indent]
                .char_indices()
                .map(|(at, blank)| at + blank.len_utf8())
                .take_while(|&end| columns(&line[..end]) <= base)
                .last()
                .unwrap_or(0),
            _ => indent,
        };
        let is_inner = columns(&line[removed..indent]) >= 2;
        self.list = match self.list {
            Some(base) if marker || is_inner => Some(base),
            _ => marker.then(|| columns(&line[..indent])),
        };
        removed
    }
}

/// Returns true for an entry of a Markdown list: `- `, `1. `.
fn is_list_entry(bare: &str) -> bool {
    let digits = bare.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let rest = if digits.len() < bare.len() {
        digits.strip_prefix(['.', ')'])
    } else {
        bare.strip_prefix(['-', '*', '+'])
    };
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourceLocation};
    use crate::law::plan::{PlanOptions, parse};
    use crate::message;

    fn spaced(text: &str) -> SpacedText {
        let (plan, _) = parse("plan.md", text, &PlanOptions::default());
        SpacedText::new(text, 0, &plan)
    }

    #[test]
    fn each_line_of_the_plan_stands_apart() {
        for (text, expected) in [
            (
                "　　一、学法\n　　（一）甲。年内举办2期。\n　　责任单位：市司法局\n　　（二）乙。\n",
                "一、学法\n\n（一）甲。年内举办2期。\n\n责任单位：市司法局\n\n（二）乙。\n",
            ),
            ("要点\n    一、学法\n\t㈠甲\n", "要点\n\n一、学法\n\n㈠甲\n"),
            (
                "一、学法\n1. 甲\n2. 乙\n二、用法\n1. 丙\n",
                "一、学法\n\n1. 甲\n2. 乙\n\n二、用法\n\n1. 丙\n",
            ),
            (
                "1. 学法\n   1. 甲\n   2. 乙\n2. 用法\n",
                "1. 学法\n   1. 甲\n   2. 乙\n2. 用法\n",
            ),
            ("\t1. 学法\n\t2. 用法\n", "1. 学法\n2. 用法\n"),
            (
                "一、任务\n| 序号 | 任务 |\n|---|---|\n| 1 | 学法 |\n二、要求\n",
                "一、任务\n\n| 序号 | 任务 |\n|---|---|\n| 1 | 学法 |\n\n二、要求\n",
            ),
            (
                "**（一）学法。** 甲\n**（二）用法。** 乙\n",
                "**（一）学法。** 甲\n\n**（二）用法。** 乙\n",
            ),
        ] {
            assert_eq!(spaced(text).text, expected, "{text}");
        }
    }

    #[test]
    fn text_with_blank_lines_and_fenced_blocks_stay() {
        for text in [
            "# 要点\n\n## 一、学法\n\n（一）甲。\n\n- 乙\n- 丙\n",
            "一、学法\n\n```文件\n文件: a.pdf\n标题: 一、甲\n```\n",
        ] {
            assert_eq!(spaced(text).text, text);
        }
    }

    #[test]
    fn offsets_and_lines_are_kept() {
        let text = "一、学法\n　　（一）甲。\n　　（二）乙。\n";
        let spaced = spaced(text);
        for sign in ['学', '一', '甲', '乙'] {
            let (old, new) = (text.find(sign), spaced.text.find(sign));
            assert_eq!(old.map(|at| spaced.offset(at)), new);
        }
        let mut found = Diagnostics::new();
        let place = SourceLocation::in_text("plan.md", &spaced.text, spaced.text.len() - 4, 1);
        found.push(Diagnostic::new(Code::TextCharacter, message!("坏", "bad")).at(place));
        let lines: Vec<u32> = spaced
            .at_old_lines(found)
            .iter()
            .filter_map(|found| Some(found.place.as_ref()?.line))
            .collect();
        assert_eq!(lines, [3]);
    }
}
