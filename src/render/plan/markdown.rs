//! A plan as Markdown: a table for each section.

use std::fmt::Write;

use crate::law::plan::Item;
use crate::law::responsible_unit::Role;

use super::{Sheet, cells};

/// The plan as headings and tables.
pub fn markdown(sheet: &Sheet<'_>) -> String {
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
            rows(sheet, &section.items, &mut text);
        }
    }
    text.trim_end().to_owned()
}

fn rows(sheet: &Sheet<'_>, items: &[Item], text: &mut String) {
    for item in items {
        let account = sheet.account(item);
        let values = [
            cells::label(item).to_owned(),
            item.title.clone(),
            cells::units(item, Role::Lead),
            cells::units(item, Role::Support),
            cells::units(item, Role::Responsible),
            cells::units(item, Role::Participate),
            cells::targets(item, &account.reached),
            cells::deadline(item).to_owned(),
            sheet.status(account.status).to_owned(),
        ];
        let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
        let _ = writeln!(text, "| {} |", values.join(" | "));
        rows(sheet, &item.items, text);
    }
}

/// A text in which nothing is Markdown.
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
