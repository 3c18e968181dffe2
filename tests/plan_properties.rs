//! Properties of the plan parser for any text: no panic, parts that cover it byte for byte, and the
//! same plan for typographic variants of a text.

use proptest::prelude::*;
use pufa::facade::law::plan::{Plan, PlanOptions, parse};

/// Fragments of plans, combined in any order.
const PIECES: [&str; 50] = [
    "一、",
    "二、总体要求",
    "（一）",
    "(二)学法。",
    "㈠",
    "1.",
    "2、",
    "１．",
    "⑴",
    "①",
    "第一章 ",
    "## ",
    "- ",
    "> ",
    "**",
    "| ",
    "|---|",
    "\t",
    "　　",
    "\n",
    "\r\n",
    "\n\n",
    "（责任单位：",
    "市司法局",
    "、",
    "，",
    "；",
    "。",
    "）",
    "牵头",
    "配合",
    "按职责分工负责",
    "年内至少举办2期",
    "每个行政村不少于3名",
    "12月底前",
    "附件：",
    "2026年2月26日",
    "示政办〔2026〕6号",
    "同上",
    "| 序号 | 任务 | 责任单位 |",
    "序号\t任务\t责任单位\n",
    "《",
    "“",
    "由市司法局牵头，组织",
    "等市有关部门",
    "各有关区、县级市",
    "（含示例区，下同）",
    "11.12348",
    "95%",
    "\u{feff}",
];

fn assert_covered(text: &str) -> Result<(), TestCaseError> {
    let (plan, _) = parse("plan.txt", text, &PlanOptions::default());
    let mut at = 0;
    for part in &plan.parts {
        prop_assert_eq!(part.range.start, at);
        prop_assert!(part.range.end > at);
        prop_assert!(text.is_char_boundary(part.range.end));
        at = part.range.end;
    }
    prop_assert_eq!(at, text.len());
    prop_assert!((0.0..=1.0).contains(&plan.unrecognised_share()));
    let letters =
        |text: &str| -> String { text.chars().filter(|sign| sign.is_alphanumeric()).collect() };
    let whole = letters(text);
    for unit in plan.items().into_iter().flat_map(|item| &item.units) {
        prop_assert!(whole.contains(&letters(&unit.name)), "{}", unit.name);
    }
    Ok(())
}

proptest! {
    #[test]
    fn parts_cover_any_text(text in any::<String>()) {
        assert_covered(&text)?;
    }

    #[test]
    fn parts_cover_whatever_pieces_of_plans_make(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES.to_vec()), 0..60)
    ) {
        assert_covered(&pieces.concat())?;
    }
}

/// Returns the parts of a plan that no variant may change: titles, numbers, units, targets.
fn understood(text: &str) -> Vec<String> {
    let tell = |plan: &Plan| {
        plan.items()
            .into_iter()
            .map(|item| {
                let units: Vec<_> = item
                    .units
                    .iter()
                    .map(|unit| (unit.unit.as_str(), unit.role.id()))
                    .collect();
                let targets: Vec<_> = item
                    .targets
                    .iter()
                    .map(|target| (target.count, target.measure.as_str()))
                    .collect();
                format!("{:?} {} {units:?} {targets:?}", item.number, item.title)
            })
            .collect()
    };
    tell(&parse("plan.txt", text, &PlanOptions::default()).0)
}

/// Plan in its plain form: one paragraph a line.
const PASTED: &str = "示例市2026年工作要点
为做好工作，制定本要点。
一、学法用法
（一）由市委宣传部牵头，组织市委、市政府集体学法2次。每次不少于30分钟。
（二）落实制度。年内至少举办2期研讨班，参学率100%。
责任单位：市司法局等市有关部门，各县区
（三）开展评查。市司法局牵头，各执法部门负责。
二、普法宣传
（四）12·4国家宪法日宣传。
1.12348热线提档升级。接通率95%以上。（责任单位：市司法局）
2.110联动机制。评选10名优秀调解员。（责任单位：市公安局）
附件一并报送。
（五）每年举办讲座不少于2次，各县区不少于4次。
";

proptest! {
    #[test]
    fn indents_and_blank_lines_change_nothing(
        dress in proptest::collection::vec(
            (proptest::sample::select(vec!["", "　　", "　", "    ", "\t", "  ", "\u{a0}\u{a0}"]), 0_usize..3),
            12,
        )
    ) {
        let lines = PASTED.lines().zip(dress.into_iter().cycle());
        let dressed: Vec<String> = lines
            .map(|(line, (indent, blanks))| format!("{indent}{line}\n{}", "\n".repeat(blanks)))
            .collect();
        let dressed = dressed.concat();
        let plain = understood(PASTED);
        prop_assert_eq!(plain.len(), 7);
        prop_assert_eq!(understood(&dressed), plain, "{}", dressed);
    }
}

/// Typographic variant of a text: its name, and its replacements.
type Dress = (&'static str, &'static [(&'static str, &'static str)]);

const DRESSES: [Dress; 9] = [
    (
        "half width",
        &[("（", "("), ("）", ")"), ("：", ":"), ("、市", ",市")],
    ),
    ("no blank lines", &[("\n\n", "\n")]),
    ("clause in the paragraph", &[("\n\n（责任", "（责任")]),
    (
        "no brackets",
        &[("（责任", "责任"), ("负责）", "负责"), ("参与）", "参与")],
    ),
    (
        "square brackets",
        &[
            ("（责任", "【责任"),
            ("负责）", "负责】"),
            ("参与）", "参与】"),
        ],
    ),
    ("verb form", &[("（责任单位：", "（")]),
    ("plain text", &[("## ", "　　")]),
    (
        "deeper headings",
        &[("## ", "#### "), ("\n㈠", "\n##### ㈠")],
    ),
    ("Windows", &[("\n", "\r\n")]),
];

#[test]
fn a_plan_is_the_same_in_every_dress() {
    let plan = include_str!("../content/plan/2014.md");
    let text = plan.splitn(3, "---\n").nth(2).unwrap_or_default();
    let expected = understood(text);
    assert_eq!(expected.len(), 10);
    for (name, replacements) in DRESSES {
        let dressed = replacements
            .iter()
            .fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        assert_eq!(understood(&dressed), expected, "{name}");
    }
}
