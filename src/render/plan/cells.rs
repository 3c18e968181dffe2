//! Short texts for the parts of an item, shared by all tables.

use crate::law::plan::{PlanItem, PlanSection, PlanTarget};
use crate::law::responsible_unit::UnitRole;

/// Returns label and title as they stand in the text.
pub(super) fn heading(section: &PlanSection) -> String {
    format!(
        "{}{}",
        section.label.as_deref().unwrap_or_default(),
        section.title
    )
}

/// Returns the label of an item, else its id.
pub(super) fn label(item: &PlanItem) -> &str {
    item.label.as_deref().unwrap_or(&item.id)
}

/// Returns the units of an item in a role by their canonical names.
pub(super) fn units(item: &PlanItem, role: UnitRole) -> String {
    let named = item.units.iter().filter(|unit| unit.role == role);
    named
        .map(|unit| unit.unit.as_str())
        .collect::<Vec<_>>()
        .join("、")
}

/// Formats a target: 2期, 每个行政村3名; with progress, 1/2期.
pub(super) fn target(target: &PlanTarget, reached: Option<u64>) -> String {
    let PlanTarget { count, measure, .. } = target;
    match (&target.per, reached.filter(|_| !target.is_rate())) {
        (Some(per), _) if per.starts_with(['每', '各']) => format!("{per}{count}{measure}"),
        (Some(per), _) => format!("每{per}{count}{measure}"),
        (None, Some(reached)) => format!("{reached}/{count}{measure}"),
        (None, None) => format!("{count}{measure}"),
    }
}

/// Formats all targets of an item.
pub(super) fn targets(item: &PlanItem, reached: &[u64]) -> String {
    let all = item
        .targets
        .iter()
        .enumerate()
        .map(|(at, one)| target(one, reached.get(at).copied()));
    all.collect::<Vec<_>>().join("、")
}

/// Returns the deadline of an item, as printed.
pub(super) fn deadline(item: &PlanItem) -> &str {
    item.deadline
        .as_ref()
        .map_or("", |deadline| deadline.text.as_str())
}
