//! Legend of a chart.

use super::svg::element;
use super::symbols::{key, role_symbol, status_fill, status_patterns};
use crate::law::plan::ItemStatus;
use crate::law::responsible_unit::UnitRole;
use crate::render::view::ChartKey;

/// Key of a role with the number of its duties.
pub(super) fn role(role: UnitRole, count: usize) -> ChartKey {
    let svg = key(&element(
        "g",
        &[("font-size", &14)],
        &role_symbol(role, (12, 12)),
    ));
    ChartKey {
        svg,
        name: role.name().to_owned(),
        count: Some(count),
    }
}

/// Key of a status with the number of its items.
pub(super) fn status(id: &str, status: ItemStatus, count: usize) -> ChartKey {
    // A pattern of its own: that of the chart is missing where the chart is hidden.
    let id = format!("{id}-key-{}", status.id());
    let patch = patch(
        &format!("status status-{}", status.id()),
        &status_fill(&id, status),
        "1",
    );
    let patterns = status_patterns(&id, &[status]);
    let name = if status == ItemStatus::Unknown {
        "不详"
    } else {
        status.name()
    };
    ChartKey {
        svg: key(&(patterns + &patch)),
        name: name.to_owned(),
        count: Some(count),
    }
}

/// Key of a shade of a heat map.
pub(super) fn shade(level: usize, opacity: &str, name: String) -> ChartKey {
    let patch = patch(&format!("shade shade-{level}"), "currentColor", opacity);
    ChartKey {
        svg: key(&patch),
        name,
        count: None,
    }
}

fn patch(class: &str, fill: &str, opacity: &str) -> String {
    element(
        "rect",
        &[
            ("class", &class),
            ("x", &1),
            ("y", &4),
            ("width", &22),
            ("height", &16),
            ("fill", &fill),
            ("fill-opacity", &opacity),
            ("stroke", &"currentColor"),
        ],
        "",
    )
}
