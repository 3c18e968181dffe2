//! `init` and `new`: their output builds without changes, and nothing is overwritten.

use crate::support::{SiteTest, tree_of};

/// All kinds, by English and Chinese name.
const KINDS: [(&str, &str); 10] = [
    ("article", "普法文章"),
    ("case", "以案释法"),
    ("event", "活动"),
    ("campaign", "主题活动"),
    ("notice", "通知公告"),
    ("qa", "法律问答"),
    ("resource", "宣传资料"),
    ("law", "法律法规"),
    ("plan", "工作要点"),
    ("page", "单页"),
];

/// Arguments of a build at a date for which today's documents are not in the future.
const LATER: [&str; 3] = ["build", "--date", "2199-01-01"];

#[test]
fn what_init_makes_is_built_without_a_warning() {
    let site = SiteTest::bare();
    site.run(&["init", "."]).clean();
    site.run(&[&LATER[..], &["--strict"]].concat()).clean();
    site.has_files(&[
        "index.html",
        "villages/loan-note.html",
        "about.html",
        ".gitignore",
    ]);
}

#[test]
fn init_refuses_a_folder_that_holds_a_site() {
    let site = SiteTest::new();
    let before = tree_of(&site.path(""));
    let run = site.run(&["init", "."]).exit(3);
    insta::assert_snapshot!(run.stderr());
    assert_eq!(tree_of(&site.path("")), before);
}

#[test]
fn a_site_is_not_made_within_a_site() {
    let site = SiteTest::new();
    let run = site.run(&["init", "新站/里面"]).exit(1);
    assert!(run.stderr().contains("site/nested"), "{}", run.stderr());
    assert!(!site.path("新站").exists());
}

#[test]
fn init_keeps_the_state_out_of_version_control() {
    let site = SiteTest::bare();
    site.run(&["init", "新站"]).clean();
    let read = |path: &str| std::fs::read_to_string(site.path(path)).unwrap_or_default();
    assert_eq!(read("新站/.gitignore"), "/.pufa/\n/channels/\n");
    let site = SiteTest::bare().file(".gitignore", "/own\n");
    site.run(&["init", "."]).clean();
    let kept = std::fs::read_to_string(site.path(".gitignore")).unwrap_or_default();
    assert_eq!(kept, "/own\n");
}

#[test]
fn a_program_learns_what_was_created() {
    let site = SiteTest::bare();
    let run = site.run(&["init", ".", "--message-format", "json"]).clean();
    let created = |text: &str| -> Vec<String> {
        text.lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
            .map(|line| line["created"].as_str().expect("a path").to_owned())
            .collect()
    };
    let files = created(run.stdout());
    assert!(
        files.iter().any(|file| file.ends_with("site.yaml")),
        "{files:?}"
    );
    assert!(
        files.iter().all(|file| site.path(file).is_file()),
        "{files:?}"
    );
    let run = site
        .run(&["new", "qa", "一问", "--message-format", "json"])
        .clean();
    let files = created(run.stdout());
    assert_eq!(files.len(), 1);
    assert!(files[0].ends_with("一问.md"), "{files:?}");
}

#[test]
fn a_title_may_have_several_words() {
    let site = SiteTest::new();
    site.run(&["new", "qa", "民法典", "100", "问", "--slug", "hundred"])
        .clean();
    let text = std::fs::read_to_string(site.path("content/qa/hundred.md")).unwrap_or_default();
    assert!(text.contains("民法典 100 问"), "{text}");
}

#[test]
fn what_new_makes_is_built_without_an_error() {
    for (index, language) in ["zh", "en"].into_iter().enumerate() {
        let site = SiteTest::new();
        for kind in KINDS {
            let word = [kind.1, kind.0][index];
            site.run(&["new", word, &format!("新的{}", kind.1), "--lang", language])
                .clean();
        }
        site.run(&[
            "new", "article", "一篇", "--venue", "校园", "--venue", "乡村", "--lang", language,
        ])
        .clean();
        site.run(&["new", "article", "Plain: English?", "--lang", language])
            .clean();
        site.run(&[&LATER[..], &["--drafts", "--expired", "--strict"]].concat())
            .clean();
        site.has_files(&[
            "schools/一篇.html",
            "plan/新的工作要点.html",
            "新的单页.html",
        ]);
    }
}

#[test]
fn new_writes_over_nothing() {
    let site = SiteTest::new().file("content/qa/一问.md", "已经写好的");
    let run = site.run(&["new", "qa", "一问"]).exit(3);
    insta::assert_snapshot!(run.stderr());
    assert_eq!(
        std::fs::read_to_string(site.path("content/qa/一问.md")).unwrap_or_default(),
        "已经写好的"
    );
}

#[test]
fn new_knows_the_venues() {
    let run = SiteTest::new()
        .run(&["new", "article", "一篇", "--venue", "学堂"])
        .exit(1);
    insta::assert_snapshot!(run.stderr());
}

#[test]
fn a_slug_cannot_leave_the_content() {
    let site = SiteTest::new();
    site.run(&["new", "qa", "一问", "--slug", "../../outside"]);
    assert!(!site.path("outside.md").exists());
}
