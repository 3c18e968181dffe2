use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;
use crate::content::testing::report;
use crate::content::{
    DiskWorld, KeySpec, SiteConfig, SourcePath, StatedValue, ValueShape, World, read_source, split,
};
use crate::diagnostic::{Code, Diagnostics};

/// Reads the head of a document, and checks it against a kind.
fn read_as(kind: Option<DocumentKind>, text: &str) -> (FrontMatter, Diagnostics) {
    let path = SourcePath::from("content/a.md");
    let site = SiteConfig::default();
    let context = FrontMatterContext {
        zone: &site.zone,
        venues: &site.venues,
    };
    let (parts, mut found) = split(&path, text);
    let (front_matter, faults) = parts
        .head
        .clone()
        .map(|head| read(&path, text, head, &context))
        .unwrap_or_default();
    found.extend(faults);
    let kind = front_matter.kind.or(kind);
    found.extend(
        kind.map(|kind| check_required(kind, &front_matter, Some("题"), &path, text, &parts))
            .unwrap_or_default(),
    );
    (front_matter, found)
}

pub(super) fn head(yaml: &str) -> (FrontMatter, Diagnostics) {
    read_as(None, &format!("---\n{yaml}\n---\n正文\n"))
}

pub(super) fn told(yaml: &str) -> String {
    report(head(yaml).1)
}

/// Reads a head that must be free of diagnostics.
pub(super) fn sound(yaml: &str) -> FrontMatter {
    let (front_matter, found) = head(yaml);
    assert!(found.is_empty(), "{}", report(found));
    front_matter
}

#[test]
fn a_head_is_read_whole() {
    let front_matter = sound(
        "标题: 家门口的“法律明白人”\n类型: 活动\n日期: 2026-10-15\n更新: 2026年10月16日\n场所: [乡村, 进校园]\n\
         主题活动: constitution-week-2026\n标签: 宪法，民法典\n要点: [9, \"㈨\", \"2014/9\", {item: 2-3, count: 1}]\n\
         摘要: |\n  第一行\n  第二行\n草稿: 否\n旧网址: old/1.html\n排序: -1\n目录: true\n开始: 2026-12-01 09:00\n\
         结束: 2026-12-01\n地点: 示例市人民广场\n附加: {颜色: 红, 数: [1, 2.5]}\n渠道: {wechat: {标题: 短}}",
    );
    insta::assert_debug_snapshot!(front_matter);
}

