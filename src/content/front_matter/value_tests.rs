//! Values as editors write them: what is read, and that what a hint shows mends.

use super::tests::{head, sound, told};
use super::{FrontMatter, statute_parts};
use crate::content::date::shown;

fn field(yaml: &str, name: &str) -> Option<String> {
    let front_matter = head(yaml).0;
    match name {
        "title" => front_matter.title,
        "summary" => front_matter.summary,
        "author" => front_matter.author,
        "tags" => Some(front_matter.tags.join("|")),
        _ => None,
    }
}

#[test]
fn text_after_a_hash_is_kept_and_told() {
    for (yaml, name, value) in [
        ("标题: #宪法宣传周#", "title", "#宪法宣传周#"),
        ("标题: 普法 #第3期", "title", "普法 #第3期"),
        (
            "标题: 普法微课 #3 怎么写借条",
            "title",
            "普法微课 #3 怎么写借条",
        ),
        ("摘要: 见 #第一条", "summary", "见 #第一条"),
        ("标签: [#宪法, 普法 #1]", "tags", "#宪法|普法 #1"),
        ("标签: [#宪法，普法 #1]", "tags", "#宪法|普法 #1"),
        ("标签:\n  - #宪法\n  - 普法 #1", "tags", "#宪法|普法 #1"),
        ("标签:\n- #宪法\n- 普法 #1", "tags", "#宪法|普法 #1"),
        ("标签: #宪法", "tags", "#宪法"),
        ("标题：普法 #第3期", "title", "普法 #第3期"),
        ("标题: \"甲\" #乙", "title", "甲"),
    ] {
        let title = if yaml.contains("标题") {
            ""
        } else {
            "标题: 题\n"
        };
        let yaml = format!("{title}{yaml}");
        assert_eq!(field(&yaml, name).as_deref(), Some(value), "{yaml}");
    }
    assert!(told("标题: 普法 #第3期").contains("doubtful-value"));
}

#[test]
fn a_mended_line_is_clean_and_means_the_same() {
    for yaml in [
        "标题: #宪法宣传周#",
        "标题: 普法 #第3期",
        "标题: 题\n摘要: 见“甲”、'乙' #第一条",
        "标题: 题\n标签: [#宪法, 普法 #1]",
        "标题: 题\n标签:\n  - #宪法",
        "标题: 普法 # 第3期",
        " 标题: 题\n来源: 乙",
        "来源: 乙\n 标题: 题",
    ] {
        let (before, found) = head(yaml);
        let hints: Vec<String> = found
            .iter()
            .filter_map(|found| Some(found.hint.as_ref()?.zh.clone()))
            .collect();
        assert_eq!(hints.len(), 1, "{yaml}: {hints:?}");
        let shown = hints[0].rsplit_once("写成 ").or_else(|| {
            hints[0]
                .split_once("：")
                .filter(|(_, rest)| rest.contains(": ") || rest.starts_with("- "))
        });
        let shown = shown.map_or("", |(_, shown)| shown);
        assert_ne!(shown, "", "{}", hints[0]);
        let line = shown.split('；').next().unwrap_or_default();
        let key = line.split('"').next().unwrap_or_default().trim();
        let key = if key.is_empty() {
            line
        } else {
            key.split('[').next().unwrap_or(key).trim()
        };
        let key = if hints[0].starts_with("删去") {
            line
        } else {
            key
        };
        let mended: Vec<String> = yaml
            .lines()
            .map(|written| {
                if written.trim().starts_with(key) {
                    line.to_owned()
                } else {
                    written.to_owned()
                }
            })
            .collect();
        let after = sound(&mended.join("\n"));
        if !yaml.contains("# ") {
            assert_eq!(
                after,
                FrontMatter {
                    is_illegible: false,
                    ..before
                },
                "{yaml}"
            );
        }
    }
}

