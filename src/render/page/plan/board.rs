//! Board of a plan: its items by state, the choices to filter them by, and the plan's charts.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::law::plan::ItemStatus;
use crate::law::responsible_unit::ResponsibleUnit;
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::head::PageMeta;
use crate::render::page::{BuiltPage, PageBuilder};
use crate::render::view::value::view;
use crate::render::view::{ChartView, PlanItemView, PlanView, StatusView, ToValue};
use crate::url::Url;

use super::charts::{flat, heading};
use super::status::status_view;
use super::view::ROLES;

view! {
    /// Value `board` of `plan_board.html`, beside `plan`.
    struct BoardView {
        /// Items by state; a state that every plan has is present even without items.
        columns: Vec<BoardColumn>,
        /// Units to choose from, most duties first, collectives last.
        units: Vec<BoardUnit>,
        /// Roles that occur.
        roles: Vec<BoardChoice>,
        /// Sections of the plan.
        sections: Vec<BoardChoice>,
        /// Charts that have data.
        pictures: Vec<ChartView>,
    }

    /// Items in one state.
    struct BoardColumn {
        /// State.
        status: StatusView,
        /// Items in the order of the plan, nested ones included.
        items: Vec<BoardItem>,
    }

    /// Item on the board.
    struct BoardItem {
        /// Item.
        item: PlanItemView,
        /// Value of its section among the choices.
        section: String,
        /// Duties for the filter: `lead:市司法局|support:市教育局`.
        duties: String,
    }

    /// Choice of a filter.
    struct BoardChoice {
        /// Value in the address.
        value: String,
        /// Displayed name.
        name: String,
    }

    /// Responsible unit as a filter choice.
    struct BoardUnit {
        /// Canonical name.
        name: String,
        /// Number of items in which it has a duty.
        items: usize,
        /// True if it stands for many bodies.
        is_collective: bool,
    }
}

/// Columns, in the order of the work.
const COLUMNS: [ItemStatus; 5] = [
    ItemStatus::NotStarted,
    ItemStatus::InProgress,
    ItemStatus::Done,
    ItemStatus::Overdue,
    ItemStatus::Unknown,
];

impl PageBuilder<'_, '_> {
    pub(super) fn plan_board(&self, url: &Url, number: usize) -> Option<BuiltPage> {
        let plan = self.tracker.plan(number)?;
        let view = self.plan_view(plan);
        let mut meta = PageMeta::new(PageType::PlanBoard, format!("{}进度", view.title), url);
        meta.section
            .clone_from(&self.tracker.facts(plan.document).section);
        meta.breadcrumbs = self.plan_breadcrumbs(plan);
        meta.description = format!(
            "{}的{}项任务：已完成{}项，进行中{}项，未开始{}项；可以按责任单位、职责、部分和状态查看。",
            view.title,
            view.counts.items,
            view.counts.done,
            view.counts.in_progress,
            view.counts.not_started
        );
        let board = self.board_view(plan, &view);
        let views = vec![("plan", view.to_value()), ("board", board.to_value())];
        Some(self.render_template(meta, views, Diagnostics::new()))
    }

    fn board_view(&self, plan: TrackedPlan<'_>, view: &PlanView) -> BoardView {
        let sections = view.sections.iter().enumerate();
        let items = sections.flat_map(|(number, section)| {
            let items = flat(&section.items, |item| &item.items);
            items.into_iter().map(move |item| board_item(number, item))
        });
        let sections = plan.plan.sections.iter().enumerate();
        let sections = sections.filter(|(_, section)| !section.items.is_empty());
        let sections = sections.map(|(number, section)| BoardChoice {
            value: (number + 1).to_string(),
            name: heading(section),
        });
        let mentions: Vec<&ResponsibleUnit> = plan
            .plan
            .items()
            .into_iter()
            .flat_map(|item| &item.units)
            .collect();
        let roles = ROLES.into_iter();
        let roles = roles.filter(|role| mentions.iter().any(|unit| unit.role == *role));
        let units = self.unit_shares(plan).into_iter().map(|share| BoardUnit {
            name: share.unit.name,
            items: share.items,
            is_collective: share.unit.is_collective,
        });
        BoardView {
            columns: columns(items.collect()),
            units: units.collect(),
            roles: roles.map(|role| choice(role.id(), role.name())).collect(),
            sections: sections.filter(|choice| !choice.name.is_empty()).collect(),
            pictures: self.plan_charts(plan),
        }
    }
}

fn choice(value: &str, name: &str) -> BoardChoice {
    BoardChoice {
        value: value.to_owned(),
        name: name.to_owned(),
    }
}

fn board_item(section: usize, item: &PlanItemView) -> BoardItem {
    let duties = item.roles.iter().flat_map(|role| {
        role.units
            .iter()
            .map(move |unit| format!("{}:{}", role.id, unit.unit.replace('|', " ")))
    });
    BoardItem {
        item: item.clone(),
        section: (section + 1).to_string(),
        duties: duties.collect::<Vec<_>>().join("|"),
    }
}

/// Groups the items by state: the three states of every plan, and others that occur.
fn columns(mut items: Vec<BoardItem>) -> Vec<BoardColumn> {
    let mut columns = Vec::new();
    for status in COLUMNS {
        let (here, rest) = items
            .into_iter()
            .partition::<Vec<_>, _>(|of| of.item.status.id == status.id());
        items = rest;
        if !here.is_empty() || !matches!(status, ItemStatus::Overdue | ItemStatus::Unknown) {
            columns.push(BoardColumn {
                status: status_view(status),
                items: here,
            });
        }
    }
    columns
}
