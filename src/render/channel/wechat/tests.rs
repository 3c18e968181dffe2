//! Articles as the editor gets them: everything in one, nothing lost, each limit at its bound.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{PreviewContext, preview};
use crate::content::{MemoryWorld, WorldTexts};
use crate::render::channel::{PackageBuilder, PackageOutput, SelectionScope, packages};
use crate::site::{Site, VisibilityOptions};
use crate::sources;

const SITE: &str =
    "title: 示例普法网\nbase_url: https://pufa.example.cn/\nchannels:\n  - kind: wechat\n";
const COVER: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"800\" height=\"450\"><rect width=\"9\" height=\"9\"/></svg>";

/// Package of `content/qa/a.md`, and the page of its preview.
fn made(text: &str) -> (PackageOutput, String) {
    let now = Timestamp::from_second(1_795_500_000).unwrap_or_default();
    let world = MemoryWorld::new(now)
        .with("content/site.yaml", SITE)
        .with("content/qa/a.md", text)
        .with(
            "content/qa/b.md",
            "---\n标题: 乙\n日期: 2000-01-01\nchannels: {wechat: false}\n---\n\n## 节\n\n乙",
        )
        .with("content/qa/a.svg", COVER);
    let (project, _) = sources::read(&world, None);
    let (site, _) = Site::assemble(&project.sources, now, VisibilityOptions::default());
    let texts = WorldTexts::new(&world);
    let Some(engine) = &project.engine else {
        return (PackageOutput::default(), String::new());
    };
    let (builder, _) = PackageBuilder::new(&site, engine, &texts);
    let all: Vec<_> = site
        .config
        .channels
        .iter()
        .flat_map(|channel| packages(&site, channel, SelectionScope::Since(Timestamp::UNIX_EPOCH)))
        .collect();
    let made = all
        .first()
        .and_then(|package| package.build(&builder).ok())
        .unwrap_or_default();
    let page = all.first().and_then(|package| {
        preview(&builder, package.documents[0], &PreviewContext::default()).ok()
    });
    (
        made,
        page.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default(),
    )
}

fn file(made: &PackageOutput, name: &str) -> String {
    let found = made
        .outputs
        .iter()
        .find(|output| output.path.ends_with(name));
    found
        .map(|output| String::from_utf8_lossy(&output.bytes).into_owned())
        .unwrap_or_default()
}

fn content(body: &str) -> String {
    file(
        &made(&format!("---\n标题: 甲\n日期: 2000-01-02\n---\n\n{body}")).0,
        "content.html",
    )
}

