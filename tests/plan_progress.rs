//! Progress that documents report for plan items, and references that match no item.

use jiff::Timestamp;
use pufa::facade::content::MemoryWorld;
use pufa::facade::diagnostic::{Code, Language, human};
use pufa::facade::law::plan::ItemStatus;
use pufa::facade::site::{Site, VisibilityOptions};

const SITE: &str = "title: 示例普法网\nbase_url: https://example.gov.cn/pufa/\n";
const PLAN: &str = "---\n标题: 示例要点\n年度: 2026\n---\n\n一、学习\n㈠学法。年内至少举办2期研讨班。\n㈡普法。宣传法律。\n二、执法\n㈢公开。6月底前公开清单。\n";
/// Previous year's plan of the sample, in which numbering restarts in each section.
const OLDER: &str = "---\n标题: 上年要点\n年度: 2025\n---\n\n一、学习\n（一）学法。学习法律。\n（二）普法。宣传法律。\n二、执法\n（一）公开。公开清单。\n";

/// Site whose clock is in the middle of 2026.
struct Fixture(MemoryWorld);

impl Fixture {
    fn new(plan: &str) -> Self {
        let now: Timestamp = "2026-07-15T00:00:00Z"
            .parse()
            .unwrap_or(Timestamp::UNIX_EPOCH);
        Self(
            MemoryWorld::new(now)
                .with("content/site.yaml", SITE)
                .with("content/plan/2026.md", plan),
        )
    }

    fn with(self, path: &str, text: &str) -> Self {
        Self(self.0.with(&format!("content/{path}"), text))
    }

    /// Adds a document of mid-year that references items.
    fn naming(self, name: &str, year: u16, plan: &str) -> Self {
        let text = format!("---\n标题: {name}\n日期: {year}-06-15\n要点: {plan}\n---\n\n正文。\n");
        self.with(&format!("villages/{name}.md"), &text)
    }

    fn site_showing(&self, showing: VisibilityOptions) -> (Site, String) {
        let (project, _) = pufa::facade::sources::read(&self.0, None);
        let now = pufa::facade::content::World::now(&self.0);
        let (site, found) = Site::assemble(&project.sources, now, showing);
        let told = found
            .iter()
            .filter(|found| found.code == Code::PlanUnknownItem);
        let report: Vec<String> = told
            .map(|found| human(found, Language::Chinese, false))
            .collect();
        (site, report.join("\n\n"))
    }

    fn site(&self) -> (Site, String) {
        self.site_showing(VisibilityOptions::default())
    }

    /// Returns each item of the newest plan: id, status for editors, titles of its evidence.
    fn progress(&self) -> String {
        progress(&self.site().0)
    }
}

fn progress(site: &Site) -> String {
    let Some(plan) = site.plans.iter().next() else {
        return String::new();
    };
    let line = |id: &str| {
        let standing = plan.item_progress(id).cloned().unwrap_or_default();
        let titles: Vec<&str> = plan
            .evidence(id)
            .iter()
            .map(|id| site.document(*id).title.as_str())
            .collect();
        format!(
            "{id} {} {:?} {}",
            standing.for_editors().id(),
            standing.reached,
            titles.join("、")
        )
    };
    let lines: Vec<String> = plan
        .plan
        .items()
        .iter()
        .map(|item| line(&item.id).trim_end().to_owned())
        .collect();
    lines.join("\n")
}

