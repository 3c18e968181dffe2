//! The board of a plan: its items by state, what to choose them by, and the plan's pictures.

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::law::plan::ItemStatus;
use crate::render::head::PageMeta;
use crate::render::page::{BuiltPage, PageBuilder};
use crate::render::view::{
    BoardChoice, BoardColumn, BoardItem, BoardUnit, BoardView, PlanItemView, PlanView, ToValue,
};
use crate::url::Url;

use super::pictures::{flat, heading, owing};
use super::status::status_view;
use super::view::ROLES;

/// The columns, in the order of the work.
const COLUMNS: [ItemStatus; 5] = [
    ItemStatus::NotStarted,
    ItemStatus::InProgress,
    ItemStatus::Done,
    ItemStatus::Overdue,
    ItemStatus::Unknown,
];

impl PageBuilder<'_, '_> {
    pub(super) fn plan_board(&self, url: &Url, number: usize) -> Option<BuiltPage> {
        let plan = self.reads.plan(number)?;
        let view = self.plan_view(plan);
        let mut meta = PageMeta::new(PageType::PlanBoard, format!("{}进度", view.title), url);
        meta.section
            .clone_from(&self.reads.facts(plan.document).section);
        meta.breadcrumbs = self.plan_breadcrumbs(plan);
        meta.description = format!(
            "{}的{}项任务：已完成{}项，进行中{}项，未开始{}项；可以按责任单位、职责、部分和状态查看。",
            view.title,
            view.counts.items,
            view.counts.done,
            view.counts.in_progress,
            view.counts.not_started
        );
        let board = BoardView {
            pictures: self.plan_pictures(plan, &view),
            ..board(&view)
        };
        let views = vec![("plan", view.to_value()), ("board", board.to_value())];
        Some(self.finish(meta, views, Diagnostics::new()))
    }
}

/// The board without its pictures.
fn board(plan: &PlanView) -> BoardView {
    let items: Vec<BoardItem> = plan
        .sections
        .iter()
        .enumerate()
        .flat_map(|(at, section)| {
            flat(&section.items)
                .into_iter()
                .map(move |item| board_item(at, item))
        })
        .collect();
    let titled = plan
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| !section.items.is_empty());
    let sections: Vec<BoardChoice> = titled
        .map(|(at, section)| BoardChoice {
            value: (at + 1).to_string(),
            name: heading(section),
        })
        .filter(|choice| !choice.name.is_empty())
        .collect();
    let occurs = |id: &str| {
        items
            .iter()
            .any(|of| of.item.roles.iter().any(|role| role.id == id))
    };
    let roles = ROLES.into_iter().filter(|role| occurs(role.id()));
    BoardView {
        roles: roles.map(|role| choice(role.id(), role.name())).collect(),
        units: owing(plan).into_iter().map(board_unit).collect(),
        columns: columns(items),
        sections,
        pictures: Vec::new(),
    }
}

fn choice(value: &str, name: &str) -> BoardChoice {
    BoardChoice {
        value: value.to_owned(),
        name: name.to_owned(),
    }
}

fn board_unit(of: super::pictures::OwingUnit) -> BoardUnit {
    BoardUnit {
        name: of.unit.name,
        items: of.items,
        is_collective: of.unit.is_collective,
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

/// The items by state: the three states of every plan, and others that occur.
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
