//! Feeds as clients read them, checked against their specifications.

use serde_json::Value;

use crate::support::{SiteTest, digests_masked};

const SITE: &str = "title: 示例普法网\nbase_url: https://pufa.example.cn/portal/pufa/\nowner: {sponsor: 示例市司法局}\nfeeds: {families: [全站, 栏目, 场所, 主题活动, 标签, 类型]}\nhtml: allow\n";

fn site() -> SiteTest {
    SiteTest::bare()
        .file("content/site.yaml", SITE)
        .file("content/villages/land.md", "---\n标题: 土地承包 <怎么> 签 ]]> & 问\n日期: 2026-11-01\n更新: 2026-11-03 08:30\n作者: 张某\n标签: [民法典]\n主题活动: week\n摘要: 签合同前先看三件事。\n---\n\n## 先看什么\n\n见[问答](../qa/noise.md)和[上面](#先看什么)。\n\n![图](map.svg)\n")
        .file("content/villages/map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"6\"></svg>")
        .file("content/qa/noise.md", "---\n标题: 楼上太吵怎么办\n日期: 2026-11-02\n问题: 能不能要求停止？\n---\n\n可以。<script>alert(1)</script><b onclick=\"x()\">先劝阻</b>。\n")
        .file("content/resources/poster.md", "---\n标题: 宪法广播\n日期: 2026-10-30\n文件: [poster/talk.mp3]\n---\n\n可以下载。\n")
        .file("content/resources/poster/talk.mp3", "0123456789")
        .file("content/campaigns/week.md", "---\n标题: 宪法宣传周\n开始: 2026-12-01\n结束: 2026-12-07\n---\n\n一周的活动。\n")
        .file("content/about.md", "---\n标题: 关于\n---\n\n本站。\n")
}

fn json(site: &SiteTest, path: &str) -> Value {
    serde_json::from_str(&site.page(path)).unwrap_or_default()
}

#[test]
fn whole_feeds() {
    let site = site();
    site.build(&[]).clean();
    for (name, path) in [
        ("feed_rss", "feed.xml"),
        ("feed_atom", "atom.xml"),
        ("feed_json", "feed.json"),
        ("feed_opml", "feeds.opml"),
    ] {
        insta::assert_snapshot!(name, digests_masked(&site.page(path)));
    }
}

#[test]
fn every_family_stands_at_its_address() {
    let site = site();
    site.build(&[]).clean();
    for folder in [
        "",
        "qa/",
        "villages/",
        "resources/",
        "campaigns/week/",
        "tags/民法典/",
        "kinds/qa/",
    ] {
        site.has_files(
            &["feed.xml", "atom.xml", "feed.json"]
                .map(|file| format!("{folder}{file}"))
                .each_ref()
                .map(String::as_str),
        );
    }
    site.has_files(&["feeds.opml", "feeds.html"]);
    let page = site.page("villages/index.html");
    assert!(page.contains("<link rel=\"alternate\" type=\"application/rss+xml\" title=\"示例普法网（RSS）\" href=\"/portal/pufa/feed.xml\">"), "{page}");
    assert!(
        page.contains("href=\"/portal/pufa/villages/atom.xml\""),
        "{page}"
    );
}

#[test]
fn readers_read_every_form() {
    let site = site();
    site.build(&[]).clean();
    for path in ["feed.xml", "atom.xml", "feed.json"] {
        let feed = feed_rs::parser::parse(site.page(path).as_bytes()).expect("a feed");
        let titles: Vec<String> = feed
            .entries
            .iter()
            .map(|entry| {
                entry
                    .title
                    .as_ref()
                    .map(|title| title.content.clone())
                    .unwrap_or_default()
            })
            .collect();
        assert_eq!(
            titles,
            ["楼上太吵怎么办", "土地承包 <怎么> 签 ]]> & 问", "宪法广播"],
            "{path}"
        );
        assert_eq!(
            feed.entries[1].published.map(|at| at.to_rfc3339()),
            Some("2026-10-31T16:00:00+00:00".to_owned())
        );
        let body = feed.entries[0]
            .content
            .as_ref()
            .and_then(|content| content.body.clone())
            .unwrap_or_default();
        assert!(
            body.contains("<b>先劝阻</b>") && !body.contains("script") && !body.contains("onclick"),
            "{path}: {body}"
        );
    }
}

/// RSS 2.0, `<enclosure>`: url, length in bytes, type.
#[test]
fn rss_enclosure_has_its_true_length() {
    let site = site();
    site.build(&[]).clean();
    assert!(site.page("feed.xml").contains("<enclosure url=\"https://pufa.example.cn/portal/pufa/resources/poster/talk.mp3\" length=\"10\" type=\"audio/mpeg\"/>"));
    let file = &json(&site, "resources/feed.json")["items"][0]["attachments"][0];
    assert_eq!(file["size_in_bytes"], 10);
}

