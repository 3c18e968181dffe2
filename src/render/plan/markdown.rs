//! Writes a plan as Markdown: a table for each section.

use std::fmt::Write;

use super::rows::{ItemRow, rows};
use super::{PlanSheet, cells};

/// Returns the plan as headings and tables.
pub(crate) fn markdown(sheet: &PlanSheet<'_>) -> String {
    let mut text = format!("# {}\n", escaped(&sheet.plan.title));
    for section in &sheet.plan.sections {
        let heading = cells::heading(section);
        if !heading.is_empty() {
            let _ = write!(text, "\n## {}\n", escaped(&heading));
        }
        if !section.items.is_empty() {
            text.push_str(sheet.say(
                "\n| 序号 | 任务 | 牵头 | 配合 | 负责 | 参与 | 目标 | 期限 | 状态 |\n",
                "\n| No. | Task | Lead | Support | Responsible | Participate | Targets | Due | Status |\n",
            ));
            text.push_str("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
            for row in rows(sheet, section) {
                let _ = writeln!(text, "| {} |", values(row).join(" | "));
            }
        }
    }
    text.trim_end().to_owned()
}

fn values(row: ItemRow<'_>) -> [String; 9] {
    [
        row.label,
        row.item.title.clone(),
        row.lead,
        row.support,
        row.responsible,
        row.participate,
        row.targets,
        row.deadline,
        row.status.to_owned(),
    ]
    .map(|value| escaped(&value))
}

/// Escapes all Markdown syntax of a text.
fn escaped(text: &str) -> String {
    const SIGNS: [char; 11] = ['\\', '|', '*', '_', '`', '[', ']', '<', '>', '#', '~'];
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        if SIGNS.contains(&sign) {
            plain.push('\\');
        }
        plain.push(if sign.is_control() { ' ' } else { sign });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::render::plan::sample;

    #[test]
    fn a_plan_is_tables() {
        insta::assert_snapshot!(sample::written(markdown, Language::Chinese));
    }
}
