//! Composition of the plan's sections and items from nodes; claims each text range for its part.

use super::model::{Deadline, PlanItem, PlanSection, PlanTarget};
use super::normalized_text::{NormalizedSpan, NormalizedText};
use super::sections::SectionNode;
use super::text_part::{PartClaims, PartKind};
use super::tree::PlanNode;
use super::units::UnitMention;
use super::{deadline, targets, title, units};
use crate::law::responsible_unit::{CanonicalNames, ResponsibleUnit, is_collective};

/// Builder for sections and items, with the plan-wide data that they need.
pub(super) struct PlanComposer<'a, 't> {
    pub(super) reading: &'a NormalizedText<'t>,
    pub(super) canon: CanonicalNames<'a>,
    pub(super) year: Option<i16>,
    pub(super) claims: &'a mut PartClaims,
}

impl PlanComposer<'_, '_> {
    pub(super) fn section(&mut self, chapter: &SectionNode) -> PlanSection {
        let mut section = chapter
            .heading
            .as_ref()
            .map_or_else(PlanSection::default, |heading| self.heading(heading));
        section.items = chapter.items.iter().map(|item| self.item(item)).collect();
        if chapter.heading.is_none() {
            section.line = section.items.first().map_or(0, |item| item.line);
        }
        section
    }

    fn heading(&mut self, node: &PlanNode) -> PlanSection {
        let (title, rest) = title::split(self.reading, node);
        self.claim_label(node, PartKind::SectionLabel, title);
        self.claim_title(PartKind::SectionTitle, title);
        for clause in &node.clauses {
            self.claims
                .claim(PartKind::Units, self.reading.range(clause.whole));
        }
        PlanSection {
            label: node.label.map(|label| self.reading.printed(label)),
            number: node.number,
            title: self.printed_title(title),
            body: self.body(node, &rest, PartKind::SectionBody),
            line: node.line,
            items: Vec::new(),
        }
    }

    fn item(&mut self, node: &PlanNode) -> PlanItem {
        let (title, rest) = title::split(self.reading, node);
        self.claim_label(node, PartKind::ItemLabel, title);
        self.claim_title(PartKind::ItemTitle, title);
        for clause in &node.clauses {
            self.claims
                .claim(PartKind::Units, self.reading.range(clause.whole));
        }
        let (named, by) = units::read(self.reading, node);
        PlanItem {
            id: String::new(),
            label: node.label.map(|label| self.reading.printed(label)),
            number: node.number,
            title: self.printed_title(title),
            body: self.body(node, &rest, PartKind::ItemBody),
            line: node.line,
            units: self.responsible(&named),
            targets: self.targets(node),
            deadline: self.deadline(node, by),
            items: node.children.iter().map(|child| self.item(child)).collect(),
        }
    }

    fn claim_label(&mut self, node: &PlanNode, kind: PartKind, title: NormalizedSpan) {
        if let Some(label) = node.label {
            // The blanks and points between label and title belong to the label.
            let near = title.start >= label.end
                && self
                    .reading
                    .text(NormalizedSpan::new(label.end, title.start))
                    .chars()
                    .all(is_joint);
            let end = if near { title.start } else { label.end };
            self.claims.claim(
                kind,
                self.reading.range(NormalizedSpan::new(label.start, end)),
            );
        }
    }

    /// Claims a title together with the punctuation that ends it.
    fn claim_title(&mut self, kind: PartKind, title: NormalizedSpan) {
        let after = self
            .reading
            .text(NormalizedSpan::new(title.end, title.end + '。'.len_utf8()));
        let end = title.end
            + if matches!(after, "。" | "：") && !title.is_empty() {
                after.len()
            } else {
                0
            };
        self.claims.claim(
            kind,
            self.reading.range(NormalizedSpan::new(title.start, end)),
        );
    }

    fn printed_title(&self, title: NormalizedSpan) -> String {
        let bare = self.reading.trim_matches(title, |sign| {
            sign.is_whitespace() || matches!(sign, '；' | '：' | '，' | '。')
        });
        self.reading.printed(bare)
    }

    /// Joins the rest of the first paragraph and the other paragraphs, one per line.
    fn body(&mut self, node: &PlanNode, rest: &[NormalizedSpan], kind: PartKind) -> String {
        let others = node
            .paragraphs
            .iter()
            .skip(1)
            .map(|paragraph| paragraph.segments.as_slice());
        let mut lines = Vec::new();
        for segments in std::iter::once(rest).chain(others) {
            for segment in segments {
                self.claims.claim(kind, self.reading.range(*segment));
            }
            let line: String = segments
                .iter()
                .map(|segment| self.reading.printed(*segment))
                .collect();
            lines.extend(Some(line).filter(|line| !line.is_empty()));
        }
        lines.join("\n")
    }

    fn responsible(&self, named: &[UnitMention]) -> Vec<ResponsibleUnit> {
        let fellows: Vec<&str> = named
            .iter()
            .map(|named| self.reading.text(named.name))
            .collect();
        let mut units: Vec<ResponsibleUnit> = Vec::with_capacity(named.len());
        for (named, normal) in named.iter().zip(&fellows) {
            let unit = ResponsibleUnit {
                name: self
                    .reading
                    .printed(named.name)
                    .replace(['\n', '\u{3000}'], ""),
                unit: self.canon.canonical_name(normal, &fellows),
                role: named.role,
                collective: is_collective(normal),
                line: named.line,
            };
            if !units
                .iter()
                .any(|other| other.unit == unit.unit && other.role == unit.role)
            {
                units.push(unit);
            }
        }
        units
    }

    fn targets(&self, node: &PlanNode) -> Vec<PlanTarget> {
        let mut found = Vec::new();
        for paragraph in &node.paragraphs {
            for segment in &paragraph.segments {
                for target in targets::find(self.reading.text(*segment)) {
                    let printed = |(start, end)| {
                        self.reading.printed(NormalizedSpan::new(
                            segment.start + start,
                            segment.start + end,
                        ))
                    };
                    found.push(PlanTarget {
                        text: printed(target.clause),
                        count: target.count,
                        measure: target.measure.to_owned(),
                        per: target.per.map(printed),
                        line: paragraph.line,
                    });
                }
            }
        }
        found
    }

    fn deadline(&mut self, node: &PlanNode, in_clause: Option<NormalizedSpan>) -> Option<Deadline> {
        if let Some(cell) = node.deadline {
            self.claims
                .claim(PartKind::Deadline, self.reading.range(cell));
        }
        if let Some(cell) = node.deadline.or(in_clause) {
            let bare = self.reading.trim_matches(cell, |sign| {
                sign.is_whitespace() || matches!(sign, '。' | '；' | '，')
            });
            let text = self.reading.text(bare);
            let shorter = text.strip_suffix("完成").unwrap_or(text);
            let on = deadline::in_cell(text).and_then(|found| found.on(self.year));
            return Some(Deadline {
                text: self
                    .reading
                    .printed(NormalizedSpan::new(bare.start, bare.start + shorter.len())),
                on,
            });
        }
        let segments = node
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.segments);
        segments.copied().find_map(|segment| {
            let found = deadline::in_prose(self.reading.text(segment))?;
            let text = self.reading.printed(NormalizedSpan::new(
                segment.start + found.start,
                segment.start + found.end,
            ));
            Some(Deadline {
                text,
                on: found.on(self.year),
            })
        })
    }
}

fn is_joint(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, '、' | '.' | '：')
}
