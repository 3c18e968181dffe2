//! `--keep-going`: valid documents are written, outputs of unreadable sources stay as they are, and
//! an unreadable key that decides on publication hides its document.

use std::collections::BTreeMap;
use std::fs;

#[cfg(feature = "serve")]
use crate::serve::Preview;
use crate::support::{SETTINGS, SiteTest, TODAY, Tree};

fn article(title: &str, lines: &str) -> String {
    format!("---\n标题: {title}\n{lines}\n---\n\n正文。\n")
}

/// Site whose documents reference each other in every way.
fn site() -> SiteTest {
    SiteTest::new()
        .file("content/site.yaml", format!("{SETTINGS}channels: [{{kind: weibo}}, {{kind: baidu}}]\n"))
        .file("content/villages/_index.md", "---\n标题: 乡村栏目\n---\n\n介绍。\n")
        .file("content/villages/land.md", article("土地承包", "日期: 2026-11-01\n标签: [宪法]\n旧网址: [/old/land.html]") + "\n## 一\n\n话。\n")
        .file("content/villages/well.md", article("水井", "日期: 2026-11-02"))
        .file("content/villages/well/图.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")
        .file("content/campaigns/week.md", article("宣传周", "开始: 2026-12-01\n结束: 2026-12-07"))
        .file("content/plan/2026.md", "---\n标题: 2026年工作要点\n年度: 2026\n---\n\n㈠举办讲座2期。（牵头单位：市司法局）\n")
        .file(
            "content/qa/links.md",
            "---\n标题: 链接\n日期: 2026-11-03\n主题活动: week\n要点: [1]\n封面: /villages/well/图.svg\n---\n\n\
             看[土地](../villages/land.md)、[土地](/villages/land.html)、[旧的](/old/land.html)、[一节](../villages/land.md#一)、\
             [栏目](/villages/)、[活动](../campaigns/week.md)。\n\n![图](../villages/well/图.svg)\n",
        )
}

/// Returns the outputs in a folder.
fn within(tree: &Tree, folder: &str) -> BTreeMap<String, Vec<u8>> {
    tree.iter()
        .filter(|(path, _)| path.starts_with(folder))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}

/// Returns the outputs that contain some text.
fn holding(tree: &Tree, words: &str) -> Vec<String> {
    let holds = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains(words);
    tree.iter()
        .filter(|(_, bytes)| holds(bytes))
        .map(|(path, _)| path.clone())
        .collect()
}

const OPEN: [&str; 17] = [
    "日期: 2026-02-30",
    "日期: [2026-11-01]",
    "日期: ",
    "日期: \"\"",
    "日起: 2026-12-31",
    "日期: 2026-11-01\n定时发布: 下周一",
    "日期: 2026-11-01\n定时发布: {时间: 2026-12-01}",
    "日期: 2026-11-01\n定时发布:",
    "日期: 2026-11-01\n上线日: 2026-12-01",
    "日期: 2026-11-01\n到期: 昨天",
    "日期: 2026-11-01\n过期日: 2026-01-01",
    "日期: 2026-11-01\n草稿: 也许",
    "日期: 2026-11-01\n草稿:",
    "日期: 2026-11-01\n草搞: 是",
    "日期: 2026-11-01\n草稿: 否\ndraft: 是",
    "日期: 2026-11-01\n类型: 密件",
    "日期: 2026-11-01\n标签: [一, 二\n草稿: true",
];

#[test]
fn what_decides_and_cannot_be_read_hides() {
    for open in OPEN {
        let site = SiteTest::new()
            .file("content/qa/open.md", article("未定的一篇", open))
            .file("content/qa/open/附件.txt", "未定的附件")
            .file(
                "content/qa/sound.md",
                article("好的一篇", "日期: 2026-11-01"),
            );
        site.build(&[]).exit(1);
        assert!(site.tree().is_empty(), "{open}");
        site.build(&["--keep-going"]).exit(1);
        let tree = site.tree();
        assert_eq!(
            (holding(&tree, "未定的"), tree.contains_key("qa/sound.html")),
            (Vec::new(), true),
            "{open}"
        );
        site.run(&[
            "channel",
            "--date",
            TODAY,
            "--since",
            "2026-01-01",
            "--keep-going",
        ]);
        assert!(
            holding(&crate::support::tree_of(&site.path("channels")), "未定的").is_empty(),
            "{open}"
        );
    }
}

