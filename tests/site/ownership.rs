//! Ownership of files in an output folder: no foreign file is changed, and no own file is rejected,
//! even without `.pufa/`.

use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{SETTINGS, SiteTest, Tree, tree_of};

const HEAD: &str = "---\n标题: 甲\n日期: 2026-11-01\n";

/// Site with a page, its attachment, and everything derived from them.
fn site() -> SiteTest {
    SiteTest::new()
        .file(
            "content/qa/a/index.md",
            format!("{HEAD}---\n\n[表格](form.pdf)\n"),
        )
        .file("content/qa/a/form.pdf", "%PDF 1")
}

fn edit(site: &SiteTest, round: u32) {
    site.write(
        "content/qa/a/index.md",
        format!("{HEAD}---\n\n[表格](form.pdf) 第{round}版\n").as_bytes(),
    );
    site.write("content/qa/a/form.pdf", format!("%PDF {round}").as_bytes());
}

fn lose_state(site: &SiteTest) {
    let _ = fs::remove_dir_all(site.path(".pufa"));
}

fn copied(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    for (path, bytes) in tree_of(from) {
        let path = to.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a copy");
    }
}

/// Returns the output of a clean build of the same sources.
fn clean_build(site: &SiteTest) -> Tree {
    let clean = site.copy_of_sources();
    clean.build(&[]).exit(0);
    clean.tree()
}

#[test]
fn without_state_a_foreign_file_is_kept_and_named() {
    let site = site();
    site.build(&[]).clean();
    lose_state(&site);
    for (path, text) in [("old.html", "别人的网页"), ("qa/a/other.pdf", "别人的附件")] {
        site.write(&format!("public/{path}"), text.as_bytes());
    }
    site.write("content/qa/a/other.pdf", b"%PDF ours");
    site.write(
        "content/qa/a/index.md",
        format!("{HEAD}旧网址: [/old.html]\n---\n\n[表](form.pdf)\n").as_bytes(),
    );
    let before = site.tree();
    let run = site.build(&[]).exit(3);
    assert!(
        run.stderr().contains("old.html") && run.stderr().contains("other.pdf"),
        "{}",
        run.stderr()
    );
    assert_eq!(site.tree(), before);
}

#[test]
fn without_state_our_own_files_are_replaced() {
    let site = site();
    for round in 0..3 {
        edit(&site, round);
        site.build(&[]).exit(0);
        assert_eq!(site.tree(), clean_build(&site));
        lose_state(&site);
    }
}

#[test]
fn a_killed_build_whose_state_is_lost_is_recognised() {
    let site = SiteTest::sample();
    let begun = Instant::now();
    site.build(&[]).exit(0);
    let lasts = begun.elapsed();
    for round in 1..=6_u32 {
        site.write(
            "content/about.md",
            format!("---\n标题: 第{round}次\n---\n\n正文。\n").as_bytes(),
        );
        let settings = fs::read_to_string(site.path("content/site.yaml")).expect("settings");
        site.write(
            "content/site.yaml",
            settings
                .replacen("title: ", &format!("title: {round}"), 1)
                .as_bytes(),
        );
        let mut child = site.start(&["build"]);
        sleep(lasts * round / 7 + Duration::from_millis(u64::from(round * 5 % 7)));
        child.kill().expect("a process to kill");
        child.wait().expect("a killed process ends");
        lose_state(&site);
    }
    site.build(&[]).exit(0);
    assert!(
        site.tree() == clean_build(&site),
        "a recognised build has other bytes than a clean one"
    );
}

#[test]
fn an_older_state_put_back_does_not_block() {
    let site = site();
    site.build(&[]).clean();
    copied(&site.path(".pufa"), &site.path("backup"));
    for round in 1..3 {
        edit(&site, round);
        site.build(&[]).clean();
    }
    copied(&site.path("backup"), &site.path(".pufa"));
    edit(&site, 3);
    site.build(&[]).exit(0);
    assert_eq!(site.tree(), clean_build(&site));
}

#[test]
fn a_copied_or_moved_site_goes_on() {
    let site = site();
    site.build(&[]).clean();
    for with_state in [true, false] {
        let copy = site.copy_of_sources();
        copied(&site.path("public"), &copy.path("public"));
        if with_state {
            copied(&site.path(".pufa"), &copy.path(".pufa"));
        }
        edit(&copy, 2);
        copy.build(&[]).clean();
        assert_eq!(copy.tree(), clean_build(&copy));
    }
}

