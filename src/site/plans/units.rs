//! Responsible units of a site: one entry per body over all plans, with its duties in each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::law::plan::PlanItem;
use crate::law::responsible_unit::{CanonicalNames, UnitNames, UnitRole};
use crate::path_segment::derived;
use crate::site::DocumentSet;
use crate::url::Url;

use super::{PlanSet, SitePlan};

/// Responsible unit of the visible plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanUnit {
    /// Canonical name.
    pub name: String,
    /// True if the name stands for many bodies: 有关部门.
    pub is_collective: bool,
    /// Duties, newest plan first, then in text order.
    pub duties: Vec<UnitDuty>,
}

impl PlanUnit {
    /// Returns the number of duties in a role.
    pub fn count(&self, role: UnitRole) -> usize {
        self.duties.iter().filter(|duty| duty.role == role).count()
    }
}

/// Responsibility of a unit for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitDuty {
    /// Plan number.
    pub plan: usize,
    /// Index of the item in the plan.
    pub item: usize,
    /// Role of the unit.
    pub role: UnitRole,
}

/// Responsible units of a site: single bodies by number of leading roles, then collectives.
#[derive(Clone, Debug, Default)]
pub struct UnitIndex {
    all: Vec<PlanUnit>,
    /// Unit numbers by the canonical names of plans.
    by_name: HashMap<String, usize>,
}

impl UnitIndex {
    /// Collects the units of the visible plans.
    pub fn new(plans: &PlanSet, documents: &DocumentSet, names: &UnitNames) -> Self {
        let seen = || {
            plans
                .numbered()
                .filter(|(_, plan)| documents.is_visible(plan.document))
        };
        let mut gathered = UnitCollector::new(seen().map(|(_, plan)| plan), names);
        for (number, plan) in seen() {
            for (place, item) in plan.plan.items().into_iter().enumerate() {
                gathered.take(number, place, item);
            }
        }
        gathered.ordered()
    }

    /// Returns the unit with a number.
    pub fn get(&self, number: usize) -> Option<&PlanUnit> {
        self.all.get(number)
    }

    /// Returns the number of the unit with a plan's canonical name.
    pub fn number(&self, canonical: &str) -> Option<usize> {
        self.by_name.get(canonical).copied()
    }

    /// Iterates over all units, in index order.
    pub fn iter(&self) -> impl Iterator<Item = &PlanUnit> {
        self.all.iter()
    }

    /// Returns true if there are no units.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Units in order of first mention.
struct UnitCollector {
    /// Canonical name per plan to the site-wide one: 监察局 is 市监察局 if another plan says so.
    canonical: BTreeMap<String, String>,
    all: Vec<PlanUnit>,
    by_key: HashMap<String, usize>,
}

impl UnitCollector {
    fn new<'p>(plans: impl Iterator<Item = &'p SitePlan>, names: &UnitNames) -> Self {
        let mut used: Vec<String> = plans
            .flat_map(|plan| plan.plan.items())
            .flat_map(|item| item.units.iter().map(|unit| unit.unit.clone()))
            .collect();
        let canon =
            CanonicalNames::new(names, used.iter().map(|name| (name.clone(), name.clone())));
        used.sort_unstable();
        used.dedup();
        let canonical = used
            .iter()
            .map(|name| (name.clone(), canon.canonical_name(name, &[])))
            .collect();
        Self {
            canonical,
            all: Vec::new(),
            by_key: HashMap::new(),
        }
    }

    fn take(&mut self, plan: usize, place: usize, item: &PlanItem) {
        for named in &item.units {
            let name = self
                .canonical
                .get(&named.unit)
                .unwrap_or(&named.unit)
                .clone();
            // Names that would share an address are one unit.
            let next = self.all.len();
            let at = *self.by_key.entry(key(&name)).or_insert(next);
            if at == next {
                self.all.push(PlanUnit {
                    name,
                    is_collective: named.collective,
                    duties: Vec::new(),
                });
            }
            let duty = UnitDuty {
                plan,
                item: place,
                role: named.role,
            };
            let duties = &mut self.all[at].duties;
            if duties.last() != Some(&duty) {
                duties.push(duty);
            }
        }
    }

    fn ordered(self) -> UnitIndex {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|&at| {
            let unit = &self.all[at];
            (
                unit.is_collective,
                Reverse(unit.count(UnitRole::Lead)),
                Reverse(unit.duties.len()),
                at,
            )
        });
        let mut numbers = vec![0; order.len()];
        for (number, &at) in order.iter().enumerate() {
            numbers[at] = number;
        }
        let number = |name: &String| self.by_key.get(&key(name)).map(|&at| numbers[at]);
        let by_name = self
            .canonical
            .iter()
            .filter_map(|(of_plan, name)| Some((of_plan.clone(), number(name)?)))
            .collect();
        let mut all: Vec<Option<PlanUnit>> = self.all.into_iter().map(Some).collect();
        let all = order.into_iter().filter_map(|at| all[at].take()).collect();
        UnitIndex { all, by_name }
    }
}

fn key(name: &str) -> String {
    Url::folder(&derived(name)).key()
}
