//! Menus of `site.yaml`: entries with a name and a target, in one or more levels.

use super::MenuEntry;
use super::keys::MENU;
use crate::content::yaml::{ValueReader, YamlField};
use crate::diagnostic::Code;
use crate::message;

/// Reads the entries of a menu.
pub(super) fn take(reader: &mut ValueReader<'_>, mut field: YamlField<'_>) -> Vec<MenuEntry> {
    let Some(elements) = field.elements() else {
        reader.wrong_type(
            &field,
            &message!(
                "一个列表，每项写 name 和 to",
                "a list of entries with name and to"
            ),
            "[{name: 进乡村, to: villages}]",
        );
        return Vec::new();
    };
    elements
        .filter_map(|element| entry(reader, element))
        .collect()
}

fn entry(reader: &mut ValueReader<'_>, mut element: YamlField<'_>) -> Option<MenuEntry> {
    let entries = reader.entries(&mut element)?;
    let mut name = None;
    let mut to = None;
    let mut children = Vec::new();
    let mut line = reader.line(&element.at);
    let mut is_told = false;
    reader.table(
        entries,
        Some(&element.at),
        &MENU,
        |reader, key, field| match key.name {
            "name" => name = reader.text(field),
            "to" => {
                line = reader.line(&field.at);
                is_told = !field.is_blank();
                to = reader.address(field);
            }
            "children" => children = take(reader, field),
            _ => {}
        },
    );
    // An entry that only opens a submenu links to the first entry of the submenu.
    let to = to.or_else(|| children.first().map(|child: &MenuEntry| child.to.clone()));
    match (name, to) {
        (Some(name), Some(to)) => {
            return Some(MenuEntry {
                name,
                to,
                line,
                children,
            });
        }
        // An invalid address was already reported by the reader.
        (Some(_), None) if is_told => return None,
        _ => {}
    }
    let message = message!(
        "菜单的这一项缺少 name 或 to",
        "this entry of the menu lacks name or to"
    );
    let hint = message!(
        "例如 - {{name: 进乡村, to: villages}}",
        "write it as - {{name: Villages, to: villages}}"
    );
    reader.report(&element.at, Code::SiteBadValue, message, hint);
    None
}
