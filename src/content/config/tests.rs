use proptest::prelude::*;

use super::*;
use crate::content::key_spec::{KeySpec, ValueShape};
use crate::content::testing::report;
use crate::content::{SourcePath, key_spec};
use crate::diagnostic::Diagnostics;

fn site(yaml: &str) -> (SiteConfig, Diagnostics) {
    read(&SourcePath::from("content/site.yaml"), yaml)
}

const WHOLE: &str = "\
title: 示例市普法网
subtitle: 办事依法
description: 示例市司法局主办
keywords: 普法，宪法
base_url: https://www.example.cn/portal/pufa
language: zh-CN
time_zone: Asia/Shanghai
host:
  name: 示例市人民政府
  domain: www.example.cn
  id_code: \"3301000001\"
  chrome: 是
owner: {主办单位: 示例市司法局, 电话: 12348, postcode: 000000}
records:
  icp: 示ICP备00000000号
  police: 示公网安备 00000000000000号
  party_organ: {url: \"https://bszs.example.cn/\", image: images/organ.png}
  report_error: https://zfwzgl.example.cn/
venues:
  - 军营
  - {id: schools, name: 校园, description: 青少年}
  - {id: temples, name: 景区}
menu:
  - {name: 首页, to: /}
  - name: 六进
    children:
      - {name: 进乡村, to: villages}
footer_menu: [{name: 关于, to: about.md}]
page_size: 15
urls: directory
outputs: {tags: 否}
theme: {name: pufa, options: {colour: red}}
html: escape
段落: 空行
sections: {villages/law: 村规}
extra: {a: [1]}
";

#[test]
fn a_site_is_read_whole() {
    let (config, found) = site(WHOLE);
    assert!(found.is_empty(), "{}", report(found));
    insta::assert_debug_snapshot!(config);
}

#[test]
fn a_title_is_enough() {
    let (config, found) = site("站名: 示例市普法网\n");
    assert!(!found.has_errors());
    assert_eq!(
        (config.title.as_str(), config.page_size, config.venues.len()),
        ("示例市普法网", 20, 6)
    );
    assert_eq!(config.base.href(&crate::url::Url::root()), "/");
    insta::assert_snapshot!(report(found));
}

#[test]
fn days_are_added_moved_and_left_out() {
    use crate::law::calendar::observances;
    let kept = |yaml: &str, year| {
        let (config, found) = site(&format!("title: 一\nbase_url: https://a.example\n{yaml}"));
        assert!(found.is_empty(), "{}", report(found));
        let kept = observances(&config.calendar.rules(), year).into_iter();
        kept.map(|kept| format!("{} {}", kept.first, kept.title()))
            .collect::<Vec<_>>()
            .join("，")
    };
    let own = "calendar:\n  legal_year: 否\n  days:\n    - {name: 法治文化节, when: 9月第三个星期六, first: 2024}\n    - {name: 网络安全宣传周, when: 2026年9月14日至20日}\n";
    assert_eq!(
        kept(own, 2026),
        "2026-09-14 网络安全宣传周，2026-09-19 法治文化节（第3届）"
    );
    assert_eq!(kept(own, 2023), "");
    let moved = "calendar:\n  without: 国际反腐败日\n  days: [{name: 宪法宣传周, when: 2027年11月29日至12月5日}]\n";
    assert!(
        kept(moved, 2027).contains("2027-11-29 宪法宣传周")
            && kept(moved, 2028).contains("2028-12-01 宪法宣传周")
    );
    assert!(
        kept(moved, 2022).contains("2022-12-04 宪法宣传周")
            && !kept(moved, 2027).contains("反腐败")
    );
}

#[test]
fn the_command_line_may_say_where_the_site_stands() {
    let (config, _) = site("title: 一");
    let (config, found) = config.with_base_url("https://a.example/b");
    assert!(found.is_empty());
    assert_eq!(config.base.path(), "/b/");
    let (config, found) = config.with_base_url("example.cn");
    assert_eq!(config.base.path(), "/b/");
    insta::assert_snapshot!(report(found));
}

#[test]
fn no_name_means_two_keys_of_a_table() {
    fn check(keys: &'static [KeySpec]) {
        for name in keys.iter().flat_map(KeySpec::names) {
            assert_eq!(
                keys.iter().filter(|key| key.is_called(name)).count(),
                1,
                "{name}"
            );
        }
        for key in keys {
            check(key.table());
        }
    }
    check(&KEYS);
    assert!(key_spec::find(&KEYS, "ICP").is_none());
}

/// Value of a shape that differs from every default.
fn sample(key: &KeySpec) -> &'static str {
    match (key.name, key.shape) {
        ("id_code", _) => "\"3701000001\"",
        ("base_url" | "url" | "to" | "sources", _) => "https://b.example",
        ("urls", _) => "directory",
        ("html", _) => "escape",
        ("paragraphs", _) => "空行",
        ("time_zone", _) => "+09:00",
        ("without", _) => "宪法日",
        ("families", _) => "tags",
        ("full_text" | "legal_year", _) => "false",
        (_, ValueShape::Flag) => "true",
        (_, ValueShape::Number(..)) => "7",
        (_, ValueShape::Free | ValueShape::Texts) => "{a: b}",
        (_, ValueShape::Menu(_)) => "[{name: 甲, to: /a.html}]",
        (_, ValueShape::TextsOrTables(_)) => "[景区, {id: parks, name: 公园}]",
        _ => "甲",
    }
}

