//! Plans of several years side by side: what continued, what is new.

use std::collections::{BTreeMap, BTreeSet};

use crate::content::config::PageType;
use crate::diagnostic::Diagnostics;
use crate::law::plan::{continued, outermost};
use crate::render::dependency_tracker::TrackedPlan;
use crate::render::head::PageMeta;
use crate::render::page::{BuiltPage, PageBuilder};
use crate::render::view::value::view;
use crate::render::view::{StatusView, ToValue};
use crate::url::Url;

/// Most years side by side.
const YEARS: usize = 4;

/// Item of a plan: column of the plan, id of the item.
type ItemIndex = (usize, String);

view! {
    /// Value `years` of `plan_years.html`.
    struct YearsView {
        /// Plans, newest first: the columns.
        plans: Vec<YearView>,
        /// Tasks in the order of the newest plan; then discontinued ones.
        rows: Vec<YearRow>,
        /// Number of tasks of the newest plan that continue one of the plan before.
        continued: usize,
        /// Number of new tasks.
        new: usize,
        /// Number of discontinued tasks.
        ended: usize,
        /// Number of older plans not shown.
        earlier: usize,
    }

    /// Plan as a column.
    struct YearView {
        /// 2014年; the title if it has no year.
        name: String,
        /// Title.
        title: String,
        /// Address of its page.
        href: String,
        /// Number of outermost items.
        items: usize,
    }

    /// Task over the years.
    struct YearRow {
        /// Item of each plan, in the order of the columns.
        cells: Vec<Option<YearItem>>,
        /// `continued`, `new`, `ended`.
        state: String,
        /// 延续, 新增, 未再列入.
        state_text: String,
    }

    /// Item in a row.
    struct YearItem {
        /// Label as printed.
        label: Option<String>,
        /// Title.
        title: String,
        /// Citation.
        cited: String,
        /// Address of its page.
        href: String,
        /// Status.
        status: StatusView,
    }
}

impl PageBuilder<'_, '_> {
    pub(super) fn plan_years(&self, url: &Url) -> BuiltPage {
        let plans: Vec<TrackedPlan<'_>> = self.tracker.plans();
        let earlier = plans.len().saturating_sub(YEARS);
        let view = self.years_view(&plans[..plans.len().min(YEARS)], earlier);
        let mut meta = PageMeta::new(PageType::PlanYears, "历年要点对照".to_owned(), url);
        meta.section = self.plans_section();
        meta.breadcrumbs = self.breadcrumbs(&meta.section);
        let years: Vec<String> = view.plans.iter().map(|plan| plan.name.clone()).collect();
        meta.description = format!(
            "{}工作要点的任务逐项对照：哪些延续，哪些新增。",
            years.join("、")
        );
        self.render_template(meta, vec![("years", view.to_value())], Diagnostics::new())
    }

    /// Builds a row for each task, newest plan first; an item is beside the one that it continues.
    fn years_view(&self, plans: &[TrackedPlan<'_>], earlier: usize) -> YearsView {
        let links: Vec<BTreeMap<String, String>> = plans
            .windows(2)
            .map(|pair| links(pair[0], pair[1]))
            .collect();
        let mut shown: BTreeSet<ItemIndex> = BTreeSet::new();
        let mut rows = Vec::new();
        for (at, plan) in plans.iter().enumerate() {
            for item in outermost(plan.plan) {
                if shown.contains(&(at, item.id.clone())) {
                    continue;
                }
                let mut cells: Vec<Option<YearItem>> = vec![None; at];
                let mut next = Some(item.id.clone());
                for (column, of) in plans.iter().enumerate().skip(at) {
                    let found = next
                        .as_ref()
                        .and_then(|id| outermost(of.plan).into_iter().find(|item| item.id == *id));
                    next = found.and_then(|item| links.get(column)?.get(&item.id).cloned());
                    shown.extend(found.map(|item| (column, item.id.clone())));
                    cells.push(found.map(|item| self.year_item(*of, item)));
                }
                rows.push(row(cells, at));
            }
        }
        let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
        YearsView {
            continued: count("continued"),
            new: count("new"),
            ended: count("ended"),
            plans: plans.iter().map(|plan| self.year_view(*plan)).collect(),
            rows,
            earlier,
        }
    }

    fn year_view(&self, plan: TrackedPlan<'_>) -> YearView {
        let link = self.plan_link(plan);
        YearView {
            name: plan
                .plan
                .year
                .map_or_else(|| link.name.clone(), |year| format!("{year}年")),
            title: link.name,
            href: link.href.unwrap_or_default(),
            items: outermost(plan.plan).len(),
        }
    }

    fn year_item(&self, plan: TrackedPlan<'_>, item: &crate::law::plan::PlanItem) -> YearItem {
        let view = self.flat_item_view(plan, item);
        YearItem {
            label: view.label,
            title: view.title,
            cited: view.cited,
            href: view.href,
            status: view.status,
        }
    }
}

/// Maps the ids of a plan's items to those of the older plan that they continue.
fn links(newer: TrackedPlan<'_>, older: TrackedPlan<'_>) -> BTreeMap<String, String> {
    let found = continued(newer.plan, older.plan);
    let pairs = outermost(newer.plan).into_iter().zip(found);
    pairs
        .filter_map(|(item, older)| Some((item.id.clone(), older?.id.clone())))
        .collect()
}

/// Row whose newest item stands in the column `at`.
fn row(cells: Vec<Option<YearItem>>, at: usize) -> YearRow {
    let is_alone = cells.iter().flatten().count() == 1;
    let (state, state_text) = match (at, is_alone) {
        (0, false) => ("continued", "延续"),
        (0, true) => ("new", "新增"),
        _ => ("ended", "未再列入"),
    };
    YearRow {
        cells,
        state: state.to_owned(),
        state_text: state_text.to_owned(),
    }
}
