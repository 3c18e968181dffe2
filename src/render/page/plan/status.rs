//! Statuses of items as shown to the public.

use crate::law::plan::ItemStatus;
use crate::render::view::{PlanCounts, PlanItemView, StatusView};

/// Meaning of each status, no more than people have stated.
const MEANINGS: [(ItemStatus, &str); 5] = [
    (ItemStatus::NotStarted, "还没有公开的材料或者进展记录。"),
    (
        ItemStatus::InProgress,
        "已有公开的材料或者进展记录，任务还没有全部完成。",
    ),
    (
        ItemStatus::Done,
        "各项目标已经达到，或者要点的编辑已经写明完成情况。",
    ),
    (
        ItemStatus::Overdue,
        "已经过了要点写明的期限，公开的材料还不能说明任务已经完成。",
    ),
    (ItemStatus::Unknown, "没有进展的记录。"),
];

pub(super) fn status_view(status: ItemStatus) -> StatusView {
    let about = MEANINGS
        .iter()
        .find(|(other, _)| *other == status)
        .map_or("", |(_, about)| about);
    StatusView {
        id: status.id().to_owned(),
        name: status.name().to_owned(),
        about: about.to_owned(),
    }
}

/// Counts items, nested ones included, by status.
pub(super) fn counts(items: &[PlanItemView]) -> PlanCounts {
    let mut counts = PlanCounts {
        items: 0,
        done: 0,
        in_progress: 0,
        not_started: 0,
        overdue: 0,
    };
    add(items, &mut counts);
    counts
}

fn add(items: &[PlanItemView], counts: &mut PlanCounts) {
    for item in items {
        counts.items += 1;
        match item.status.id.as_str() {
            "done" => counts.done += 1,
            "in_progress" => counts.in_progress += 1,
            "overdue" => counts.overdue += 1,
            _ => counts.not_started += 1,
        }
        add(&item.items, counts);
    }
}
