//! Work plans (工作要点): parses the text as editors paste it into data.
//!
//! A pure pipeline: normalized_text (one width) → unwrap (broken lines) → plan_lines → line_table,
//! space_table (tables without bars) → inline (several items in one line) → headings → plan_header,
//! tail → levels → tree → units → sections → compose (titles, targets, deadlines) → identity →
//! checks. The module knows no sites and no files; the caller names the file for diagnostics.

mod align;
mod amounts;
mod boilerplate;
mod checks;
mod citation;
mod compose;
mod continuity;
mod deadline;
mod headings;
mod identity;
mod inline;
mod levels;
mod line_table;
mod measures;
mod model;
mod normalized_text;
mod number_markers;
mod plan_header;
mod plan_lines;
mod progress;
mod rate;
mod reference;
mod sections;
mod select;
mod space_table;
mod table;
mod tail;
mod target_words;
mod targets;
mod text_part;
mod title;
mod tree;
mod unit_clauses;
mod units;
mod unwrap;
mod years;

pub(crate) use continuity::{continued, outermost};
pub(crate) use model::{Deadline, PlanSection, PlanTarget};
pub use model::{Plan, PlanItem};
pub use progress::ItemStatus;
pub(crate) use progress::{ItemProgress, ItemStatements, compute_progress};
pub(crate) use reference::{AmbiguousReference, ItemFinder, split_reference};
pub use text_part::{PartKind, TextPart};

use checks::PlanReporter;
use normalized_text::{NormalizedSpan, NormalizedText};
use plan_lines::{LineKind, PlanLine};
use sections::SectionNode;
use text_part::{PartClaims, unrecognised_share};
use tree::PlanNode;

use super::responsible_unit::{CanonicalNames, UnitNames};
use crate::diagnostic::{Code, Diagnostics};
use crate::message;

/// Caller-supplied facts about a plan.
#[derive(Clone, Debug, Default)]
pub struct PlanOptions {
    /// Number of the text's first line in its file; 0 counts as 1.
    pub first_line: u32,
    /// Title from the front matter.
    pub title: Option<String>,
    /// Year from the front matter.
    pub year: Option<i16>,
    /// Document number from the front matter.
    pub document_number: Option<String>,
    /// Site's table of unit names.
    pub names: UnitNames,
}

impl Plan {
    /// Returns the share of the text, from 0 to 1, that belongs to no named part.
    pub fn unrecognised_share(&self) -> f64 {
        unrecognised_share(&self.parts)
    }
}

/// Parses a plan from plain text or Markdown without front matter.
pub fn parse(file: &str, text: &str, options: &PlanOptions) -> (Plan, Diagnostics) {
    let first_line = options.first_line.max(1);
    let reading = unwrapped(text);
    let tabled = space_table::gather(
        &reading,
        line_table::gather(&reading, &plan_lines::read(&reading, first_line)),
    );
    let mut blocks = inline::split(&reading, tabled);
    headings::promote(&reading, &mut blocks);
    let mut claims = PartClaims::default();
    let layout = layout(&reading, &blocks, &mut claims);
    let body = &blocks[layout.head.end..layout.tail];
    let year = options
        .year
        .or_else(|| layout.head.year(&reading))
        .or_else(|| date_of_tail(&reading, &blocks[layout.tail..]));

    let mut roots = tree::build(&reading, body, &mut claims);
    units::take_clauses(&reading, &mut roots);
    let mut reporter = PlanReporter {
        file,
        reading: &reading,
        first_line,
        found: Diagnostics::new(),
    };
    reporter.check_numbering(&roots);
    reporter.check_brackets(&roots);

    let chapters = sections::chapters(&reading, roots);
    let spans = unit_spans(&reading, &chapters);
    let canon = CanonicalNames::new(
        &options.names,
        spans
            .iter()
            .map(|(name, span)| (name.clone(), reading.printed(*span))),
    );
    let mut composer = compose::PlanComposer {
        reading: &reading,
        canon,
        year,
        claims: &mut claims,
    };
    let mut sections: Vec<PlanSection> = chapters
        .iter()
        .map(|chapter| composer.section(chapter))
        .collect();
    identity::assign(&mut sections);

    let mut plan = Plan {
        title: options
            .title
            .clone()
            .unwrap_or_else(|| layout.head.printed_title(&reading)),
        year,
        document_number: options.document_number.clone().or_else(|| {
            layout
                .head
                .document_number
                .map(|span| reading.printed(span))
        }),
        preamble: lines(&reading, layout.head.preamble.iter().copied()),
        tail: tail_text(&reading, &blocks[layout.tail..], &mut claims),
        source: file.to_owned(),
        sections,
        parts: Vec::new(),
    };
    check_items(&mut reporter, &plan, &chapters, &spans);
    plan.parts = claims.into_parts(text);
    let mut found = reporter.found;
    found.sort();
    (plan, found)
}