/// Fields of a depth that two settings do not share.
fn changed_fields(one: &SiteConfig, other: &SiteConfig, depth: usize) -> Vec<String> {
    let fields = |config: &SiteConfig| {
        let indent = " ".repeat(4 * depth);
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in format!("{config:#?}").lines() {
            let inner = line
                .strip_prefix(&indent)
                .filter(|rest| !rest.starts_with([' ', '}', ']', ')']));
            match (
                inner.and_then(|rest| rest.split_once(':')),
                fields.last_mut(),
            ) {
                (Some((name, value)), _) => fields.push((name.to_owned(), value.to_owned())),
                (None, Some((_, value))) if line.starts_with(&indent) => value.push_str(line),
                _ => {}
            }
        }
        fields
    };
    let (one, other) = (fields(one), fields(other));
    other
        .into_iter()
        .filter(|field| !one.contains(field))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn a_key_changes_the_field_of_its_name_and_no_other() {
    const BARE: &str = "title: 一\nbase_url: https://a.example\n";
    let bare = site(BARE).0;
    let field = |name: &'static str| match name {
        "base_url" => "base",
        "records" => "filings",
        "time_zone" => "zone",
        "party_organ" | "report_error" => "",
        name => name,
    };
    for key in KEYS
        .iter()
        .filter(|key| !matches!(key.name, "title" | "base_url" | "channels" | "outputs"))
    {
        let inner: &[KeySpec] = match key.shape {
            ValueShape::Table(keys) => keys,
            _ => &[],
        };
        if inner.is_empty() {
            let config = site(&format!("{BARE}{}: {}\n", key.name, sample(key))).0;
            assert_eq!(changed_fields(&bare, &config, 1), [field(key.name)]);
        }
        for one in inner
            .iter()
            .filter(|one| !field(one.name).is_empty() && one.name != "days")
        {
            for value in [sample(one), "false"] {
                let config = site(&format!("{BARE}{}: {{{}: {value}}}\n", key.name, one.name)).0;
                let changed = changed_fields(&bare, &config, 2);
                let is_default = value == "false" && changed.is_empty();
                assert!(
                    is_default || changed == [field(one.name)],
                    "{}: {} → {changed:?}",
                    key.name,
                    one.name
                );
            }
        }
    }
}

macro_rules! mistakes {
    ($($name:ident: $yaml:expr;)+) => {
        $(#[test]
        fn $name() {
            insta::assert_snapshot!(report(site($yaml).1));
        })+
    };
}

mistakes! {
    unknown_keys: "title: 一\nbase_url: https://a.example\nhsot: 二\nowner:\n  主板单位: 三\nmenu:\n- {name: 一, to: /, 图标: x}";
    wrong_types: "title: {a: 1}\nbase_url: https://a.example\nhost: 一\nmenu: 首页\npage_size: 很多\noutputs: {tags: 也许}\nvenues: {a: b}";
    bad_values: "title: 一\nbase_url: www.example.cn\ntime_zone: 北京\nhost: {id_code: 123}\npage_size: 5000\nurls: dir\nhtml: sanitise\ntheme: a/b";
    doubtful_records: "title: 一\nbase_url: https://a.example\nrecords:\n  police: 示公网安备123号\n  party_organ: {image: a.png}";
    venues_that_cannot_be: "title: 一\nbase_url: https://a.example\nvenues: [军营，月球, {name: 景区}, {id: tags, name: 乙}]";
    a_menu_entry_without_a_way: "title: 一\nbase_url: https://a.example\nmenu: [{name: 甲}, 乙]";
    a_broken_file: "title: 示例\nowner: [\nbase_url：https://a.example\npage_size: 0";
    an_empty_file: "";
    days_that_cannot_be: "title: 一\nbase_url: https://a.example\n日历:\n  普法日: 也许\n  去掉: [宪法日, 消防日, 万圣节]\n  日子:\n    - {名称: 甲, 时间: [2月30日, 2027年12月4日, 九月中旬]}\n    - {名称: 乙}\n    - {名称: 甲, 时间: 6月}\n    - 丙\n";
}

proptest! {
    #[test]
    fn any_text_is_read_without_harm(
        text in "((title|venues|menu|theme|records|时区|host)(: |：|:)?[\\[\\]{}\"'，,“”0-9a*&!|>\t　\r-]{0,8}\n?( {0,3}(- )?(name|to|id)(: |：)[a-z一，{\\[]{0,4}\n)?){0,6}"
    ) {
        let _ = report(site(&text).1);
    }
}