#[test]
fn a_published_page_stays_when_its_expiry_cannot_be_read() {
    let site = site();
    site.build(&[]).clean();
    let before = site.tree();
    site.write(
        "content/villages/land.md",
        (article(
            "改了的标题",
            "日期: 2026-11-01\n到期: 下个月\n旧网址: [/old/land.html]",
        ) + "\n## 一\n")
            .as_bytes(),
    );
    let run = site
        .build(&["--keep-going", "--message-format", "json"])
        .exit(1);
    assert_eq!(
        run.codes(),
        ["output/kept", "front-matter/bad-date"].map(str::to_owned),
        "{}",
        run.stdout()
    );
    let after = site.tree();
    for path in ["villages/land.html", "old/land.html"] {
        assert_eq!(after.get(path), before.get(path), "{path}");
    }
    assert!(holding(&after, "改了的标题").is_empty());
    assert!(
        !String::from_utf8_lossy(&after["villages/index.html"]).contains("土地承包"),
        "a list made anew shows it"
    );
}

#[cfg(feature = "serve")]
#[test]
fn a_preview_shows_what_is_open_with_its_error_and_the_published_one_hides_it() {
    let site = SiteTest::new()
        .file(
            "content/qa/open.md",
            article("未定的一篇", "日期: 2026-11-01\n定时发布: 下周一"),
        )
        .file(
            "content/qa/sound.md",
            article("好的一篇", "日期: 2026-11-01"),
        );
    let all = Preview::of(&site, &[]);
    assert!(all.get("/qa/open.html").text().contains("未定的一篇"));
    assert!(all.findings().to_string().contains("front-matter/bad-date"));
    let published = Preview::of(&site, &["--published"]);
    assert_eq!(published.get("/qa/open.html").status, 404);
    assert!(published.get("/qa/sound.html").text().contains("好的一篇"));
    assert!(!published.get("/qa/").text().contains("未定的一篇"));
}

