//! Body of a plan's page: the official text word for word, each line of the plan a paragraph, with a
//! note after each item.

use std::ops::Range;

use crate::content::StaleSource;
use crate::diagnostic::Diagnostics;
use crate::law::plan::{PartKind, Plan, PlanItem};
use crate::markdown::{
    self, Annotation, AnnotationSet, ComponentFailure, ImageTarget, LinkResolver, LinkTarget,
};
use crate::render::body_resolver::BodyResolver;
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::page::PageBuilder;
use crate::render::view::ToValue;
use crate::render::view::value::context;

use super::spaced_text::SpacedText;
use super::view::anchor;

/// Component that renders a note.
const NOTE: &str = "plan_note";

impl PageBuilder<'_, '_> {
    /// Renders a plan's document to HTML with the notes of its items.
    pub(in crate::render::page) fn plan_body(
        &self,
        plan: TrackedPlan<'_>,
    ) -> Result<(String, Diagnostics), StaleSource> {
        let document = self.tracker.body_of(plan.document);
        let text = self.texts.text(document)?;
        let (notes, mut found) = self.notes(plan);
        let spaced = SpacedText::new(&text, document.body_start, plan.plan);
        let inserts = inserts(&text, document.body_start, plan.plan, &spaced, notes);
        let resolver = BodyResolver {
            reads: self.tracker,
            engine: self.engine,
            document: plan.document,
        };
        let resolver = WithNotes { resolver, inserts };
        let (html, told) = markdown::html(
            document.path.as_str(),
            &spaced.text,
            document.body_start,
            self.options(),
            &resolver,
        );
        found.extend(spaced.at_old_lines(told));
        Ok((html, found))
    }

    /// Renders the note of each item, in the order of the text.
    fn notes(&self, plan: TrackedPlan<'_>) -> (Vec<String>, Diagnostics) {
        let mut notes = Vec::new();
        let mut found = Diagnostics::new();
        for item in plan.plan.items() {
            let view = self.flat_item_view(plan, item).to_value();
            match self
                .engine
                .piece(NOTE, &context([("item", view)]), plan.plan.title.as_str())
            {
                Ok(note) => notes.push(note),
                Err(failure) => {
                    notes.push(String::new());
                    found.push(failure);
                    break;
                }
            }
        }
        (notes, found)
    }
}

/// Resolver of a plan's body that adds the notes.
struct WithNotes<'r, 's> {
    resolver: BodyResolver<'r, 's>,
    inserts: AnnotationSet,
}

impl LinkResolver for WithNotes<'_, '_> {
    fn link(&self, destination: &str) -> LinkTarget {
        self.resolver.link(destination)
    }

    fn image(&self, destination: &str) -> ImageTarget {
        self.resolver.image(destination)
    }

    fn component(&self, name: &str, data: &serde_json::Value) -> Result<String, ComponentFailure> {
        self.resolver.component(name, data)
    }

    fn annotations(&self) -> Option<&AnnotationSet> {
        Some(&self.inserts)
    }
}

/// Annotations: each note at the end of its item's own lines.
fn inserts(
    text: &str,
    body_start: usize,
    plan: &Plan,
    spaced: &SpacedText,
    notes: Vec<String>,
) -> AnnotationSet {
    let lines = LineStarts::new(text);
    let items = plan.items();
    // Where an item ends: where the next item, the next section or the tail begins.
    let mut ends: Vec<usize> = plan
        .sections
        .iter()
        .map(|section| lines.start(section.line))
        .collect();
    ends.extend(items.iter().map(|item| lines.start(item.line)));
    ends.extend(starts_of(plan, PartKind::Tail).map(|at| body_start + at));
    ends.sort_unstable();
    let range = |item: &PlanItem| -> Range<usize> {
        let start = lines.start(item.line);
        let next = ends.partition_point(|&end| end <= start);
        let end = ends.get(next).copied().unwrap_or(text.len());
        let end = text
            .get(start..end)
            .map_or(end, |own| start + own.trim_end().len());
        spaced.offset(start)..spaced.offset(end)
    };
    let all = items
        .iter()
        .zip(notes)
        .map(|(item, html)| Annotation {
            range: range(item),
            id: anchor(item),
            html,
        })
        .collect();
    AnnotationSet { all }
}

fn starts_of(plan: &Plan, kind: PartKind) -> impl Iterator<Item = usize> {
    plan.parts
        .iter()
        .filter(move |part| part.kind == kind)
        .map(|part| part.range.start)
}

/// Offsets of the lines of a text.
struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Finds the first non-blank character of each line.
    fn new(text: &str) -> Self {
        let mut starts = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let indent = line.len() - line.trim_start().len();
            starts.push(if indent == line.len() {
                at
            } else {
                at + indent
            });
            at += line.len();
        }
        Self(starts)
    }

    /// Returns the offset of the line with a number, from 1.
    fn start(&self, number: u32) -> usize {
        let at = (number as usize).saturating_sub(1);
        self.0.get(at).or(self.0.last()).copied().unwrap_or(0)
    }
}
