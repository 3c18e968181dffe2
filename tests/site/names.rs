//! Names of outputs, and characters that files, URLs or terminals reject: reported, never written.

use crate::support::{SETTINGS, SiteTest};

fn document(more: &str) -> String {
    format!("---\n标题: 一篇\n日期: 2026-11-01\n{more}---\n\n正文。\n")
}

#[test]
fn an_alias_is_held_to_the_rules_of_names() {
    for alias in [
        "/.htaccess",
        "/web.config",
        "/WEB.CONFIG",
        "/.git/config",
        "/a/.user.ini",
        "/con.html",
        "/old/AUX/1.html",
        "/com¹.html",
        "/_pufa/x",
        "/_PUFA/live.js",
        "/a./b.html",
        "/a /b.html",
        "/%2e%2e/x",
        "/..%2f",
        "/../x",
        "/a\\b",
        "/a:b",
        "/_headers",
        "/CNAME",
        "/．htaccess",
        "/ｗｅｂ．ｃｏｎｆｉｇ",
        "/old//x.html",
    ] {
        let quoted = format!("旧网址: ['{alias}']\n");
        let site = SiteTest::new().file("content/qa/a.md", document(&quoted));
        let run = site.build(&[]).exit(1);
        assert!(
            run.stderr().contains("front-matter/bad-slug")
                && run.stderr().contains("content/qa/a.md:4"),
            "{alias}: {}",
            run.stderr()
        );
        assert!(!site.path("public").exists(), "{alias}");
    }
    let long = format!("旧网址: /{}\n", "a/".repeat(500));
    SiteTest::new()
        .file("content/qa/a.md", document(&long))
        .build(&[])
        .exit(1);
}

#[test]
fn a_file_whose_name_no_system_stores_is_told_and_nothing_is_written() {
    for (name, nearest) in [
        ("con.png", "con-1.png"),
        ("qa/aux.md", "aux-1.md"),
        ("qa/nul/index.md", "nul-1"),
        ("qa/a./x.pdf", "“a”"),
        ("qa/什么?.md", "什么-.md"),
        ("qa/%2e%2e.pdf", "-2e-2e.pdf"),
        ("qa/web.config/x.pdf", "web-config"),
        ("_pufa/a.md", "pufa"),
        ("qa/普\u{200B}法.md", "普法.md"),
        ("qa/a\u{202E}fdp.exe.pdf", "afdp.exe.pdf"),
        ("qa/a\u{1B}[31m.pdf", "a[31m.pdf"),
    ] {
        let text = if name.split('.').next_back() == Some("md") {
            document("")
        } else {
            "bytes".to_owned()
        };
        let site = SiteTest::bare()
            .file(
                "content/site.yaml",
                format!("{SETTINGS}附件: {{发布: [全部]}}\n"),
            )
            .file(&format!("content/{name}"), text)
            .file("content/qa/sound.md", document("网址名: sound\n"));
        let run = site.build(&[]).exit(1);
        assert!(
            run.stderr().contains("source/bad-name") && run.stderr().contains(nearest),
            "{name}: {}",
            run.stderr()
        );
        assert_eq!(
            run.stderr().matches("source/bad-name").count(),
            1,
            "{name}: {}",
            run.stderr()
        );
        assert!(
            !run.stderr().contains(['\u{1B}', '\u{202E}', '\u{200B}']),
            "{name}"
        );
        assert!(!site.path("public").exists(), "{name}");
        site.build(&["--keep-going"]).exit(1);
        site.has_files(&["qa/sound.html"]);
        let part = name
            .split('/')
            .find(|part| !matches!(*part, "qa" | "index.md"))
            .unwrap_or_default();
        let stem = part.split('.').next().unwrap_or_default();
        let is_it = |part: &str| part.split('.').next() == Some(stem);
        assert!(
            !site.tree().keys().any(|path| path.split('/').any(is_it)),
            "{name}: {:?}",
            site.tree().keys()
        );
    }
}

