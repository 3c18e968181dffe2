//! Footnotes: marks that miss their form, and footnotes that are unused, undefined or defined twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lint_sink::{LintSink, MarkName};
use super::mark_set::MarkSet;
use super::text_block::{BlockKind, TextBlock};
use crate::characters::is_han;
use crate::diagnostic::{Code, SourceEdit};
use crate::message;

const NOTE: MarkName = ("脚注", "a footnote");

/// Characters of the longest name.
const LONGEST: usize = 30;

/// Mark of a footnote that is printed as text.
struct PrintedNote {
    range: Range<usize>,
    name: String,
    /// True if it has the right form and only its other half is missing.
    is_sound: bool,
    /// Length of the colon and of the space after it, at the beginning of a line.
    colon: Option<usize>,
    is_line_start: bool,
    is_top: bool,
}

/// Footnotes of a body.
#[derive(Default)]
pub(super) struct NoteLinter {
    /// Names and places of definitions, in order.
    definitions: Vec<(String, Range<usize>)>,
    /// References, each with the index of the definition that it stands in.
    references: Vec<(String, Option<usize>)>,
    open: Vec<usize>,
    printed: Vec<PrintedNote>,
}

impl NoteLinter {
    pub(super) fn definition(&mut self, name: &str, range: &Range<usize>) {
        self.open.push(self.definitions.len());
        self.definitions.push((name.to_lowercase(), range.clone()));
    }

    pub(super) fn end_definition(&mut self) {
        self.open.pop();
    }

    pub(super) fn reference(&mut self, name: &str) {
        let within = self.open.last().copied();
        self.references.push((name.to_lowercase(), within));
    }

    /// Collects the marks that a block prints.
    pub(super) fn check(&mut self, sink: &mut LintSink<'_>, block: &TextBlock) {
        if !block.marks.has(MarkSet::BRACKET) {
            return;
        }
        for run in &block.runs {
            let text = sink.source(run);
            for (at, _) in text.match_indices(['^', '＾']) {
                let Some(mut note) = printed_note(text, at) else {
                    continue;
                };
                let is_start = |line: &super::text_block::LintLine| {
                    line.range.start == run.start + note.range.start
                };
                note.is_line_start =
                    block.kind == BlockKind::Paragraph && block.lines.iter().any(is_start);
                note.is_top = block.is_top();
                note.range = run.start + note.range.start..run.start + note.range.end;
                sink.claimed.push(note.range.clone());
                self.printed.push(note);
            }
            check_inline(sink, run);
        }
    }

    /// Reports what is wrong with the footnotes of a body.
    pub(super) fn finish(&self, sink: &mut LintSink<'_>) {
        if self.definitions.is_empty() && self.printed.is_empty() {
            return;
        }
        sink.claimed.clear();
        let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, (name, range)) in self.definitions.iter().enumerate() {
            if defined.contains_key(name.as_str()) {
                report_twice(sink, name, range);
            } else {
                defined.insert(name, index);
            }
        }
        let nearly: BTreeSet<&str> = self
            .printed
            .iter()
            .filter(|note| self.is_nearly_defined(note))
            .map(|note| note.name.as_str())
            .collect();
        for note in &self.printed {
            self.report_printed(sink, note, &nearly, &defined);
        }
        for index in self.unused(&defined) {
            let (name, range) = &self.definitions[index];
            let is_printed = self.printed.iter().any(|note| &note.name == name);
            if defined.get(name.as_str()) == Some(&index) && !is_printed {
                report_unused(sink, name, range);
            }
        }
    }

    /// Returns true if a printed mark stands where a definition was meant.
    fn is_nearly_defined(&self, note: &PrintedNote) -> bool {
        let is_referred = || {
            let same = |other: &&PrintedNote| other.name == note.name;
            self.printed.iter().filter(same).count() > 1
                || self.references.iter().any(|(name, _)| *name == note.name)
        };
        note.is_line_start && (note.colon.is_some() || is_referred())
    }

    fn report_printed(
        &self,
        sink: &mut LintSink<'_>,
        note: &PrintedNote,
        nearly: &BTreeSet<&str>,
        defined: &BTreeMap<&str, usize>,
    ) {
        let name = &note.name;
        let range = note.range.clone();
        let is_known = defined.contains_key(name.as_str()) || nearly.contains(name.as_str());
        if self.is_nearly_defined(note) {
            let end = range.end + note.colon.unwrap_or_default();
            let rest = &sink.text[end..];
            // Without a colon, another mark may stand in its place.
            let rest_of = match note.colon {
                Some(_) => rest,
                None => rest.trim_start_matches(['、', '．', '.']),
            };
            let words = rest_of.trim_start_matches([' ', '\u{3000}']);
            let blanks = rest.len() - words.len();
            let whole = range.start..end + blanks;
            let edits = vec![SourceEdit::new(whole.clone(), format!("[^{name}]: "))];
            sink.near(whole, NOTE, edits, note.is_top);
        } else if !note.is_sound {
            let edits = vec![SourceEdit::new(range.clone(), format!("[^{name}]"))];
            sink.near(range, NOTE, edits, is_known);
        } else if !is_known && is_surely_name(name) {
            let message = message!(
                "脚注 [^{name}] 没有内容，读者看到的是符号本身",
                "nothing says what footnote [^{name}] is: readers see the mark"
            );
            let hint = message!(
                "在文末另起一行写：[^{name}]: 脚注的内容",
                "write on a line of its own: [^{name}]: its text"
            );
            sink.report(
                Code::MarkdownFootnote,
                range,
                message,
                hint,
                Vec::new(),
                false,
            );
        }
    }

    /// Returns the definitions that no reference reaches from the text.
    fn unused(&self, defined: &BTreeMap<&str, usize>) -> Vec<usize> {
        let mut used = vec![false; self.definitions.len()];
        let mut open: Vec<Option<usize>> = vec![None];
        let mut inner: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
        for (name, within) in &self.references {
            if let Some(&index) = defined.get(name.as_str()) {
                inner.entry(*within).or_default().push(index);
            }
        }
        while let Some(within) = open.pop() {
            for &index in inner.get(&within).into_iter().flatten() {
                if !std::mem::replace(&mut used[index], true) {
                    open.push(Some(index));
                }
            }
        }
        (0..used.len()).filter(|&index| !used[index]).collect()
    }
}

