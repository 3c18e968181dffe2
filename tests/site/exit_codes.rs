//! Exit codes: 0 success, 1 errors in the content, 2 wrong usage, 3 I/O failure.

use crate::support::SiteTest;

#[test]
fn a_site_that_is_built_is_0() {
    SiteTest::new().build(&[]).clean();
}

#[test]
fn no_site_is_an_error_with_advice() {
    let run = SiteTest::bare().build(&[]).exit(1);
    insta::assert_snapshot!(run.stderr());
    let run = SiteTest::bare()
        .build(&["--site", "nowhere", "--lang", "en"])
        .exit(1);
    insta::assert_snapshot!(run.stderr());
}

#[test]
fn a_site_is_found_upward() {
    let site = SiteTest::new().file("content/qa/a.md", "---\n标题: 甲\n日期: 2026-11-01\n---\n");
    let run = site
        .command(&["build"])
        .current_dir(site.path("content/qa"))
        .output()
        .expect("the program runs");
    assert_eq!(run.status.code(), Some(0));
    site.has_files(&["qa/a.html"]);
}

#[test]
fn wrong_usage_is_2() {
    let site = SiteTest::new();
    for (arguments, words) in [
        (&["biuld"][..], "没有“biuld”这个命令，是不是 build？"),
        (
            &["build", "--dratfs"],
            "没有“--dratfs”这个参数，是不是 --drafts？",
        ),
        (
            &["build", "--date", "2026-02-30"],
            "--date <INSTANT> 不能是“2026-02-30”",
        ),
        (&["new", "article"], "还要写上 <TITLE>"),
        (
            &["new", "poem", "标题"],
            "<KIND> 不能是“poem”。可以写 article",
        ),
        (&[], "用法："),
    ] {
        let run = site.run(arguments).exit(2);
        assert!(
            run.stderr().contains(words),
            "{arguments:?}: {}",
            run.stderr()
        );
        assert_eq!(run.stdout(), "");
    }
    let run = site.run(&["build", "--lang", "en", "--dratfs"]).exit(2);
    assert!(run.stderr().is_ascii(), "{}", run.stderr());
}

#[test]
fn an_output_folder_that_is_a_file_is_3() {
    let site = SiteTest::new().file("taken", "not a folder");
    let run = site.build(&["--out", "taken"]).exit(3);
    insta::assert_snapshot!(run.stderr());
    assert_eq!(
        std::fs::read(site.path("taken")).unwrap_or_default(),
        b"not a folder"
    );
}

#[test]
fn the_editors_own_folders_are_never_written_to() {
    let site = SiteTest::new();
    let run = site.build(&["--out", "content"]).exit(3);
    insta::assert_snapshot!(run.stderr());
    site.build(&["--out", "content/public"]).exit(3);
    site.build(&["--out", "."]).exit(3);
    assert!(!site.path("index.html").exists() && !site.path("content/index.html").exists());
}

#[test]
fn a_foreign_file_at_one_of_our_addresses_is_an_error() {
    let site = SiteTest::new().file("public/index.html", "别人的首页");
    let run = site.build(&[]).exit(3);
    insta::assert_snapshot!(run.stderr());
    assert_eq!(site.page("index.html"), "别人的首页");
}

#[test]
fn a_foreign_file_stops_no_other_page_of_those_that_keep_going() {
    let site = SiteTest::new().file("public/404.html", "别人的页面");
    site.build(&["--keep-going"]).exit(3);
    site.has_files(&["index.html", "robots.txt"]);
    assert_eq!(site.page("404.html"), "别人的页面");
}