#[test]
fn comments_stay_comments() {
    for yaml in [
        "标题: 题 # title",
        "标题: 题\n# 注释\n来源: 乙",
        "标题: 题\n日期: 2026-11-01 #注",
        "标题: 题\n日期: 2026-11-01 # 发布日期",
        "标题: 题\n草稿: 否 #注",
        "标题: \"题 #1\" # 注释",
        "标题: 题#1",
        "标题: C# 与法",
        "标题: 题\n摘要: |\n  见 #第一条\n  # 第二条",
        "标题: 题\n摘要: \"第一行\n  见 #第一条\"",
        "标题: 题\n标签: [宪法, 民法典] # 标签",
        "标题: 题\n封面: https://example.cn/a.png#b",
        "标题: 题\n附加:\n  甲: 1 # 数",
    ] {
        let front_matter = sound(yaml);
        assert!(front_matter.title.is_some(), "{yaml}");
    }
    assert_eq!(
        field("标题: 题\n摘要: |\n  见 #第一条\n  # 第二条", "summary").as_deref(),
        Some("见 #第一条\n# 第二条")
    );
    assert!(told("标题: 普法 # 第3期").contains("是注释"));
}

#[test]
fn texts_stay_as_written() {
    for text in [
        "2026",
        "2.50",
        "2026.10",
        "0x10",
        "1e3",
        "yes",
        "是",
        "true",
        "False",
        "010",
        "1_000",
        "+8610123456",
        "010-123456",
        "12345678901234567890",
        "2026-11-01",
        "12:30",
        "-0",
        ".5",
        "0o17",
        "0b11",
        ".inf",
        "1,000",
        "No",
    ] {
        let yaml = format!("标题: {text}\n标签: [{}]", text.replace(',', ""));
        assert_eq!(field(&yaml, "title").as_deref(), Some(text));
        assert_eq!(field(&yaml, "tags"), Some(text.replace(',', "")), "{text}");
    }
    for null in ["null", "~", "Null"] {
        assert!(told(&format!("标题: {null}")).contains(null), "{null}");
        assert_eq!(
            field(&format!("标题: \"{null}\""), "title").as_deref(),
            Some(null)
        );
    }
}

#[test]
fn lines_of_a_text_are_joined_as_chinese_is() {
    for (yaml, title) in [
        (
            "标题: >\n  关于印发示例县\n  普法要点的通知",
            "关于印发示例县普法要点的通知",
        ),
        (
            "标题: |\n  关于印发示例县\n  普法要点的通知",
            "关于印发示例县普法要点的通知",
        ),
        (
            "标题: >-\n  关于印发 示例县\n  “普法要点”的通知",
            "关于印发 示例县“普法要点”的通知",
        ),
        (
            "标题: 关于印发示例县\n  普法要点的通知",
            "关于印发示例县普法要点的通知",
        ),
        (
            "标题: \"关于印发示例县\n  普法要点的通知\"",
            "关于印发示例县普法要点的通知",
        ),
        ("标题: >\n  Law of\n  China", "Law of China"),
        ("标题: 甲 乙\n来源: 丙", "甲 乙"),
    ] {
        assert_eq!(sound(yaml).title.as_deref(), Some(title), "{yaml}");
    }
    assert_eq!(
        sound("标题: 题\n摘要: |\n  第一行\n  第二行")
            .summary
            .as_deref(),
        Some("第一行第二行")
    );
}

#[test]
fn a_tag_stands_once() {
    for (tags, kept) in [
        ("[404, \"404\", 宪法, 宪法, \"宪法 \"]", "404|宪法"),
        ("[WTO, wto, ＷＴＯ, Wto]", "WTO"),
        ("宪法，民法典、宪法", "宪法|民法典"),
        ("[宪法, 宪法学]", "宪法|宪法学"),
    ] {
        assert_eq!(
            field(&format!("标题: 题\n标签: {tags}"), "tags").as_deref(),
            Some(kept)
        );
    }
}

#[test]
fn statutes_have_their_brackets_once() {
    for (laws, names) in [
        ("[《民法典》]", "民法典"),
        ("《民法典》、《宪法》", "民法典|宪法"),
        ("[民法典, 《宪法》第三条]", "民法典|宪法"),
        ("[「民法典」]", "民法典"),
        ("[《关于修改〈民法典〉的决定》]", "关于修改〈民法典〉的决定"),
    ] {
        let (front_matter, _) = head(&format!("标题: 题\n类型: 法律问答\n法律: {laws}"));
        let read: Vec<&str> = front_matter
            .further
            .laws
            .iter()
            .map(|law| statute_parts(law).0)
            .collect();
        assert_eq!(read.join("|"), names, "{laws}");
    }
}

