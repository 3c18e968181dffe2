//! Progress of a plan's items, computed from explicit statements and never guessed.
//!
//! The module knows the plan and the statements, but not who made them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::model::{Plan, PlanItem, PlanTarget};

/// Status of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// 未开始: no statement names the item.
    NotStarted,
    /// 进行中.
    InProgress,
    /// 已完成.
    Done,
    /// 已逾期: past its deadline and not done. For editors only.
    Overdue,
    /// 不知道: no site was given, so statements are unknown.
    #[default]
    Unknown,
}

impl ItemStatus {
    /// Identifier in data formats.
    pub fn id(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Overdue => "overdue",
            Self::Unknown => "unknown",
        }
    }

    /// Chinese display name.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "未开始",
            Self::InProgress => "进行中",
            Self::Done => "已完成",
            Self::Overdue => "已逾期",
            Self::Unknown => "—",
        }
    }
}

/// Statements about one item, summed up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ItemStatements {
    /// Number of documents and progress entries that name the item.
    pub named: usize,
    /// Total that they count toward the item's targets.
    pub counted: u64,
    /// True if an editor's progress entry gives a reason (说明).
    pub is_noted: bool,
}

/// Computed progress of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemProgress {
    /// Status regardless of the clock, as the public may see it.
    pub status: ItemStatus,
    /// True if the last day has passed and the item is not done.
    pub is_overdue: bool,
    /// Reached amount of each target, in their order.
    pub reached: Vec<u64>,
}

impl ItemProgress {
    /// Returns the status as editors see it: 已逾期 if the item is overdue.
    pub fn for_editors(&self) -> ItemStatus {
        if self.is_overdue {
            ItemStatus::Overdue
        } else {
            self.status
        }
    }
}

/// Computes the progress of every item of a plan on a day, keyed by item id.
pub(crate) fn compute_progress(
    plan: &Plan,
    stated: &BTreeMap<String, ItemStatements>,
    today: Date,
) -> BTreeMap<String, ItemProgress> {
    let mut all = BTreeMap::new();
    for section in &plan.sections {
        stand(&section.items, stated, today, &mut all);
    }
    all
}

fn stand(
    items: &[PlanItem],
    stated: &BTreeMap<String, ItemStatements>,
    today: Date,
    all: &mut BTreeMap<String, ItemProgress>,
) {
    for item in items {
        stand(&item.items, stated, today, all);
        let inner: Vec<ItemStatus> = item
            .items
            .iter()
            .filter_map(|inner| all.get(&inner.id))
            .map(|inner| inner.status)
            .collect();
        let said = stated.get(&item.id).copied().unwrap_or_default();
        let reached = reached(&item.targets, said.counted);
        let status = status(item, said, &reached, &inner);
        let is_overdue =
            status != ItemStatus::Done && last_day(item).is_some_and(|day| day < today);
        all.insert(
            item.id.clone(),
            ItemProgress {
                status,
                is_overdue,
                reached,
            },
        );
    }
}

fn status(
    item: &PlanItem,
    said: ItemStatements,
    reached: &[u64],
    inner: &[ItemStatus],
) -> ItemStatus {
    let is_met = |(target, reached): (&PlanTarget, &u64)| {
        // The text does not say how many villages or cases there are: an editor confirms a rate.
        if target.is_rate() {
            said.is_noted
        } else {
            *reached >= target.count
        }
    };
    let inner_done = !inner.is_empty() && inner.iter().all(|status| *status == ItemStatus::Done);
    let is_done = if item.targets.is_empty() {
        said.is_noted || inner_done
    } else {
        item.targets.iter().zip(reached).all(is_met) && (inner.is_empty() || inner_done)
    };
    let is_begun = said.named > 0 || inner.iter().any(|status| *status != ItemStatus::NotStarted);
    match (is_done, is_begun) {
        (true, _) => ItemStatus::Done,
        (false, true) => ItemStatus::InProgress,
        (false, false) => ItemStatus::NotStarted,
    }
}

/// Distributes a total over the targets: they fill up in text order, and the surplus goes to the
/// last. Totals do not count toward targets with a rate.
fn reached(targets: &[PlanTarget], total: u64) -> Vec<u64> {
    let last = targets.iter().rposition(|target| !target.is_rate());
    let mut rest = total;
    targets
        .iter()
        .enumerate()
        .map(|(at, target)| {
            let own = match target.is_rate() {
                true => 0,
                false if Some(at) == last => rest,
                false => rest.min(target.count),
            };
            rest -= own;
            own
        })
        .collect()
}

