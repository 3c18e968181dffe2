//! Writes a plan as a table for a terminal of 80 columns.

use super::rows::{ItemRow, rows};
use super::wrap::{padded, wrap};
use super::{PlanSheet, cells};

/// Width of the table.
const WIDTH: usize = 80;
/// Widths of its columns; two spaces separate them.
const COLUMNS: [usize; 6] = [6, 21, 12, 14, 10, 7];
/// Widths for a plan outside a site, which has no status.
const WITHOUT_STATUS: [usize; 5] = [6, 24, 14, 18, 10];

/// Returns the plan as a table below its title.
pub(crate) fn table(sheet: &PlanSheet<'_>) -> String {
    let plan = sheet.plan;
    let mut lines = wrap(&plan.title, WIDTH);
    lines.extend(plan.document_number.clone());
    lines.push(String::new());
    let widths = widths(sheet);
    lines.extend(row(
        widths,
        &[
            sheet.say("序号", "No.").to_owned(),
            sheet.say("任务", "Task").to_owned(),
            sheet.say("牵头", "Lead").to_owned(),
            sheet.say("配合/负责", "Others").to_owned(),
            sheet.say("目标", "Targets").to_owned(),
            sheet.say("状态", "Status").to_owned(),
        ],
    ));
    lines.push("─".repeat(WIDTH));
    for section in &plan.sections {
        let heading = cells::heading(section);
        if !heading.is_empty() {
            lines.extend(wrap(&heading, WIDTH));
        }
        for one in rows(sheet, section) {
            lines.extend(row(widths, &values(sheet, one)));
        }
        lines.push("─".repeat(WIDTH));
    }
    lines.push(counted(sheet));
    lines.join("\n")
}

fn widths(sheet: &PlanSheet<'_>) -> &'static [usize] {
    if sheet.accounts.is_empty() {
        &WITHOUT_STATUS
    } else {
        &COLUMNS
    }
}

fn values(sheet: &PlanSheet<'_>, row: ItemRow<'_>) -> [String; 6] {
    let others = others(sheet, &row);
    let goal = [row.targets, row.deadline];
    let goal: Vec<String> = goal.into_iter().filter(|part| !part.is_empty()).collect();
    [
        row.label,
        row.item.title.clone(),
        row.lead,
        others,
        goal.join("\n"),
        row.status.to_owned(),
    ]
}

/// Returns the units that do not lead, each role on its own lines.
fn others(sheet: &PlanSheet<'_>, row: &ItemRow<'_>) -> String {
    let roles = [
        (&row.support, sheet.say("配合", "support")),
        (&row.responsible, sheet.say("负责", "responsible")),
        (&row.participate, sheet.say("参与", "participate")),
    ];
    let named = roles.into_iter().filter(|(units, _)| !units.is_empty());
    named
        .map(|(units, name)| format!("{name}：{units}"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns one row, with as many lines as its longest cell needs.
fn row(widths: &[usize], values: &[String; 6]) -> Vec<String> {
    let columns: Vec<Vec<String>> = values
        .iter()
        .zip(widths)
        .map(|(value, width)| wrap(value, *width))
        .collect();
    let height = columns.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| {
        let cell = |(lines, width): (&Vec<String>, &usize)| {
            padded(lines.get(at).map_or("", String::as_str), *width)
        };
        let cells: Vec<String> = columns.iter().zip(widths).map(cell).collect();
        cells.join("  ").trim_end().to_owned()
    };
    (0..height).map(line).collect()
}

/// Returns the closing line: number of items, units, targets.
fn counted(sheet: &PlanSheet<'_>) -> String {
    let items = sheet.plan.items();
    let targets: usize = items.iter().map(|item| item.targets.len()).sum();
    let items = items.len();
    let units = sheet.plan.units().len();
    match sheet.language {
        crate::diagnostic::Language::Chinese => {
            format!("{items} 项任务，{units} 个责任单位，{targets} 个目标")
        }
        crate::diagnostic::Language::English => {
            format!("{items} items, {units} responsible units, {targets} targets")
        }
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::diagnostic::Language;
    use crate::render::plan::sample;

    #[test]
    fn a_plan_fits_a_terminal() {
        let text = sample::written(table, Language::Chinese);
        assert!(text.lines().all(|line| line.width() <= WIDTH));
        insta::assert_snapshot!(text);
    }
}
