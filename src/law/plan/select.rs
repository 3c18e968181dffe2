//! Selection of the part of a plan that concerns one unit.

use std::collections::HashSet;

use super::model::{Plan, PlanItem, PlanSection};
use crate::law::responsible_unit::{CanonicalNames, ResponsibleUnit, UnitNames};

impl Plan {
    /// Returns the plan reduced to the items in which a unit, under any of its names, has a role,
    /// and their ancestors; `None` if the unit has no role.
    pub fn of_unit(&self, name: &str, names: &UnitNames) -> Option<Self> {
        let used = self
            .units()
            .into_iter()
            .map(|unit| (unit.to_owned(), unit.to_owned()));
        let canonical = CanonicalNames::new(names, used).canonical_name(name, &[]);
        let is_meant = |unit: &ResponsibleUnit| unit.unit == canonical || unit.name == name;
        let sections: Vec<PlanSection> = self
            .sections
            .iter()
            .map(|section| PlanSection {
                items: chosen(&section.items, &is_meant),
                ..section.clone()
            })
            .filter(|section| !section.items.is_empty())
            .collect();
        (!sections.is_empty()).then(|| Self {
            sections,
            ..self.clone()
        })
    }

    /// Returns every unit of the plan by its canonical name, once, in text order.
    pub fn units(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let named = self
            .items()
            .into_iter()
            .flat_map(|item| &item.units)
            .map(|unit| unit.unit.as_str());
        named.filter(|unit| seen.insert(*unit)).collect()
    }
}

fn chosen(items: &[PlanItem], is_meant: &dyn Fn(&ResponsibleUnit) -> bool) -> Vec<PlanItem> {
    items
        .iter()
        .filter_map(|item| {
            let own = item.units.iter().any(is_meant);
            // A unit that is responsible for an item is responsible for all nested items.
            let items = if own {
                item.items.clone()
            } else {
                chosen(&item.items, is_meant)
            };
            (own || !items.is_empty()).then(|| PlanItem {
                items,
                ..item.clone()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{PlanOptions, parse};
    use super::*;

    #[test]
    fn a_unit_sees_its_own_items_under_any_of_its_names() {
        let names = UnitNames {
            aliases: vec![("市人民政府办公室".to_owned(), vec!["市政府办".to_owned()])],
        };
        let text = "一、甲\n㈠学法。年内学法。（责任单位：市政府办牵头）\n㈡普法。宣传法律。（责任单位：市司法局牵头）\n";
        let (plan, _) = parse(
            "a.txt",
            text,
            &PlanOptions {
                names: names.clone(),
                ..PlanOptions::default()
            },
        );
        let ids = |name: &str| {
            plan.of_unit(name, &names).map(|part| {
                part.items()
                    .into_iter()
                    .map(|item| item.id.clone())
                    .collect::<Vec<_>>()
            })
        };
        assert_eq!(ids("市政府办"), Some(vec!["1".to_owned()]));
        assert_eq!(ids("市人民政府办公室"), Some(vec!["1".to_owned()]));
        assert_eq!(ids("市司法局"), Some(vec!["2".to_owned()]));
        assert_eq!(ids("司法局"), Some(vec!["2".to_owned()]));
        assert_eq!(ids("市财政局"), None);
        assert_eq!(plan.units(), ["市人民政府办公室", "市司法局"]);
    }
}
