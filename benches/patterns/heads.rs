//! Front matter and plans.

use std::hint::black_box;

use jiff::Timestamp;
use pufa::facade::content::MemoryWorld;
use pufa::facade::law::plan;
use pufa::facade::sources::read;

use super::Pattern;

fn work(text: &str) {
    let world = MemoryWorld::new(Timestamp::UNIX_EPOCH)
        .with(
            "content/site.yaml",
            "title: 普法\nbase_url: https://pufa.example.cn/\n",
        )
        .with("content/a/b.md", text);
    black_box(read(&world, None));
}

fn settings(text: &str) {
    black_box(read(
        &MemoryWorld::new(Timestamp::UNIX_EPOCH).with("content/site.yaml", text),
        None,
    ));
}

fn plan(text: &str) {
    black_box(plan::parse(
        "content/plan/2026.md",
        text,
        &plan::PlanOptions::default(),
    ));
}

fn head(name: &'static str, size: usize, text: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        size,
        text,
        work,
    }
}

fn of_plan(name: &'static str, size: usize, text: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        size,
        text,
        work: plan,
    }
}

fn of_settings(name: &'static str, size: usize, text: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        size,
        text,
        work: settings,
    }
}

fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

pub(super) fn all() -> Vec<Pattern> {
    [heads(), broken(), configs(), plans(), lines()].concat()
}

fn heads() -> Vec<Pattern> {
    vec![
        head("head: list entries", 2_000, |n| {
            format!("---\ntags:\n{}---\n", each(n, |at| format!("- 标签{at}\n")))
        }),
        head("head: list in brackets", 2_000, |n| {
            format!(
                "---\ntags: [{}]\n---\n",
                each(n, |at| format!("标签{at}, "))
            )
        }),
        head("head: one tag again", 2_000, |n| {
            format!("---\ntags:\n{}---\n", "- 普法\n".repeat(n))
        }),
        head("head: unknown keys", 1_000, |n| {
            format!("---\n{}---\n", each(n, |at| format!("甲{at}: 1\n")))
        }),
        head("head: one key again", 1_000, |n| {
            format!("---\n{}---\n", "标题: 甲\n".repeat(n))
        }),
        head("head: a long unknown key", 2_000, |n| {
            format!("---\n{}: 1\n---\n", "甲".repeat(n))
        }),
        head("head: an unknown venue", 2_000, |n| {
            format!("---\nvenue: {}\n---\n", "甲".repeat(n))
        }),
        head("head: unknown venues", 500, |n| {
            format!("---\nvenue:\n{}---\n", each(n, |at| format!("- 甲{at}\n")))
        }),
        head("head: a long title", 20_000, |n| {
            format!("---\ntitle: {}\n---\n", "甲".repeat(n))
        }),
        head("head: a long date", 8_000, |n| {
            format!("---\ndate: {}\n---\n", "1".repeat(n))
        }),
        head("head: aliases", 1_000, |n| {
            format!(
                "---\naliases:\n{}---\n",
                each(n, |at| format!("- /a/{at}.html\n"))
            )
        }),
        head("head: progress", 500, |n| {
            format!(
                "---\nprogress:\n{}---\n",
                "- {事项: 1, 日期: 2026-01-01}\n".repeat(n)
            )
        }),
        head("head: plan references", 1_000, |n| {
            format!("---\nplan:\n{}---\n", "- 2026/1\n".repeat(n))
        }),
        head("head: numbers for texts", 500, |n| {
            format!("---\nfiles:\n{}---\n", "- {}\n".repeat(n))
        }),
    ]
}

