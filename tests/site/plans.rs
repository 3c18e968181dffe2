//! Pages of work plans.

use serde_json::Value;

use crate::support::{SiteTest, digests_masked, tree_of};

/// Small plan with everything that plan pages show: chapters, nested items, units in each role,
/// targets, deadlines, and consecutive lines without blank lines.
const PLAN: &str = "---
标题: 示例县2026年法治工作要点
年度: 2026
日期: 2026-01-20
文号: 示政办〔2026〕1号
进展:
  - {事项: 1, 计数: 1, 日期: 2026-03-20, 说明: 第一期班举办。, 链接: ../organs/class.md}
  - {事项: 3, 日期: 2026-06-30, 说明: 制度已经印发。}
  - {事项: 1, 计数: 1, 日期: 2026-12-20, 说明: 第二期班举办。}
---

为做好工作，**制定**本要点。

## 一、学法
（一）领导干部学法。年内至少举办2期研讨班，每个行政村培养不少于3名“法律明白人”。
（责任单位：县司法局、县委组织部牵头，县财政局配合，各乡镇负责，有关部门参与）
（二）职工学法。10月底前完成轮训。
（责任单位：司法局）

## 二、用法

（三）健全制度。
1.印发制度。（责任单位：县司法局）
2.公布制度。

附件：任务清单

示例县人民政府办公室
2026年1月20日
";

fn document(title: &str, more: &str) -> String {
    format!("---\n标题: {title}\n{more}---\n\n正文。\n")
}

fn site(settings: &str) -> SiteTest {
    SiteTest::bare()
        .file(
            "content/site.yaml",
            format!("title: 示例普法网\nbase_url: https://pufa.example.cn/\n{settings}"),
        )
        .file("content/plan/2026.md", PLAN)
        .file(
            "content/organs/class.md",
            document(
                "研讨班举办",
                "日期: 2026-03-22\n要点: [{事项: 1, 计数: 0}]\n",
            ),
        )
        .file(
            "content/villages/people.md",
            document("法律明白人", "日期: 2026-05-01\n要点: [1, 2]\n"),
        )
        .file(
            "content/villages/draft.md",
            document("草稿", "日期: 2026-05-02\n草稿: 是\n要点: [2]\n"),
        )
        .file(
            "content/villages/later.md",
            document("还没到的日子", "日期: 2026-12-02\n要点: [2]\n"),
        )
}

/// Returns the content of `<main>`.
fn main_of(page: &str) -> &str {
    let start = page.find("<main").unwrap_or(0);
    &page[start..page.find("</main>").unwrap_or(page.len())]
}

#[test]
fn the_pages_of_a_small_plan() {
    let site = site("");
    site.build(&[]).exit(0);
    for (name, path) in [
        ("plan_page", "plan/2026.html"),
        ("plan_item", "plan/2026/items/1.html"),
        ("plan_item_within", "plan/2026/items/3-1.html"),
        ("plan_unit", "plan/units/县司法局.html"),
        ("plan_units", "plan/units/index.html"),
        ("plan_venue", "villages/index.html"),
    ] {
        insta::assert_snapshot!(name, main_of(&digests_masked(&site.page(path))));
    }
    insta::assert_snapshot!("plan_json", site.page("plan/2026/plan.json"));
    insta::assert_snapshot!(
        "plan_csv",
        site.page("plan/2026/plan.csv").replace("\r\n", "␍\n")
    );
}

/// Returns the text of some HTML without the elements of a class.
fn letters(html: &str) -> String {
    let mut letters = String::new();
    let mut rest = html;
    while let Some(start) = rest.find("<aside class=\"plan-note\"") {
        letters.push_str(&rest[..start]);
        rest = rest[start..]
            .split_once("</aside>")
            .map_or("", |(_, after)| after);
    }
    letters.push_str(rest);
    let parts = letters
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().split_whitespace().collect()
}

#[test]
fn the_page_holds_the_whole_text_in_order() {
    let site = SiteTest::sample();
    site.build(&[]).exit(0);
    for year in ["2014", "2026"] {
        let page = site.page(&format!("plan/{year}.html"));
        let from = page
            .find("<div class=\"prose document-body\">")
            .expect("a body");
        let body = &page[from..from + page[from..].find("<footer").expect("an end")];
        let source =
            std::fs::read_to_string(site.path(&format!("content/plan/{year}.md"))).expect("a plan");
        let text = source
            .splitn(3, "---\n")
            .last()
            .unwrap_or_default()
            .replace("## ", "");
        let text: String = text.split_whitespace().collect();
        assert!(
            text.chars().count() > 1000 && letters(body).starts_with(&text),
            "{}",
            letters(body)
        );
        assert_eq!(body.matches("<aside class=\"plan-note\"").count(), 10);
    }
}

