//! Sources that the public does not see: what is said of them, and that none of it is published.

use serde_json::json;

use crate::support::{SETTINGS, SiteTest};

const JSON: [&str; 2] = ["--message-format", "json"];

fn article(lines: &str) -> String {
    format!("---\n标题: 一篇\n日期: 2026-11-01\n{lines}\n---\n\n正文。\n")
}

fn codes(site: &SiteTest) -> Vec<String> {
    site.build(&JSON).codes()
}

#[test]
fn a_file_that_is_nearly_a_document_is_told_by_its_right_name() {
    let site = SiteTest::new()
        .file("content/villages/a.md.txt", article("草稿: 是"))
        .file("content/villages/b.markdown", article(""))
        .file("content/villages/c．md", article(""))
        .file("content/villages/d.md.orig", article(""))
        .file("content/villages/d.md", article(""))
        .file("content/villages/e.md~", article(""))
        .file("content/villages/名单.txt", article(""))
        .file(
            "content/villages/link.md",
            "---\n标题: 链接\n日期: 2026-11-01\n---\n\n[甲](a.md.txt)[名单](名单.txt)\n",
        );
    let run = site.build(&[]).exit(0);
    insta::assert_snapshot!(run.stderr());
    let tree = site.tree();
    let named = |path: &&String| path.starts_with("villages/");
    let pages: Vec<&String> = tree.keys().filter(named).collect();
    let is_made = |path: &&String| {
        let (_, extension) = path.rsplit_once('.').unwrap_or_default();
        ["html", "xml", "json", "ics"].contains(&extension)
    };
    assert!(pages.iter().all(is_made), "{pages:?}");
    site.has_files(&["villages/d.html", "villages/link.html"]);
    assert!(site.page("villages/link.html").contains("甲名单"));
}

#[test]
fn a_name_that_site_yaml_allows_is_still_no_attachment() {
    let site = SiteTest::bare()
        .file(
            "content/site.yaml",
            format!("{SETTINGS}附件: {{允许: [md, markdown, txt], 发布: [全部]}}\n"),
        )
        .file("content/qa/a.markdown", article(""))
        .file("content/qa/b.md.txt", article(""));
    assert_eq!(codes(&site), ["source/misnamed", "source/misnamed"]);
    site.no_files(&["qa/a.markdown", "qa/b.md.txt"]);
}

#[test]
fn the_summary_says_what_is_held_back_and_what_comes_next() {
    let site = SiteTest::new()
        .file("content/qa/shown.md", article(""))
        .file("content/qa/draft.md", article("草稿: 是"))
        .file("content/草稿/b.md", article(""))
        .file("content/qa/later.md", article("定时发布: 2026-12-04 08:00"))
        .file("content/qa/last.md", article("publishDate: 2026-12-20"))
        .file("content/qa/old.md", article("到期: 2026-11-02"));
    for _ in 0..2 {
        let run = site.build(&[]).exit(0);
        let closing = "另有 2 篇草稿、2 篇定时（最早 12-04 08:00）、1 篇已到期；";
        assert!(run.stdout().contains(closing), "{}", run.stdout());
        assert!(
            run.stdout().contains("pufa serve --open"),
            "{}",
            run.stdout()
        );
        let summary = site.build(&JSON).summary();
        assert_eq!(
            summary["held_back"],
            json!({"drafts": 2, "scheduled": 2, "expired": 1})
        );
        assert_eq!(summary["next_change"], "2026-12-04T08:00:00+08:00");
    }
    let detail = site.build(&["-v"]);
    for line in [
        "草稿：content/qa/draft.md",
        "定时（2026-12-04T08:00:00+08:00）：content/qa/later.md",
        "已到期：content/qa/old.md",
    ] {
        assert!(detail.stderr().contains(line), "{}", detail.stderr());
    }
    site.no_files(&[
        "qa/draft.html",
        "草稿/b.html",
        "qa/later.html",
        "qa/last.html",
    ]);
    let later = site.build(&["--date", "2026-12-04 08:00", JSON[0], JSON[1]]);
    assert_eq!(later.summary()["next_change"], "2026-12-20T00:00:00+08:00");
    site.has_files(&["qa/later.html"]);
}