fn broken() -> Vec<Pattern> {
    vec![
        head("yaml: brackets nested", 200, |n| {
            format!("---\ntags: {}\n---\n", "[".repeat(n))
        }),
        head("yaml: brackets closed", 200, |n| {
            format!("---\ntags: {}{}\n---\n", "[".repeat(n), "]".repeat(n))
        }),
        head("yaml: maps nested", 200, |n| {
            format!(
                "---\n{}---\n",
                each(n, |at| format!("{}a:\n", " ".repeat(at)))
            )
        }),
        head("yaml: maps in braces", 200, |n| {
            format!("---\na: {}\n---\n", "{a: ".repeat(n))
        }),
        head("yaml: dashes", 200, |n| {
            format!("---\ntags: \n{}a\n---\n", "- ".repeat(n))
        }),
        head("yaml: an alias again", 1_000, |n| {
            format!("---\ntags:\n- &a 甲\n{}---\n", "- *a\n".repeat(n))
        }),
        head("yaml: aliases of aliases", 8, |n| {
            format!(
                "---\na0: &a0 [甲, 甲]\n{}---\n",
                each(n, |at| format!(
                    "a{}: &a{} [*a{at}, *a{at}]\n",
                    at + 1,
                    at + 1
                ))
            )
        }),
        head("yaml: anchors", 1_000, |n| {
            format!(
                "---\ntags:\n{}---\n",
                each(n, |at| format!("- &a{at} 甲\n"))
            )
        }),
        head("yaml: full-width colons", 500, |n| {
            format!("---\n{}---\n", "标题：甲\n".repeat(n))
        }),
        head("yaml: full-width quotes", 500, |n| {
            format!("---\ntags:\n{}---\n", "- “甲”\n".repeat(n))
        }),
        head("yaml: tabs", 500, |n| {
            format!("---\n{}---\n", "\ttitle: 甲\n".repeat(n))
        }),
        head("yaml: an open quote", 2_000, |n| {
            format!("---\ntitle: \"{}\n---\n", "甲\n".repeat(n))
        }),
        head("yaml: colons", 2_000, |n| {
            format!("---\ntitle: {}\n---\n", "a: ".repeat(n))
        }),
        head("yaml: comments", 4_000, |n| {
            format!("---\n{}---\n", "# 甲\n".repeat(n))
        }),
        head("yaml: block scalar", 4_000, |n| {
            format!("---\nsummary: |\n{}---\n", "  甲\n".repeat(n))
        }),
        head("yaml: folded scalar", 4_000, |n| {
            format!("---\nsummary: >\n{}---\n", "  甲\n\n".repeat(n))
        }),
        head("yaml: tags", 1_000, |n| {
            format!("---\ntags:\n{}---\n", "- !a 甲\n".repeat(n))
        }),
        head("yaml: never closed", 8_000, |n| {
            format!("---\n{}", "title: 甲\n".repeat(n))
        }),
        head("yaml: dashes in a line", 20_000, |n| "-".repeat(n)),
        head("yaml: documents", 4_000, |n| "---\n".repeat(n)),
    ]
}

fn configs() -> Vec<Pattern> {
    vec![
        of_settings("site: unknown keys", 1_000, |n| {
            each(n, |at| format!("甲{at}: 1\n"))
        }),
        of_settings("site: menu", 500, |n| {
            format!("menu:\n{}", "- {name: 甲, to: a.md}\n".repeat(n))
        }),
        of_settings("site: venues", 300, |n| {
            format!(
                "venues:\n{}",
                each(n, |at| format!("  v{at}: {{name: 甲{at}}}\n"))
            )
        }),
        of_settings("site: a long unknown key", 2_000, |n| {
            format!("{}: 1\n", "甲".repeat(n))
        }),
    ]
}