fn last_day(item: &PlanItem) -> Option<Date> {
    item.deadline.as_ref()?.on.as_deref()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Deadline, PlanSection};
    use super::*;

    fn target(count: u64, per: Option<&str>) -> PlanTarget {
        let text = String::new();
        let measure = "期".to_owned();
        PlanTarget {
            text,
            count,
            measure,
            per: per.map(str::to_owned),
            line: 1,
        }
    }

    fn item(targets: Vec<PlanTarget>) -> PlanItem {
        PlanItem {
            id: "1".to_owned(),
            targets,
            ..PlanItem::default()
        }
    }

    fn of(item: PlanItem, said: ItemStatements) -> ItemProgress {
        let plan = Plan {
            sections: vec![PlanSection {
                items: vec![item],
                ..PlanSection::default()
            }],
            ..Plan::default()
        };
        let stated = BTreeMap::from([("1".to_owned(), said)]);
        let today = Date::constant(2026, 7, 1);
        compute_progress(&plan, &stated, today)
            .remove("1")
            .unwrap_or_default()
    }

    fn said(named: usize, counted: u64, is_noted: bool) -> ItemStatements {
        ItemStatements {
            named,
            counted,
            is_noted,
        }
    }

    #[test]
    fn an_item_of_which_nothing_is_stated_is_not_started() {
        assert_eq!(
            of(item(vec![]), said(0, 0, false)).status,
            ItemStatus::NotStarted
        );
    }

    #[test]
    fn evidence_alone_is_never_more_than_in_progress() {
        assert_eq!(
            of(item(vec![target(3, None)]), said(3, 0, false)).status,
            ItemStatus::InProgress
        );
        assert_eq!(
            of(item(vec![]), said(9, 0, false)).status,
            ItemStatus::InProgress
        );
    }

    #[test]
    fn counts_reach_the_targets() {
        let two = of(item(vec![target(2, None)]), said(1, 1, false));
        assert_eq!((two.status, two.reached), (ItemStatus::InProgress, vec![1]));
        let all = of(item(vec![target(2, None)]), said(3, 3, false));
        assert_eq!((all.status, all.reached), (ItemStatus::Done, vec![3]));
    }

    #[test]
    fn all_targets_must_be_met() {
        let both = || item(vec![target(2, None), target(1, None)]);
        let one = of(both(), said(2, 2, false));
        assert_eq!(
            (one.status, one.reached),
            (ItemStatus::InProgress, vec![2, 0])
        );
        assert_eq!(of(both(), said(2, 3, false)).status, ItemStatus::Done);
    }

    #[test]
    fn a_reason_does_not_replace_a_count() {
        assert_eq!(
            of(item(vec![target(2, None)]), said(1, 0, true)).status,
            ItemStatus::InProgress
        );
    }

    #[test]
    fn a_target_for_each_village_is_met_only_when_an_editor_says_so() {
        let each = || item(vec![target(3, Some("行政村"))]);
        let counted = of(each(), said(2, 9, false));
        assert_eq!(
            (counted.status, counted.reached),
            (ItemStatus::InProgress, vec![0])
        );
        assert_eq!(of(each(), said(1, 0, true)).status, ItemStatus::Done);
    }

    #[test]
    fn without_targets_an_editor_gives_the_reason() {
        assert_eq!(of(item(vec![]), said(1, 0, true)).status, ItemStatus::Done);
    }

    #[test]
    fn past_its_last_day_an_item_is_overdue_for_editors_only() {
        let due = |on: &str| PlanItem {
            deadline: Some(Deadline {
                text: String::new(),
                on: Some(on.to_owned()),
            }),
            ..item(vec![])
        };
        let late = of(due("2026-06-30"), said(1, 0, false));
        assert_eq!(
            (late.status, late.for_editors()),
            (ItemStatus::InProgress, ItemStatus::Overdue)
        );
        assert!(!of(due("2026-07-01"), said(0, 0, false)).is_overdue);
        assert!(!of(due("2026-06-30"), said(1, 0, true)).is_overdue);
    }

    #[test]
    fn an_outer_item_is_as_far_as_its_inner_ones() {
        let inner = PlanItem {
            id: "1-1".to_owned(),
            ..PlanItem::default()
        };
        let outer = PlanItem {
            items: vec![inner],
            ..item(vec![])
        };
        let plan = Plan {
            sections: vec![PlanSection {
                items: vec![outer],
                ..PlanSection::default()
            }],
            ..Plan::default()
        };
        let status = |said| {
            let stated = BTreeMap::from([("1-1".to_owned(), said)]);
            compute_progress(&plan, &stated, Date::constant(2026, 7, 1))
                .remove("1")
                .map(|standing| standing.status)
        };
        assert_eq!(status(said(0, 0, false)), Some(ItemStatus::NotStarted));
        assert_eq!(status(said(1, 0, false)), Some(ItemStatus::InProgress));
        assert_eq!(status(said(1, 0, true)), Some(ItemStatus::Done));
    }
}