#[test]
fn the_next_change_is_the_first_that_the_public_sees() {
    for (lines, next) in [
        ("", json!("2027-01-01T00:00:00+08:00")),
        (
            "草稿: 是\n到期: 2026-12-01",
            json!("2027-01-01T00:00:00+08:00"),
        ),
        ("到期: 2026-12-01", json!("2026-12-02T00:00:00+08:00")),
        ("到期: 2026-12-01 09:30", json!("2026-12-01T09:30:00+08:00")),
        ("定时发布: 2026-11-25", json!("2026-11-25T00:00:00+08:00")),
    ] {
        let site = SiteTest::new().file("content/qa/a.md", article(lines));
        assert_eq!(site.build(&JSON).summary()["next_change"], next, "{lines}");
    }
}

#[test]
fn a_file_that_nothing_names_is_told_and_not_published() {
    let site = SiteTest::new()
        .file("content/qa/a.md", article(""))
        .file("content/qa/原稿.docx", "docx")
        .file("content/qa/a/名单.xlsx", "xlsx")
        .file("content/notes.txt", "张某 两份")
        .file("content/qa/x.exe", "exe")
        .file("content/favicon.ico", "icon")
        .file("content/MP_verify_AbCd.txt", "AbCd0123")
        .file(
            "content/google01ab.html",
            "google-site-verification: google01ab.html",
        )
        .file(
            "content/.well-known/security.txt",
            "Contact: mailto:a@example.cn",
        );
    assert_eq!(codes(&site), ["attachment/unlinked", "attachment/withheld"]);
    site.no_files(&["qa/原稿.docx", "qa/a/名单.xlsx", "notes.txt", "qa/x.exe"]);
    site.has_files(&[
        "favicon.ico",
        "MP_verify_AbCd.txt",
        "google01ab.html",
        ".well-known/security.txt",
    ]);
    let detail = site.build(&["-v"]);
    for path in [
        "content/qa/原稿.docx",
        "content/qa/a/名单.xlsx",
        "content/notes.txt",
    ] {
        let line = format!("没有公布：{path}");
        assert!(detail.stderr().contains(&line), "{}", detail.stderr());
    }
    site.write(
        "content/site.yaml",
        format!("{SETTINGS}附件: {{发布: [qa/a, .docx, Notes.txt]}}\n").as_bytes(),
    );
    assert_eq!(codes(&site), ["attachment/withheld"]);
    site.has_files(&["qa/原稿.docx", "qa/a/名单.xlsx", "notes.txt"]);
}

#[test]
fn whatever_names_a_file_publishes_it() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\x06\0\0\0";
    let files = [
        "qa/link.pdf",
        "qa/图 一.png",
        "qa/html.png",
        "qa/cover.png",
        "qa/listed.docx",
        "qa/video.mp4",
        "qa/download.zip",
        "qa/extra.png",
        "qa/rooted.pdf",
        "qa/own.pdf",
        "images/logo.png",
        "images/badge.png",
        "menu.pdf",
    ];
    let mut site = SiteTest::bare()
        .file(
            "content/site.yaml",
            format!(
                "{SETTINGS}theme: {{name: pufa, options: {{logo: images/logo.png}}}}\nmenu:\n- {{name: 下载, to: menu.pdf}}\n\
                 records: {{report_error: {{url: 'https://zfwzgl.example.cn/', image: images/badge.png}}}}\n"
            ),
        )
        .file(
            "content/qa/a.md",
            "---\n标题: 一篇\n日期: 2026-11-01\n类型: 通知公告\n封面: cover.png\n文件: [listed.docx]\n附加: {banner: extra.png}\n---\n\n\
             [一](link.pdf)[二](/qa/rooted.pdf)[三](https://pufa.example.cn/qa/own.pdf)\n\n![图](<图 一.png>)\n\n\
             <img src=\"html.png\" alt=\"图\">\n\n```视频\n文件: video.mp4\n标题: 片\n```\n\n```下载\n文件: download.zip\n标题: 包\n```\n",
        );
    for file in files {
        let bytes: &[u8] = if file.split('.').next_back() == Some("png") {
            picture
        } else {
            b"bytes"
        };
        site = site.file(&format!("content/{file}"), bytes);
    }
    let run = site.build(&JSON).exit(0);
    assert!(
        !run.codes().contains(&"attachment/unlinked".to_owned()),
        "{:?}",
        run.codes()
    );
    site.has_files(&files);
}

