//! Advice that mends: what a hint says is done to the text it speaks of, and the fault is gone.

use std::collections::BTreeSet;

use serde_json::Value;

use pufa::facade::diagnostic::Code;

use crate::support::{SETTINGS, SiteTest};

/// Fault in a file, and the edit that its hint advises.
struct AdviceCase {
    code: Code,
    /// File under `content/`.
    path: &'static str,
    /// Front matter without its `---` and body; the whole text of `site.yaml`.
    text: String,
    /// What is replaced.
    old: &'static str,
    /// What replaces it.
    new: &'static str,
    /// Words of the hint that lead to the edit.
    said: &'static str,
}

/// Codes of faults that no edit of a text mends.
const WITHOUT_EDIT: [(&str, &str); 21] = [
    ("source/unreadable", "the system's"),
    ("source/encoding", "saved again by an editor"),
    ("source/not-text", "another file"),
    ("source/bad-name", "a file is renamed"),
    ("source/misnamed", "a file is renamed"),
    ("source/draft-folder", "a file is moved"),
    ("source/named-draft", "a choice of the editor's"),
    ("source/stale", "built again"),
    ("site/missing", "another folder"),
    ("site/nested", "another folder"),
    ("image/unreadable", "another file"),
    ("image/foreign-format", "another file"),
    ("image/wrong-extension", "a file is renamed"),
    ("image/turned", "another file"),
    ("image/heavy", "another file"),
    ("image/metadata", "another file"),
    ("body/too-deep", "taken apart by hand"),
    ("address/long", "folders are renamed"),
    ("address/second-introduction", "a file is moved"),
    ("attachment/unlinked", "a choice of the editor's"),
    ("attachment/withheld", "another file"),
];

/// Families of codes whose faults lie in texts of editors.
const OF_TEXTS: [&str; 13] = [
    "source",
    "text",
    "site",
    "front-matter",
    "link",
    "image",
    "box",
    "block",
    "body",
    "html",
    "address",
    "attachment",
    "markdown",
];

fn head(lines: &str) -> String {
    format!("标题: 一篇文章\n日期: 2026-11-01\n{lines}---\n\n正文。\n")
}

fn body(text: &str) -> String {
    format!("标题: 一篇文章\n日期: 2026-11-01\n---\n\n{text}\n")
}

fn settings(lines: &str) -> String {
    format!("{SETTINGS}{lines}")
}

