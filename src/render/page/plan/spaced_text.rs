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
            before: LineShape::Blank,
            in_list: false,
            is_list_open: false,
            fence: None,
            inserted: 0,
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

/// Kind of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LineShape {
    Blank,
    Heading,
    /// Row of a Markdown table.
    Row,
    Quote,
    /// Raw HTML, which a blank line would end.
    Html,
    Text,
}

impl LineShape {
    fn of(bare: &str) -> Self {
        match bare.chars().next() {
            None => Self::Blank,
            Some('#') => Self::Heading,
            Some('|') => Self::Row,
            Some('>') => Self::Quote,
            Some('<') => Self::Html,
            Some(_) => Self::Text,
        }
    }
}

/// Signs that would make a block of a line whose indent is removed.
const BLOCK_SIGNS: [char; 8] = ['#', '>', '|', '`', '~', '=', '_', '-'];

/// Writer of the new text.
struct LineSpacer {
    text: String,
    lines: Vec<MovedLine>,
    before: LineShape,
    /// True where Markdown reads a list in the old text.
    in_list: bool,
    /// True if the list is open in the new text too.
    is_list_open: bool,
    /// Fence that opened a code block.
    fence: Option<&'static str>,
    /// Number of lines inserted.
    inserted: u32,
}

impl LineSpacer {
    /// Copies a line.
    fn keep(&mut self, line: &str, at: usize) {
        self.push(line, at, 0);
    }

    fn push(&mut self, line: &str, at: usize, removed: usize) {
        self.lines.push(MovedLine {
            from: at,
            removed,
            to: self.text.len(),
            inserted: self.inserted,
        });
        self.text.push_str(&line[removed..]);
    }

    fn take(&mut self, line: &str, at: usize, begins: bool) {
        let bare = line.trim();
        let shape = LineShape::of(bare);
        let before = std::mem::replace(&mut self.before, shape);
        if self.is_code(bare) || shape == LineShape::Blank {
            return self.keep(line, at);
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let columns = columns(indent);
        // Behind such an indent Markdown reads no list, heading or table.
        let is_hidden = !indent.bytes().all(|blank| matches!(blank, b' ' | b'\t'))
            || columns >= 4 && !self.in_list;
        let sign = list_sign(bare);
        let is_entry = sign.is_some()
            && !is_hidden
            && (self.in_list || before != LineShape::Text || interrupts(bare));
        if is_entry {
            self.in_list = true;
        } else if columns < 2 && (before == LineShape::Blank || shape == LineShape::Heading) {
            self.in_list = false;
        }
        let goes_on = match shape {
            LineShape::Row | LineShape::Quote | LineShape::Html => shape == before,
            _ => {
                before == LineShape::Html
                    || is_entry && self.is_list_open
                    || bare.starts_with(": ")
                    || !begins
            }
        };
        if goes_on && !is_entry && !begins {
            return self.keep(line, at);
        }
        self.is_list_open = is_entry || self.is_list_open && columns >= 2 && !is_hidden;
        if !goes_on && before != LineShape::Blank {
            self.text.push('\n');
            self.inserted += 1;
        }
        let removed = if is_hidden { indent.len() } else { 0 };
        let shown = if is_hidden {
            sign.or_else(|| bare.starts_with(BLOCK_SIGNS).then_some(0))
        } else {
            sign.filter(|_| !is_entry)
        };
        self.write(line, at, removed, shown.map(|sign| indent.len() + sign));
    }

    /// Writes a line without its indent, and the sign at `shown` as text.
    fn write(&mut self, line: &str, at: usize, removed: usize, shown: Option<usize>) {
        let sign = shown.unwrap_or(line.len());
        self.push(&line[..sign], at, removed);
        if shown.is_some() {
            self.text.push('\\');
            self.text.push_str(&line[sign..]);
        }
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
}

fn columns(indent: &str) -> usize {
    let widths = indent
        .chars()
        .map(|blank| if blank == '\t' { 4 } else { 1 });
    widths.sum()
}

/// Returns the place of the sign that makes a line an entry of a Markdown list: `-` of `- `, `.` of
/// `1. `.
fn list_sign(bare: &str) -> Option<usize> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let signs: &[char] = if digits > 0 {
        &['.', ')']
    } else {
        &['-', '*', '+']
    };
    let rest = bare[digits..].strip_prefix(signs)?;
    rest.starts_with([' ', '\t']).then_some(digits)
}

/// Returns true for an entry that can follow a paragraph without a blank line.
fn interrupts(bare: &str) -> bool {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    digits == 0 || &bare[..digits] == "1"
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
            ("\t1. 学法\n\t2. 用法\n", "1\\. 学法\n\n2\\. 用法\n"),
            (
                "一、学法\n　　3. 甲\n4. 乙\n",
                "一、学法\n\n3\\. 甲\n\n4\\. 乙\n",
            ),
            (
                "1. 甲\n责任单位：市司法局\n2. 乙\n",
                "1. 甲\n\n责任单位：市司法局\n\n2. 乙\n",
            ),
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
