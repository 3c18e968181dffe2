//! Plan items that the documents of a section serve.

use std::collections::BTreeMap;

use crate::render::page::PageBuilder;
use crate::render::view::{ServedItem, ServedPlan};
use crate::site::DocumentId;
use crate::site::plans::ItemPlace;

impl PageBuilder<'_, '_> {
    /// Returns the items that documents serve, by plan, newest first.
    pub(in crate::render::page) fn served(&self, documents: &[DocumentId]) -> Vec<ServedPlan> {
        let mut counts: BTreeMap<ItemPlace, usize> = BTreeMap::new();
        for place in documents
            .iter()
            .flat_map(|&document| self.tracker.served_by(document))
        {
            *counts.entry(place).or_default() += 1;
        }
        let counts: Vec<(ItemPlace, usize)> = counts.into_iter().collect();
        counts
            .chunk_by(|(a, _), (b, _)| a.plan == b.plan)
            .filter_map(|items| self.served_plan(items))
            .collect()
    }

    fn served_plan(&self, places: &[(ItemPlace, usize)]) -> Option<ServedPlan> {
        let plan = self.tracker.plan(places.first()?.0.plan)?;
        let items = plan.plan.items();
        let served = places.iter().filter_map(|&(place, count)| {
            let item = *items.get(place.item)?;
            Some(ServedItem {
                cited: plan.plan.cited(item),
                title: item.title.clone(),
                href: self.item_href(plan, item),
                count,
            })
        });
        Some(ServedPlan {
            plan: self.plan_link(plan),
            items: served.collect(),
        })
    }
}
