//! Diagnostics of a site with every mistake that editors make.

use crate::support::{SETTINGS, SiteTest};

/// Document with the keys that its kind requires.
fn article(body: &str) -> String {
    format!("---\n标题: 一篇文章\n日期: 2026-11-01\n---\n\n{body}\n")
}

/// Site with one file per mistake, named after it.
fn site_of_mistakes() -> SiteTest {
    let encoded = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let utf16: Vec<u8> = "\u{feff}---\n标题: 从记事本来\n日期: 2026-11-02\n---\n\n正文。\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    SiteTest::new()
        .file(
            "content/villages/full-width-colon.md",
            "---\n标题：全角冒号\n日期: 2026-11-01\n---\n\n正文。\n",
        )
        .file(
            "content/villages/full-width-quote.md",
            "---\n标题: “全角引号”\n日期: ‘2026-11-01’\n---\n\n正文。\n",
        )
        .file(
            "content/villages/tab.md",
            "---\n标题: 制表符\n日期: 2026-11-01\n标签:\n\t- 宅基地\n---\n\n正文。\n",
        )
        .file(
            "content/villages/comma.md",
            "---\n标题: 中文逗号\n日期: 2026-11-01\n标签: [宅基地，土地、承包]\n---\n\n正文。\n",
        )
        .file("content/villages/date.md", "---\n标题: 没有的日子\n日期: 2026年2月30日\n---\n\n正文。\n")
        .file(
            "content/villages/unclosed.md",
            "---\n标题: 没有结束\n日期: 2026-11-01\n\n正文没有和文首信息分开。\n",
        )
        .file(
            "content/schools/venue.md",
            "---\n标题: 进学堂\n日期: 2026-11-01\n场所: [进校园, 进学堂]\n---\n\n正文。\n",
        )
        .file(
            "content/schools/key.md",
            "---\n标题: 不认识的字段\n日期: 2026-11-01\n摘耍: 写错了字\n---\n\n正文。\n",
        )
        .file("content/schools/missing.md", "---\n标题: 缺日期\n---\n\n正文。\n")
        .file(
            "content/schools/type.md",
            "---\n标题: 类型不对\n日期: 2026-11-01\n草稿: 也许\n排序: 第一\n---\n\n正文。\n",
        )
        .file(
            "content/schools/twice.md",
            "---\n标题: 写了两次\n日期: 2026-11-01\n标题: 又一次\n---\n\n正文。\n",
        )
        .file(
            "content/schools/yaml.md",
            "---\n标题: 括号没有关\n日期: 2026-11-01\n标签: [一, 二\n---\n\n正文。\n",
        )
        .file(
            "content/events/end.md",
            "---\n标题: 先结束后开始\n开始: 2026-11-08\n结束: 2026-11-01\n---\n\n正文。\n",
        )
        .file("content/units/Twin.md", "---\n标题: 双胞胎甲\n日期: 2026-11-01\n---\n\n正文。\n")
        .file(
            "content/units/other.md",
            "---\n标题: 双胞胎乙\n日期: 2026-11-01\n网址名: twin\n---\n\n正文。\n",
        )
        .file(
            "content/communities/link.md",
            article("见[噪声](../qa/noice.md)和[文章](./anchor.md#没有的小标题)。"),
        )
        .file("content/communities/anchor.md", article("## 有的小标题\n\n见[这里](#没有的)。"))
        .file("content/communities/image.md", article("![照片](没有.png)\n\n![](photo.svg)"))
        .file(
            "content/communities/photo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
        )
        .file("content/communities/box.md", article("> [!提醒]\n> 没有这种提示框。"))
        .file(
            "content/communities/block.md",
            article(
                "```视频\n标题: 没有地址\n```\n\n```视屏\n地址: a.mp4\n```\n\n```竞答\n题目: 写错的字段\n```",
            ),
        )
        .file("content/communities/html.md", article("<script>alert(1)</script>"))
        .file(
            "content/communities/campaign.md",
            "---\n标题: 没有的活动\n日期: 2026-11-01\n主题活动: 宪法周\n封面: 没有.jpg\n---\n\n正文。\n",
        )
        .file(
            "content/qa/gb18030.md",
            encoded("---\n标题: 老文件\n日期: 2026-11-01\n---\n\n用国标编码保存的文章。\n"),
        )
        .file("content/qa/utf16.md", utf16)
        .file("content/qa/noise.md", article("正文。"))
}

#[test]
fn every_mistake_is_told_in_chinese() {
    let site = site_of_mistakes();
    let run = site.build(&[]).exit(1);
    insta::assert_snapshot!("mistakes_zh", run.stderr());
    assert_eq!(
        run.stdout(),
        "没有生成网站：18 个错误，12 个警告；原来的页面没有改动。用时 [..] 秒\n"
    );
    assert!(site.tree().is_empty(), "written: {:?}", site.tree().keys());
}