/// Returns the mark around a `^`, with ranges in the text of the run.
fn printed_note(text: &str, at: usize) -> Option<PrintedNote> {
    let caret = text[at..].chars().next()?;
    let open = text[..at]
        .chars()
        .next_back()
        .filter(|c| "[［【".contains(*c))?;
    let inner = &text[at + caret.len_utf8()..];
    let end = inner.find([']', '］', '】'])?;
    let close = inner[end..].chars().next()?;
    let name = inner[..end].trim();
    let is_name = !name.is_empty()
        && name.chars().count() <= LONGEST
        && !name.contains(|c: char| c.is_whitespace() || "[［【^".contains(c));
    if !is_name {
        return None;
    }
    let after = &inner[end + close.len_utf8()..];
    let colon = after.chars().next().filter(|c| matches!(c, ':' | '：'));
    let stop = text.len() - after.len();
    Some(PrintedNote {
        range: at - open.len_utf8()..stop,
        name: name.to_lowercase(),
        is_sound: (open, caret, close) == ('[', '^', ']'),
        colon: colon.map(char::len_utf8),
        is_line_start: false,
        is_top: false,
    })
}

/// Returns true for a name that a footnote has: a number, or Chinese words. Others may be the
/// characters of a regular expression.
fn is_surely_name(name: &str) -> bool {
    let is_number = name.len() <= 3 && name.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_number = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.ends_with(|c: char| c.is_ascii_digit())
        && !name.contains('-');
    is_number || ends_in_number || name.chars().any(is_han)
}

/// Reports `^[…]`, a footnote where it is mentioned.
fn check_inline(sink: &mut LintSink<'_>, run: &Range<usize>) {
    let text = sink.source(run);
    for (at, mark) in text.match_indices("^[") {
        let Some(end) = text[at..].find(']') else {
            return;
        };
        let note = &text[at + mark.len()..at + end];
        if !note.chars().any(is_han) || text[..at].ends_with('[') {
            continue;
        }
        let message = message!(
            "脚注不能写在句子中间，读者看到的是符号本身",
            "a footnote cannot stand inside a sentence: readers see the marks"
        );
        let hint = message!(
            "这里写 [^注]，在文末另起一行写：[^注]: {note}",
            "write [^note] here, and on a line of its own: [^note]: {note}"
        );
        let range = run.start + at..run.start + at + end + 1;
        sink.report(
            Code::MarkdownNearMiss,
            range,
            message,
            hint,
            Vec::new(),
            false,
        );
    }
}

fn report_twice(sink: &mut LintSink<'_>, name: &str, range: &Range<usize>) {
    let message = message!(
        "脚注 [^{name}] 写了两次，这一次的内容不会显示",
        "footnote [^{name}] is given twice: this text is not shown"
    );
    let hint = message!(
        "删去一处，或者换一个名字：[^{name}2]",
        "delete one of them, or name it otherwise: [^{name}2]"
    );
    sink.report(
        Code::MarkdownFootnote,
        mark(sink, range),
        message,
        hint,
        Vec::new(),
        false,
    );
}

fn report_unused(sink: &mut LintSink<'_>, name: &str, range: &Range<usize>) {
    let message = message!(
        "正文里没有提到脚注 [^{name}]，它的内容不会显示",
        "no text refers to footnote [^{name}]: it is not shown"
    );
    let hint = message!(
        "在正文里要加注的地方写 [^{name}]；不是脚注就去掉前面的 [^{name}]:",
        "write [^{name}] where it belongs; delete [^{name}]: if this is no footnote"
    );
    sink.report(
        Code::MarkdownFootnote,
        mark(sink, range),
        message,
        hint,
        Vec::new(),
        false,
    );
}

/// Returns the range of a definition's mark.
fn mark(sink: &LintSink<'_>, range: &Range<usize>) -> Range<usize> {
    let source = sink.source(range);
    range.start..range.start + source.find("]:").map_or(1, |at| at + 2)
}
