//! Data of a chart as a table.

use crate::render::view::{NamedLink, TableRow};

/// Cell with one number.
pub(super) fn number(count: usize) -> Vec<NamedLink> {
    vec![name(&count.to_string(), None)]
}

/// Name with or without a link.
pub(super) fn name(name: &str, href: Option<&str>) -> NamedLink {
    NamedLink {
        name: name.to_owned(),
        href: href.map(str::to_owned),
    }
}

/// Row of numbers.
pub(super) fn numbers(heading: NamedLink, counts: impl IntoIterator<Item = usize>) -> TableRow {
    TableRow {
        heading,
        cells: counts.into_iter().map(number).collect(),
        is_total: false,
    }
}

/// Row of sums.
pub(super) fn total(counts: impl IntoIterator<Item = usize>) -> TableRow {
    TableRow {
        is_total: true,
        ..numbers(name("合计", None), counts)
    }
}