/// Normalizes a text and joins its broken lines.
fn unwrapped(text: &str) -> NormalizedText<'_> {
    let reading = NormalizedText::new(text);
    let joints = unwrap::joints(&reading, &plan_lines::read(&reading, 1));
    if joints.is_empty() {
        reading
    } else {
        NormalizedText::joined(text, &joints)
    }
}

/// Positions of head, body and tail.
struct PlanLayout {
    head: plan_header::PlanHeader,
    /// Index of the first line of the tail.
    tail: usize,
}

fn layout(
    reading: &NormalizedText<'_>,
    blocks: &[PlanLine],
    claims: &mut PartClaims,
) -> PlanLayout {
    let mut own = PartClaims::default();
    let head = plan_header::read(reading, blocks, 0, &mut own);
    let tail = tail::start(reading, blocks, head.end);
    let before = openings(&blocks[head.end..tail]);
    let after = openings(&blocks[tail..]);
    // In a numbered covering notice, the enclosed text is the plan.
    if after >= 3 && after > before * 2 {
        let mut enclosed = PartClaims::default();
        let inner = plan_header::read(reading, blocks, tail, &mut enclosed);
        if inner.end < blocks.len() {
            let rest = tail::start(reading, blocks, inner.end);
            for block in blocks[..tail]
                .iter()
                .filter(|block| block.kind != LineKind::Blank)
            {
                claims.claim(PartKind::Cover, reading.range(block.content));
            }
            claims.absorb(enclosed);
            return PlanLayout {
                head: inner,
                tail: rest,
            };
        }
    }
    claims.absorb(own);
    PlanLayout { head, tail }
}

/// Counts the numbered paragraphs.
fn openings(blocks: &[PlanLine]) -> usize {
    blocks
        .iter()
        .filter(|block| matches!(block.kind, LineKind::Marked(_)))
        .count()
}

fn date_of_tail(reading: &NormalizedText<'_>, blocks: &[PlanLine]) -> Option<i16> {
    blocks
        .iter()
        .find_map(|block| deadline::whole_date(reading.text(block.content)))
        .map(jiff::civil::Date::year)
}

fn lines(reading: &NormalizedText<'_>, spans: impl Iterator<Item = NormalizedSpan>) -> String {
    spans
        .map(|span| reading.printed(span))
        .collect::<Vec<_>>()
        .join("\n")
}

fn tail_text(reading: &NormalizedText<'_>, blocks: &[PlanLine], claims: &mut PartClaims) -> String {
    let mut spans = Vec::new();
    for block in blocks.iter().filter(|block| block.kind != LineKind::Blank) {
        let kind = if block.kind == LineKind::Noise {
            PartKind::Noise
        } else {
            PartKind::Tail
        };
        claims.claim(kind, reading.range(block.content));
        spans.extend((kind == PartKind::Tail).then_some(block.content));
    }
    lines(reading, spans.into_iter())
}

/// Returns every mention of a unit, in normal form and text order.
fn unit_spans(
    reading: &NormalizedText<'_>,
    chapters: &[SectionNode],
) -> Vec<(String, NormalizedSpan)> {
    fn collect(
        reading: &NormalizedText<'_>,
        nodes: &[PlanNode],
        into: &mut Vec<(String, NormalizedSpan)>,
    ) {
        for node in nodes {
            let (named, _) = units::read(reading, node);
            into.extend(
                named
                    .into_iter()
                    .map(|named| (reading.text(named.name).to_owned(), named.name)),
            );
            collect(reading, &node.children, into);
        }
    }
    let mut spans = Vec::new();
    for chapter in chapters {
        collect(reading, &chapter.items, &mut spans);
    }
    spans
}

fn check_items(
    reporter: &mut PlanReporter<'_, '_>,
    plan: &Plan,
    chapters: &[SectionNode],
    spans: &[(String, NormalizedSpan)],
) {
    let items: usize = chapters.iter().map(|chapter| chapter.items.len()).sum();
    for chapter in chapters {
        reporter.check_units(&chapter.items);
    }
    reporter.check_names(&plan.items(), spans);
    if items == 0 {
        let message = message!("没有认出任何任务", "no item of a plan was recognised");
        let hint = message!(
            "任务要有编号，如“一、”“（一）”“1.”，或写成表格。",
            "number the items (一、（一） 1.), or write a table."
        );
        reporter.report(Code::PlanEmpty, message, hint, NormalizedSpan::default());
    }
}
