//! Resolution of a document's reference to a plan and an item.

use crate::content::Document;
use crate::law::plan::{AmbiguousReference, PlanItem, split_reference};

use super::PlanSet;

/// Reason why a reference does not resolve to exactly one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnresolvedItem {
    /// No plan matches by name or by the document's year; lists the ids of all plans.
    NoPlan(Vec<String>),
    /// Several plans of that year; lists their ids.
    SeveralPlans(Vec<String>),
    /// Plan (by index) in which no item matches, or several.
    Item(usize, AmbiguousReference),
}

impl PlanSet {
    /// Returns the index of the plan, and the item.
    pub(super) fn resolve(
        &self,
        document: &Document,
        reference: &str,
    ) -> Result<(usize, &PlanItem), UnresolvedItem> {
        let (at, item) = self.plan_of(document, reference)?;
        let item = self.all[at]
            .plan
            .find(item)
            .map_err(|why| UnresolvedItem::Item(at, why))?;
        Ok((at, item))
    }

    /// Returns the index of the plan that a reference names, and the item part of the reference.
    pub(super) fn plan_of<'r>(
        &self,
        document: &Document,
        reference: &'r str,
    ) -> Result<(usize, &'r str), UnresolvedItem> {
        let (named, item) = split_reference(reference);
        let at = match named {
            Some(name) => self.by_name(name)?,
            None => self.of_year_of(document)?,
        };
        Ok((at, item))
    }

    pub(super) fn by_name(&self, name: &str) -> Result<usize, UnresolvedItem> {
        let by_slug = self.places(|at| self.all[at].slug == name);
        if !by_slug.is_empty() {
            return self.only(&by_slug);
        }
        let year = name.trim_end_matches('年').parse::<i16>().ok();
        self.only(&self.places(|at| year.is_some() && self.all[at].plan.year == year))
    }

    /// Returns the plan of the document's year, else the only plan.
    fn of_year_of(&self, document: &Document) -> Result<usize, UnresolvedItem> {
        let year = document.when().map(|when| when.civil.year());
        let of_year = self.places(|at| year.is_some() && self.all[at].plan.year == year);
        if of_year.is_empty() && self.all.len() == 1 && !self.is_part {
            return Ok(0);
        }
        self.only(&of_year)
    }

    fn places(&self, is_meant: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..self.all.len()).filter(|&at| is_meant(at)).collect()
    }

    fn only(&self, places: &[usize]) -> Result<usize, UnresolvedItem> {
        let slugs = |places: &mut dyn Iterator<Item = usize>| {
            places
                .map(|at| self.all[at].slug.clone())
                .collect::<Vec<String>>()
        };
        match places {
            [] => Err(UnresolvedItem::NoPlan(slugs(&mut (0..self.all.len())))),
            [only] => Ok(*only),
            several => Err(UnresolvedItem::SeveralPlans(slugs(
                &mut several.iter().copied(),
            ))),
        }
    }
}
