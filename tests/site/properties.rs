//! Properties of every site: deterministic output, recovery after a killed build, and removal only
//! of files that pufa wrote.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{SiteTest, Tree, tree_of};

#[test]
fn building_twice_writes_nothing_the_second_time() {
    let site = SiteTest::sample();
    let first = site.build(&["--message-format", "json"]).exit(0).summary();
    let before = (site.tree(), stamps(&site));
    let second = site.build(&["--message-format", "json"]).exit(0).summary();
    assert_eq!((site.tree(), stamps(&site)), before);
    let figure =
        |summary: &serde_json::Value, name: &str| summary[name].as_u64().unwrap_or(u64::MAX);
    assert_eq!(
        (figure(&first, "unchanged"), figure(&first, "removed")),
        (0, 0)
    );
    assert_eq!(
        (figure(&second, "written"), figure(&second, "removed")),
        (0, 0)
    );
    assert_eq!(figure(&second, "unchanged"), figure(&first, "written"));
    assert_eq!(first["pages"], second["pages"]);
}

/// Returns the modification time of each file of the output.
fn stamps(site: &SiteTest) -> Vec<std::time::SystemTime> {
    let time = |path: &String| {
        std::fs::metadata(site.path("public").join(path)).and_then(|of| of.modified())
    };
    site.tree()
        .keys()
        .filter_map(|path| time(path).ok())
        .collect()
}

#[test]
fn neither_threads_nor_processes_nor_folders_change_a_byte() {
    let with_threads = |threads: &str| -> Tree {
        let site = SiteTest::sample();
        let done = site
            .command(&["build"])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program runs");
        assert_eq!(done.status.code(), Some(0));
        site.tree()
    };
    let one = with_threads("1");
    assert!(one.len() > 100);
    assert!(
        one == with_threads("2"),
        "two threads make other bytes than one"
    );
    assert!(
        one == with_threads("2"),
        "two processes make different bytes"
    );
}

#[test]
fn a_killed_build_is_healed_by_the_next() {
    let clean = SiteTest::sample();
    let begun = Instant::now();
    clean.build(&[]).exit(0);
    let lasts = begun.elapsed();
    let site = SiteTest::sample().file("public/foreign.txt", "别人的文件");
    for round in 1..=8_u32 {
        // Change the content in each round, so that each build has something to write.
        let title = format!("---\n标题: 第{round}次\n---\n\n正文。\n");
        site.write("content/about.md", title.as_bytes());
        let mut child = site.start(&["build"]);
        sleep(lasts * round / 8 + Duration::from_millis(u64::from(round * 7 % 5)));
        child.kill().expect("a process to kill");
        child.wait().expect("a killed process ends");
        for (path, bytes) in site.tree() {
            // Staged files are not in place yet.
            let is_page = !path.starts_with(".pufa-staging/")
                && std::path::Path::new(&path)
                    .extension()
                    .is_some_and(|ending| ending == "html");
            let whole = !is_page
                || String::from_utf8_lossy(&bytes)
                    .trim_end()
                    .ends_with("</html>");
            assert!(whole, "half of {path} in round {round}");
        }
    }
    let about = std::fs::read(clean.path("content/about.md")).expect("a page of the sample");
    site.write("content/about.md", &about);
    site.build(&[]).exit(0);
    let mut healed = site.tree();
    assert_eq!(
        healed.remove("foreign.txt").as_deref(),
        Some("别人的文件".as_bytes())
    );
    let expected = clean.tree();
    assert_eq!(
        healed.keys().collect::<Vec<_>>(),
        expected.keys().collect::<Vec<_>>()
    );
    assert!(
        healed == expected,
        "a healed build has other bytes than a clean one"
    );
}

#[test]
fn what_is_gone_is_removed_and_nothing_else() {
    let text = |title: &str| {
        format!("---\n标题: {title}\n日期: 2026-11-01\n标签: [{title}]\n---\n\n正文。\n")
    };
    let site = SiteTest::new()
        .file("content/qa/a.md", text("甲"))
        .file("content/qa/b.md", text("乙"));
    site.build(&[]).clean();
    site.write("public/foreign.txt", b"1");
    site.write("public/qa/foreign.html", b"2");
    site.write("public/tags/乙/foreign.html", b"3");
    site.remove("content/qa/b.md");
    site.build(&[]).exit(0);
    site.no_files(&["qa/b.html", "tags/乙/index.html"]);
    site.has_files(&[
        "qa/a.html",
        "foreign.txt",
        "qa/foreign.html",
        "tags/乙/foreign.html",
    ]);
}

#[test]
fn without_a_record_nothing_is_removed() {
    let site = SiteTest::new().file(
        "content/qa/a.md",
        "---\n标题: 甲\n日期: 2026-11-01\n---\n\n正文。\n",
    );
    site.build(&[]).clean();
    std::fs::remove_dir_all(site.path(".pufa")).expect("the recorded state");
    site.remove("content/qa/a.md");
    let run = site.build(&[]).exit(0);
    insta::assert_snapshot!(run.stderr());
    site.has_files(&["qa/a.html"]);
}

#[test]
fn a_changed_or_missing_output_is_written_again() {
    let site = SiteTest::new().file(
        "content/qa/a.md",
        "---\n标题: 甲\n日期: 2026-11-01\n---\n\n正文。\n",
    );
    site.build(&[]).clean();
    let before = site.tree();
    site.write("public/qa/a.html", b"changed by hand");
    std::fs::remove_file(site.path("public/index.html")).expect("the home page");
    let summary = site.build(&["--message-format", "json"]).exit(0).summary();
    assert_eq!(summary["written"], 2);
    assert_eq!(site.tree(), before);
}

#[test]
fn a_build_touches_nothing_of_the_editors() {
    let site = SiteTest::sample();
    let before = tree_of(&site.path("content"));
    site.build(&[]).clean();
    assert!(tree_of(&site.path("content")) == before);
}