#[test]
fn a_period_is_start_and_end() {
    for (yaml, start, end) in [
        (
            "开始: 2026-12-04 9:00-11:30",
            "2026-12-04 09:00",
            "2026-12-04 11:30",
        ),
        ("开始: 2026年12月4日—6日", "2026-12-04", "2026-12-06"),
        ("开始: 2026.12.4～12.6", "2026-12-04", "2026-12-06"),
        (
            "开始: 2026-12-04 9:00 至 11:30\n结束: 2026-12-04 11:30",
            "2026-12-04 09:00",
            "2026-12-04 11:30",
        ),
        (
            "结束: 2026-12-04\n开始: 2026-12-04 9:00-11:30",
            "2026-12-04 09:00",
            "2026-12-04 11:30",
        ),
    ] {
        let front_matter = sound(&format!("标题: 题\n类型: 活动\n{yaml}"));
        let further = &front_matter.further;
        assert_eq!(
            further.start.as_ref().map(shown).as_deref(),
            Some(start),
            "{yaml}"
        );
        assert_eq!(
            further.end.as_ref().map(shown).as_deref(),
            Some(end),
            "{yaml}"
        );
    }
    for yaml in [
        "开始: 2026-12-04 9:00-11:30\n结束: 2026-12-04 12:00",
        "结束: 2026-12-05\n开始: 2026-12-04 9:00-11:30",
    ] {
        let told = told(&format!("标题: 题\n类型: 活动\n{yaml}"));
        assert!(told.contains("结束的时间写了两个"), "{told}");
    }
    for key in ["日期", "定时发布", "到期", "更新", "结束"] {
        let told = told(&format!(
            "标题: 题\n类型: 活动\n开始: 2026-12-01\n{key}: 2026-12-04 9:00-11:30"
        ));
        assert!(told.contains("只能写一个"), "{key}: {told}");
    }
}

#[test]
fn empty_values_are_told() {
    for yaml in [
        "日期: \"\"",
        "日期:",
        "更新: \"\"",
        "更新:",
        "草稿:",
        "草稿: \"\"",
        "定时发布: \"\"",
        "到期:",
        "开始: \"\"",
        "结束: ''",
        "类型: \"\"",
        "网址名: \"\"",
    ] {
        let told = told(&format!("标题: 题\n{yaml}"));
        assert!(!told.is_empty(), "{yaml}");
    }
    for yaml in ["作者:", "摘要:", "来源: \"\"", "标签: []", "封面:"] {
        assert_eq!(told(&format!("标题: 题\n{yaml}")), "", "{yaml}");
    }
}

#[test]
fn slips_of_indentation_and_invisible_characters_are_named() {
    for (yaml, named, title) in [
        (" 标题: 甲\n日期: 2026-11-01", "缩进不对", "甲"),
        ("日期: 2026-11-01\n  标题: 甲\n来源: 乙", "缩进不对", "甲"),
        ("　标题: 甲\n日期: 2026-11-01", "缩进不对", "甲"),
        ("标题: 甲\u{2028}乙\n日期: 2026-11-01", "U+2028", "甲乙"),
        ("标题: 甲\u{200B}乙", "U+200B", "甲乙"),
        ("标题: \u{FEFF}甲", "U+FEFF", "甲"),
        ("\u{FEFF}标题: 甲", "U+FEFF", "甲"),
        ("\u{200B}标题: 甲", "U+200B", "甲"),
    ] {
        let (front_matter, found) = head(yaml);
        assert_eq!(front_matter.title.as_deref(), Some(title), "{yaml:?}");
        let told = crate::content::testing::report(found);
        assert!(told.contains(named), "{yaml:?}: {told}");
        assert!(
            told.contains(":2:") || told.contains(":3:"),
            "{yaml:?}: {told}"
        );
    }
    for yaml in [
        " 标题: 甲\n 日期: 2026-11-01",
        "标题: 甲\n附加:\n  标题: 乙",
        "标题: 甲\n要点:\n  - 事项: 1\n    计数: 2",
    ] {
        assert!(!told(yaml).contains("缩进不对"), "{yaml}");
    }
}