/// Names of the fields that a head changes, those of the rare ones included.
fn changed_fields(head: &FrontMatter) -> Vec<String> {
    let fields = |head: &FrontMatter| {
        let all = [
            serde_json::to_value(head).unwrap_or_default(),
            serde_json::to_value(&*head.further).unwrap_or_default(),
        ];
        let mut fields: serde_json::Map<_, _> = all
            .into_iter()
            .filter_map(|value| value.as_object().cloned())
            .flatten()
            .collect();
        fields.remove("further");
        fields
    };
    let unchanged = fields(&FrontMatter::default());
    fields(head)
        .into_iter()
        .filter(|(name, value)| unchanged[name] != *value)
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn a_key_changes_the_field_of_its_name_and_no_other() {
    let sample = |shape: ValueShape| match shape {
        ValueShape::Date => "2026-11-01",
        ValueShape::Flag => "是",
        ValueShape::Number(..) => "2026",
        ValueShape::Kind => "单页",
        ValueShape::Choice(_) => "空行",
        ValueShape::Free | ValueShape::Channels(_) => "{a: {标题: 1}}",
        ValueShape::Tables(_) => "[{事项: 9}]",
        ValueShape::Venues => "学校",
        _ => "一",
    };
    for key in KEYS.iter() {
        for name in key.names() {
            let (front_matter, found) = head(&format!("{name}: {}", sample(key.shape)));
            assert_eq!(changed_fields(&front_matter), [key.name], "{name}");
            assert!(
                !found.has_errors() || key.name == "kind",
                "{}",
                report(found)
            );
        }
    }
}

#[test]
fn every_key_is_in_the_handbook() {
    let handbook = include_str!("../../../docs/handbook.md");
    for key in KEYS.iter() {
        let row = format!("| {} | `{}` |", key.alias, key.name);
        assert!(
            handbook.contains(&row),
            "docs/handbook.md lacks the row {row}"
        );
    }
}

#[test]
fn no_name_means_two_keys() {
    for name in KEYS.iter().flat_map(KeySpec::names) {
        assert_eq!(
            KEYS.iter().filter(|key| key.is_called(name)).count(),
            1,
            "{name}"
        );
    }
}

#[test]
fn values_are_taken_as_editors_mean_them() {
    assert_eq!(sound("title: 2026").title.as_deref(), Some("2026"));
    assert_eq!(sound("title: 2026.10").title.as_deref(), Some("2026.10"));
    assert_eq!(sound("title: True").title.as_deref(), Some("True"));
    assert_eq!(head("title:　　宪法 ").0.title.as_deref(), Some("宪法"));
    assert_eq!(sound("Title: 宪法").title.as_deref(), Some("宪法"));
    assert_eq!(
        sound("摘要: 安排如下\n  日期：12月4日").summary.as_deref(),
        Some("安排如下日期：12月4日")
    );
    assert_eq!(
        sound("摘要: |\n  日期：12月4日\n  \t乙").summary.as_deref(),
        Some("日期：12月4日\n\t乙")
    );
    assert_eq!(sound("年度: ２０２６年").further.year, Some(2026));
    assert_eq!(sound("tags: 宪法").tags, ["宪法"]);
    assert_eq!(
        sound("laws: [\"关于甲、乙的决定\", 民法典]").further.laws,
        ["关于甲、乙的决定", "民法典"]
    );
    assert_eq!(
        sound("venue: 法律进校园").venues.as_deref(),
        Some(&["schools".to_owned()][..])
    );
    assert_eq!(
        sound("plan: 9").plan,
        [PlanReference {
            item: "9".to_owned(),
            count: None
        }]
    );
    assert_eq!(
        sound("files: [关于甲，乙的通知.pdf]").further.files,
        ["关于甲，乙的通知.pdf"]
    );
    assert_eq!(
        sound("title: 关于本站\nmenu: true").further.menu.as_deref(),
        Some("关于本站")
    );
    assert_eq!(sound("menu: 关于").further.menu.as_deref(), Some("关于"));
    assert_eq!(sound("menu: false").further.menu, None);
    assert_eq!(sound("").title, None);
}

#[test]
fn progress_is_a_list_of_statements() {
    let yaml = "进展:\n  - {事项: 9, 计数: 2, 日期: 2026-03-01, 说明: 举办两期, 链接: ../a.md}\n  - item: ㈨";
    insta::assert_debug_snapshot!(sound(yaml).further.progress);
}

macro_rules! mistakes {
    ($($name:ident: $yaml:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(told($yaml));
        })+
    };
}

mistakes! {
    an_unknown_key: "标提: 一\nsumary: 二\n关键词: 三\n我的字段: 四";
    a_wrong_type: "标题: [一]\n标签: {a: 1}\n草稿: 也许\n排序: 很前\n附加: 一\n年度: 12\n进展: 一";
    a_duplicate_key: "title: 一\n标签: [甲]\n标题: 二";
    a_date_that_cannot_be: "日期: 2026-02-30\n更新: 2026-13-01\n开始: 明天\n到期: 2026-11-01 25:00";
    an_unknown_kind: "类型: 以案说法";
    an_unknown_venue: "场所: [进学堂, 军营, 月球]";
    an_end_before_the_start: "开始: 2026-12-07\n结束: 2026-12-01";
    a_slug_that_cannot_be: "网址名: a/b\n旧网址: [/old.asp?id=1, /a.html]";
    full_width_colons: "标题：宪法\n日期： 2026-02-30\n自定：一\n进展:\n  - 事项：9";
    colons_without_a_space: "标题:宪法\n日期:　2026-11-01\ntags:[a, b]";
    full_width_quotes: "标题: “宪法宣传周”\n标签: [“宪法”, 民法典]\n摘要: “宪法”与“民法典”";
    full_width_commas: "标签: [宪法，民法典、刑法]\n场所: 【学校，社区】";
    full_width_commas_between_quotes: "标签: [\"宪法，和\"，\"民法典\" 、'刑法', \"经\"]\n标题: 关于[\"甲\"，\"乙\"]的说明";
    tabs: "进展:\n\t- item: 9\n标题: 一";
    a_value_with_a_colon: "标题: 一: 二\n标提: 三";
    an_open_bracket: "标题: 一\n标签: [宪法, 民法典\n日期: 2026-02-30";
    an_open_quote: "标题: \"宪法\n日期: 2026-11-01";
    text_after_quotes: "标题: \"宪法\"宣传周\n标提: 一";
    a_line_that_is_no_field: "标题: 一\n这是一段话\n日期: 2026-13-01";
    stars_and_other_signs: "标题: *重点*\n摘要: @某\n作者: &某 某\n来源: `甲`";
    an_invisible_character: "标题: 一\u{8}二\n标提: 三";
    only_text: "宪法宣传周";
    items_in_items: concat!("附加:\n  ", "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -");
    several_paragraphs: "宪法宣传周\n\n第二段";
    an_entry_without_item: "要点: [{count: 1}]";
    a_well: "附加: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[";
}

