//! Tables of what the files of the small site may hold: documents, keys and their values, settings, templates.

use crate::content::config::{PageFacts, PageType};

/// Paths of documents.
pub(crate) const DOCUMENTS: [&str; 16] = [
    "villages/a.md",
    "villages/b.md",
    "qa/e.md",
    "about.md",
    "villages/c.md",
    "villages/_index.md",
    "schools/d.md",
    "qa/f.md",
    "notices/g.md",
    "laws/h.md",
    "events/i.md",
    "campaigns/week.md",
    "cases/j/index.md",
    "plan/2026.md",
    "plan/2025.md",
    "_index.md",
];

/// Values of keys; `""` removes the key.
pub(crate) const VALUES: [(&str, &[&str]); 25] = [
    ("title", &["甲", "乙", "丙：丁"]),
    (
        "date",
        &[
            "2026-11-01",
            "2026-11-20",
            "2026-11-24 12:00",
            "2026-12-01",
            "2025-05-05",
            "",
        ],
    ),
    (
        "tags",
        &["", "[宪法]", "[宪法, 民法典]", "[民法典]", "[反诈]"],
    ),
    ("summary", &["", "一句话。", "另一句。"]),
    ("draft", &["", "true"]),
    ("publish", &["", "2026-11-24 10:00", "2026-11-25"]),
    ("expires", &["", "2026-11-24", "2026-11-26 09:00"]),
    ("weight", &["", "-1", "5"]),
    ("slug", &["", "other", "a"]),
    (
        "aliases",
        &["", "[/old.html]", "[/old/]", "[/older/a.html, /older/b/]"],
    ),
    ("campaign", &["", "week", "weak"]),
    (
        "plan",
        &["", "[1]", "[\"2026/2\"]", "[{item: 1, count: 2}]", "[9]"],
    ),
    ("venues", &["", "[schools]", "[villages, schools]"]),
    ("kind", &["", "notice", "case", "event"]),
    ("start", &["2026-11-24", "2026-11-23 09:00", "2026-12-04"]),
    ("end", &["2026-11-24 18:00", "2026-12-10"]),
    ("cover", &["", "/villages/p.png"]),
    ("files", &["", "[/villages/doc.pdf]"]),
    ("laws", &["", "[甲]", "[《乙》]"]),
    ("effective", &["2026-01-01", "2027-01-01"]),
    ("menu", &["", "true"]),
    ("updated", &["", "2026-11-22", "2026-11-23 08:00"]),
    (
        "progress",
        &[
            "",
            "[{item: 1, count: 2, date: 2026-11-24 12:00}]",
            "[{item: 2, date: 2026-11-26}, {item: 1, count: 3}]",
        ],
    ),
    (
        "channels",
        &[
            "",
            "{wechat: {title: 别名, cover: /villages/p.png}}",
            "{weibo: false}",
            "{none: {order: 1}}",
        ],
    ),
    (
        "extra",
        &[
            "",
            "{ratio: 0.1, list: [1, x]}",
            "{ratio: 0.30000000000000004}",
        ],
    ),
];

/// First paragraph that fills a summary, whatever follows.
macro_rules! after_a_long_beginning {
    ($rest:literal) => {
        concat!(
            "很长的第一段，说的是大家都要知道的事情，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，",
            "一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，到这里。",
            "还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句。\n\n",
            $rest
        )
    };
}

/// Bodies; the last three have errors, most often or always.
pub(crate) const BODIES: [&str; 19] = [
    "正文。\n",
    "另一段正文，长一些。\n\n## 一\n\n话。\n\n## 二\n\n话。\n\n### 三\n\n话。\n",
    "看[那里](/villages/a.md)和[这里](/qa/e.md)。\n",
    "看[栏目](/villages/)、[外面](https://example.cn/)。\n",
    "![图](/villages/p.png)\n\n[下载](/villages/doc.pdf)\n",
    "# 正文里的标题\n\n## 一\n\n正文。[关于](/about.md)\n",
    "<script>坏</script>\n\n> [!X] 怪\n\n句子。\n",
    "```rust\nfn main() {}\n```\n",
    "注[^1]。\n\n[^1]: 脚注。\n",
    "看[甲](/villages/b.md)。![](/villages/p.png)\n",
    "㈠举办讲座2期。（牵头单位：市司法局）\n\n㈡12月底前印发手册。（牵头单位：市教育局）\n",
    "一、总体\n\n1.开展宣传。责任单位：市司法局\n\n2.年内至少举办3次培训。责任单位：市教育局\n\n3.其他。\n",
    after_a_long_beginning!("完。\n"),
    after_a_long_beginning!("再说。![图](/villages/p.png)\n"),
    after_a_long_beginning!("再说。[那里](/villages/a.md)\n"),
    after_a_long_beginning!("再说。![](/villages/p.png)[怪](javascript:x)\n"),
    "看[标签](/tags/宪法/)和[年](/archive/2026/)。\n",
    "看[那一节](/villages/a.md#一)，[同栏目](f.md)。\n",
    "看[没有的](nowhere.md)。\n",
];

