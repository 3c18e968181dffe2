//! Diagnostics for editors: gaps in numbering, unclosed brackets, items without units, unit names
//! that look misspelled.

use std::collections::BTreeMap;

use super::model::PlanItem;
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::number_markers::MarkerFamily;
use super::tree::PlanNode;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::law::numerals;
use crate::law::responsible_unit::looks_misspelled;
use crate::message;

/// Limit of brackets that are open at once.
const MOST_OPEN: usize = 50;

/// Limit of diagnostics per plan; each one scans the whole text for its line.
const MOST_FINDINGS: usize = 200;

/// Key of a numbering sequence: nesting depth and marker family.
type CountLevel = (usize, Option<MarkerFamily>);

/// Diagnostics collector for one file, with its text.
pub(super) struct PlanReporter<'a, 't> {
    pub(super) file: &'a str,
    pub(super) reading: &'a NormalizedText<'t>,
    pub(super) first_line: u32,
    pub(super) found: Diagnostics,
}

impl PlanReporter<'_, '_> {
    pub(super) fn report(
        &mut self,
        code: Code,
        message: Message,
        hint: Message,
        span: NormalizedSpan,
    ) {
        if self.found.iter().count() >= MOST_FINDINGS {
            return;
        }
        let length = self.reading.printed(span).chars().count();
        let mut place = SourceLocation::in_text(
            self.file,
            self.reading.source(),
            self.reading.range(span).start,
            length,
        );
        place.line += self.first_line - 1;
        self.found
            .push(Diagnostic::new(code, message).at(place).hint(hint));
    }

    /// Reports numbers that jump or repeat, at every level.
    pub(super) fn check_numbering(&mut self, roots: &[PlanNode]) {
        self.check_siblings(roots, 0, &mut BTreeMap::new());
    }

    fn check_siblings(
        &mut self,
        nodes: &[PlanNode],
        depth: usize,
        last_of_text: &mut BTreeMap<CountLevel, u32>,
    ) {
        let mut last_here: BTreeMap<CountLevel, u32> = BTreeMap::new();
        for node in nodes {
            if let (Some(number), Some(label)) = (node.number, node.label) {
                let level = (depth, node.family);
                let before = last_here.get(&level).copied();
                let runs_on = last_of_text.get(&level).copied();
                let expected = before.or(runs_on).map(|last| last + 1);
                let is_right = match (before, runs_on) {
                    (Some(last), _) => number == last + 1,
                    (None, Some(last)) => number == 1 || number == last + 1,
                    (None, None) => true,
                };
                if let Some(expected) = expected.filter(|_| !is_right) {
                    self.report_number(number, expected, label, before.is_none());
                }
                last_here.insert(level, number);
                last_of_text.insert(level, number);
            }
            self.check_siblings(&node.children, depth + 1, last_of_text);
        }
    }

    fn report_number(&mut self, number: u32, expected: u32, label: NormalizedSpan, is_first: bool) {
        let printed = self.reading.printed(label);
        // The first item of a list should be 1, any other item the next number.
        let wanted = if is_first { 1 } else { expected };
        let han = numerals::to_han(u64::from(wanted));
        if number > expected || is_first && number > 1 && number >= expected {
            let message = message!(
                "编号跳到“{printed}”，这里应是{han}",
                "the numbering jumps to {printed}; {wanted} is expected here"
            );
            let hint = message!(
                "补上缺的一项，或改正编号。",
                "add what is missing, or mend the number."
            );
            self.report(Code::PlanNumberingGap, message, hint, label);
        } else {
            let message = message!(
                "编号“{printed}”重复或倒退，这里应是{han}",
                "{printed} repeats or goes back; {wanted} is expected here"
            );
            let hint = message!(
                "改正编号；引用这一项时请用它的标识。",
                "mend the number; refer to the item by its id."
            );
            self.report(Code::PlanNumberingRepeat, message, hint, label);
        }
    }

