//! Links, images and anchors: what is accepted as written, and advice that mends what is not.

use crate::support::{SETTINGS, SiteTest};

/// Image of one pixel, as far as anybody reads it: header, data and end.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0sums\
    \0\0\0\0IDATsums\0\0\0\0IENDsums";

fn document(body: &str) -> String {
    format!("---\n标题: 一篇\n日期: 2026-11-01\n---\n\n{body}\n")
}

/// Site with a document of headings, a section with an introduction, and files with odd names.
fn site(settings: &str, body: &str) -> SiteTest {
    SiteTest::bare()
        .file(
            "content/site.yaml",
            format!("{settings}附件: {{发布: 全部}}\n"),
        )
        .file(
            "content/qa/b.md",
            document("## 第一条\n\n文\n\n## 需要 什么（材料）\n\n文\n\n## main\n\n文"),
        )
        .file("content/qa/问 答.md", document("## 第 一条\n\n文"))
        .file(
            "content/villages/_index.md",
            "---\n标题: 进乡村\n---\n\n## 节\n\n文\n",
        )
        .file("content/villages/A b.png", PNG)
        .file("content/villages/a#b.png", PNG)
        .file("content/villages/100%25.png", PNG)
        .file("content/villages/UP.PNG", PNG)
        .file("content/villages/images/c.png", PNG)
        .file("content/villages/申请表 (1).docx", "PK")
        .file("content/villages/a.md", document(body))
}

fn page(site: &SiteTest) -> String {
    std::fs::read_to_string(site.path("public/villages/a.html")).expect("the page")
}

#[test]
fn an_address_of_the_site_keeps_its_query_and_fragment() {
    let portal = SETTINGS.replace("example.cn/", "example.cn/portal/");
    for (settings, base) in [(SETTINGS, "/"), (&*portal, "/portal/")] {
        let anchor = "#%E7%AC%AC%E4%B8%80%E6%9D%A1";
        let qa = format!("{base}qa/b.html");
        for (written, href) in [
            ("/qa/b.html#第一条", format!("{qa}{anchor}")),
            (
                "/qa/b.html?x=1&y=2#第一条",
                format!("{qa}?x=1&amp;y=2{anchor}"),
            ),
            ("../qa/b.md?x#第一条", format!("{qa}?x{anchor}")),
            (
                "../qa/b.md#需要 什么（材料）",
                format!("{qa}#%E9%9C%80%E8%A6%81-%E4%BB%80%E4%B9%88%E6%9D%90%E6%96%99"),
            ),
            ("../qa/b.md#Ｍain", format!("{qa}#section-main")),
            ("/villages/?x#节", format!("{base}villages/?x#%E8%8A%82")),
            (
                "../qa/问 答.md#第 一条",
                format!("{base}qa/%E9%97%AE%20%E7%AD%94.html#%E7%AC%AC-%E4%B8%80%E6%9D%A1"),
            ),
            ("{own}qa/b.html#第一条", format!("{qa}{anchor}")),
            ("{base}qa/b.html#第一条", format!("{qa}{anchor}")),
            ("#top", "#top".to_owned()),
        ] {
            let own = format!("https://pufa.example.cn{base}");
            let written = written.replace("{own}", &own).replace("{base}", base);
            for body in [
                format!("[文]({written})"),
                format!("<a href=\"{written}\">文</a>"),
            ] {
                let site = site(settings, &body);
                site.build(&[]).clean();
                let page = page(&site);
                assert!(page.contains(&format!("href=\"{href}\"")), "{body}\n{page}");
            }
        }
    }
}

#[test]
fn a_file_is_found_by_its_name_whatever_it_holds() {
    let body = "![图](A b.png)\n\n![图](a#b.png)\n\n![图](100%25.png \"题 目\")\n\n[表](申请表 (1).docx)\n\n[网](https://a.cn/甲 乙)";
    let site = site(SETTINGS, body);
    site.build(&[]).clean();
    let page = page(&site);
    for address in [
        "src=\"/villages/A%20b.png\"",
        "src=\"/villages/a%23b.png\"",
        "src=\"/villages/100%2525.png\"",
        "href=\"/villages/%E7%94%B3%E8%AF%B7%E8%A1%A8%20(1).docx\"",
        "href=\"https://a.cn/%E7%94%B2%20%E4%B9%99\"",
    ] {
        assert!(page.contains(address), "{address}\n{page}");
    }
}