/// Contents of `site.yaml`.
pub(crate) const SETTINGS: [&str; 12] = [
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\npage_size: 2\n",
    "title: 别的网\nbase_url: https://pufa.example.cn/p/\ntheme: tiny\nurls: directory\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {tags: false, sitemap: false}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nmenu:\n- {name: 问, to: qa}\n- {name: 关于, to: about.md}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nhtml: escape\nvenues:\n- 网络\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {sections: false}\n",
    "title: 网\ntheme: tiny\nunknown: 1\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\npage_size: 3\noutputs: {miniprogram: true}\n\
     calendar: {days: [{name: 普法日, when: 1月1日}]}\n\
     feeds: {families: [site, sections, venues, campaigns, tags, kinds], entries: 3}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nurls: directory\noutputs: {miniprogram: true}\n\
     feeds: {families: [site, tags], full_text: false}\ncalendar: {legal_year: false}\nplan: {publish_overdue: true}\n\
     channels:\n- {kind: wechat, filter: {venues: [villages]}, options: {cover: villages/p.png}}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nchannels:\n\
     - {kind: wechat, name: 局, filter: {campaign: week}}\n- {kind: weibo, options: {cover: villages/p.png}}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {feeds: false}\n",
];

/// Settings of a site without feeds.
pub(crate) const NO_FEEDS: usize = SETTINGS.len() - 1;
/// Settings of a site with feeds of every family and a mini-program.
pub(crate) const EVERY_FEED: usize = SETTINGS.len() - 4;

/// Other files, each with its possible contents.
pub(crate) const FILES: [(&str, &[&[u8]]); 5] = [
    ("content/villages/p.png", &[PNG, b"no picture", b""]),
    (
        "content/villages/doc.pdf",
        &[b"one", b"two!", b"three, longer"],
    ),
    ("content/cases/j/p.png", &[PNG, b""]),
    (
        "content/plan/units.yaml",
        &["市司法局: [司法局]\n".as_bytes(), b""],
    ),
    ("content/qa/e/doc.pdf", &[b"owned", b""]),
];

/// Image of 2 by 1 pixels, whole by its structure.
pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\x06\0\0\0sums\0\0\0\x06IDATpixelssums\0\0\0\0IENDsums";

/// Each template shows all that it is given.
pub(crate) const TEMPLATES: [(&str, &str); 15] = [
    ("base.html", "{{ page }}|{{ site }}"),
    ("home.html", "{{ home }}|{{ page }}|{{ site }}"),
    ("document.html", "{{ document }}|{{ page }}|{{ site }}"),
    ("list.html", "{{ list }}|{{ page }}"),
    (
        "section.html",
        "{{ section }}|{{ list }}|{{ page }}|{{ site }}",
    ),
    ("terms.html", "{{ terms }}|{{ page }}|{{ site }}"),
    ("feeds.html", "{{ feeds }}|{{ page }}"),
    (
        "plan.html",
        "{{ document }}|{{ plan }}|{{ progress }}|{{ page }}|{{ site }}",
    ),
    ("plan_item.html", "{{ item }}|{{ page }}"),
    ("plan_board.html", "{{ plan }}|{{ board }}|{{ page }}"),
    ("plan_unit.html", "{{ unit }}|{{ page }}"),
    ("plan_units.html", "{{ units }}|{{ page }}"),
    ("plan_years.html", "{{ years }}|{{ page }}"),
    ("redirect.html", "{{ redirect }}|{{ page }}"),
    (
        "law.html",
        "{{ document.title }}|{{ asset(name=\"s.css\") }}",
    ),
];

/// Templates of the page types that the table above does not name, each showing its views.
pub(super) fn further_templates() -> impl Iterator<Item = (&'static str, String)> {
    let types = PageType::ALL.iter().map(|page_type| page_type.facts());
    types.filter_map(
        |PageFacts {
             templates, views, ..
         }| {
            let name = templates[0];
            let views = views.iter().chain(["page", "site"].iter());
            let text: Vec<String> = views.map(|view| format!("{{{{ {view} }}}}")).collect();
            let is_named = TEMPLATES.iter().any(|(known, _)| *known == name);
            (!is_named).then(|| (name, text.join("|")))
        },
    )
}

/// Instants of a build.
pub(crate) const CLOCK: [&str; 8] = [
    "2026-11-23T23:59:59+08:00",
    "2026-11-24T00:00:00+08:00",
    "2026-11-24T11:59:59+08:00",
    "2026-11-24T12:00:00+08:00",
    "2026-11-24T18:00:00+08:00",
    "2026-11-26T09:00:00+08:00",
    "2026-12-05T00:00:00+08:00",
    "2027-01-02T00:00:00+08:00",
];

/// Number of documents, at the front of the list, that links lead to.
pub(crate) const TARGETS: usize = 4;