/// Every form of plan: apart from its annotations, a page has the same text with and without them.
#[test]
fn no_form_of_plan_loses_a_letter() {
    let mut site = SiteTest::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let mut names = Vec::new();
    for (path, bytes) in tree_of(&folder) {
        let Some((name, "txt" | "md")) = path.rsplit_once('.') else {
            continue;
        };
        let text = String::from_utf8(bytes).expect("a plan is UTF-8");
        let as_kind = |kind: &str| {
            format!("---\n标题: 题\n日期: 2026-01-01\n类型: {kind}\n年度: 2026\n---\n\n{text}")
        };
        site = site.file(&format!("content/plan/{name}.md"), as_kind("plan"));
        site = site.file(
            &format!("content/organs/{name}.md"),
            as_kind("article").replace("年度: 2026\n", ""),
        );
        names.push(name.to_owned());
    }
    assert!(names.len() > 30);
    site.build(&["--quiet"]).exit(0);
    for name in names {
        let body = |path: String| {
            let page = site.page(&path);
            let from = page
                .find("<div class=\"prose document-body\">")
                .expect("a body");
            page[from..from + page[from..].find("<footer").expect("an end")].to_owned()
        };
        let (with, without) = (
            body(format!("plan/{name}.html")),
            body(format!("organs/{name}.html")),
        );
        let bare = letters(&with.replace(REMARK, ""));
        assert_eq!(bare, letters(&without), "{name}");
        let data: Value =
            serde_json::from_str(&site.page(&format!("plan/{name}/plan.json"))).expect("JSON");
        let items = data.to_string().matches("\"evidence\":").count();
        assert_eq!(
            with.matches("<aside class=\"plan-note\"").count(),
            items,
            "{name}"
        );
        assert_eq!(
            with.matches("<span class=\"anchor\" id=\"item-").count(),
            items,
            "{name}"
        );
    }
}

/// Note of the theme below the text.
const REMARK: &str =
    "各项任务下方的进展和责任单位由本站整理，不是文件正文；进展依据本站公开的材料和进展记录。";

#[test]
fn one_body_under_two_names_has_one_page() {
    let older = PLAN
        .replace("2026", "2025")
        .replace("县财政局配合", "财政局配合")
        .replace("司法局", "市监局");
    let site = site("").file("content/plan/2025.md", older);
    site.build(&[]).exit(0);
    let unit = site.page("plan/units/县财政局.html");
    assert!(
        unit.contains("2026年法治工作要点") && unit.contains("2025年法治工作要点"),
        "{unit}"
    );
    site.no_files(&["plan/units/财政局.html", "plan/units/司法局.html"]);
}

#[test]
fn a_bureau_does_not_accuse_its_neighbours_unless_it_says_so() {
    let quiet = site("");
    quiet.build(&[]).exit(0);
    for (path, bytes) in quiet.tree() {
        let text = String::from_utf8_lossy(&bytes);
        let is_ours = path.starts_with("plan/") || path.starts_with("villages/");
        assert!(
            !is_ours || !text.contains("已逾期") && !text.contains("overdue"),
            "{path}: {text}"
        );
    }
    assert!(quiet.page("plan/2026/items/2.html").contains("进行中"));
    let open = site("要点:\n  公布逾期: 是\n");
    open.build(&[]).exit(0);
    for path in [
        "plan/2026.html",
        "plan/2026/items/2.html",
        "plan/units/县司法局.html",
        "plan/2026/board.html",
    ] {
        assert!(main_of(&open.page(path)).contains("已逾期"), "{path}");
    }
    assert!(
        open.page("plan/2026/plan.json")
            .contains("\"status\": \"overdue\"")
    );
    assert!(open.page("plan/2026/plan.csv").contains("已逾期"));
    open.build(&["--date", "2026-10-31"]).exit(0);
    assert!(
        !open.page("plan/2026/items/2.html").contains("已逾期"),
        "not on its last day"
    );
}

#[test]
fn open_data_is_what_the_verb_prints() {
    let site = SiteTest::sample();
    site.build(&[]).exit(0);
    let of_verb = site.run(&[
        "plan",
        "2026",
        "--format",
        "json",
        "--date",
        crate::support::TODAY,
    ]);
    let value = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(
        value(of_verb.stdout()),
        value(&site.page("plan/2026/plan.json"))
    );
    let of_verb = site.run(&[
        "plan",
        "2026",
        "--format",
        "csv",
        "--date",
        crate::support::TODAY,
    ]);
    let page = site.page("plan/2026/plan.csv");
    assert!(page.starts_with('\u{FEFF}'));
    assert_eq!(of_verb.stdout(), page);
}

#[test]
fn drafts_and_what_is_still_to_come_are_no_evidence() {
    let site = site("");
    site.build(&[]).exit(0);
    let item = site.page("plan/2026/items/2.html");
    assert!(
        item.contains("法律明白人") && !item.contains("草稿") && !item.contains("还没到的日子"),
        "{item}"
    );
    let item = site.page("plan/2026/items/1.html");
    assert!(
        item.contains("共2期，已完成1期") && !item.contains("第二期班举办"),
        "{item}"
    );
    site.build(&["--drafts"]).exit(0);
    assert!(!main_of(&site.page("plan/2026/items/2.html")).contains("草稿"));
    site.build(&["--date", "2026-12-21"]).exit(0);
    let item = site.page("plan/2026/items/1.html");
    assert!(
        item.contains("共2期，已完成2期") && item.contains("第二期班举办"),
        "{item}"
    );
}