#[test]
fn what_is_advised_mends_the_link() {
    let links = [
        "[甲](www.a.cn)",
        "[甲](https：//a.cn)",
        "[甲](a@b.cn)",
        "[甲](12348)",
        "[甲](../qa/b.html#第一条)",
        "[甲](../qa/b)",
        "[甲](..\\qa\\b.md)",
        "[甲](htps://a.cn)",
        "[甲](http:/a.cn)",
        "[甲](https:a.cn/b)",
        "[甲](../QA/B.md)",
        "[甲](b.md#第一条)",
        "[甲](../qa/问答.md)",
        "[甲](/villages/b.html)",
        "[甲](../qa/b.md#第二条)",
        "[甲](https://pufa.example.cn/qa/c/b.html)",
        "![甲](images/c.PNG)",
        "![甲](Images/c.png)",
        "![甲](up.png)",
        "![甲](c.png)",
        "![甲](images/A  b.png)",
        "![甲](images/a%23b.png)",
        "[甲](申请表（1）.docx)",
        "[甲](../qa/b.md，)",
        "![甲](images/c.png 说明)",
    ];
    for link in links {
        let faulty = site(SETTINGS, link);
        let found = faulty.build(&["--message-format", "json"]).json();
        let hint = found[0]["hint"].as_str().unwrap_or_default();
        let meant = hint
            .split_once('“')
            .and_then(|(_, rest)| rest.split_once('”'))
            .map_or("", |(meant, _)| meant);
        assert_ne!(meant, "", "{link}: {found:?}");
        let written = &link[link.find('(').expect("a bracket") + 1..link.len() - 1];
        let meant = match written.split_once('#') {
            Some((path, _)) if meant.starts_with('#') => format!("{path}{meant}"),
            _ => meant.to_owned(),
        };
        let mended = link.replace(written, &meant);
        assert_ne!(mended, link, "{hint}");
        site(SETTINGS, &mended).build(&[]).clean();
    }
}

#[test]
fn nothing_of_another_kind_is_advised_and_long_addresses_are_cut() {
    for (body, code, hint) in [
        (
            "```视频\n文件: a.mp4\n标题: 甲\n```",
            "link/broken",
            "从本文件出发",
        ),
        ("[附](a.pdf)", "link/broken", "从本文件出发"),
        ("![甲]()", "image/broken", "括号里写文件名"),
        ("[甲]()", "link/broken", "括号里写文件名"),
        ("[甲](../../contentvillages)", "link/broken", "从本文件出发"),
        (
            "![甲](data:image/png;base64,AAAAAAAAAAAA)",
            "link/unsafe",
            "存成文件",
        ),
        (
            "[甲](file:///C:/a/图%201.doc)",
            "link/unsafe",
            "只写“图 1.doc”",
        ),
        ("[甲](/qa/b.html#没有这一条)", "link/broken-anchor", "#"),
        ("[甲](/villages/#没有这一节)", "link/broken-anchor", "#"),
    ] {
        let run = site(SETTINGS, body).build(&["--message-format", "json"]);
        let found = run.json();
        assert_eq!(found[0]["code"], code, "{body}: {found:?}");
        let told = found[0]["hint"].as_str().unwrap_or_default();
        assert!(told.contains(hint), "{body}: {told}");
        let message = found[0]["message"].as_str().unwrap_or_default();
        assert!(!message.contains("AAAA"), "{message}");
    }
    let long = format!("[甲]({}.md)", "很长".repeat(200));
    let found = site(SETTINGS, &long)
        .build(&["--message-format", "json"])
        .json();
    let message = found[0]["message"].as_str().unwrap_or_default();
    assert!(
        message.chars().count() < 110 && message.contains(".md”"),
        "{message}"
    );
}

#[test]
fn a_fragment_that_is_not_there_is_told_in_menus_too() {
    for (to, is_there) in [
        ("qa/b.md#第一条", true),
        ("qa/b.md#没有", false),
        ("villages#节", true),
        ("villages#没有", false),
        ("/villages/?x#没有", false),
    ] {
        let menu = format!("{SETTINGS}menu:\n  - {{name: 甲, to: '{to}'}}\n");
        let run = site(&menu, "文").build(&["--message-format", "json"]);
        let told = run.codes().contains(&"link/broken-anchor".to_owned());
        assert_eq!(told, !is_there, "{to}");
    }
}
