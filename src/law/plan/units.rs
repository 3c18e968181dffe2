//! Assignment of units to nodes: extracts clauses from paragraphs, gives each to the node that it
//! concerns, and parses it.

use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::tree::{NodeClause, NodeParagraph, PlanNode};
use super::unit_clauses;
use crate::law::responsible_unit::{UnitRole, is_unit_clause, read_clause, read_list};

/// Unit named in a clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitMention {
    pub(super) name: NormalizedSpan,
    pub(super) role: UnitRole,
    pub(super) line: u32,
}

/// General statements that the first unit of each list leads: 列第一位的为牵头单位，下同.
const FIRST_LEADS: [&str; 9] = [
    "第一位的为牵头",
    "首位的为牵头",
    "第一个单位为牵头",
    "第一位为牵头",
    "首位为牵头",
    "第一的为牵头",
    "第一单位为牵头",
    "第一责任单位为牵头",
    "第一位的单位为牵头",
];

/// Moves the clauses that name units from the paragraphs of all nodes to the nodes.
pub(super) fn take_clauses(reading: &NormalizedText<'_>, nodes: &mut [PlanNode]) {
    take_from_all(reading, nodes);
    if FIRST_LEADS
        .iter()
        .any(|words| reading.normal().contains(words))
    {
        mark_first_leads(nodes);
    }
}

fn mark_first_leads(nodes: &mut [PlanNode]) {
    for node in nodes {
        node.clauses
            .iter_mut()
            .for_each(|clause| clause.first_leads = true);
        mark_first_leads(&mut node.children);
    }
}

fn take_from_all(reading: &NormalizedText<'_>, nodes: &mut [PlanNode]) {
    for node in nodes.iter_mut() {
        let mut paragraphs: Vec<NodeParagraph> = Vec::with_capacity(node.paragraphs.len());
        let mut awaits_list = false;
        for paragraph in std::mem::take(&mut node.paragraphs) {
            let span = paragraph.segments.first().copied().unwrap_or_default();
            let text = reading.text(span);
            if awaits_list && is_unit_clause(text.trim_end_matches('。')) {
                node.clauses.push(clause(
                    span,
                    (0, text.len()),
                    (0, text.len()),
                    paragraph.line,
                    true,
                ));
                awaits_list = false;
                continue;
            }
            awaits_list = take_from(text, span, paragraph.line, node, &mut paragraphs);
        }
        node.paragraphs = paragraphs;
        node.leading = leading(reading, node);
        take_from_all(reading, &mut node.children);
    }
    let groups = nodes
        .iter()
        .filter(|node| node.children.len() > 1 && node.children.iter().any(names_units))
        .count();
    let shared = nodes.iter().filter(|node| shares_last(node)).count();
    // In a single group the other items' units may simply be missing.
    if shared >= 2 && shared * 3 >= groups * 2 {
        nodes
            .iter_mut()
            .filter(|node| shares_last(node))
            .for_each(give_to_parent);
    }
}

/// Returns the units with which the text of a node begins, if no clause names any.
fn leading(reading: &NormalizedText<'_>, node: &PlanNode) -> Option<NodeClause> {
    let first = node.paragraphs.first()?;
    let span = *first.segments.first().filter(|_| node.clauses.is_empty())?;
    let found = unit_clauses::leading(reading.text(span))?;
    Some(clause(span, found, found, first.line, false))
}

fn take_from(
    text: &str,
    span: NormalizedSpan,
    line: u32,
    node: &mut PlanNode,
    paragraphs: &mut Vec<NodeParagraph>,
) -> bool {
    let mut segments = Vec::new();
    let mut at = 0;
    let mut awaits_list = false;
    let found = unit_clauses::find(text);
    for clause_found in &found {
        // The clause includes the space before it and the punctuation after it.
        let after = text[clause_found.end..].trim_start_matches([' ', '\t']);
        let stop = after
            .chars()
            .next()
            .filter(|sign| matches!(sign, '。' | '；' | '，'));
        let end = text.len() - after.len() + stop.map_or(0, char::len_utf8);
        push_segment(&mut segments, text, span, at, clause_found.start);
        let stands_alone = text[..clause_found.start].trim().is_empty() && !paragraphs.is_empty();
        node.clauses.push(clause(
            span,
            (clause_found.start, end),
            clause_found.inner,
            line,
            stands_alone,
        ));
        awaits_list = clause_found.is_bare_label;
        at = end;
    }
    push_segment(&mut segments, text, span, at, text.len());
    // The first paragraph stays even if empty, as the position of the title.
    if !segments.is_empty() || paragraphs.is_empty() {
        paragraphs.push(NodeParagraph { line, segments });
    }
    awaits_list
}