    /// Reports brackets that are opened in a node's text and not closed there.
    pub(super) fn check_brackets(&mut self, nodes: &[PlanNode]) {
        for node in nodes {
            let mut open: Vec<(char, NormalizedSpan)> = Vec::new();
            for span in texts(node) {
                self.scan_brackets(span, &mut open);
            }
            for (sign, span) in open {
                let message =
                    message!("括号“{sign}”没有闭合", "the bracket {sign} is never closed");
                let hint = message!("补上对应的右括号。", "add the bracket that closes it.");
                self.report(Code::PlanBracketUnclosed, message, hint, span);
            }
            self.check_brackets(&node.children);
        }
    }

    /// Pushes the brackets that a span opens and removes those that it closes.
    fn scan_brackets(&self, span: NormalizedSpan, open: &mut Vec<(char, NormalizedSpan)>) {
        for (at, sign) in self.reading.text(span).char_indices() {
            let opener = match sign {
                '（' | '【' | '《' if open.len() < MOST_OPEN => {
                    let start = span.start + at;
                    open.push((sign, NormalizedSpan::new(start, start + sign.len_utf8())));
                    continue;
                }
                '）' => '（',
                '】' => '【',
                '》' => '《',
                _ => continue,
            };
            if let Some(index) = open.iter().rposition(|(other, _)| *other == opener) {
                open.remove(index);
            }
        }
    }

    /// Reports items that name no units although their siblings do.
    pub(super) fn check_units(&mut self, nodes: &[PlanNode]) {
        let naming = nodes
            .iter()
            .filter(|node| super::units::names_units(node))
            .count();
        let expected = naming > 0 && naming * 2 >= nodes.len();
        for node in nodes
            .iter()
            .filter(|node| expected && !super::units::charges_units(node))
        {
            let at = node
                .label
                .or_else(|| node.paragraphs.first()?.segments.first().copied());
            let Some(span) = at else { continue };
            let name = self.reading.printed(span);
            let message = message!(
                "“{name}”没有写责任单位，同级的各项都有",
                "{name} names no responsible units; its siblings do"
            );
            let hint = message!(
                "补上“（责任单位：…）”，或确认这一项不需要。",
                "add （责任单位：…）, or make sure that none is meant."
            );
            self.report(Code::PlanUnitsMissing, message, hint, span);
        }
        for node in nodes
            .iter()
            .filter(|node| node.clauses.is_empty() && node.children.len() > 1)
        {
            self.check_units(&node.children);
        }
    }

    /// Reports names that look like a misspelling of another unit's name.
    pub(super) fn check_names(&mut self, items: &[&PlanItem], spans: &[(String, NormalizedSpan)]) {
        let mut used: BTreeMap<String, usize> = BTreeMap::new();
        for unit in items.iter().flat_map(|item| &item.units) {
            *used.entry(unit.unit.clone()).or_insert(0) += 1;
        }
        for (name, span) in spans {
            if let Some(other) = looks_misspelled(name, &used) {
                let message = message!(
                    "“{name}”会不会是“{other}”？",
                    "is {name} meant to be {other}?"
                );
                let hint = message!(
                    "是同一单位就改成一样的写法。",
                    "if they are one, write them alike."
                );
                self.report(Code::PlanUnitMisspelled, message, hint, *span);
            }
        }
    }
}

/// Returns all text of a node in source order: paragraphs without their clauses, and the clauses.
fn texts(node: &PlanNode) -> Vec<NormalizedSpan> {
    let paragraphs = node
        .paragraphs
        .iter()
        .flat_map(|paragraph| paragraph.segments.iter().copied());
    let clauses = node
        .clauses
        .iter()
        .filter(|clause| clause.role.is_none())
        .map(|clause| clause.whole);
    let mut spans: Vec<NormalizedSpan> = paragraphs.chain(clauses).collect();
    spans.sort_unstable();
    spans
}