#[test]
fn a_plan_that_the_public_does_not_see_has_no_pages() {
    let site = site("").file(
        "content/plan/2026.md",
        PLAN.replace("年度: 2026", "年度: 2026\n草稿: 是"),
    );
    site.build(&[]).exit(0);
    assert!(
        !site.tree().keys().any(|path| path.starts_with("plan/")),
        "{:?}",
        site.tree().keys()
    );
    for (path, bytes) in site.tree() {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("法治工作要点"),
            "{path}"
        );
    }
    site.build(&["--drafts"]).exit(0);
    site.has_files(&[
        "plan/2026/items/1.html",
        "plan/units/index.html",
        "plan/2026/plan.json",
    ]);
    site.build(&["--date", "2026-01-01", "--future"]).exit(0);
    site.no_files(&["plan/2026/items/1.html"]);
}

#[test]
fn pages_stand_beside_their_plan_wherever_it_is_and_in_both_forms() {
    let plan = PLAN
        .replace("标题: ", "类型: plan\n网址名: 本年\n标题: ")
        .replace("../organs", "../../organs");
    let site = |urls: &str| {
        site(urls).file("content/notices/work/this.md", &plan).file(
            "content/plan/2026.md",
            PLAN.replace("年度: 2026", "年度: 2025")
                .replace("2026", "2025"),
        )
    };
    let html = site("");
    html.build(&["--base-url", "https://host.example.cn/portal/pufa/"])
        .exit(0);
    html.has_files(&[
        "notices/work/本年.html",
        "notices/work/本年/items/3-2.html",
        "notices/work/本年/board.html",
        "notices/work/本年/plan.csv",
        "plan/units/县司法局.html",
        "plan/years.html",
    ]);
    let item = html.page("notices/work/本年/items/1.html");
    assert!(item.contains("href=\"/portal/pufa/plan/units/"), "{item}");
    let folders = site("urls: directory\n");
    folders.build(&[]).exit(0);
    folders.has_files(&[
        "notices/work/本年/index.html",
        "notices/work/本年/items/3-2/index.html",
        "notices/work/本年/board/index.html",
        "notices/work/本年/plan.csv",
        "plan/units/index.html",
        "plan/units/县司法局/index.html",
        "plan/years/index.html",
    ]);
    let map = folders.page("sitemap.xml");
    for address in ["/items/3-2/<", "/board/<", "/plan/units/<", "/plan/years/<"] {
        assert!(map.contains(address), "{address} in {map}");
    }
    assert!(!map.contains("plan.json"));
}

#[test]
fn a_plan_without_items_is_its_text() {
    let site = site("").file(
        "content/plan/2026.md",
        "---\n标题: 只有话\n年度: 2026\n---\n\n今年继续做好工作。\n",
    );
    site.build(&[]).exit(0);
    let page = site.page("plan/2026.html");
    assert!(
        page.contains("今年继续做好工作。") && !page.contains("plan-overview"),
        "{page}"
    );
    site.has_files(&["plan/2026/plan.json", "plan/2026/plan.csv"]);
    site.no_files(&[
        "plan/2026/board.html",
        "plan/units/index.html",
        "plan/years.html",
    ]);
}

#[test]
fn families_of_pages_can_be_switched_off() {
    let site = site(
        "outputs: {plan_items: false, plan_units: false, plan_data: false, feeds: false, opml: false, feeds_page: false, calendar: false, plan_board: false}\n",
    );
    site.build(&[]).exit(0);
    let pages: Vec<String> = site
        .tree()
        .into_keys()
        .filter(|path| path.starts_with("plan/"))
        .collect();
    assert_eq!(pages, ["plan/2026.html", "plan/index.html"]);
    let page = site.page("plan/2026.html");
    assert!(
        page.contains("id=\"item-1\"") && page.contains("href=\"/plan/2026.html#item-1\""),
        "{page}"
    );
    assert!(
        site.page("villages/people.html")
            .contains("href=\"/plan/2026.html#item-1\"")
    );
}

#[test]
fn the_years_stand_side_by_side() {
    let older = PLAN
        .replace("2026", "2025")
        .replace("领导干部学法", "领导干部坚持学法")
        .replace("职工学法", "窗口建设");
    let site = site("").file("content/plan/2025.md", older);
    site.build(&[]).exit(0);
    insta::assert_snapshot!(
        "plan_years",
        main_of(&digests_masked(&site.page("plan/years.html")))
    );
}

#[test]
fn a_link_of_progress_that_leads_nowhere_is_told() {
    for (written, code) in [
        ("clas.md", "link/broken"),
        ("class.md#无", "link/broken-anchor"),
    ] {
        let site = site("").file("content/plan/2026.md", PLAN.replace("class.md", written));
        let run = site.build(&["--message-format", "json"]).exit(1);
        assert!(run.codes().contains(&code.to_owned()), "{:?}", run.codes());
    }
}
