//! Symbols of roles and statuses: distinguished by shape, letter and pattern, not by colour alone.

use super::svg::{centred, element, em};
use crate::law::plan::ItemStatus;
use crate::law::responsible_unit::UnitRole;

/// Roles, the heaviest duty first.
pub(super) const ROLES: [UnitRole; 4] = [
    UnitRole::Lead,
    UnitRole::Support,
    UnitRole::Responsible,
    UnitRole::Participate,
];

/// Statuses in the order of a bar.
pub(super) const STATUSES: [ItemStatus; 5] = [
    ItemStatus::Done,
    ItemStatus::InProgress,
    ItemStatus::Overdue,
    ItemStatus::NotStarted,
    ItemStatus::Unknown,
];

/// Letter in a role's symbol: the first of its name.
fn letter(role: UnitRole) -> String {
    role.name().chars().take(1).collect()
}

/// Symbol of a role, 24 wide and high: a full square leads, a hollow square supports, a grey disc is responsible, a
/// dashed ring participates.
pub(super) fn role_symbol(role: UnitRole, (x, y): (u32, u32)) -> String {
    let shape = match role {
        UnitRole::Lead => square(x, y, "1"),
        UnitRole::Support => square(x, y, "0"),
        UnitRole::Responsible => disc(x, y, "0.16", "none"),
        UnitRole::Participate => disc(x, y, "0", "3 2.5"),
    };
    let letter = centred(x, y + 5, "picture-letter", &letter(role));
    // White on the full square without a stylesheet too.
    let letter = if role == UnitRole::Lead {
        letter.replacen("<text ", "<text fill=\"#fff\" ", 1)
    } else {
        letter
    };
    element(
        "g",
        &[("class", &format!("role role-{}", role.id()))],
        &(shape + &letter),
    )
}

fn square(x: u32, y: u32, opacity: &str) -> String {
    element(
        "rect",
        &[
            ("x", &(x - 11)),
            ("y", &(y - 11)),
            ("width", &22),
            ("height", &22),
            ("rx", &2),
            ("fill", &"currentColor"),
            ("fill-opacity", &opacity),
            ("stroke", &"currentColor"),
            ("stroke-width", &"1.5"),
        ],
        "",
    )
}

fn disc(x: u32, y: u32, opacity: &str, dashes: &str) -> String {
    element(
        "circle",
        &[
            ("cx", &x),
            ("cy", &y),
            ("r", &11),
            ("fill", &"currentColor"),
            ("fill-opacity", &opacity),
            ("stroke", &"currentColor"),
            ("stroke-width", &"1.2"),
            ("stroke-dasharray", &dashes),
        ],
        "",
    )
}

/// Patterns of those statuses that have one, for a drawing whose ids begin with `id`.
pub(super) fn status_patterns(id: &str, statuses: &[ItemStatus]) -> String {
    let patterns = statuses.iter().filter_map(|&status| match status {
        ItemStatus::InProgress => Some(pattern(id, status, "rotate(45)", &bar(3, 8))),
        ItemStatus::Overdue => Some(pattern(id, status, "rotate(45)", &(bar(3, 8) + &bar(8, 3)))),
        _ => None,
    });
    let patterns: String = patterns.collect();
    if patterns.is_empty() {
        patterns
    } else {
        element("defs", &[], &patterns)
    }
}

fn bar(width: u32, height: u32) -> String {
    element(
        "rect",
        &[
            ("width", &width),
            ("height", &height),
            ("fill", &"currentColor"),
        ],
        "",
    )
}

fn pattern(id: &str, status: ItemStatus, turn: &str, inner: &str) -> String {
    element(
        "pattern",
        &[
            ("id", &format!("{id}-{}", status.id())),
            ("class", &format!("status-{}", status.id())),
            ("width", &8),
            ("height", &8),
            ("patternUnits", &"userSpaceOnUse"),
            ("patternTransform", &turn),
        ],
        inner,
    )
}

/// Fill of a status in a drawing whose ids begin with `id`.
pub(super) fn status_fill(id: &str, status: ItemStatus) -> String {
    match status {
        ItemStatus::Done => "currentColor".to_owned(),
        ItemStatus::InProgress | ItemStatus::Overdue => format!("url(#{id}-{})", status.id()),
        ItemStatus::NotStarted | ItemStatus::Unknown => "none".to_owned(),
    }
}

/// Drawing of one symbol for the legend, in a square of 24.
pub(super) fn key(inner: &str) -> String {
    element(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &"picture-mark"),
            ("aria-hidden", &"true"),
            ("viewBox", &"0 0 24 24"),
            ("width", &em(24)),
            ("height", &em(24)),
        ],
        inner,
    )
}