fn push_segment(
    segments: &mut Vec<NormalizedSpan>,
    text: &str,
    span: NormalizedSpan,
    start: usize,
    end: usize,
) {
    if start >= end {
        return;
    }
    let part = &text[start..end];
    let lead = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        segments.push(NormalizedSpan::new(
            span.start + start + lead,
            span.start + start + lead + trimmed.len(),
        ));
    }
}

fn clause(
    span: NormalizedSpan,
    whole: (usize, usize),
    inner: (usize, usize),
    line: u32,
    stands_alone: bool,
) -> NodeClause {
    let at =
        |(start, end): (usize, usize)| NormalizedSpan::new(span.start + start, span.start + end);
    NodeClause {
        whole: at(whole),
        inner: at(inner),
        line,
        role: None,
        stands_alone,
        first_leads: false,
    }
}

/// Returns true if, of several sub-items, only the last names units, in a paragraph of their own:
/// such units belong to the parent item.
fn shares_last(node: &PlanNode) -> bool {
    let Some((last, others)) = node.children.split_last() else {
        return false;
    };
    !others.is_empty()
        && node.clauses.is_empty()
        && last.children.is_empty()
        && !last.clauses.is_empty()
        && last
            .clauses
            .iter()
            .all(|clause| clause.stands_alone && clause.role.is_none())
        && !others.iter().any(names_units)
}

fn give_to_parent(node: &mut PlanNode) {
    if let Some(last) = node.children.last_mut() {
        node.clauses = std::mem::take(&mut last.clauses);
    }
}

/// Returns true if a node or one of its descendants names units, in a clause or at the start of its
/// text.
pub(super) fn charges_units(node: &PlanNode) -> bool {
    !node.clauses.is_empty() || node.leading.is_some() || node.children.iter().any(charges_units)
}

/// Returns true if a node or one of its descendants names units in a clause.
pub(super) fn names_units(node: &PlanNode) -> bool {
    !node.clauses.is_empty() || node.children.iter().any(names_units)
}

/// Parses the units of a node's clauses, and the byte range of a deadline among them.
pub(super) fn read(
    reading: &NormalizedText<'_>,
    node: &PlanNode,
) -> (Vec<UnitMention>, Option<NormalizedSpan>) {
    let mut units = Vec::new();
    let mut deadline = None;
    for clause in node.clauses.iter().chain(node.leading.as_ref()) {
        let text = reading.text(clause.inner);
        // A cell is a list in its column's role, unless it has labels of its own.
        let column = clause.role.filter(|_| !text.contains('：'));
        let duties = read_clause(text);
        let (names, by) = column.map_or((duties.names, duties.deadline), |role| {
            let list = read_list(text, role, role != UnitRole::Responsible);
            (list.names, list.deadline)
        });
        let mut names = names;
        if clause.first_leads
            && names
                .iter()
                .all(|named| named.role == UnitRole::Responsible)
        {
            names
                .iter_mut()
                .take(1)
                .for_each(|named| named.role = UnitRole::Lead);
        }
        let at = |start: usize, end: usize| {
            NormalizedSpan::new(clause.inner.start + start, clause.inner.start + end)
        };
        units.extend(names.into_iter().map(|named| UnitMention {
            name: at(named.start, named.end),
            role: named.role,
            line: clause.line,
        }));
        deadline = deadline.or(by.map(|(start, end)| at(start, end)));
    }
    (units, deadline)
}
