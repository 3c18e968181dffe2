//! Ids of a page that headings must not take: those of the theme and of footnotes.

use std::collections::BTreeSet;
use std::sync::Arc;

use memchr::memmem;

/// Beginning of the ids of a plan's items on its page.
pub(crate) const PLAN_ITEMS: &str = "item-";

/// Beginnings of the ids of footnotes.
const FOOTNOTES: [&str; 2] = ["fn-", "fnref-"];

/// Ids that others than headings give to elements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReservedIds(Arc<IdTable>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct IdTable {
    whole: BTreeSet<String>,
    /// Beginnings of ids that end in a value.
    beginnings: BTreeSet<String>,
}

impl ReservedIds {
    /// Collects the ids in some templates, and reserves further beginnings.
    pub(crate) fn new<'t>(
        templates: impl Iterator<Item = &'t str>,
        beginnings: impl Iterator<Item = &'t str>,
    ) -> Self {
        let mut table = IdTable::default();
        table.beginnings.extend(beginnings.map(str::to_owned));
        for id in templates.flat_map(ids) {
            match id.find(['{', '%']) {
                None => drop(table.whole.insert(id.to_owned())),
                Some(0) => {}
                Some(value) => drop(table.beginnings.insert(id[..value].to_owned())),
            }
        }
        Self(Arc::new(table))
    }

    /// Returns true if no heading may have an id, since a page may have it without one.
    pub(crate) fn holds(&self, id: &str) -> bool {
        let table = &*self.0;
        let beginnings = table.beginnings.iter().map(String::as_str);
        table.whole.contains(id)
            || FOOTNOTES
                .into_iter()
                .chain(beginnings)
                .any(|own| id.starts_with(own))
    }
}

/// Returns the values of the attributes `id` in a template.
fn ids(template: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(template.as_bytes(), b"id=").filter_map(|at| {
        let is_attribute = template[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let value = template[at + 3..].trim_start_matches('\\');
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let value = &value[1..];
        let value = &value[..value.find(quote)?];
        is_attribute.then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_templates_are_reserved() {
        let template = "<main id=\"main\"><p data-id=\"no\" id='toc'>{{ id }}</p><a href=\"?id=1\" id=\"plan-{{ n }}\" id=\"{{ x }}\">";
        let ids = ReservedIds::new([template].into_iter(), ["item-"].into_iter());
        for id in ["main", "toc", "plan-7", "item-1", "fn-title", "fnref-1"] {
            assert!(ids.holds(id), "{id}");
        }
        for id in ["no", "1", "plan", "main-2", "x", "正文"] {
            assert!(!ids.holds(id), "{id}");
        }
    }
}
