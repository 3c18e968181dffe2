//! Publication: which documents are public at an instant.

use crate::support::SiteTest;

const HIDDEN: [&str; 5] = [
    "qa/draft.html",
    "qa/tomorrow.html",
    "qa/scheduled.html",
    "qa/expired.html",
    "laws/draft.html",
];

fn site() -> SiteTest {
    let with = |lines: &str| format!("---\n标题: 一篇\n{lines}\n---\n\n正文。\n");
    SiteTest::new()
        .file("content/qa/shown.md", with("日期: 2026-11-24"))
        .file("content/qa/draft.md", with("日期: 2026-11-01\n草稿: true"))
        .file("content/qa/tomorrow.md", with("日期: 2026-11-25"))
        .file(
            "content/qa/scheduled.md",
            with("日期: 2026-11-01\n定时发布: 2026-11-24 08:00"),
        )
        .file(
            "content/qa/early.md",
            with("日期: 2026-12-04\n定时发布: 2026-11-20"),
        )
        .file(
            "content/qa/expired.md",
            with("日期: 2026-10-01\n到期: 2026-11-23"),
        )
        .file(
            "content/qa/last-day.md",
            with("日期: 2026-10-01\n到期: 2026-11-24"),
        )
        .file("content/events/next-month.md", with("开始: 2026-12-20"))
        .file(
            "content/events/announced.md",
            with("日期: 2026-12-01\n开始: 2026-12-20"),
        )
        .file(
            "content/campaigns/next-month.md",
            with("开始: 2026-12-20\n结束: 2026-12-26"),
        )
        .file(
            "content/laws/draft.md",
            with("施行日期: 2027-01-01\n草稿: 是"),
        )
        .file("content/laws/next-year.md", with("施行日期: 2027-01-01"))
        .file(
            "content/qa/kit/index.md",
            with("日期: 2026-11-01\n草稿: true") + "[讲稿](讲稿.txt)\n",
        )
        .file("content/qa/kit/讲稿.txt", "草稿的附件")
}

#[test]
fn the_public_sees_what_is_due() {
    let site = site();
    site.build(&[]).clean();
    site.has_files(&[
        "qa/shown.html",
        "qa/early.html",
        "qa/last-day.html",
        "laws/next-year.html",
    ]);
    site.has_files(&[
        "events/next-month.html",
        "events/announced.html",
        "campaigns/next-month.html",
    ]);
    site.no_files(&HIDDEN);
    site.no_files(&["qa/kit.html", "qa/kit/讲稿.txt"]);
    let whole: String = site
        .tree()
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    for address in HIDDEN {
        assert!(!whole.contains(address), "{address} is linked");
    }
}

#[test]
fn each_switch_shows_its_own() {
    for (switch, shown) in [
        ("--drafts", &["qa/draft.html", "laws/draft.html"][..]),
        ("--future", &["qa/tomorrow.html", "qa/scheduled.html"]),
        ("--expired", &["qa/expired.html"]),
    ] {
        let site = site();
        site.build(&[switch]).clean();
        site.has_files(shown);
        let others: Vec<&str> = HIDDEN
            .into_iter()
            .filter(|page| !shown.contains(page))
            .collect();
        site.no_files(&others);
        assert_eq!(
            site.path("public/qa/kit/讲稿.txt").exists(),
            switch == "--drafts"
        );
    }
}

#[test]
fn all_switches_show_all() {
    let site = site();
    site.build(&["--drafts", "--future", "--expired"]).clean();
    site.has_files(&HIDDEN);
}

#[test]
fn a_day_begins_in_the_zone_of_the_site() {
    let site = site();
    site.build(&["--date", "2026-11-24 07:59"]).clean();
    site.no_files(&["qa/scheduled.html"]);
    site.build(&["--date", "2026-11-24T00:00:00Z"]).clean();
    site.has_files(&["qa/scheduled.html"]);
}

#[test]
fn what_is_withdrawn_is_removed() {
    let site = site();
    site.build(&["--date", "2026-11-23"]).clean();
    site.has_files(&["qa/expired.html"]);
    site.build(&[]).clean();
    site.no_files(&["qa/expired.html"]);
}

#[test]
fn a_link_to_what_is_hidden_is_told_and_leads_nowhere() {
    let site = site().file(
        "content/qa/link.md",
        "---\n标题: 链接\n日期: 2026-11-01\n---\n\n见[明天的](tomorrow.md)、[草稿](draft.md)。\n",
    );
    let run = site.build(&[]).exit(0);
    insta::assert_snapshot!(run.stderr());
    assert!(site.page("qa/link.html").contains("见明天的、草稿。"));
}
