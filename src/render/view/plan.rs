//! Work plans: their pages, their items, who owes what.

use super::value::view;
use super::{DayView, NamedLink};

view! {
    /// What `plan.html` gets as `plan`, beside `document`; `plan_board.html` gets it too.
    pub struct PlanView {
        /// Its title.
        pub title: String,
        /// Its page.
        pub href: String,
        /// 年度.
        pub year: Option<i16>,
        /// 文号.
        pub document_number: Option<String>,
        /// Its sections; one without label or title holds the items of a plan without chapters.
        pub sections: Vec<PlanSectionView>,
        /// How many of its items are in each state.
        pub counts: PlanCounts,
        /// How many responsible units it names.
        pub units: usize,
        /// The other pages of the plan.
        pub links: PlanLinks,
    }

    /// Items by state; nested ones count as the others.
    pub struct PlanCounts {
        /// All.
        pub items: usize,
        /// 已完成.
        pub done: usize,
        /// 进行中.
        pub in_progress: usize,
        /// 未开始.
        pub not_started: usize,
        /// 已逾期; nothing where the site does not publish it.
        pub overdue: usize,
    }

    /// Where the other pages of a plan are; `None` for what the site does not make.
    pub struct PlanLinks {
        /// The board.
        pub board: Option<String>,
        /// The index of responsible units.
        pub units: Option<String>,
        /// The plans of several years side by side.
        pub years: Option<String>,
        /// Open data, JSON.
        pub json: Option<String>,
        /// Open data, CSV.
        pub csv: Option<String>,
    }

    /// A chapter of a plan.
    pub struct PlanSectionView {
        /// The label as printed: 一、
        pub label: Option<String>,
        /// Its heading without the label.
        pub title: String,
        /// Its items; those that nest are within them.
        pub items: Vec<PlanItemView>,
        /// How many of its items are in each state.
        pub counts: PlanCounts,
    }

    /// An item of a plan (任务).
    pub struct PlanItemView {
        /// Its id in the plan: `9`, `2-3`.
        pub id: String,
        /// The label as printed: ㈠
        pub label: Option<String>,
        /// Its title.
        pub title: String,
        /// How it is cited: 第九项.
        pub cited: String,
        /// The id of its place on the plan's page: `item-9`.
        pub anchor: String,
        /// Its page, else its place on the plan's page.
        pub href: String,
        /// The heading of its section, with the label.
        pub section: String,
        /// Who is responsible, by role: leads first. A role without units is left out.
        pub roles: Vec<RoleView>,
        /// What it promises in numbers.
        pub targets: Vec<TargetView>,
        /// By when.
        pub deadline: Option<DeadlineView>,
        /// How far it is.
        pub status: StatusView,
        /// How many published documents name it.
        pub evidence: usize,
        /// The items that nest in it.
        pub items: Vec<PlanItemView>,
    }

    /// The units of an item in one role.
    pub struct RoleView {
        /// `lead`, `support`, `responsible`, `participate`.
        pub id: String,
        /// 牵头 …
        pub name: String,
        /// They.
        pub units: Vec<UnitLink>,
    }

    /// A responsible unit as an item names it.
    pub struct UnitLink {
        /// The name as printed.
        pub name: String,
        /// Its canonical name over all plans.
        pub unit: String,
        /// Its page.
        pub href: Option<String>,
        /// Whether the name stands for many bodies: 有关部门.
        pub is_collective: bool,
    }

    /// A count that an item promises.
    pub struct TargetView {
        /// The clause that promises it.
        pub text: String,
        /// How many.
        pub count: u64,
        /// Of what: 期.
        pub measure: String,
        /// For each of what: 每个行政村.
        pub per: Option<String>,
        /// How many are reached; `None` where totals cannot tell (for each …).
        pub reached: Option<u64>,
        /// Whether it is met.
        pub is_met: bool,
        /// 已完成1期，共2期, in the shortest form that is clear.
        pub label: String,
    }

    /// By when an item is due.
    pub struct DeadlineView {
        /// As printed: 12月底前.
        pub text: String,
        /// The last day, when it can be told.
        pub on: Option<DayView>,
    }

    /// How far an item is.
    pub struct StatusView {
        /// `not_started`, `in_progress`, `done`, `overdue`, `unknown`.
        pub id: String,
        /// 进行中 …
        pub name: String,
        /// What that means, in a sentence.
        pub about: String,
    }

    /// A plan whose items the documents of a section serve.
    pub struct ServedPlan {
        /// The plan.
        pub plan: NamedLink,
        /// The items, in the order of the text.
        pub items: Vec<ServedItem>,
    }

    /// An item that documents serve.
    pub struct ServedItem {
        /// How it is cited: 第九项.
        pub cited: String,
        /// Its title.
        pub title: String,
        /// Its page, else its place on the plan's page.
        pub href: String,
        /// How many documents of the section serve it.
        pub count: usize,
    }
}