/// Diagnostics of an article, each with its line.
fn findings(text: &str) -> String {
    let found = made(text).0.diagnostics;
    let told = found.iter().map(|one| {
        let line = one.place.as_ref().map_or(0, |place| place.line);
        format!("{line} {}: {}", one.code.id(), one.message.zh)
    });
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn an_article_with_everything_in_it() {
    insta::assert_snapshot!(content(include_str!("tests/everything.md")).replace("><", ">\n<"));
}

#[test]
fn no_element_or_attribute_is_outside_the_allow_list() {
    const TAGS: [&str; 20] = [
        "section", "p", "span", "strong", "em", "del", "code", "sup", "sub", "br", "a", "img",
        "h2", "h3", "h4", "hr", "table", "tr", "th", "td",
    ];
    const ATTRIBUTES: [&str; 8] = [
        "style",
        "href",
        "src",
        "alt",
        "data-w",
        "data-ignore-width",
        "colspan",
        "rowspan",
    ];
    let html = content(include_str!("tests/everything.md"));
    for token in crate::markdown::tokenize(&html) {
        if let crate::markdown::HtmlToken::Start(tag) = token {
            assert!(TAGS.contains(&&*tag.name), "{tag:?}");
            for (name, value) in &tag.attributes {
                assert!(ATTRIBUTES.contains(&&**name), "{tag:?}");
                assert!(
                    !value.is_empty()
                        && !value.contains("font-family")
                        && !value.contains("important")
                );
            }
        }
    }
}

#[test]
fn a_typical_article_is_short() {
    let body = include_str!("tests/typical.md");
    let html = content(body).chars().count();
    let markdown = body.chars().count();
    assert!(
        html * 10 <= markdown * 31,
        "{html} characters of HTML for {markdown} of Markdown"
    );
}

#[test]
fn limits_are_told_over_their_bounds_and_not_at_them() {
    let article = |title: usize, author: usize, digest: usize| {
        let word = |length: usize| "法".repeat(length);
        findings(&format!(
            "---\n标题: {}\n日期: 2000-01-02\n作者: {}\n摘要: {}\n封面: a.svg\n---\n\n正文",
            word(title),
            word(author),
            word(digest)
        ))
    };
    assert_eq!(article(32, 16, 128), "");
    insta::assert_snapshot!(article(33, 17, 129), @r"
    2 wechat/title: 公众号标题 33 字，最多 32 字
    4 wechat/author: 公众号作者 17 字，最多 16 字
    5 wechat/digest: 公众号摘要 129 字，最多 128 字
    ");
    insta::assert_snapshot!(findings("---\n标题: 甲\n日期: 2000-01-02\n---\n\n![图](https://a.example.cn/a.png)"), @r"
    2 wechat/cover: 公众号文章没有封面，不能发布
    6 channel/picture-external: 图片在别的网站上，公众号不显示：https://a.example.cn/a.png
    ");
}

#[test]
fn the_budget_is_told_with_the_longest_parts() {
    let of = |length: usize| {
        let body = format!("短\n\n{}\n\n短", "法".repeat(length));
        (
            findings(&format!(
                "---\n标题: 甲\n日期: 2000-01-02\n封面: a.svg\n---\n\n{body}"
            )),
            content(&body).trim_end().chars().count(),
        )
    };
    let (_, around) = of(0);
    let room = 20_000 - around - "<p style=\"margin:0 0 1em\"></p>".len();
    assert_eq!(of(room - 1), (String::new(), 19_999));
    let (told, length) = of(room);
    assert_eq!(length, 20_000);
    assert!(
        told.starts_with("9 wechat/length: 公众号正文过长：HTML 20000 字符，0 张图"),
        "{told}"
    );
}

#[test]
fn the_payload_is_raw_text_and_the_preview_is_whole() {
    let (made, page) = made(
        "---\n标题: 甲\n日期: 2000-01-02\n封面: a.svg\nchannels: {wechat: {title: 另题, digest: 摘, cover: {file: a.svg, focus: [0, 0]}}}\n---\n\n![天平](a.svg)\n\n正文“引号”",
    );
    insta::assert_snapshot!(file(&made, "payload.json"));
    let images: serde_json::Value =
        serde_json::from_str(&file(&made, "images.json")).unwrap_or_default();
    assert_eq!(images["images"][0]["placeholder"], "{{image-1}}");
    assert_eq!(
        (&images["images"][0]["width"], &images["images"][0]["file"]),
        (&1080.into(), &"images/1.png".into())
    );
    assert!(
        page.contains("src=\"data:image/png;base64,") && !page.contains("src=\"{{"),
        "{page}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// No text is lost or duplicated on its way to the editor.
    #[test]
    fn the_text_of_the_article_is_the_text_of_the_document(parts in proptest::collection::vec(part(), 1..12)) {
        let body = parts.join("\n\n");
        let seen: String = han(&without_tags(&content(&body)));
        prop_assert_eq!(seen, han(&body), "{}", body);
    }
}

/// Markdown whose Han characters must all appear in the article, in order.
fn part() -> impl Strategy<Value = String> {
    let words = "[一二三四五甲乙丙丁戊]{1,8}";
    prop_oneof![
        words.prop_map(String::from),
        words.prop_map(|words| format!("## {words}")),
        words.prop_map(|words| format!("- {words}\n- **{words}**\n  1. {words}\n     - `{words}`")),
        words.prop_map(|words| format!("> {words}\n>\n> > {words}")),
        words.prop_map(|words| format!("> {words}\n>\n> - {words}\n>\n>   {words}")),
        words.prop_map(|words| format!("| {words} | {words} |\n|-|-|\n| {words} | *{words}* |")),
        words.prop_map(|words| format!("```\n{words} <{words}>\n  {words}\n```")),
        words.prop_map(|words| format!("<div>{words}<b>{words}</b><p>{words}</p></div>")),
        words.prop_map(|words| format!("{words}~~{words}~~<u>{words}</u>\\\n{words}")),
        words.prop_map(|words| format!("1. {words}\n\n   {words}\n\n   > {words}\n\n2. {words}")),
        words.prop_map(|words| format!("- [ ] {words}\n- [x] {words}")),
        words.prop_map(|words| format!("{words}\n: {words}\n\n{words}")),
    ]
}

fn han(text: &str) -> String {
    text.chars()
        .filter(|c| "一二三四五甲乙丙丁戊".contains(*c))
        .collect()
}

fn without_tags(html: &str) -> String {
    let text = crate::markdown::tokenize(html)
        .into_iter()
        .map(|token| match token {
            crate::markdown::HtmlToken::Text(text) => text,
            _ => String::new(),
        });
    text.collect()
}

#[test]
fn what_the_platforms_checker_trips_on_is_not_written() {
    // The same style within itself, an empty line at the head of a cell, control characters.
    let deep = format!("{}字{}", "<u>".repeat(14), "</u>".repeat(14));
    assert_eq!(
        content(&deep).matches("underline").count(),
        1,
        "{}",
        content(&deep)
    );
    assert!(!content("甲\u{1}乙").contains('\u{1}'));
    let cell = content("| 甲 |\n|---|\n| <br>乙 |");
    assert!(cell.contains("乙") && !cell.contains("><br>乙"), "{cell}");
    // A line that runs both ways is one element of its block.
    let mixed = content("甲שלום乙");
    assert!(mixed.contains("<span>"), "{mixed}");
}

#[test]
fn a_nested_number_keeps_its_sign() {
    let html = content("1. 甲\n\n   1) 子\n   2) 丑\n");
    assert!(html.contains("1)") && html.contains("2)"), "{html}");
}

#[test]
fn nesting_that_is_too_deep_is_told_once() {
    let quotes = findings(&format!(
        "---\n标题: 甲\n日期: 2000-01-02\n封面: a.svg\n---\n\n{} 字\n",
        "> ".repeat(14)
    ));
    assert_eq!(quotes.lines().count(), 1, "{quotes}");
}
