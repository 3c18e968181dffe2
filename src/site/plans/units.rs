//! The responsible units of a site: one body over all plans, with what it owes in each.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use crate::law::plan::PlanItem;
use crate::law::responsible_unit::{CanonicalNames, UnitNames, UnitRole};
use crate::path_segment::derived;
use crate::site::DocumentSet;
use crate::url::Url;

use super::{PlanSet, SitePlan};

/// A responsible unit of the plans that the public sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanUnit {
    /// Its canonical name.
    pub name: String,
    /// Whether the name stands for many bodies: 有关部门.
    pub is_collective: bool,
    /// What it owes, newest plan first, then in the order of the text.
    pub duties: Vec<UnitDuty>,
}

impl PlanUnit {
    /// How many of its duties are in a role.
    pub fn count(&self, role: UnitRole) -> usize {
        self.duties.iter().filter(|duty| duty.role == role).count()
    }
}

/// What a unit owes an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitDuty {
    /// The plan's number.
    pub plan: usize,
    /// The item's place among the plan's.
    pub item: usize,
    /// In which role.
    pub role: UnitRole,
}

/// The responsible units of a site: bodies first, who leads most before others, then collectives.
#[derive(Clone, Debug, Default)]
pub struct UnitIndex {
    all: Vec<PlanUnit>,
    /// By the canonical names of plans.
    by_name: HashMap<String, usize>,
}

impl UnitIndex {
    /// Gathers the units of the plans that the public sees.
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

    /// The unit with a number.
    pub fn get(&self, number: usize) -> Option<&PlanUnit> {
        self.all.get(number)
    }

    /// The number of the unit that a plan knows by its canonical name.
    pub fn number(&self, canonical: &str) -> Option<usize> {
        self.by_name.get(canonical).copied()
    }

    /// Every unit, in the order of their index.
    pub fn iter(&self) -> impl Iterator<Item = &PlanUnit> {
        self.all.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Units in the order in which they are first named.
struct UnitCollector {
    /// A plan's canonical name to that over all plans: 监察局 is 市监察局 if another plan says so.
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
            // Two names that would share an address are one unit.
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