#[test]
fn a_second_site_is_refused_until_it_is_told_to_take_over() {
    let (first, second) = (
        site(),
        SiteTest::new().file("content/schools/b.md", format!("{HEAD}---\n\n乙。\n")),
    );
    first.build(&[]).clean();
    first.write("public/foreign.txt", "别人的".as_bytes());
    let before = first.tree();
    let out = first.path("public");
    let out = out.to_str().expect("a path in UTF-8");
    let run = second.build(&["--out", out]).exit(3);
    assert!(
        run.stderr().contains("output/other-owner"),
        "{}",
        run.stderr()
    );
    assert_eq!(first.tree(), before);
    second.build(&["--out", out, "--clean"]).exit(0);
    first.no_files(&["qa/a/form.pdf", "qa/a.html"]);
    first.has_files(&["schools/b.html", "foreign.txt"]);
    first.build(&[]).exit(3);
}

#[test]
fn a_folder_in_which_another_pufa_writes_is_refused_with_its_name() {
    let site = site();
    site.build(&[]).clean();
    site.write(
        "public/.pufa-lock",
        "pufa-lock 1\n/示例/网站 (pid 7@示例)\n".as_bytes(),
    );
    let lock = fs::File::open(site.path("public/.pufa-lock")).expect("the lock");
    lock.lock().expect("a lock to take");
    let run = site.build(&[]).exit(3);
    assert!(
        run.stderr().contains("output/locked") && run.stderr().contains("/示例/网站 (pid 7@示例)"),
        "{}",
        run.stderr()
    );
    drop(lock);
    site.build(&[]).clean();
    assert!(!site.path("public/.pufa-lock").exists());
}

#[test]
fn a_manifest_that_cannot_be_read_ends_the_run() {
    let site = site();
    site.build(&[]).clean();
    let names = fs::read_dir(site.path(".pufa"))
        .expect("the state")
        .flatten()
        .map(|entry| entry.path());
    let manifest = names
        .into_iter()
        .find(|path| path.extension().is_some_and(|of| of == "manifest"));
    let manifest = manifest.expect("a manifest");
    fs::remove_file(&manifest).expect("a manifest to remove");
    fs::create_dir(&manifest).expect("a folder in its place");
    edit(&site, 2);
    let before = site.tree();
    let run = site.build(&[]).exit(3);
    assert!(run.stderr().contains(".manifest"), "{}", run.stderr());
    assert_eq!(site.tree(), before);
}

#[test]
fn clean_removes_what_pufa_left_and_nothing_else() {
    let site = site().file("content/qa/b.md", format!("{HEAD}---\n\n乙。\n"));
    site.build(&[]).clean();
    lose_state(&site);
    site.remove("content/qa/b.md");
    site.write("public/foreign.html", "别人的".as_bytes());
    site.build(&[]).exit(0);
    site.has_files(&["qa/b.html"]);
    site.build(&["--clean"]).exit(0);
    site.no_files(&["qa/b.html"]);
    site.has_files(&["foreign.html"]);
}

#[test]
fn a_refused_build_leaves_nothing_in_the_folder() {
    let site = SiteTest::new().file("content/qa/a.md", "---\n标题: [\n---\n");
    site.build(&[]).exit(1);
    assert!(site.tree().is_empty(), "{:?}", site.tree().keys());
    assert!(!site.path("public").exists());
}

#[cfg(feature = "channels")]
#[test]
fn packages_are_recognised_and_the_ledger_is_never_lost() {
    let site = site().file(
        "content/site.yaml",
        format!("{SETTINGS}channels: [{{kind: baidu}}]\n"),
    );
    let channel =
        |arguments: &[&str]| site.run(&[&["channel", "--date", "2026-11-24"], arguments].concat());
    channel(&["--commit"]).clean();
    let ledger = fs::read(site.path("channels/ledger.json")).expect("the ledger");
    // Restore an older ledger from a copy, and lose the state.
    site.write("channels/ledger.json", br#"{"version": 1, "channels": {}}"#);
    lose_state(&site);
    channel(&["--commit"]).exit(0);
    assert_eq!(
        fs::read(site.path("channels/ledger.json")).expect("the ledger"),
        ledger
    );
    site.build(&["--out", "channels"]).exit(3);
    assert_eq!(
        fs::read(site.path("channels/ledger.json")).expect("the ledger"),
        ledger
    );
    // An unreadable ledger is not treated as empty.
    fs::remove_file(site.path("channels/ledger.json")).expect("the ledger to remove");
    fs::create_dir(site.path("channels/ledger.json")).expect("a folder in its place");
    channel(&[]).exit(3);
}