#[test]
fn a_kind_tells_what_it_lacks_and_what_is_not_its_own() {
    let of = |kind, text| report(read_as(Some(kind), text).1);
    insta::assert_snapshot!(
        [
            of(DocumentKind::Case, "正文\n"),
            of(
                DocumentKind::Campaign,
                "---\n标题: 一\n开始:\n结束: 2026-02-30\n---\n"
            ),
            of(
                DocumentKind::Notice,
                "---\r\ndate: 2026-11-01\r\n问题: 二\r\n---\r\n"
            ),
        ]
        .join("\n\n")
    );
    assert_eq!(
        of(
            DocumentKind::Article,
            "---\n日期: 2026-11-01\n问题: 二\n---\n"
        ),
        ""
    );
}

#[test]
fn places_hold_in_files_with_crlf() {
    let (_, found) = read_as(None, "---\r\n标题: 一\r\n标签：[a]\r\n标提: 二\r\n---\r\n");
    let places: Vec<_> = found
        .iter()
        .filter_map(|found| found.place.as_ref())
        .map(|at| (at.line, at.column))
        .collect();
    assert_eq!(places, [(3, 3), (4, 1)]);
}

#[test]
fn a_draft_that_cannot_be_read_stays_one() {
    assert_eq!(head("草稿: 也许").0.draft, StatedValue::Unreadable);
}

/// A thousand faults are all reported, most without a location, since each location costs a parse.
#[test]
fn a_thousand_faults_are_all_told() {
    let (_, found) = head(&"标提: 一\n".repeat(1000));
    assert_eq!(found.iter().count(), 1000);
    let placed = found
        .iter()
        .filter_map(|found| found.place.as_ref())
        .filter(|place| place.line > 1);
    assert_eq!(placed.count(), 200);
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(text: String) {
        let _ = report(read_as(Some(DocumentKind::Event), &text).1);
        let _ = report(head(&text).1);
    }

    #[test]
    fn any_near_yaml_is_read_without_harm(
        text in "((标题|plan|日期|场所|进展|extra|menu|结束)(: |：|:)?[\\[\\]{}\"'，,“”0-9a*&!|>\t　\r-]{0,8}\n?){0,8}"
    ) {
        let (_, found) = head(&text);
        for place in found.iter().filter_map(|found| found.place.as_ref()) {
            prop_assert!(place.line >= 1 && place.column >= 1);
        }
        let _ = report(found);
    }
}

#[test]
fn a_zone_counts() {
    let site = SiteConfig::default();
    let utc = FrontMatterContext {
        zone: &TimeZone::UTC,
        venues: &site.venues,
    };
    let text = "日期: 2026-11-01";
    let (front_matter, _) = read(&SourcePath::from("a"), text, 0..text.len(), &utc);
    assert_eq!(
        front_matter.date.known().map(|date| date.at.as_second()),
        Some(1_793_491_200)
    );
}

/// The sample site is valid, and covers realistic front matter.
#[test]
fn the_sample_site_is_read_without_a_word() {
    let world = DiskWorld::new(env!("CARGO_MANIFEST_DIR"), jiff::Timestamp::UNIX_EPOCH);
    let files = world.scan("content").files;
    let mut count = 0;
    for (path, _) in files.iter().filter(|(path, _)| path.extension() == "md") {
        let (source, _) = read_source(&world, path);
        let text = source.map(|source| source.text).unwrap_or_default();
        let folder = path.as_str().split('/').nth(1).unwrap_or_default();
        let kind = (path.stem() != "_index")
            .then(|| DocumentKind::of_folder(folder).unwrap_or(DocumentKind::Article));
        let (_, found) = read_as(kind, &text);
        assert!(found.is_empty(), "{path}\n{}", report(found));
        count += 1;
    }
    assert!(count > 30);
}