#[test]
fn every_mistake_is_told_in_english() {
    let run = site_of_mistakes().build(&["--lang", "en"]).exit(1);
    insta::assert_snapshot!("mistakes_en", run.stderr());
    assert_eq!(
        run.stdout(),
        "build failed: 18 errors, 12 warnings; existing output was not changed. [..] s\n"
    );
}

#[test]
fn every_mistake_is_told_to_machines() {
    let run = site_of_mistakes()
        .build(&["--message-format", "json"])
        .exit(1);
    let lines: Vec<String> = run.json().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("mistakes_json", lines.join("\n"));
    assert_eq!(run.stderr(), "");
}

#[test]
fn settings_that_are_wrong_are_told() {
    let site = SiteTest::bare().file(
        "content/site.yaml",
        "标题: 示例普法网\nbase_url: pufa.example.cn\nurls: htlm\npage_size: 很多\n描诉: 写错\nvenues: [军营]\nhost: {id_code: \"12\"}\nmenu:\n  - {name: 问答, to: qa}\n",
    );
    insta::assert_snapshot!("settings", site.build(&[]).exit(1).stderr());
}

#[test]
fn settings_that_are_no_yaml_are_told() {
    for (name, text) in [
        (
            "settings_colon",
            "title：示例普法网\nbase_url: https://pufa.example.cn/\n",
        ),
        (
            "settings_tab",
            "title: 示例普法网\nowner:\n\tsponsor: 示例市司法局\n",
        ),
        ("settings_bracket", "title: 示例普法网\nkeywords: [普法\n"),
    ] {
        let site = SiteTest::bare().file("content/site.yaml", text);
        insta::assert_snapshot!(name, site.build(&[]).exit(1).stderr());
    }
}

#[test]
fn each_faulty_template_is_told() {
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}theme: ours\n"))
        .file("themes/ours/theme.yaml", "name: ours\nextends: pufa\n")
        .file("themes/ours/templates/qa.html", "{% if page %}\n没有关\n")
        .file(
            "themes/ours/templates/page.html",
            "<h1>{{ page.title | }}</h1>\n",
        )
        .file(
            "content/qa/film.md",
            article("```视频\n地址: https://video.example.cn/a.mp4\n```"),
        );
    insta::assert_snapshot!("template_syntax", site.build(&[]).exit(1).stderr());
    insta::assert_snapshot!(
        "template_syntax_en",
        site.build(&["--lang", "en"]).exit(1).stderr()
    );
}

#[test]
fn a_template_that_fails_names_the_page() {
    let site = SiteTest::bare()
        .file("content/site.yaml", format!("{SETTINGS}theme: ours\n"))
        .file("content/qa/noise.md", article("正文。"))
        .file("themes/ours/theme.yaml", "name: ours\nextends: pufa\n")
        .file(
            "themes/ours/templates/qa.html",
            "<h1>标题：{{ page.nothing.there }}</h1>\n",
        );
    insta::assert_snapshot!("template_render", site.build(&[]).exit(1).stderr());
}

#[test]
fn an_error_leaves_what_an_earlier_build_wrote() {
    let site = SiteTest::new()
        .file("content/qa/noise.md", article("正文。"))
        .file("content/qa/old.md", article("旧文。"));
    site.build(&[]).exit(0);
    let before = site.tree();
    site.remove("content/qa/old.md");
    site.write("content/qa/noise.md", article("[没有](no.md)").as_bytes());
    site.build(&[]).exit(1);
    assert_eq!(site.tree(), before);
}

#[test]
fn keep_going_writes_the_sound_pages() {
    let site = site_of_mistakes();
    let run = site.build(&["--keep-going"]).exit(1);
    assert!(
        run.stdout().contains("18 个错误，13 个警告"),
        "{}",
        run.stdout()
    );
    site.has_files(&["qa/noise.html", "qa/gb18030.html", "index.html"]);
    assert!(
        site.page("qa/gb18030.html")
            .contains("用国标编码保存的文章。")
    );
    assert!(site.page("qa/utf16.html").contains("从记事本来"));
}

#[test]
fn strict_makes_a_warning_an_error() {
    let site = SiteTest::new().file(
        "content/qa/noise.md",
        article("> [!提醒]\n> 没有这种提示框。"),
    );
    site.build(&[]).exit(0);
    let run = site
        .build(&["--strict", "--message-format", "json"])
        .exit(1);
    assert_eq!(run.json()[0]["severity"], "error");
    assert_eq!(
        (run.codes(), &run.summary()["errors"]),
        (vec!["box/unknown".to_owned()], &1.into())
    );
}

#[test]
fn quiet_tells_errors_only() {
    let site = SiteTest::new().file(
        "content/qa/noise.md",
        article("> [!提醒]\n> 没有这种提示框。"),
    );
    let run = site.build(&["-q"]).clean();
    assert_eq!(run.stdout(), "");
    site.write("content/qa/link.md", article("[没有](no.md)").as_bytes());
    let run = site.build(&["-q"]).exit(1);
    assert_eq!(run.stdout(), "");
    assert!(
        run.stderr().starts_with("错误[link/broken]") && !run.stderr().contains("警告"),
        "{}",
        run.stderr()
    );
}
