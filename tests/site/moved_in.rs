//! Sites of other generators, moved in as they are.

use crate::support::SiteTest;

fn site() -> SiteTest {
    SiteTest::bare().file(
        "content/site.yaml",
        "title: 示例普法网\nbase_url: https://pufa.example.cn/\n",
    )
}

/// Post with keys of Hexo, Hugo, Jekyll and VuePress.
const POST: &str = "---\nlayout: post\ntitle: 一篇\nsubtitle: 副题\ndate: 2024-05-06 07:08:09\n\
    lastmod: 2024-06-07\ncategories:\n  - [普法, 宪法]\n  - 民法典\ntags: [宪法, 案例]\n\
    author: [张某, 李某]\ndescription: 一句摘要。\nthumbnail: /img/a.svg\ncomments: false\ntop: 1\n\
    permalink: /2024/05/06/first/\nredirect_from:\n  - /old/first.html\nmathjax: true\n---\n\n正文。\n";

#[test]
fn a_post_of_another_system_is_read_without_a_word() {
    let site = site().file("content/_posts/first.md", POST).file(
        "content/img/a.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
    site.build(&["--strict"]).clean();
    site.has_files(&[
        "2024/05/06/first/index.html",
        "old/first.html",
        "tags/普法/index.html",
        "tags/民法典/index.html",
        "tags/案例/index.html",
    ]);
    let page = site.page("_posts/first.html");
    for part in ["张某、李某", "一句摘要。", "2024-06-07"] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches("副题").count(), 0, "a subtitle is no title");
}

#[test]
fn a_key_of_the_owners_own_is_told_once_for_all() {
    let post = "---\ntitle: 一篇\ndate: 2024-05-06\nseries_chapter: 二\n---\n\n正文。\n";
    let mut site = site();
    for number in 1..=30 {
        site = site.file(&format!("content/posts/p{number:02}.md"), post);
    }
    let run = site
        .build(&["--strict", "--message-format", "json"])
        .exit(0);
    assert_eq!(run.codes(), ["front-matter/unknown-key"]);
    let told = &run.json()[0];
    assert_eq!(
        (&told["severity"], &told["line"]),
        (&"hint".into(), &4.into())
    );
    assert!(told["message"].to_string().contains("30 篇"));
}

#[test]
fn a_file_named_by_its_date_needs_no_other() {
    let undated = "---\ntitle: 一篇\n---\n\n正文。\n";
    let site = site()
        .file("content/_posts/2020-01-31-first.md", undated)
        .file("content/_posts/2020-02-01-第二篇/index.md", undated);
    site.build(&["--strict"]).clean();
    assert!(
        site.page("_posts/2020-01-31-first.html")
            .contains("2020-01-31")
    );
    site.has_files(&["archive/2020/index.html"]);
    for name in [
        "2020-02-30-a",
        "2020-1-31-a",
        "2020-01-311",
        "第1期2020-01-31",
    ] {
        let site = self::site().file(&format!("content/_posts/{name}.md"), undated);
        let told = site.build(&["--message-format", "json"]).exit(1).codes();
        assert_eq!(told, ["front-matter/missing-key"], "{name}");
    }
}

#[test]
fn a_permalink_to_the_page_itself_is_no_conflict() {
    let post = |more: &str| format!("---\ntitle: 一篇\ndate: 2024-05-06\n{more}---\n\n正文。\n");
    let site = site()
        .file("content/posts/a.md", post("permalink: /posts/a.html\n"))
        .file("content/posts/b.md", post("aliases: [/posts/b.html]\n"));
    site.build(&["--strict"]).clean();
    assert!(site.page("posts/a.html").contains("正文。"));
}

#[test]
fn a_readme_is_its_folders_page() {
    let readme = "# 指南\n\n栏目的话，见[第一篇](first.md)。\n";
    let site = site()
        .file("content/README.md", "# 首页\n\n欢迎。\n")
        .file("content/guide/README.md", readme)
        .file(
            "content/guide/first.md",
            "---\ntitle: 第一篇\ndate: 2024-05-06\n---\n\n回到[指南](./README.md)或者[上一级](../README.md)。\n",
        );
    site.build(&["--strict"]).clean();
    site.no_files(&["README.html", "guide/README.html"]);
    let page = site.page("guide/index.html");
    assert!(page.contains("<h1") && page.contains("指南") && page.contains("栏目的话"));
    assert!(site.page("index.html").contains("欢迎。"));

    site.write(
        "content/guide/_index.md",
        "---\ntitle: 栏目\n---\n\n另一段话。\n".as_bytes(),
    );
    let run = site.build(&["--message-format", "json"]);
    assert_eq!(run.codes(), ["address/second-introduction"]);
    let page = site.page("guide/index.html");
    assert!(page.contains("另一段话。") && !page.contains("栏目的话"));
}