/// Way to make a file of the site unreadable: its name, and the change.
type Fault = (&'static str, fn(&SiteTest, &str));

const FAULTS: &[Fault] = &[
    ("no text", |site, path| {
        site.write(path, b"\0\x01\x02\xff\xfe\0\0\x80");
    }),
    ("a folder in its place", |site, path| {
        site.remove(path);
        fs::create_dir(site.path(path)).expect("a folder");
    }),
    #[cfg(unix)]
    ("a link to nothing", |site, path| {
        site.remove(path);
        std::os::unix::fs::symlink(site.path("nowhere"), site.path(path)).expect("a link");
    }),
    #[cfg(unix)]
    ("a link to itself", |site, path| {
        site.remove(path);
        std::os::unix::fs::symlink(site.path(path), site.path(path)).expect("a link");
    }),
];

#[test]
fn the_outputs_of_what_cannot_be_read_stay_and_one_fault_is_one_error() {
    for (name, fault) in FAULTS {
        for path in [
            "content/villages/land.md",
            "content/campaigns/week.md",
            "content/plan/2026.md",
        ] {
            let site = site();
            site.build(&[]).clean();
            let before = site.tree();
            fault(&site, path);
            site.build(&[]).exit(if *name == "no text" { 1 } else { 3 });
            assert!(site.tree() == before, "{name}: {path}");
            let run = site.build(&["--keep-going", "--message-format", "json"]);
            let codes = run.codes();
            assert_eq!(
                (codes.len(), codes[0].as_str()),
                (2, "output/kept"),
                "{name}: {path}: {}",
                run.stdout()
            );
            assert!(codes[1].starts_with("source/"), "{name}: {}", run.stdout());
            let after = site.tree();
            let own = match path {
                "content/villages/land.md" => &["villages/land.html", "old/land.html"][..],
                "content/plan/2026.md" => &[
                    "plan/2026.html",
                    "plan/2026/items/1.html",
                    "plan/2026/plan.csv",
                ],
                _ => &["campaigns/week.html"],
            };
            for output in own {
                assert!(
                    before.contains_key(*output) && after.get(*output) == before.get(*output),
                    "{name}: {output}"
                );
            }
            let gone: Vec<&String> = before
                .keys()
                .filter(|path| !after.contains_key(*path))
                .collect();
            assert!(gone.is_empty(), "{name}: {path}: {gone:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_section_that_cannot_be_listed_stays_whole() {
    let site = site().file(
        "content/schools/both.md",
        article("两处", "日期: 2026-11-04\n场所: [乡村, 学校]"),
    );
    site.build(&[]).clean();
    let before = site.tree();
    fs::rename(site.path("content/villages"), site.path("away")).expect("a folder that is moved");
    std::os::unix::fs::symlink(site.path("no-share"), site.path("content/villages"))
        .expect("a link");
    let run = site
        .build(&["--keep-going", "--message-format", "json"])
        .exit(3);
    assert_eq!(
        run.codes(),
        ["output/kept", "source/unreadable"].map(str::to_owned),
        "{}",
        run.stdout()
    );
    assert_eq!(
        within(&site.tree(), "villages/"),
        within(&before, "villages/")
    );
    assert!(site.path("public/old/land.html").is_file());
    // Build again, with only the state that the last build left.
    site.write(
        "content/qa/new.md",
        article("新的", "日期: 2026-11-05").as_bytes(),
    );
    site.build(&["--keep-going"]).exit(3);
    assert_eq!(
        within(&site.tree(), "villages/"),
        within(&before, "villages/")
    );
    site.has_files(&["qa/new.html"]);
    fs::remove_file(site.path("content/villages")).expect("the link");
    fs::rename(site.path("away"), site.path("content/villages")).expect("a folder that is back");
    site.build(&[]).clean();
    let clean = site.copy_of_sources();
    clean.build(&[]).clean();
    assert!(site.tree() == clean.tree());
}

#[test]
fn without_records_nothing_goes_that_may_be_of_an_unread_source() {
    let site = site();
    site.build(&[]).clean();
    for entry in fs::read_dir(site.path(".pufa"))
        .expect("the records")
        .flatten()
    {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|ending| ending == "index" || ending == "facts")
        {
            fs::remove_file(entry.path()).expect("a record");
        }
    }
    let before = site.tree();
    site.write("content/villages/land.md", b"\0\x01\x02\xff\xfe\0\0\x80");
    site.write(
        "content/villages/well.md",
        article("水井", "日期: 2026-11-02\n草稿: 是").as_bytes(),
    );
    site.build(&["--keep-going"]).exit(1);
    let after = site.tree();
    assert_eq!(
        after.get("villages/land.html"),
        before.get("villages/land.html")
    );
    assert_eq!(after.get("old/land.html"), before.get("old/land.html"));
    site.no_files(&["villages/well.html", "villages/well/图.svg"]);
    // The page of the unreadable document itself stays byte for byte, including old references.
    assert_eq!(holding(&after, "水井"), ["villages/land.html"]);
}

#[test]
fn what_is_known_to_be_hidden_or_gone_goes_beside_an_unread_source() {
    let site = site()
        .file(
            "content/qa/gone.md",
            article("没有了", "日期: 2026-11-01\n标签: [反诈]"),
        )
        .file("content/qa/late.md", article("后来的", "日期: 2026-11-01"));
    site.build(&[]).clean();
    site.write("content/villages/land.md", b"\0\x01\x02\xff\xfe\0\0\x80");
    // Written by a build with errors, then moved to another address.
    site.write(
        "content/qa/second.md",
        article("第二篇", "日期: 2026-11-01").as_bytes(),
    );
    site.build(&["--keep-going"]).exit(1);
    site.has_files(&["qa/second.html", "qa/gone.html", "tags/反诈/index.html"]);
    site.remove("content/qa/gone.md");
    site.write(
        "content/qa/late.md",
        article("后来的", "日期: 2027-11-01").as_bytes(),
    );
    site.write(
        "content/qa/second.md",
        article("第二篇", "日期: 2026-11-01\n草稿: 是\n网址名: other").as_bytes(),
    );
    site.build(&["--keep-going"]).exit(1);
    site.no_files(&[
        "qa/gone.html",
        "qa/late.html",
        "qa/second.html",
        "tags/反诈/index.html",
    ]);
    site.has_files(&["villages/land.html", "old/land.html"]);
    let tree = site.tree();
    for words in ["没有了", "后来的", "第二篇"] {
        assert_eq!(holding(&tree, words), Vec::<String>::new(), "{words}");
    }
}

#[test]
fn the_files_of_an_unread_document_do_not_appear() {
    let site = SiteTest::new()
        .file(
            "content/cases/secret/index.md",
            b"\0\x01\x02\xff\xfe\0\0\x80",
        )
        .file("content/cases/secret/证据.txt", "不能公开的附件")
        .file(
            "content/qa/sound.md",
            article("好的一篇", "日期: 2026-11-01"),
        );
    site.build(&["--keep-going"]).exit(1);
    site.has_files(&["qa/sound.html"]);
    assert!(holding(&site.tree(), "不能公开的附件").is_empty());
}

#[test]
fn an_error_of_what_every_page_stands_on_ends_the_run() {
    let settings: [&[u8]; 7] = [
        b"title: a\nbase_url: nonsense\n",
        b"title: a\nbase_url: https://pufa.example.cn/\ntheme: none\n",
        b"title: a\nbase_url: https://pufa.example.cn/\nvenues: [\xe5\x86\x9b\xe8\x90\xa5, {}]\n",
        b"title: a\nbase_url: https://pufa.example.cn/\ntimezone: Mars/Base\n",
        b"title: a\nbase_url: https://pufa.example.cn/\nhtml: perhaps\n",
        b"title: a\nbase_url: https://pufa.example.cn/\noutputs: {home: perhaps}\n",
        b"title: [\n",
    ];
    for text in settings {
        let site = site();
        site.build(&[]).clean();
        let before = site.tree();
        site.write("content/site.yaml", text);
        site.write(
            "content/qa/new.md",
            article("新的", "日期: 2026-11-05").as_bytes(),
        );
        let words = String::from_utf8_lossy(text).into_owned();
        let run = site.build(&["--keep-going"]).exit(1);
        assert!(
            run.stdout().contains("没有生成网站"),
            "{words}: {}",
            run.stdout()
        );
        assert!(site.tree() == before, "{words}");
        site.run(&["channel", "--date", TODAY, "--keep-going"])
            .exit(1);
        assert!(!site.path("channels").exists(), "{words}");
    }
    let site = site();
    site.build(&["--keep-going", "--base-url", "nonsense"])
        .exit(1);
    assert!(site.tree().is_empty());
    let site = site
        .file("themes/mine/theme.yaml", "extends: [\n")
        .file("themes/mine/static/a.css", "a{}");
    site.write(
        "content/site.yaml",
        format!("{SETTINGS}theme: mine\n").as_bytes(),
    );
    site.build(&["--keep-going"]).exit(1);
    assert!(site.tree().is_empty());
}

#[cfg(unix)]
#[test]
fn a_theme_of_which_a_file_cannot_be_read_ends_the_run() {
    let site = site().file("themes/pufa/static/extra.css", "a{}");
    site.build(&[]).clean();
    let before = site.tree();
    for link in [
        "themes/pufa/static/other.css",
        "themes/pufa/templates/page.html",
    ] {
        fs::create_dir_all(site.path(link).parent().expect("a folder")).expect("a folder");
        std::os::unix::fs::symlink(site.path("nowhere"), site.path(link)).expect("a link");
        site.write(
            "content/qa/new.md",
            article("新的", "日期: 2026-11-05").as_bytes(),
        );
        site.build(&["--keep-going"]).exit(3);
        assert!(site.tree() == before, "{link}");
        site.remove(link);
    }
    fs::remove_dir_all(site.path("themes")).expect("a theme");
    std::os::unix::fs::symlink(site.path("nowhere"), site.path("themes")).expect("a link");
    site.build(&["--keep-going"]).exit(3);
    assert!(site.tree() == before);
}

#[test]
fn the_package_of_an_unread_document_stays() {
    let site = site();
    let packages = || crate::support::tree_of(&site.path("channels"));
    site.run(&["channel", "--date", TODAY]).exit(0);
    let before = within(&packages(), "weibo/villages/land/");
    assert!(!before.is_empty(), "{:?}", packages().keys());
    site.write("content/villages/land.md", b"\0\x01\x02\xff\xfe\0\0\x80");
    site.write(
        "content/villages/well.md",
        article("水井", "日期: 2026-11-02\n草稿: 是").as_bytes(),
    );
    site.run(&["channel", "--date", TODAY, "--keep-going"])
        .exit(1);
    assert_eq!(within(&packages(), "weibo/villages/land/"), before);
    assert!(within(&packages(), "weibo/villages/well/").is_empty());
}