#[test]
fn a_long_name_is_told_at_its_document_or_shortened() {
    let long = "法".repeat(84);
    let site = SiteTest::new().file(&format!("content/qa/{long}.md"), document(""));
    let run = site.build(&[]).exit(1);
    assert!(
        run.stderr().contains("source/bad-name") && run.stderr().contains("250"),
        "{}",
        run.stderr()
    );
    let slug = document(&format!("网址名: {long}\n"));
    let run = SiteTest::new()
        .file("content/qa/a.md", slug)
        .build(&[])
        .exit(1);
    assert!(
        run.stderr().contains("front-matter/bad-slug") && run.stderr().contains("a.md:4"),
        "{}",
        run.stderr()
    );
    // Tags and units are free text: their slugs are truncated and stay distinct.
    let words = format!("标签: [{long}甲, {long}乙, 行政/复议, 行政:复议, con, 'a?b', '..']\n");
    let plan = format!(
        "---\n标题: 2026年要点\n年度: 2026\n---\n\n一、学习\n（一）学法。（责任单位：市{long}局）\n"
    );
    let site = SiteTest::new()
        .file("content/qa/a.md", document(&words))
        .file("content/plan/2026.md", plan);
    site.build(&[]).exit(0);
    let tags = site
        .tree()
        .into_keys()
        .filter(|path| path.starts_with("tags/") && path.matches('/').count() == 2);
    let tags: Vec<String> = tags.collect();
    assert_eq!(tags.len(), 7, "{tags:?}");
    assert!(
        tags.iter()
            .all(|path| path.split('/').all(|part| part.len() <= 255)),
        "{tags:?}"
    );
    assert!(site.page("tags/index.html").contains(&format!("{long}乙")));
}