fn case(code: Code, text: String, [old, new]: [&'static str; 2], said: &'static str) -> AdviceCase {
    let is_settings = code.id().starts_with("site/");
    AdviceCase {
        code,
        path: if is_settings { "site.yaml" } else { "qa/a.md" },
        text,
        old,
        new,
        said,
    }
}

fn settings_cases() -> Vec<AdviceCase> {
    vec![
        case(
            Code::SiteSyntax,
            settings("副标题：法律进万家\n"),
            ["副标题：", "副标题: "],
            "副标题:",
        ),
        case(
            Code::SiteUnknownKey,
            settings("描诉: 好\n"),
            ["描诉", "描述"],
            "描述",
        ),
        case(
            Code::SiteWrongType,
            settings("page_size: 很多\n"),
            ["很多", "9"],
            "page_size: 9",
        ),
        case(
            Code::SiteBadValue,
            settings("urls: htlm\n"),
            ["htlm", "html"],
            "html",
        ),
        case(
            Code::SiteDuplicateKey,
            settings("title: 再来\n"),
            ["title: 再来\n", ""],
            "只留一个",
        ),
        case(
            Code::SiteDoubtfulValue,
            settings("subtitle: 普法 #第3期\n"),
            ["普法 #第3期", "\"普法 #第3期\""],
            "\"普法 #第3期\"",
        ),
        case(
            Code::SiteNoBaseUrl,
            "title: 示例普法网\n".to_owned(),
            ["网\n", "网\nbase_url: https://www.example.cn/pufa/\n"],
            "base_url: https://www.example.cn/pufa/",
        ),
    ]
}

fn front_matter_cases() -> Vec<AdviceCase> {
    vec![
        case(
            Code::FrontMatterUnclosed,
            "标题: 一篇\n日期: 2026-11-01\n\n正文。\n".to_owned(),
            ["01\n", "01\n---\n"],
            "---",
        ),
        case(
            Code::FrontMatterSyntax,
            head("标签: [一, 二\n"),
            ["二\n", "二]\n"],
            "]",
        ),
        case(
            Code::FrontMatterFullWidthColon,
            head("摘要：短\n"),
            ["摘要：", "摘要: "],
            "摘要: ",
        ),
        case(
            Code::FrontMatterFullWidthQuote,
            head("摘要: “短”\n"),
            ["“短”", "短"],
            "引号",
        ),
        case(
            Code::FrontMatterFullWidthComma,
            head("标签: [宪法，民法典]\n"),
            ["宪法，民", "宪法, 民"],
            "[宪法, 民法典]",
        ),
        case(
            Code::FrontMatterTab,
            head("标签:\n\t- 宪法\n"),
            ["\t", "  "],
            "空格",
        ),
        case(
            Code::FrontMatterUnknownKey,
            head("摘耍: 短\n"),
            ["摘耍", "摘要"],
            "摘要",
        ),
        case(
            Code::FrontMatterDoubtfulKey,
            head("草搞: 是\n"),
            ["草搞", "草稿"],
            "草稿",
        ),
        case(
            Code::FrontMatterDuplicateKey,
            head("标题: 又一次\n"),
            ["标题: 又一次\n", ""],
            "只留一个",
        ),
        case(
            Code::FrontMatterWrongType,
            head("排序: 第一\n"),
            ["第一", "9"],
            "排序: 9",
        ),
    ]
}

fn value_cases() -> Vec<AdviceCase> {
    vec![
        case(
            Code::FrontMatterBadDate,
            head("到期: 2027年2月30日\n"),
            ["2027年2月30日", "2027-02-28"],
            "",
        ),
        case(
            Code::FrontMatterMissingKey,
            "标题: 一篇\n---\n\n正文。\n".to_owned(),
            ["篇\n", "篇\n日期: 2026-11-01\n"],
            "日期: 2026-11-",
        ),
        case(
            Code::FrontMatterUnknownKind,
            head("类型: 问达\n"),
            ["问达", "法律问答"],
            "法律问答",
        ),
        case(
            Code::FrontMatterUnknownVenue,
            head("场所: [进学堂]\n"),
            ["进学堂", "进学校"],
            "进学校",
        ),
        case(
            Code::FrontMatterEndBeforeStart,
            "标题: 一场\n类型: 活动\n开始: 2026-11-08\n结束: 2026-11-01\n---\n\n正文。\n"
                .to_owned(),
            [
                "开始: 2026-11-08\n结束: 2026-11-01",
                "开始: 2026-11-01\n结束: 2026-11-08",
            ],
            "写反",
        ),
        case(
            Code::FrontMatterBadSlug,
            head("网址名: a/b\n"),
            ["a/b", "a-b"],
            "a-b",
        ),
        case(
            Code::FrontMatterForeignKey,
            head("published: false\n"),
            ["published: false", "草稿: 是"],
            "草稿: 是",
        ),
        case(
            Code::FrontMatterDoubtfulValue,
            head("来源: 普法 #第3期\n"),
            ["普法 #第3期", "\"普法 #第3期\""],
            "\"普法 #第3期\"",
        ),
        case(
            Code::FrontMatterUnknownCampaign,
            head("主题活动: weak\n"),
            ["weak", "week"],
            "week",
        ),
        case(
            Code::FrontMatterMissingFile,
            head("封面: A.svg\n"),
            ["A.svg", "a.svg"],
            "",
        ),
        case(
            Code::FrontMatterUnknownTemplate,
            head("模板: documnet.html\n"),
            ["documnet", "document"],
            "document.html",
        ),
    ]
}

fn body_cases() -> Vec<AdviceCase> {
    vec![
        case(
            Code::TextCharacter,
            body("响\u{7}铃。"),
            ["\u{7}", ""],
            "删",
        ),
        case(
            Code::LinkBroken,
            body("[噪声](../qa/noice.md)"),
            ["noice.md", "noise.md"],
            "noise.md",
        ),
        case(
            Code::LinkBrokenAnchor,
            body("## 有的小标题\n\n见[这里](#有的小标提)。"),
            ["小标提", "小标题"],
            "#有的小标题",
        ),
        case(
            Code::LinkHidden,
            body("[没写完](draft.md)"),
            ["[没写完](draft.md)", "没写完"],
            "去掉链接",
        ),
        case(
            Code::LinkUnsafe,
            body("[稿](file:///C:/a.docx)"),
            ["file:///C:/a.docx", "a.docx"],
            "a.docx",
        ),
        case(
            Code::ImageMissingAlt,
            body("![](a.svg)"),
            ["![](", "![村民在签合同]("],
            "![村民在签合同](",
        ),
        case(
            Code::ImageBroken,
            body("![图](A.svg)"),
            ["A.svg", "a.svg"],
            "a.svg",
        ),
        case(
            Code::BoxUnknown,
            body("> [!提醒]\n> 话。"),
            ["提醒", "提示"],
            "提示",
        ),
        case(
            Code::BlockInvalid,
            body("```视频\n标题: 短片\n```"),
            ["短片\n", "短片\n文件: a.mp4\n"],
            "文件: ",
        ),
        case(
            Code::BlockUnknown,
            body("```视屏\n地址: a.mp4\n```"),
            ["视屏", "视频"],
            "视频",
        ),
        case(
            Code::AddressConflict,
            "标题: 一篇\n日期: 2026-11-01\n网址名: noise\n---\n\n正文。\n".to_owned(),
            ["网址名: noise", "网址名: other"],
            "网址名",
        ),
        case(
            Code::ImageExternal,
            body("![图](https://img.example.com/a.svg)"),
            ["https://img.example.com/a.svg", "a.svg"],
            "存到",
        ),
    ]
}

fn text_cases() -> Vec<AdviceCase> {
    vec![
        case(
            Code::BodyEmpty,
            "标题: 一篇\n日期: 2026-11-01\n---\n".to_owned(),
            ["01\n", "01\n草稿: 是\n"],
            "草稿: 是",
        ),
        case(
            Code::BlockDoubtfulValue,
            body("```下载\n文件: a.docx\n标题: 申请表 #2\n```"),
            ["申请表 #2", "\"申请表 #2\""],
            "\"申请表 #2\"",
        ),
        case(
            Code::MarkdownNearMiss,
            body("##一、学法\n\n文。"),
            ["##一", "## 一"],
            "## 一、学法",
        ),
        case(
            Code::MarkdownLostText,
            body("|甲|乙|\n|-|-|\n|1|2|3|"),
            ["2|3", "2\\|3"],
            "\\|",
        ),
        case(
            Code::MarkdownUnclosed,
            body("```text\n文。"),
            ["文。\n", "文。\n```\n"],
            "```",
        ),
        case(
            Code::MarkdownFootnote,
            body("文[^9]。"),
            ["。\n", "。\n\n[^9]: 注\n"],
            "[^9]:",
        ),
        case(
            Code::BodyParagraphs,
            body("一、学法。\n二、普法。"),
            ["标题", "段落: 空行\n标题"],
            "段落: 空行",
        ),
        case(
            Code::BodyIndentedText,
            body("前文。\n\n    缩进的一段中文。"),
            ["    缩", "缩"],
            "空格",
        ),
        case(
            Code::BodyUnderline,
            body("第一行文字，\n第二行文字。\n----"),
            ["\n----", "\n\n---"],
            "---",
        ),
        case(
            Code::HtmlRemoved,
            body("文<script>alert(1)</script>"),
            ["<script>alert(1)</script>", ""],
            "",
        ),
    ]
}

fn site_of(case: &AdviceCase, text: &str) -> SiteTest {
    let text = if case.path == "site.yaml" {
        text.to_owned()
    } else {
        format!("---\n{text}")
    };
    SiteTest::new()
        .file("content/qa/noise.md", format!("---\n{}", head("")))
        .file(
            "content/campaigns/week.md",
            "---\n标题: 宣传周\n开始: 2026-12-01\n结束: 2026-12-07\n---\n\n文。\n",
        )
        .file(
            "content/qa/draft.md",
            format!("---\n{}", head("草稿: 是\n")),
        )
        .file(
            "content/qa/a.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
        )
        .file("content/qa/a.docx", "文")
        .file("content/qa/a.mp4", "片")
        .file(&format!("content/{}", case.path), text)
}

/// Returns the diagnostics of a build.
fn told(site: &SiteTest) -> Vec<Value> {
    let mut lines = site.build(&["--message-format", "json"]).json();
    lines.retain(|line| line["code"].is_string());
    lines
}

/// Returns what is wrong with the advice of a case.
fn faults(case: &AdviceCase) -> Option<String> {
    let id = case.code.id();
    if !case.text.contains(case.old) {
        return Some(format!("{id}: “{}” is not in the text", case.old));
    }
    let before = told(&site_of(case, &case.text));
    let finding = before.iter().find(|line| line["code"] == id);
    let hint = finding.and_then(|line| line["hint"].as_str());
    if !hint.is_some_and(|hint| hint.contains(case.said)) {
        return Some(format!("{id}: “{}” is not said: {before:?}", case.said));
    }
    let mended = case.text.replacen(case.old, case.new, 1);
    let after = told(&site_of(case, &mended));
    let is_wrong = |line: &Value| line["code"] == id || line["severity"] == "error";
    after
        .iter()
        .any(is_wrong)
        .then(|| format!("{id}: it is not mended: {after:?}"))
}

#[test]
fn what_a_hint_advises_mends() {
    let cases = [
        settings_cases(),
        front_matter_cases(),
        value_cases(),
        body_cases(),
        text_cases(),
    ];
    let faults: Vec<String> = cases.iter().flatten().filter_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_fault_of_a_text_has_its_advice_tried() {
    let tried: BTreeSet<&str> = settings_cases()
        .iter()
        .chain(&front_matter_cases())
        .chain(&value_cases())
        .chain(&body_cases())
        .chain(&text_cases())
        .map(|case| case.code.id())
        .chain(WITHOUT_EDIT.map(|(id, _)| id))
        .collect();
    let missing: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.id())
        .filter(|id| {
            OF_TEXTS
                .iter()
                .any(|family| id.split('/').next() == Some(family))
        })
        .filter(|id| !tried.contains(id))
        .collect();
    assert_eq!(missing, [""; 0]);
}