#[test]
fn a_file_comes_and_goes_with_its_links() {
    let linking = article("").replace("正文。", "正文。[表](表.docx)");
    let site = SiteTest::new()
        .file("content/qa/a.md", article(""))
        .file(
            "content/qa/b.md",
            article("草稿: 是").replace("正文。", "[表](表.docx)"),
        )
        .file("content/qa/表.docx", "docx");
    for (text, is_there) in [
        (article(""), false),
        (linking.clone(), true),
        (article(""), false),
        (linking.replace("日期", "草稿: 是\n日期"), false),
        (linking, true),
    ] {
        site.write("content/qa/a.md", text.as_bytes());
        site.build(&[]).exit(0);
        let clean = site.copy_of_sources();
        clean.build(&[]).exit(0);
        assert_eq!(
            site.tree().keys().collect::<Vec<_>>(),
            clean.tree().keys().collect::<Vec<_>>()
        );
        assert!(site.tree() == clean.tree());
        assert_eq!(site.tree().contains_key("qa/表.docx"), is_there, "{text}");
    }
}

#[test]
fn a_new_document_is_a_draft_that_invents_nothing() {
    let site = SiteTest::new();
    site.run(&["new", "主题活动", "宣传周"]).exit(0);
    site.run(&["new", "活动", "宣讲"]).exit(0);
    let run = site.build(&JSON).exit(0);
    assert_eq!(run.summary()["held_back"]["drafts"], 2);
    assert_eq!(run.codes(), Vec::<String>::new());
    let path = "content/campaigns/宣传周.md";
    let text = std::fs::read_to_string(site.path(path)).unwrap_or_default();
    assert!(
        text.contains("草稿: 是\n") && text.contains("开始:\n"),
        "{text}"
    );
    site.write(path, text.replace("草稿: 是\n", "").as_bytes());
    site.build(&[]).exit(1);
    let filled = text
        .replace("草稿: 是\n", "")
        .replace("开始:\n", "开始: 2026-12-01\n")
        .replace("结束:\n", "结束: 2026-12-07\n");
    site.write(path, filled.as_bytes());
    site.build(&[]).exit(0);
    site.has_files(&["campaigns/宣传周.html"]);
}

#[test]
fn an_empty_document_is_told() {
    let empty = |lines: &str| format!("---\n标题: 一篇\n日期: 2026-11-01\n{lines}---\n");
    for (text, is_told) in [
        (empty(""), true),
        (empty("") + "\n  \n", true),
        (empty("") + "\n# 题\n", true),
        (empty("草稿: 是\n"), false),
        (empty("摘要: 一句话。\n"), false),
        (empty("") + "\n正文。\n", false),
        (
            empty("") + "\n![图](https://pufa.example.cn/a.png)\n",
            false,
        ),
    ] {
        let site = SiteTest::new().file("content/qa/a.md", &text);
        assert_eq!(
            codes(&site).contains(&"body/empty".to_owned()),
            is_told,
            "{text}"
        );
    }
}