#[test]
fn a_line_of_dashes_is_not_deep() {
    assert!(
        head(&format!("# {}\n标题: 一", "-".repeat(200)))
            .1
            .is_empty()
    );
}

#[test]
fn codes_of_a_head_with_many_faults_come_all_at_once() {
    let (front_matter, found) =
        head("标题：宪法\n标签: [甲\n日期: 2026-02-30\n摘要: \"一\n场所: 学堂");
    assert_eq!(front_matter.title.as_deref(), Some("宪法"));
    let codes: Vec<Code> = found.iter().map(|found| found.code).collect();
    insta::assert_debug_snapshot!(codes);
}

/// Reading of the fields that decide on publication, in one word, with the codes of the diagnostics.
fn publication(yaml: &str) -> (&'static str, Vec<&'static str>) {
    let (front_matter, found) = head(yaml);
    let rare = &front_matter.further;
    let is_hidden = front_matter.draft == StatedValue::Known(true);
    let unreadable = front_matter.is_illegible
        || front_matter.draft.is_unreadable()
        || rare.publish.is_unreadable()
        || rare.expires.is_unreadable();
    let state = match () {
        () if is_hidden => "draft",
        () if unreadable => "unreadable",
        () if !rare.publish.is_absent() => "publish",
        () if !rare.expires.is_absent() => "expires",
        () => "public",
    };
    (state, found.iter().map(|found| found.code.id()).collect())
}

#[test]
fn a_key_of_another_system_hides_as_it_means() {
    let hint = vec!["front-matter/foreign-key"];
    for yaml in [
        "published: false",
        "Published: no",
        "hidden: true",
        "private: yes",
        "visibility: private",
        "visibility: Hidden",
        "layout: draft",
        "status: draft",
        "status: Pending",
        "post_status: private",
        "unlisted: true",
        "is_draft: 1",
        "publish: false",
        "public: false",
        "build: {render: never}",
        "状态: 草稿",
        "状态: 待审核",
        "隐藏: 是",
        "隱藏: 是",
        "发布: 否",
        "公开: 否",
        "是否公开: 不",
        "不公开: 是",
        "草稿: 是\n隐藏: 是",
    ] {
        assert_eq!(publication(yaml), ("draft", hint.clone()), "{yaml}");
    }
    for (yaml, state) in [
        ("publishDate: 2027-01-01", "publish"),
        ("publish_date: 2027-01-01 08:00", "publish"),
        ("发布时间: 2027年1月1日", "publish"),
        ("发布: 2027-01-01", "publish"),
        ("expiryDate: 2026-01-01", "expires"),
        ("expiration-date: 2026-01-01", "expires"),
        ("到期时间: 2026-01-01", "expires"),
    ] {
        assert_eq!(publication(yaml), (state, hint.clone()), "{yaml}");
    }
    for yaml in [
        "published: true",
        "hidden: false",
        "status: published",
        "状态: 已发布",
        "隐藏: 否",
        "password:",
        "password: \"\"",
    ] {
        assert_eq!(publication(yaml).0, "public", "{yaml}");
    }
}

#[test]
fn what_leaves_open_if_a_document_is_public_is_an_error() {
    for yaml in [
        "password: 1234",
        "密码: abc",
        "encrypt: true",
        "草稿:",
        "草稿: ~",
        "草稿: \"\"",
        "草稿: 待定",
        "草稿: 下周",
        "draft: maybe",
        "draft: false\npublished: false",
        "定时发布: 2027-01-01\npublishDate: 2028-01-01",
        "publishDate: 2027-13-01",
        "草搞: 是",
    ] {
        let (state, codes) = publication(yaml);
        let is_error = head(yaml).1.has_errors();
        assert!(
            state == "unreadable" && is_error,
            "{yaml}: {state} {codes:?}"
        );
    }
}

#[test]
fn a_similar_key_of_another_meaning_hides_nothing() {
    for yaml in [
        "效力: 现行有效",
        "status: 现行有效",
        "layout: post",
        "状态: 进行中",
        "公开范围: 全市",
        "有效期: 三年",
        "发布单位: 示例县司法局",
    ] {
        let (state, codes) = publication(yaml);
        let of_hiding = |code: &&str| code.contains("foreign") || code.contains("doubtful");
        assert_eq!(
            (state, codes.iter().find(|code| of_hiding(code))),
            ("public", None),
            "{yaml}"
        );
    }
}
