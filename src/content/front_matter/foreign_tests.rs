//! Tests of the keys of other site generators.

use super::foreign_keys::{FOREIGN_KEYS, find};
use super::tests::{head, sound};
use super::*;
use crate::content::key_spec;
use crate::diagnostic::Severity;

#[test]
fn foreign_keys_mean_what_their_owners_write() {
    let tags = |yaml: &str| sound(yaml).tags;
    assert_eq!(tags("categories: [普法, 宪法]"), ["普法", "宪法"]);
    assert_eq!(tags("分类: 普法、宪法"), ["普法", "宪法"]);
    assert_eq!(
        tags("categories:\n  - [普法, 宪法]\n  - 民法典\n  - [普法]"),
        ["普法", "宪法", "民法典"]
    );
    assert_eq!(
        tags("categories: 普法\ntags: [宪法, 普法]\nkeywords: 法律"),
        ["宪法", "普法"]
    );
    assert_eq!(tags("keywords: 法律, 咨询"), ["法律", "咨询"]);
    assert_eq!(tags("categories:\ntags:"), [""; 0]);

    let aliases = |yaml: &str| sound(yaml).further.aliases.clone();
    assert_eq!(aliases("permalink: /2019/01/a.html"), ["/2019/01/a.html"]);
    assert_eq!(
        aliases("redirect_from:\n  - /a/\n  - b/c.html\nurl: https://example.com/d/"),
        ["/a/", "/b/c.html", "/d/"]
    );
    assert_eq!(aliases("permalink: /:categories/:title/"), [""; 0]);
    assert_eq!(aliases("permalink: pretty"), [""; 0]);
    assert_eq!(aliases("url: https://example.com"), [""; 0]);

    for key in ["lastmod", "last_modified_at", "lastModifiedAt", "更新时间"] {
        let updated = sound(&format!("{key}: 2024-05-06 07:08")).updated;
        assert_eq!(updated, sound("updated: 2024-05-06 07:08").updated, "{key}");
        assert!(updated.is_some(), "{key}");
    }
    assert_eq!(sound("lastUpdated: false").updated, None);
    assert_eq!(sound("lastmod: ''").updated, None);
    let created = sound("created: 2024-05-06").date;
    assert_eq!(created, sound("date: 2024-05-06").date);
    assert_eq!(sound("date: 2024-05-06\ncreated: 2020-01-01").date, created);

    let summary = |yaml: &str| sound(yaml).summary;
    for key in ["description", "desc", "excerpt", "简介"] {
        assert_eq!(
            summary(&format!("{key}: 一句话")).as_deref(),
            Some("一句话")
        );
    }
    assert_eq!(
        summary("excerpt: 二\nsummary: 一\ndescription: 三").as_deref(),
        Some("一")
    );
    assert_eq!(summary("excerpt: true"), None);
}

#[test]
fn foreign_pictures_become_the_cover() {
    let cover = |yaml: &str| sound(yaml).cover.map(|file| file.to_string());
    for yaml in [
        "thumbnail: /img/a.jpg",
        "image: /img/a.jpg",
        "top_img: /img/a.jpg",
        "缩略图: /img/a.jpg",
        "images: [/img/a.jpg, b.png]",
        "image: {path: /img/a.jpg, alt: 图}",
        "cover: /img/a.jpg\nbanner: /img/b.jpg",
    ] {
        assert_eq!(cover(yaml).as_deref(), Some("/img/a.jpg"), "{yaml}");
    }
    for yaml in [
        "cover: false",
        "top_img: false",
        "top_img: transparent",
        "image: https://example.com/a.jpg",
        "feature: true",
        "thumbnail: ''",
    ] {
        assert_eq!(cover(yaml), None, "{yaml}");
    }
}

#[test]
fn a_pinned_document_comes_first() {
    let weight = |yaml: &str| sound(yaml).weight;
    assert_eq!(weight("top: 100"), Some(-100));
    assert_eq!(weight("sticky: 1"), Some(-1));
    assert_eq!(weight("置顶: 是"), Some(-1));
    assert_eq!(weight("pin: true"), Some(-1));
    assert_eq!(weight("pin: false"), None);
    assert_eq!(weight("top: 0"), None);
    assert_eq!(weight("order: 3"), Some(3));
    assert_eq!(weight("order: false"), None);
    assert_eq!(weight("weight: 2\ntop: 9"), Some(2));
}

#[test]
fn people_are_one_or_several() {
    let author = |yaml: &str| sound(yaml).author;
    assert_eq!(author("author: [甲, 乙]").as_deref(), Some("甲、乙"));
    assert_eq!(
        author("author: {name: 甲, link: /a/}").as_deref(),
        Some("甲")
    );
    assert_eq!(
        author("authors:\n  - name: 甲\n  - name: 乙").as_deref(),
        Some("甲、乙")
    );
    assert_eq!(author("作者: 甲，乙").as_deref(), Some("甲，乙"));
    assert_eq!(author("author: []"), None);
}

#[test]
fn what_only_a_theme_knows_is_kept_for_it() {
    let head = sound(
        "subtitle: 副题\nlayout: post\ncomments: false\nicon: pen\ntoc_number: true\nmathjax: true\n\
         cover_index: 1\nsidebar: [a, b]\ndate: 2024-05-06\ncreated: 2020-01-01\nextra: {icon: 自己的}",
    );
    let extra = serde_json::Value::Object(head.further.extra.clone());
    let kept = serde_json::json!({
        "icon": "自己的", "subtitle": "副题", "layout": "post", "comments": false, "toc_number": true,
        "mathjax": true, "cover_index": 1, "sidebar": ["a", "b"], "created": "2020-01-01",
    });
    assert_eq!(extra, kept);
}

#[test]
fn what_no_file_can_redirect_is_told_and_harms_nothing() {
    let (read, found) = head("permalink: /?p=12");
    assert_eq!(read.further.aliases, [""; 0]);
    assert_eq!(
        (found.count(Severity::Error), found.count(Severity::Warning)),
        (0, 1)
    );
    assert!(!read.is_illegible);
}

#[test]
fn a_foreign_word_is_in_one_row_and_no_name_of_pufa() {
    let words = || FOREIGN_KEYS.iter().flat_map(|key| key.words);
    for word in words() {
        assert_eq!(words().filter(|other| *other == word).count(), 1, "{word}");
        assert!(key_spec::find(&KEYS, word).is_none(), "{word}");
        assert!(
            find(word).is_some(),
            "{word} is not written as words are compared"
        );
    }
    for key in &FOREIGN_KEYS {
        assert_eq!(key.means.is_some(), key.key().is_some(), "{:?}", key.means);
    }
}

#[test]
fn a_misspelled_word_stays_unknown() {
    for yaml in [
        "sumary: 一",
        "categorys: 一",
        "关键: 一",
        "我的字段: 四",
        "mykey：一",
    ] {
        let (_, found) = head(yaml);
        let told = found.count(Severity::Warning) + found.count(Severity::Error);
        assert_eq!(told, 1, "{yaml}");
    }
}

#[test]
fn a_key_like_none_is_kept_and_noted() {
    for word in ["topic", "cate1", "series_chapter", "typora-root-url"] {
        let head = sound(&format!("title: 一\n{word}: 二"));
        assert_eq!(head.further.own_keys, [(word.to_owned(), 3)]);
        assert_eq!(head.further.extra[word], "二");
    }
}
