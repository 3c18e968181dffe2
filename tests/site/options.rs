//! Options of verbs that change what is printed or where files go.

use crate::support::{SiteTest, TODAY, tree_of};

const PLAN: &str = "示例县2026年法治工作要点

一、学法

㈠领导干部学法。年内至少举办2期研讨班。（责任单位：县司法局牵头，县财政局配合）

㈡职工学法。10月底前完成轮训。（责任单位：县总工会）
";

fn document(title: &str) -> String {
    format!("---\n标题: {title}\n日期: 2026-03-22\n---\n\n正文。\n")
}

fn plan(arguments: &[&str]) -> String {
    let folder = SiteTest::bare().file("要点.txt", PLAN);
    let run = folder.run(&[&["plan", "要点.txt", "--date", TODAY], arguments].concat());
    run.exit(0).stdout().to_owned()
}

#[test]
fn a_plan_of_a_file_needs_no_site() {
    insta::assert_snapshot!(plan(&[]));
}

#[test]
fn a_plan_is_written_as_a_table_or_as_markdown() {
    assert_eq!(plan(&["--format", "table"]), plan(&[]));
    insta::assert_snapshot!(plan(&["--format", "md"]));
}

#[test]
fn a_plan_is_limited_to_the_items_of_a_unit() {
    let text = plan(&["--unit", "县总工会"]);
    assert!(
        text.contains("职工学法") && !text.contains("领导干部学法"),
        "{text}"
    );
    let folder = SiteTest::bare().file("要点.txt", PLAN);
    let run = folder
        .run(&["plan", "要点.txt", "--unit", "县总工"])
        .exit(2);
    assert!(run.stderr().contains("县总工会"), "{}", run.stderr());
}

#[test]
fn a_build_goes_to_the_named_folder() {
    let site = SiteTest::new().file("content/organs/a.md", document("题"));
    site.build(&["--out", "elsewhere/web"]).exit(0);
    assert!(site.path("elsewhere/web/organs/a.html").is_file());
    assert!(!site.path("public").exists());
}

#[test]
fn a_build_of_another_folder_is_the_same_build() {
    let site = SiteTest::new().file("content/organs/a.md", document("题"));
    site.build(&[]).exit(0);
    let here = site.tree();
    let elsewhere = SiteTest::bare();
    let folder = site.path("");
    let arguments = [
        "--site",
        &folder.to_string_lossy(),
        "--date",
        TODAY,
        "--out",
    ];
    let out = elsewhere.path("web");
    elsewhere
        .run(&[&["build"], &arguments[..], &[&*out.to_string_lossy()]].concat())
        .exit(0);
    let mut there = tree_of(&out);
    there.remove(".pufa-ownership");
    assert_eq!(there, here);
}

#[test]
fn a_profile_names_the_phases() {
    let site = SiteTest::new().file("content/organs/a.md", document("题"));
    let run = site.build(&["--profile", "--lang", "en"]).exit(0);
    let text = format!("{}{}", run.stdout(), run.stderr());
    for phase in ["list files", "configuration and theme", "pages"] {
        assert!(text.contains(phase), "{phase} in {text}");
    }
    let plain = site.build(&["--lang", "en"]).exit(0);
    assert!(text.len() > plain.stdout().len() + plain.stderr().len());
}

#[test]
fn more_is_said_when_asked_for() {
    let site = SiteTest::new().file("content/organs/a.md", document("题"));
    let says_folders = |run: &crate::support::Run| run.stderr().contains("输出到：");
    assert!(!says_folders(&site.build(&[]).exit(0)));
    assert!(says_folders(&site.build(&["-v"]).exit(0)));
    let quiet = site.build(&["-q"]).exit(0);
    assert_eq!((quiet.stdout(), quiet.stderr()), ("", ""));
}

#[test]
fn a_fault_made_many_times_is_folded() {
    let links = "[坏](x.md)\n\n".repeat(30);
    let site = SiteTest::new().file("content/organs/a.md", document("题") + &links);
    let count = |text: &str| text.matches("[link/broken]: ").count();
    let run = site.build(&[]).exit(1);
    assert_eq!(count(run.stderr()), 20, "{}", run.stderr());
    assert!(
        run.stderr().contains("[link/broken] 还有 10 处"),
        "{}",
        run.stderr()
    );
    let quiet = site.build(&["-q"]).exit(1);
    assert!(
        quiet.stderr().contains("[link/broken] 还有 10 处"),
        "{}",
        quiet.stderr()
    );
    let whole = site.build(&["-v"]).exit(1);
    assert_eq!(count(whole.stderr()), 30, "{}", whole.stderr());
    let json = site.build(&["--message-format", "json"]).exit(1);
    assert_eq!(json.stdout().matches("link/broken").count(), 30);
}

#[test]
fn a_strict_build_needs_the_address_of_the_public_site() {
    for base in [
        "",
        "base_url: http://localhost:8000/\n",
        "base_url: https://127.0.0.1/普法/\n",
    ] {
        let site = SiteTest::bare().file("content/site.yaml", format!("title: 示例普法网\n{base}"));
        let run = site.build(&[]).exit(0);
        assert!(
            run.stderr().contains("site/no-base-url"),
            "{}",
            run.stderr()
        );
        let run = site.build(&["--strict"]).exit(1);
        assert!(
            run.stderr().contains("错误[site/no-base-url]"),
            "{}",
            run.stderr()
        );
        site.build(&["--strict", "--base-url", "https://pufa.example.cn/"])
            .exit(0);
    }
}