#[test]
fn the_sound_of_a_block_goes_along_and_must_be_there() {
    let site = site();
    site.write(
        "content/qa/radio.md",
        "---\n标题: 广播\n日期: 2026-11-05\n---\n\n```音频\n文件: ../resources/poster/talk.mp3\n```\n"
            .as_bytes(),
    );
    site.build(&[]).clean();
    let file = &json(&site, "feed.json")["items"][0]["attachments"][0];
    assert_eq!(
        (&file["size_in_bytes"], &file["mime_type"]),
        (&10.into(), &"audio/mpeg".into())
    );
    site.write(
        "content/qa/radio.md",
        "---\n标题: 广播\n日期: 2026-11-05\n---\n\n```音频\n文件: gone.mp3\n```\n".as_bytes(),
    );
    let run = site.run(&["build", "--message-format", "json"]).exit(1);
    assert_eq!(run.codes(), ["link/broken"]);
}

/// RFC 4287, 4.1.1: a feed has one title, id, updated, an author; each entry too.
#[test]
fn atom_4_1_1_what_must_be_there_is() {
    let site = site();
    site.build(&[]).clean();
    let feed: atom_syndication::Feed = site.page("atom.xml").parse().expect("Atom");
    assert_eq!(feed.updated.to_rfc3339(), "2026-11-03T08:30:00+08:00");
    assert!(!feed.id.is_empty() && !feed.authors.is_empty());
    assert!(feed.links.iter().any(|link| link.rel == "self"));
    assert!(
        feed.entries
            .iter()
            .all(|entry| !entry.id.is_empty() && !entry.title.value.is_empty())
    );
}

/// JSON Feed 1.1, Items: an id, and a content.
#[test]
fn json_feed_items_have_an_id_and_a_content() {
    let site = site();
    site.build(&[]).clean();
    let feed = json(&site, "feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    for item in feed["items"].as_array().expect("items") {
        assert!(item["id"].is_string() && item["content_html"].is_string());
    }
}

#[test]
fn a_feed_may_hold_summaries_and_few_of_them() {
    let site = site();
    site.write("content/site.yaml", "title: 示例普法网\nbase_url: https://a.example/\n订阅: {全文: 否, 条数: 1, 范围: 全站}\nurls: directory\nhtml: allow\n".as_bytes());
    site.build(&[]).clean();
    let feed = json(&site, "feed.json");
    assert_eq!(feed["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(feed["items"][0]["url"], "https://a.example/qa/noise/");
    assert!(feed["items"][0]["content_text"].is_string());
    site.no_files(&["qa/feed.xml"]);
}

#[test]
fn feeds_can_be_switched_off_and_a_site_of_nothing_has_an_empty_one() {
    let site = SiteTest::new();
    site.build(&[]).clean();
    let feed = feed_rs::parser::parse(site.page("atom.xml").as_bytes()).expect("a feed");
    assert_eq!(feed.entries.len(), 0);
    site.write(
        "content/site.yaml",
        "title: 一\nbase_url: https://a.example/\noutputs: {feeds: false, calendar: false}\n"
            .as_bytes(),
    );
    site.build(&[]).clean();
    site.no_files(&["feed.xml", "feeds.html", "feeds.opml"]);
}

/// XML 1.0, 2.2: invalid characters are dropped, the rest is escaped; JSON has the same texts.
#[test]
fn any_title_gives_well_formed_feeds() {
    let site = SiteTest::new();
    let titles = [
        "]]>",
        "\u{1}\u{b}\u{1f}控制\u{85}\u{fffe}",
        "&lt;b>'\\\"",
        "🙂\u{10ffff}\u{2028}",
        "<![CDATA[",
        "\u{202e}倒",
    ];
    for (at, title) in titles.iter().enumerate() {
        let text = format!(
            "---\n日期: 2026-11-0{}\n---\n\n# {title}\n\n正文 {title} ]]\\>\n",
            at + 1
        );
        site.write(&format!("content/qa/{at}.md"), text.as_bytes());
    }
    site.build(&[]).exit(0);
    for path in ["feed.xml", "atom.xml", "feed.json", "qa/feed.xml"] {
        let page = site.page(path);
        assert!(
            !page.contains(|c: char| c.is_control() && !c.is_whitespace()),
            "{path}"
        );
        let feed = feed_rs::parser::parse(page.as_bytes()).expect("a feed");
        assert_eq!(feed.entries.len(), titles.len(), "{path}");
    }
}
