//! Nearly empty sites, and files that are not documents.

use crate::support::{SETTINGS, SiteTest};

#[test]
fn a_site_of_a_title_is_a_site() {
    let site = SiteTest::bare().file("content/site.yaml", "title: 空\n");
    let run = site.build(&[]).exit(0);
    insta::assert_snapshot!(run.stderr());
    site.has_files(&["index.html", "404.html", "robots.txt", "sitemap.xml"]);
}

#[test]
fn settings_of_nothing_are_told() {
    let site = SiteTest::bare().file("content/site.yaml", "");
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}

#[test]
fn garbage_is_told_and_an_empty_file_is_too() {
    let garbage: Vec<u8> = (0..400_u32).map(|n| (n * 7919 % 251) as u8).collect();
    let site = SiteTest::new()
        .file("content/qa/garbage.md", garbage)
        .file("content/qa/empty.md", "")
        .file("content/qa/spaces.md", "\n\n  \n")
        .file("content/qa/head.md", "---\n---\n");
    insta::assert_snapshot!(site.build(&[]).exit(1).stderr());
}

#[test]
fn crlf_and_a_byte_order_mark_change_nothing() {
    let text = "---\n标题: 甲\n日期: 2026-11-01\n---\n\n第一行，\n第二行\n\n- 一\n- 二\n";
    let page = |text: String| {
        let site = SiteTest::bare()
            .file("content/site.yaml", SETTINGS)
            .file("content/qa/a.md", text);
        site.build(&[]).clean();
        site.page("qa/a.html")
    };
    assert_eq!(
        page(text.to_owned()),
        page(format!("\u{feff}{}", text.replace('\n', "\r\n")))
    );
}