#[test]
fn what_a_page_loads_from_elsewhere_is_told() {
    let site = |head: &str, settings: &str, body: &str| {
        SiteTest::bare()
            .file("content/site.yaml", format!("{SETTINGS}{settings}"))
            .file(
                "content/qa/a.md",
                format!("---\n标题: 一篇\n日期: 2026-11-01\n{head}---\n\n文。\n\n{body}\n"),
            )
    };
    for (head, settings, body, count) in [
        ("", "", "![图](https://img.example.com/a.png)", 1),
        ("", "", "![图](//img.example.com/a.png)", 1),
        (
            "",
            "",
            "<img src=\"https://img.example.com/a.png\" alt=\"图\">",
            1,
        ),
        ("封面: https://img.example.com/a.png\n", "", "", 1),
        ("", "", "![图](https://pufa.example.cn/a.png)", 0),
        ("", "", "![图](http://pufa.example.cn/a.png)", 0),
        (
            "",
            "csp: {sources: ['https://img.example.com']}\n",
            "![图](https://img.example.com/a.png)",
            0,
        ),
        (
            "",
            "csp: {sources: ['http://img.example.com']}\n",
            "![图](http://img.example.com/a.png)",
            1,
        ),
        ("", "", "[站](https://img.example.com/a.png)", 0),
        (
            "",
            "html: allow\n",
            "<iframe src=\"https://v.example.com/1\"></iframe>",
            1,
        ),
        (
            "",
            "html: allow\n",
            "<p style=\"background: url('https://v.example.com/1')\">文</p>",
            1,
        ),
        (
            "",
            "html: allow\n",
            "<style>p { background: url(//v.example.com/1) }</style>",
            1,
        ),
        ("", "html: allow\n", "<p style=\"color: red\">url(x)</p>", 0),
    ] {
        let codes = codes(&site(head, settings, body));
        let told = codes
            .iter()
            .filter(|code| *code == "image/external")
            .count();
        assert_eq!(told, count, "{settings}{head}{body}: {codes:?}");
    }
}

#[test]
fn withdrawn_pages_are_told_at_every_build_until_they_are_removed() {
    let site = SiteTest::new()
        .file("content/qa/a.md", article(""))
        .file("content/qa/b.md", article(""))
        .file("content/qa/c.pdf", "pdf")
        .file(
            "content/qa/c.md",
            article("").replace("正文。", "[表](c.pdf)"),
        );
    site.build(&[]).clean();
    site.write("public/other.html", b"<p>foreign</p>");
    std::fs::remove_dir_all(site.path(".pufa")).expect("a folder");
    site.remove("content/qa/b.md");
    site.remove("content/qa/c.md");
    site.remove("content/qa/c.pdf");
    for _ in 0..3 {
        let run = site.build(&[]).exit(0);
        for name in ["3 个以前公布", "qa/b.html", "qa/c.html", "qa/c.pdf"] {
            assert!(run.stderr().contains(name), "{}", run.stderr());
        }
        site.build(&["--strict"]).exit(1);
    }
    site.build(&["--clean"]).exit(0);
    site.no_files(&["qa/b.html", "qa/c.html", "qa/c.pdf"]);
    site.has_files(&["qa/a.html", "other.html"]);
    site.build(&["--strict"]).clean();
}

#[test]
fn what_a_hidden_or_faulty_document_uses_is_not_called_unlinked() {
    for (more, codes_now) in [
        ("草稿: 是", &[][..]),
        ("定时发布: 2030-01-01", &[][..]),
        ("草稿: 也许", &["front-matter/bad-value"][..]),
        ("草稿: 否", &[][..]),
    ] {
        let site = SiteTest::bare()
            .file("content/site.yaml", SETTINGS)
            .file("content/qa/a.md", article(more) + "\n[表](表.pdf)\n")
            .file("content/qa/表.pdf", "%PDF-");
        let found: Vec<String> = codes(&site);
        assert!(
            !found.contains(&"attachment/unlinked".to_owned()),
            "{more}: {found:?}"
        );
        assert!(
            codes_now.is_empty() == found.is_empty(),
            "{more}: {found:?}"
        );
    }
}
