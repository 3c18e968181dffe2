//! Findings of the linter, each with the repaired line.

use std::ops::Range;

use crate::diagnostic::{Code, Message, SourceEdit};
use crate::markdown::body_event::BodyDiagnostic;
use crate::message;

/// Characters of a repaired line that a hint shows.
const SHOWN: usize = 60;

/// Words for a mark, in Chinese and English.
pub(super) type MarkName = (&'static str, &'static str);

/// Findings so far.
pub(super) struct LintSink<'t> {
    /// The whole text of the file.
    pub(super) text: &'t str,
    /// Findings.
    pub(super) found: Vec<BodyDiagnostic>,
    /// Ranges of the current block that findings have explained.
    pub(super) claimed: Vec<Range<usize>>,
}

impl<'t> LintSink<'t> {
    /// Creates an empty sink for a text.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            found: Vec::new(),
            claimed: Vec::new(),
        }
    }

    /// Returns the source of a range.
    pub(super) fn source(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// Returns true if an earlier finding of the block explains a part of a range.
    pub(super) fn is_claimed(&self, range: &Range<usize>) -> bool {
        self.claimed
            .iter()
            .any(|taken| taken.start < range.end && range.start < taken.end)
    }

    /// Reports a mark with its certain repair.
    pub(super) fn mend(&mut self, range: Range<usize>, name: MarkName, edits: Vec<SourceEdit>) {
        self.near(range, name, edits, true);
    }

    /// Reports a mark with a repair that an editor should look at.
    pub(super) fn suggest(&mut self, range: Range<usize>, name: MarkName, edits: Vec<SourceEdit>) {
        self.near(range, name, edits, false);
    }

    /// Reports a mark with a repair, if no earlier finding explains it.
    pub(super) fn near(
        &mut self,
        range: Range<usize>,
        (zh, en): MarkName,
        edits: Vec<SourceEdit>,
        is_certain: bool,
    ) {
        let mended = self.mended(&edits);
        let message = message!(
            "这里像是{zh}，但写法差一点，读者看到的是符号本身",
            "this looks like {en}, but misses its form: readers see the marks"
        );
        let hint = if mended.is_empty() {
            message!("删去它", "delete it")
        } else {
            message!("写成：{mended}", "write: {mended}")
        };
        self.report(
            Code::MarkdownNearMiss,
            range,
            message,
            hint,
            edits,
            is_certain,
        );
    }

    /// Reports a finding in its own words.
    pub(super) fn report(
        &mut self,
        code: Code,
        range: Range<usize>,
        message: Message,
        hint: Message,
        edits: Vec<SourceEdit>,
        is_certain: bool,
    ) {
        let is_taken = |edit: &SourceEdit| self.is_claimed(&edit.range());
        if self.is_claimed(&range) || edits.iter().any(is_taken) {
            return;
        }
        self.claimed.push(range.clone());
        self.claimed.extend(edits.iter().map(SourceEdit::range));
        let mut found = BodyDiagnostic::new(code, message, range).hint(hint);
        if is_certain {
            found.edits = edits;
        }
        self.found.push(found);
    }

    /// Returns where the line of an offset begins; a lone carriage return ends a line too.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |at| at + 1)
    }

    /// Returns the first line that edits change, as it is after them.
    pub(super) fn mended(&self, edits: &[SourceEdit]) -> String {
        let Some(first) = edits.first().map(|edit| edit.range().start) else {
            return String::new();
        };
        let start = self.line_start(first);
        let end = self.text[first..]
            .find(['\n', '\r'])
            .map_or(self.text.len(), |at| first + at);
        let mut line = String::new();
        let mut from = start;
        for edit in edits {
            let range = edit.range();
            if range.start < from || range.start > end {
                break;
            }
            line.push_str(&self.text[from..range.start]);
            line.push_str(&edit.replacement);
            from = range.end;
        }
        line.push_str(self.text.get(from..end).unwrap_or_default());
        let line = line.trim().replace("\r\n", "\n");
        let line = line
            .split('\n')
            .find(|line| !line.is_empty())
            .unwrap_or_default();
        match line.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line.to_owned(),
        }
    }

    /// Returns the lines directly above and below a line.
    pub(super) fn adjacent(&self, range: &Range<usize>) -> (Option<&'t str>, Option<&'t str>) {
        let line_start = self.text[..range.start].rfind('\n');
        let above = line_start.map(|at| &self.text[..at]);
        let above = above.and_then(|text| text.rsplit('\n').next());
        let below = self.text[range.end..]
            .split_once('\n')
            .map(|(_, rest)| rest);
        let below = below.and_then(|rest| rest.lines().next());
        (above.map(str::trim), below.map(str::trim))
    }

    /// Returns the last line before an offset that is not blank, and the first after it.
    pub(super) fn neighbors(&self, range: &Range<usize>) -> (Option<&'t str>, Option<&'t str>) {
        let line_start = self.line_start(range.start);
        let above = self.text[..line_start].trim_end().rsplit('\n').next();
        let below = self.text[range.end..]
            .split_once('\n')
            .map(|(_, rest)| rest);
        let below = below
            .map(str::trim_start)
            .and_then(|rest| rest.lines().next());
        (
            above.map(str::trim).filter(|line| !line.is_empty()),
            below.map(str::trim).filter(|line| !line.is_empty()),
        )
    }
}