#[test]
fn characters_that_nobody_sees_are_told_and_left_out() {
    let head = "---\n标题: \"甲\\0\\e[31m\\x0b乙\\u202e丙\\ufffe\"\n日期: 2026-11-01\n标签: [\"普\u{200B}法\", 普法]\n网址名: \"a\u{AD}b\"\n---\n\n正文&#27;[0m&#xFFFE;&#0; <b title=\"&#27;x\">粗&#1;</b>\u{B}完\u{7F}。\n\n[链](/qa/ab.html \"题&#7;\")\n";
    let settings = format!(
        "{SETTINGS}description: \"普法\u{202E}网\"\nmenu: [{{name: \"问\\u2066答\", to: qa}}]\n"
    );
    let site = SiteTest::bare()
        .file("content/site.yaml", settings)
        .file("content/qa/a.md", head);
    let run = site.build(&[]).exit(0);
    for place in [
        "site.yaml:3",
        "site.yaml:4",
        "a.md:2",
        "a.md:4",
        "a.md:5",
        "a.md:8",
        "a.md:10",
    ] {
        assert!(run.stderr().contains(place), "{place} in {}", run.stderr());
    }
    site.has_files(&["qa/ab.html", "tags/普法/index.html"]);
    for (path, bytes) in site.tree() {
        let Ok(text) = String::from_utf8(bytes) else {
            continue;
        };
        let bad = text.chars().find(|&c| {
            (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
                || matches!(c, '\u{FFFE}' | '\u{202E}' | '\u{2066}')
        });
        assert_eq!(bad, None, "{path}");
        assert!(
            !text.contains("&#27;") && !text.contains("&#x1b;"),
            "{path}"
        );
    }
}

#[test]
fn a_control_in_a_component_is_refused() {
    let quiz = "---\n标题: 甲\n日期: 2026-11-01\n---\n\n```download\n文件: a.pdf\n说明: \"x\\e[31m\"\n```\n";
    let site = SiteTest::new()
        .file("content/qa/a.md", quiz)
        .file("content/qa/a.pdf", "%PDF-1.4");
    let run = site.build(&[]).exit(1);
    assert!(run.stderr().contains("block/invalid"), "{}", run.stderr());
}

#[test]
fn attachments_that_might_do_harm_are_not_published() {
    let body = "[页](x.html) [图](坏.svg) ![图](坏.svg) [序](a.php.jpg) [程](x.exe) [表](表.pdf) ![好](好.svg)\n";
    let site = |settings: &str| {
        SiteTest::bare()
            .file("content/site.yaml", format!("{SETTINGS}{settings}"))
            .file(
                "content/qa/a.md",
                document("附件: [x.html, 表.pdf]\n封面: 坏.svg\n").replace("正文。", body),
            )
            .file("content/qa/b.md", document("").replace("正文。", body))
            .file("content/qa/x.html", "<script>alert(1)</script>")
            .file(
                "content/qa/坏.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            )
            .file(
                "content/qa/好.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect/></svg>",
            )
            .file("content/qa/a.php.jpg", "<?php ?>")
            .file("content/qa/x.exe", "MZ")
            .file("content/qa/web.config", "<configuration/>")
            .file("content/qa/z.pdf.", "%PDF-1.4")
            .file("content/qa/表.pdf", "%PDF-1.4")
    };
    let closed = site("");
    let run = closed.build(&[]).exit(0);
    assert_eq!(
        run.stderr().matches("attachment/withheld").count(),
        6,
        "{}",
        run.stderr()
    );
    assert!(
        !run.stderr().contains("link/broken")
            && !run.stderr().contains("image/broken")
            && !run.stderr().contains("missing-file"),
        "{}",
        run.stderr()
    );
    closed.no_files(&[
        "qa/x.html",
        "qa/坏.svg",
        "qa/a.php.jpg",
        "qa/x.exe",
        "qa/web.config",
        "qa/z.pdf.",
    ]);
    closed.has_files(&["qa/表.pdf", "qa/好.svg", "qa/a.html"]);
    for page in ["qa/a.html", "qa/b.html"] {
        let page = closed.page(page);
        assert!(
            !page.contains("x.exe\"")
                && !page.contains("%E5%9D%8F.svg")
                && !page.contains("a.php.jpg\""),
            "{page}"
        );
        assert!(page.contains("%E5%A5%BD.svg"), "{page}");
    }
    closed.build(&["--strict"]).exit(1);
    let open = site("附件: {允许: [.HTML, svg, a.php.jpg, /qa/x.exe]}\n");
    let run = open.build(&[]).exit(0);
    assert_eq!(
        run.stderr().matches("attachment/withheld").count(),
        2,
        "{}",
        run.stderr()
    );
    open.has_files(&["qa/x.html", "qa/坏.svg", "qa/a.php.jpg", "qa/x.exe"]);
    // The setting is re-read: files that it no longer allows are removed.
    open.write("content/site.yaml", SETTINGS.as_bytes());
    open.build(&[]).exit(0);
    open.no_files(&["qa/x.html", "qa/坏.svg", "qa/a.php.jpg", "qa/x.exe"]);
}

#[test]
fn a_template_that_names_nothing_is_told() {
    let site = SiteTest::new().file("content/qa/a.md", document("模板: cases.html\n"));
    let run = site.build(&[]).exit(0);
    assert!(
        run.stderr().contains("front-matter/unknown-template")
            && run.stderr().contains("case.html"),
        "{}",
        run.stderr()
    );
    assert!(run.stderr().contains("a.md:4"), "{}", run.stderr());
    SiteTest::new()
        .file("content/qa/a.md", document("模板: page.html\n"))
        .build(&[])
        .clean();
}

#[test]
fn a_plan_does_not_move_the_terminal() {
    let text =
        "示例\u{202E}要点\u{1B}[2J\n\n一、学习\n（一）学\u{9B}法\u{202E}。（责任单位：市司法局）\n";
    let site = SiteTest::bare().file("要点.txt", text);
    for format in ["table", "md"] {
        let run = site.run(&["plan", "要点.txt", "--format", format]);
        let all = run.stdout().to_owned() + run.stderr();
        let bad = all
            .chars()
            .find(|&c| (c.is_control() && c != '\n') || c == '\u{202E}');
        assert_eq!(bad, None, "{all:?}");
        assert!(all.contains("\\u{202E}"), "{all}");
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_no_plan() {
    use std::process::Command;
    let site = SiteTest::new();
    for name in ["pipe.md", "pipe"] {
        assert!(
            Command::new("mkfifo")
                .arg(site.path(name))
                .status()
                .is_ok_and(|status| status.success())
        );
        let run = site.run(&["plan", name]);
        assert!(
            run.stderr().contains("source/unreadable"),
            "{}",
            run.stderr()
        );
    }
    for device in ["/dev/zero", "/dev/stdin", "./content", "/dev/null"] {
        let run = site.run(&["plan", device]);
        assert!(
            run.stderr().contains("source/unreadable"),
            "{device}: {}",
            run.stderr()
        );
    }
    site.remove("content/site.yaml");
    assert!(
        Command::new("mkfifo")
            .arg(site.path("content/site.yaml"))
            .status()
            .is_ok_and(|status| status.success())
    );
    site.build(&[]);
}