#[test]
fn documents_that_name_an_item_are_its_evidence() {
    let site = Fixture::new(PLAN)
        .naming("乙", 2026, "[2]")
        .naming("甲", 2026, "[\"㈠\", \"2026/2\", 1]")
        .naming("丙", 2026, "[{item: 1, count: 1}]");
    insta::assert_snapshot!(site.progress(), @r"
    1 in_progress [1] 丙、甲
    2 in_progress [] 乙、甲
    3 overdue []
    ");
    assert_eq!(site.site().1, "");
}

#[test]
fn counts_of_documents_and_of_editors_reach_a_target() {
    let progress = "---\n标题: 示例要点\n年度: 2026\n进展:\n- {事项: ㈠, 计数: 1, 日期: 2026-05-01}\n- {事项: 2, 说明: 已全部完成}\n- {事项: 3, 说明: 将要公开, 日期: 2026-12-01}\n---";
    let plan = PLAN.replace("---\n标题: 示例要点\n年度: 2026\n---", progress);
    let site = Fixture::new(&plan).naming("甲", 2026, "[{item: 1, count: 1}]");
    insta::assert_snapshot!(site.progress(), @r"
    1 done [2] 甲
    2 done []
    3 overdue []
    ");
}

#[test]
fn a_draft_is_never_evidence() {
    let draft =
        "---\n标题: 稿\n日期: 2026-06-15\n草稿: true\n要点: [{item: 1, count: 2}]\n---\n\n正文。\n";
    let later = "---\n标题: 后\n日期: 2026-09-15\n要点: [2]\n---\n\n正文。\n";
    let fixture = Fixture::new(PLAN)
        .with("villages/a.md", draft)
        .with("villages/b.md", later);
    let (site, _) = fixture.site_showing(VisibilityOptions::new(true, true, true));
    assert_eq!(progress(&site), fixture.progress());
    let untouched = site
        .plans
        .iter()
        .next()
        .and_then(|plan| plan.item_progress("1"));
    assert_eq!(
        untouched.map(|standing| standing.status),
        Some(ItemStatus::NotStarted)
    );
}

#[test]
fn a_bare_reference_means_the_plan_of_the_documents_year() {
    let fixture = Fixture::new(PLAN)
        .with("plan/2025.md", OLDER)
        .naming("旧", 2025, "[\"1-2\"]")
        .naming("新", 2026, "[2]")
        .naming("补", 2026, "[\"2025/2\"]");
    let (site, found) = fixture.site();
    assert_eq!(found, "");
    let titles = |plan: &str, item: &str| -> Vec<String> {
        let plan = site.plans.named(plan);
        let evidence = plan.map_or(&[][..], |plan| plan.evidence(item));
        evidence
            .iter()
            .map(|id| site.document(*id).title.clone())
            .collect()
    };
    assert_eq!(titles("2025", "1-2"), ["旧", "补"]);
    assert_eq!(titles("2026", "2"), ["新"]);
}

#[test]
fn a_reference_that_means_no_single_item_is_told() {
    let fixture = Fixture::new(PLAN)
        .with("plan/2025.md", OLDER)
        .naming("甲", 2026, "[12]")
        .naming("乙", 2025, "[1]")
        .naming("丙", 2024, "[1]")
        .naming("丁", 2026, "[\"2014/9\"]");
    insta::assert_snapshot!(fixture.site().1, @r"
    警告[plan/unknown-item]: “2014/9”没有对应的要点
     ╭▸ content/villages/丁.md:4:1
     ╰ 改法: 写明是哪份要点的：2026/9、2025/9

    警告[plan/unknown-item]: “1”没有对应的要点
     ╭▸ content/villages/丙.md:4:1
     ╰ 改法: 写明是哪份要点的：2026/1、2025/1

    警告[plan/unknown-item]: 《上年要点》里“1”不止一项
     ╭▸ content/villages/乙.md:4:1
     ╰ 改法: 写明是哪一项：1-1（学法）、2-1（公开）

    警告[plan/unknown-item]: 《示例要点》里没有“12”这一项
     ╭▸ content/villages/甲.md:4:1
     ╰ 改法: 可以写：1（学法）、2（普法）、3（公开）
    ");
}

#[test]
fn an_entry_of_progress_that_means_no_item_is_told() {
    let plan = PLAN.replace(
        "年度: 2026\n",
        "年度: 2026\n进展:\n- {事项: 9, 说明: 完成}\n",
    );
    insta::assert_snapshot!(Fixture::new(&plan).site().1, @r"
    警告[plan/unknown-item]: 《示例要点》里没有“9”这一项
     ╭▸ content/plan/2026.md:4:1
     ╰ 改法: 可以写：1（学法）、2（普法）、3（公开）
    ");
}

#[test]
fn the_table_of_names_makes_one_unit_of_two() {
    let plan = "---\n标题: 要点\n年度: 2026\n---\n\n㈠学法。学习法律。（责任单位：市政府办牵头）\n";
    let fixture = Fixture::new(plan).with("plan/units.yaml", "市人民政府办公室: [市政府办]\n");
    let (site, _) = fixture.site();
    let units: Vec<String> = site
        .plans
        .iter()
        .flat_map(|plan| plan.plan.units())
        .map(str::to_owned)
        .collect();
    assert_eq!(units, ["市人民政府办公室"]);
}

#[test]
fn every_item_of_every_sample_can_be_meant() -> std::io::Result<()> {
    for entry in std::fs::read_dir("tests/plans")? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "expect") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        let (plan, _) = pufa::facade::law::plan::parse(
            "a.txt",
            &text,
            &pufa::facade::law::plan::PlanOptions::default(),
        );
        for item in plan.items() {
            let first = format!("{}~1", item.id);
            let meant = plan
                .find(&item.id)
                .or_else(|_| plan.find(&first))
                .map(|found| &found.id);
            assert_eq!(meant, Ok(&item.id), "{}", path.display());
        }
    }
    Ok(())
}
