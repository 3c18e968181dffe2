//! Sites: relations between documents.

use std::hint::black_box;

use jiff::Timestamp;
use pufa::facade::content::MemoryWorld;
use pufa::facade::site::{Site, VisibilityOptions};
use pufa::facade::sources::read;

use super::Pattern;

/// Separator of files within a text; a line of this character and the name precedes each file.
const FILE: char = '\u{1}';

fn work(text: &str) {
    let now = "2027-01-01T00:00:00Z"
        .parse()
        .unwrap_or(Timestamp::UNIX_EPOCH);
    let mut world = MemoryWorld::new(now).with(
        "content/site.yaml",
        "title: 普法\nbase_url: https://pufa.example.cn/\n",
    );
    for file in text.split(FILE).skip(1) {
        let (name, text) = file.split_once('\n').unwrap_or((file, ""));
        world = world.with(&format!("content/{name}"), text);
    }
    let (project, _) = read(&world, None);
    black_box(Site::assemble(
        &project.sources,
        now,
        VisibilityOptions::default(),
    ));
}

fn site(name: &'static str, size: usize, text: fn(usize) -> String) -> Pattern {
    Pattern {
        name,
        size,
        text,
        work,
    }
}

fn each(n: usize, piece: impl Fn(usize) -> String) -> String {
    (0..n).map(piece).collect()
}

fn documents(n: usize, text: impl Fn(usize) -> String) -> String {
    each(n, |at| format!("{FILE}qa/{at}.md\n{}", text(at)))
}

pub(super) fn all() -> Vec<Pattern> {
    [one(), many()].concat()
}

/// Patterns within one document.
fn one() -> Vec<Pattern> {
    vec![
        site("site: broken anchors and headings", 500, |n| {
            format!(
                "{FILE}a.md\n{}{}",
                each(n, |at| format!("## 第{at}条\n\n")),
                each(n, |at| format!("[a](#第{at}款) "))
            )
        }),
        site("site: anchors and headings", 500, |n| {
            format!(
                "{FILE}a.md\n{}{}",
                each(n, |at| format!("## 第{at}条\n\n")),
                each(n, |at| format!("[a](#第{at}条) "))
            )
        }),
        site("site: broken links", 500, |n| {
            format!("{FILE}a.md\n{}", each(n, |at| format!("[a](b{at}.md) ")))
        }),
        site("site: broken links on lines", 500, |n| {
            format!("{FILE}a.md\n{}", each(n, |at| format!("[a](b{at}.md)\n")))
        }),
        site("site: a long broken link", 2_000, |n| {
            format!(
                "{FILE}a.md\n[a]({}.md){FILE}{}.md\nb",
                "b".repeat(n),
                "c".repeat(200)
            )
        }),
        site("site: a long broken anchor", 1_000, |n| {
            format!(
                "{FILE}a.md\n## {}\n\n[a](#{})",
                "甲".repeat(n),
                "乙甲".repeat(n / 2)
            )
        }),
        site("site: tags of one document", 500, |n| {
            format!(
                "{FILE}qa/a.md\n---\ndate: 2026-01-01\ntags:\n{}---\n",
                each(n, |at| format!("- 标签{at}\n"))
            )
        }),
        site("site: aliases of one document", 500, |n| {
            format!(
                "{FILE}qa/a.md\n---\ndate: 2026-01-01\naliases:\n{}---\n",
                each(n, |at| format!("- /x/{at}.html\n"))
            )
        }),
        site("site: one alias again", 500, |n| {
            format!(
                "{FILE}qa/a.md\n---\ndate: 2026-01-01\naliases:\n{}---\n",
                "- /x.html\n".repeat(n)
            )
        }),
        site("site: missing files", 500, |n| {
            format!(
                "{FILE}qa/a.md\n---\ndate: 2026-01-01\nfiles:\n{}---\n",
                each(n, |at| format!("- a{at}.pdf\n"))
            )
        }),
        site("site: plan items", 300, |n| {
            format!(
                "{FILE}plan/2026.md\n{}",
                each(n, |at| format!("{}．普法。（市第{at}局）\n\n", at + 1))
            )
        }),
        site("site: units in one plan item", 300, |n| {
            format!(
                "{FILE}plan/2026.md\n1．普法。（{}）\n",
                each(n, |at| format!("市第{at}局、"))
            )
        }),
        site("site: progress of a plan", 200, |n| {
            format!(
                "{FILE}plan/2026.md\n---\nyear: 2026\nprogress:\n{}---\n{}",
                each(n, |at| format!(
                    "- {{事项: {}, 日期: 2026-01-01}}\n",
                    at + 1
                )),
                each(n, |at| format!("{}．普法。\n\n", at + 1))
            )
        }),
    ]
}

/// Patterns of many documents.
fn many() -> Vec<Pattern> {
    vec![
        site("site: documents", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\n---\n\n正文。\n")
            })
        }),
        site("site: equal titles", 200, |n| {
            documents(n, |_| {
                "---\ntitle: 题\ndate: 2026-01-01\n---\n\n正文。\n".to_owned()
            })
        }),
        site("site: equal slugs", 200, |n| {
            documents(n, |_| {
                "---\ntitle: 题\ndate: 2026-01-01\nslug: a\n---\n".to_owned()
            })
        }),
        site("site: one alias of all", 200, |n| {
            documents(n, |_| {
                "---\ntitle: 题\ndate: 2026-01-01\naliases: [/x.html]\n---\n".to_owned()
            })
        }),
        site("site: a tag each", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\ntags: [标签{at}]\n---\n")
            })
        }),
        site("site: one tag of all", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\ntags: [普法]\n---\n")
            })
        }),
        site("site: a series of all", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\nseries: 甲\n---\n")
            })
        }),
        site("site: folders", 100, |n| {
            each(n, |at| {
                format!("{FILE}a{at}/b.md\n---\ntitle: 题\ndate: 2026-01-01\n---\n")
            })
        }),
        site("site: folders nested", 30, |n| {
            format!(
                "{FILE}{}b.md\n---\ntitle: 题\ndate: 2026-01-01\n---\n",
                "a/".repeat(n)
            )
        }),
        site("site: files", 200, |n| {
            each(n, |at| format!("{FILE}a/{at}.pdf\nx"))
        }),
        site("site: a broken link each", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\n---\n[a](x{at}.md)")
            })
        }),
        site("site: unknown campaigns", 200, |n| {
            documents(n, |at| {
                format!("---\ntitle: 题{at}\ndate: 2026-01-01\ncampaign: 甲{at}\n---\n")
            })
        }),
        site("site: campaigns", 100, |n| {
            each(n, |at| {
                format!("{FILE}campaigns/{at}.md\n---\ntitle: 活动{at}\ndate: 2026-01-01\n---\n")
            })
        }),
        site("site: plans", 50, |n| {
            each(n, |at| {
                format!(
                    "{FILE}plan/{}.md\n---\nyear: {}\n---\n1．普法。（市司法局）\n",
                    1900 + at,
                    1900 + at
                )
            })
        }),
        site("site: evidence of one item", 200, |n| {
            format!("{FILE}plan/2026.md\n---\nyear: 2026\n---\n1．普法。\n")
                + &documents(n, |at| {
                    format!("---\ntitle: 题{at}\ndate: 2026-01-01\nplan: [2026/1]\n---\n")
                })
        }),
    ]
}
