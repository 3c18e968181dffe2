//! Division of nodes into sections and items.
//!
//! A section names no units and holds items. If nothing nests, or the outermost level names the
//! units itself, the outermost nodes are the items of one section without a heading.

use super::normalized_text::NormalizedText;
use super::number_markers::MarkerFamily;
use super::title;
use super::tree::{NodeParagraph, PlanNode};

/// Section with its heading, if any, and its items.
pub(super) struct SectionNode {
    pub(super) heading: Option<PlanNode>,
    pub(super) items: Vec<PlanNode>,
}

/// Groups the nodes of a tree into chapters.
pub(super) fn chapters(reading: &NormalizedText<'_>, roots: Vec<PlanNode>) -> Vec<SectionNode> {
    let holding: Vec<&PlanNode> = roots
        .iter()
        .filter(|root| !root.children.is_empty())
        .collect();
    if holding.is_empty() || are_items(&roots, &holding) {
        return vec![SectionNode {
            heading: None,
            items: roots,
        }]
        .into_iter()
        .filter(|only| !only.items.is_empty())
        .collect();
    }
    let families: Vec<_> = holding.iter().map(|root| root.family).collect();
    let mut chapters: Vec<SectionNode> = Vec::new();
    for root in roots {
        if root.children.is_empty() && !families.contains(&root.family) {
            match chapters.last_mut() {
                Some(chapter) if chapter.heading.is_none() => chapter.items.push(root),
                _ => chapters.push(SectionNode {
                    heading: None,
                    items: vec![root],
                }),
            }
        } else {
            chapters.push(chapter(reading, root));
        }
    }
    chapters
}

/// Returns true if the outermost nodes are the items: they name the units and their children do
/// not, or they are numbered as items and some name units and have no children.
fn are_items(roots: &[PlanNode], holding: &[&PlanNode]) -> bool {
    let owing = holding
        .iter()
        .filter(|root| !root.clauses.is_empty())
        .count();
    let is_split = |root: &&PlanNode| root.children.iter().any(super::units::names_units);
    let tasks = roots
        .iter()
        .filter(|root| root.children.is_empty() && !root.clauses.is_empty())
        .count();
    let is_numbered_as_items = |root: &PlanNode| {
        root.family.is_some_and(|family| {
            family > MarkerFamily::HanComma || family == MarkerFamily::Article
        })
    };
    owing * 2 > holding.len() && !holding.iter().any(is_split)
        || tasks > 0 && roots.iter().all(is_numbered_as_items)
}

fn chapter(reading: &NormalizedText<'_>, mut root: PlanNode) -> SectionNode {
    let mut items = std::mem::take(&mut root.children);
    if !root.clauses.is_empty() {
        if items.is_empty() {
            // The chapter itself is a task: its text becomes an item without a label.
            let (title, _) = title::split(reading, &root);
            let heading = NodeParagraph {
                line: root.line,
                segments: vec![title],
            };
            let mut item = root.clone();
            (item.label, item.number) = (None, None);
            items.push(item);
            root.paragraphs = vec![heading];
            root.clauses.clear();
        } else {
            // The chapter's units apply to those of its items that name no units themselves.
            for item in items
                .iter_mut()
                .filter(|item| !super::units::names_units(item))
            {
                item.clauses.extend(root.clauses.iter().copied());
            }
        }
    }
    SectionNode {
        heading: Some(root),
        items,
    }
}
