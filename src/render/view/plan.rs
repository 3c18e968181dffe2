//! Template views of work plans: pages, items, duties of units.

use super::value::view;
use super::{DayView, NamedLink};

view! {
    /// Value `plan` of `plan.html`, beside `document`, and of `plan_board.html`.
    pub(crate) struct PlanView {
        /// Title.
        pub title: String,
        /// Address of its page.
        pub href: String,
        /// 年度.
        pub year: Option<i16>,
        /// 文号.
        pub document_number: Option<String>,
        /// Sections; one without label or title holds the items of a plan without chapters.
        pub sections: Vec<PlanSectionView>,
        /// Number of its items in each state.
        pub counts: PlanCounts,
        /// Number of responsible units it names.
        pub units: usize,
        /// Other pages of the plan.
        pub links: PlanLinks,
    }

    /// Items by state; nested ones count too.
    pub(crate) struct PlanCounts {
        /// All items.
        pub items: usize,
        /// 已完成.
        pub done: usize,
        /// 进行中.
        pub in_progress: usize,
        /// 未开始.
        pub not_started: usize,
        /// 已逾期; 0 if the site does not publish it.
        pub overdue: usize,
    }

    /// Other pages of a plan; `None` for pages that the site does not make.
    pub(crate) struct PlanLinks {
        /// Board.
        pub board: Option<String>,
        /// Index of responsible units.
        pub units: Option<String>,
        /// Comparison of the plans of several years.
        pub years: Option<String>,
        /// Open data, JSON.
        pub json: Option<String>,
        /// Open data, CSV.
        pub csv: Option<String>,
    }

    /// Chapter of a plan.
    pub(crate) struct PlanSectionView {
        /// Label as printed: 一、
        pub label: Option<String>,
        /// Heading without the label.
        pub title: String,
        /// Items; nested ones are within them.
        pub items: Vec<PlanItemView>,
        /// Number of its items in each state.
        pub counts: PlanCounts,
    }

    /// Item of a plan (任务).
    pub(crate) struct PlanItemView {
        /// Id within the plan: `9`, `2-3`.
        pub id: String,
        /// Label as printed: ㈠
        pub label: Option<String>,
        /// Title.
        pub title: String,
        /// Citation: 第九项.
        pub cited: String,
        /// Anchor on the plan's page: `item-9`.
        pub anchor: String,
        /// Address of its page, else of its anchor on the plan's page.
        pub href: String,
        /// Heading of its section, with the label.
        pub section: String,
        /// Responsible units by role, leads first. A role without units is left out.
        pub roles: Vec<RoleView>,
        /// Targets in numbers.
        pub targets: Vec<TargetView>,
        /// Deadline.
        pub deadline: Option<DeadlineView>,
        /// Status.
        pub status: StatusView,
        /// Number of published documents that name it.
        pub evidence: usize,
        /// Nested items.
        pub items: Vec<PlanItemView>,
    }

    /// Units of an item in one role.
    pub(crate) struct RoleView {
        /// `lead`, `support`, `responsible`, `participate`.
        pub id: String,
        /// 牵头 …
        pub name: String,
        /// Units.
        pub units: Vec<UnitLink>,
    }

    /// Responsible unit as named by an item.
    pub(crate) struct UnitLink {
        /// Name as printed.
        pub name: String,
        /// Canonical name over all plans.
        pub unit: String,
        /// Address of its page.
        pub href: Option<String>,
        /// True if the name stands for many bodies: 有关部门.
        pub is_collective: bool,
    }

    /// Numeric target of an item.
    pub(crate) struct TargetView {
        /// Clause that states the target.
        pub text: String,
        /// Number to reach.
        pub count: u64,
        /// Measure word: 期.
        pub measure: String,
        /// Reference of a rate: 每个行政村.
        pub per: Option<String>,
        /// Number reached; `None` where totals do not decide (for each …).
        pub reached: Option<u64>,
        /// True if it is met.
        pub is_met: bool,
        /// 已完成1期，共2期, in the shortest unambiguous text.
        pub label: String,
    }

    /// Deadline of an item.
    pub(crate) struct DeadlineView {
        /// Text as printed: 12月底前.
        pub text: String,
        /// Last day, if it can be determined.
        pub on: Option<DayView>,
    }

    /// Status of an item.
    pub(crate) struct StatusView {
        /// `not_started`, `in_progress`, `done`, `overdue`, `unknown`.
        pub id: String,
        /// 进行中 …
        pub name: String,
        /// Explanation in one sentence.
        pub about: String,
    }

    /// Plan whose items the documents of a section serve.
    pub(crate) struct ServedPlan {
        /// Plan.
        pub plan: NamedLink,
        /// Items in the order of the text.
        pub items: Vec<ServedItem>,
    }

    /// Item that documents serve.
    pub(crate) struct ServedItem {
        /// Citation: 第九项.
        pub cited: String,
        /// Title.
        pub title: String,
        /// Address of its page, else of its anchor on the plan's page.
        pub href: String,
        /// Number of documents of the section that serve it.
        pub count: usize,
    }
}