fn plans() -> Vec<Pattern> {
    vec![
        of_plan("plan: items", 500, |n| {
            each(n, |at| {
                format!("{}．普法。宣传法律。（市司法局）\n\n", at + 1)
            })
        }),
        of_plan("plan: units in one item", 500, |n| {
            format!("1．普法。（{}）\n", each(n, |at| format!("市第{at}局、")))
        }),
        of_plan("plan: one unit again", 500, |n| {
            format!("1．普法。（{}）\n", "市司法局、".repeat(n))
        }),
        of_plan("plan: a unit each item", 300, |n| {
            each(n, |at| format!("{}．普法。（市第{at}局）\n\n", at + 1))
        }),
        of_plan("plan: many brackets", 1_000, |n| {
            format!("1．普法{}\n", "（市司法局）".repeat(n))
        }),
        of_plan("plan: open brackets", 2_000, |n| {
            format!("1．普法{}\n", "（".repeat(n))
        }),
        of_plan("plan: closed brackets", 2_000, |n| {
            format!("1．普法{}\n", "）".repeat(n))
        }),
        of_plan("plan: nested brackets", 1_000, |n| {
            format!("1．普法{}{}\n", "（".repeat(n), "）".repeat(n))
        }),
        of_plan("plan: numbers in one line", 1_000, |n| {
            each(n, |at| format!("{}．普法。", at + 1))
        }),
        of_plan("plan: one number again", 500, |n| "1．普法。\n\n".repeat(n)),
        of_plan("plan: headings", 500, |n| {
            "## 一、普法\n\n1．甲。\n\n".repeat(n)
        }),
        of_plan("plan: levels", 300, |n| {
            "一、甲\n（一）乙\n1．丙\n（1）丁\n①戊\n".repeat(n)
        }),
        of_plan("plan: table rows", 300, |n| {
            format!(
                "|序号|任务|责任单位|\n|-|-|-|\n{}",
                each(n, |at| format!("|{at}|普法|市司法局|\n"))
            )
        }),
        of_plan("plan: table cells", 500, |n| {
            format!(
                "|{}\n|{}\n|{}\n",
                "a|".repeat(n),
                "-|".repeat(n),
                "b|".repeat(n)
            )
        }),
        of_plan("plan: deadlines", 1_000, |n| {
            format!("1．普法，{}完成。\n", "2026年12月底前".repeat(n))
        }),
        of_plan("plan: numerals", 4_000, |n| {
            format!("1．普法{}次。\n", "一".repeat(n))
        }),
        of_plan("plan: hundreds", 4_000, |n| {
            format!("1．普法{}次。\n", "一百零".repeat(n))
        }),
        of_plan("plan: duties", 500, |n| {
            format!(
                "1．普法。（{}）\n",
                "市司法局牵头，市教育局配合；".repeat(n)
            )
        }),
        of_plan("plan: amounts", 1_000, |n| {
            format!("1．{}\n", "举办2期培训班，".repeat(n))
        }),
        of_plan("plan: measures", 1_000, |n| {
            format!("1．普法。{}\n", "一是宣传；二是培训；".repeat(n))
        }),
        of_plan("plan: spaces", 8_000, |n| {
            format!("1．普{}法。\n", "　".repeat(n))
        }),
        of_plan("plan: indented", 1_000, |n| {
            "    ㈠学法。\n    （市司法局）\n".repeat(n)
        }),
        of_plan("plan: one unit a line", 500, |n| {
            format!(
                "1．普法。\n\n责任单位：\n{}",
                each(n, |at| format!("市第{at}局\n"))
            )
        }),
        of_plan("plan: signs", 8_000, |n| "㈠".repeat(n)),
        of_plan("plan: a long title", 8_000, |n| {
            format!("# {}\n\n1．普法。\n", "示例市".repeat(n))
        }),
        of_plan("plan: citations", 1_000, |n| {
            format!("1．普法。{}\n", "《中华人民共和国民法典》".repeat(n))
        }),
        of_plan("plan: open citations", 2_000, |n| {
            format!("1．普法。{}\n", "《".repeat(n))
        }),
    ]
}

fn lines() -> Vec<Pattern> {
    vec![
        head("text: one line", 20_000, |n| "普法。".repeat(n)),
        head("text: lines", 8_000, |n| "普法。\n\n".repeat(n)),
        head("text: GB18030", 8_000, |n| "a".repeat(n)),
    ]
}
