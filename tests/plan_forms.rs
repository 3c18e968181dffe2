//! Fixtures of known forms of work plans in `tests/plans/`, each with an expectation written by a
//! human reader: `NAME.txt` or `NAME.md`, and `NAME.expect`.
//!
//! A line of an expectation is `title …`, `year …`, `number …`, `preamble …`, `section LABEL
//! NUMBER|TITLE`, `item ID LABEL NUMBER|TITLE`, `unit ROLE NAME [= CANONICAL] [*]` (`*` for a
//! collective), `target COUNT MEASURE [per …]`, `deadline TEXT [DATE]`, `tail …`, `diag CODE LINE`.
//! `body …` is compared only where the expectation has it. Indentation is insignificant; `⏎` is a
//! line break; everything else that the parser returns must be listed.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use pufa::facade::diagnostic::Diagnostics;
use pufa::facade::law::plan::{PartKind, Plan, PlanItem, PlanOptions, TextPart, parse};
use pufa::facade::law::responsible_unit::UnitNames;

type Outcome = Result<(), Box<dyn Error>>;

/// Formats a parsed plan like an expectation.
fn told(plan: &Plan, found: &Diagnostics, with_bodies: bool) -> String {
    let mut lines = Vec::new();
    let mut line = |name: &str, text: &str| {
        if !text.is_empty() {
            lines.push(format!("{name} {}", text.replace('\n', "⏎")));
        }
    };
    line("title", &plan.title);
    line(
        "year",
        &plan.year.map(|year| year.to_string()).unwrap_or_default(),
    );
    line(
        "number",
        plan.document_number.as_deref().unwrap_or_default(),
    );
    line("preamble", &plan.preamble);
    for section in &plan.sections {
        let is_named = section.label.is_some() || !section.title.is_empty();
        line(
            "section",
            &if is_named {
                heading(section.label.as_deref(), section.number, &section.title)
            } else {
                "-".to_owned()
            },
        );
        if with_bodies {
            line("body", &section.body);
        }
        for item in &section.items {
            tell_item(item, with_bodies, &mut line);
        }
    }
    line("tail", &plan.tail);
    for diagnostic in found.iter() {
        let at = diagnostic.place.as_ref().map_or(0, |place| place.line);
        line("diag", &format!("{} {at}", diagnostic.code.id()));
    }
    lines.join("\n")
}

fn heading(label: Option<&str>, number: Option<u32>, title: &str) -> String {
    let number = number.map_or("-".to_owned(), |number| number.to_string());
    format!("{} {number}|{title}", label.unwrap_or("-"))
}

fn tell_item(item: &PlanItem, with_bodies: bool, line: &mut impl FnMut(&str, &str)) {
    line(
        "item",
        &format!(
            "{} {}",
            item.id,
            heading(item.label.as_deref(), item.number, &item.title)
        ),
    );
    if with_bodies {
        line("body", &item.body);
    }
    for unit in &item.units {
        let mut text = format!("{} {}", unit.role.id(), unit.name);
        if unit.unit != unit.name {
            let _ = write!(text, " = {}", unit.unit);
        }
        line(
            "unit",
            &if unit.collective {
                format!("{text} *")
            } else {
                text
            },
        );
    }
    for target in &item.targets {
        let per = target
            .per
            .as_ref()
            .map_or(String::new(), |per| format!(" per {per}"));
        line(
            "target",
            &format!("{} {}{per}", target.count, target.measure),
        );
    }
    if let Some(deadline) = &item.deadline {
        let on = deadline
            .on
            .as_ref()
            .map_or(String::new(), |on| format!(" {on}"));
        line("deadline", &format!("{}{on}", deadline.text));
    }
    for inner in &item.items {
        tell_item(inner, with_bodies, line);
    }
}

/// Removes indentation and empty lines from an expectation.
fn expectation(text: &str) -> String {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

fn assert_covers(text: &str, parts: &[TextPart]) {
    let mut at = 0;
    for part in parts {
        assert_eq!(part.range.start, at, "parts must touch");
        assert!(!part.range.is_empty(), "no part is empty");
        at = part.range.end;
    }
    assert_eq!(at, text.len(), "parts must reach the end");
}

fn without_front_matter(text: &str) -> &str {
    text.strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(text, |(_, body)| body)
}

/// Compares one plan with its expectation; returns the difference as text, `None` if equal.
fn difference(plan_path: &Path, expect_path: &Path) -> Result<Option<String>, Box<dyn Error>> {
    let whole = fs::read_to_string(plan_path)?;
    let text = without_front_matter(&whole);
    let (plan, found) = parse("plan", text, &PlanOptions::default());
    assert_covers(text, &plan.parts);
    let expected = expectation(&fs::read_to_string(expect_path)?);
    let with_bodies = expected.lines().any(|line| line.starts_with("body "));
    let told = told(&plan, &found, with_bodies);
    let is_sound = plan.unrecognised_share() == 0.0 || expected.contains("diag plan/empty");
    if told == expected && is_sound {
        return Ok(None);
    }
    let mut report = format!("== {}\n", plan_path.display());
    let unrecognised = plan
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Unrecognised);
    for part in unrecognised.filter(|_| !is_sound) {
        let _ = writeln!(report, "? unrecognised {:?}", &text[part.range.clone()]);
    }
    for line in similar_lines(&expected, &told) {
        let _ = writeln!(report, "{line}");
    }
    Ok(Some(report))
}

/// Returns the lines that only one side has, in order: `-` expected, `+` actual.
fn similar_lines(expected: &str, told: &str) -> Vec<String> {
    let (left, right): (Vec<&str>, Vec<&str>) =
        (expected.lines().collect(), told.lines().collect());
    let mut lengths = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            lengths[i][j] = if left[i] == right[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < left.len() || j < right.len() {
        if i < left.len() && j < right.len() && left[i] == right[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == right.len() || i < left.len() && lengths[i + 1][j] >= lengths[i][j + 1] {
            lines.push(format!("- {}", left[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", right[j]));
            j += 1;
        }
    }
    lines
}

#[test]
fn every_form_is_read_as_a_reader_reads_it() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<_> = fs::read_dir(root.join("tests/plans"))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    names.sort();
    let mut reports = Vec::new();
    for plan in names
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending != "expect"))
    {
        reports.extend(difference(plan, &plan.with_extension("expect"))?);
    }
    for year in ["2014", "2026"] {
        let plan = root.join(format!("content/plan/{year}.md"));
        reports.extend(difference(
            &plan,
            &root.join(format!("tests/plans/sample-{year}.expect")),
        )?);
    }
    assert!(reports.is_empty(), "\n{}", reports.join("\n"));
    Ok(())
}

#[test]
fn a_plan_is_json_in_the_shape_of_the_design() -> Outcome {
    let text = "示例市2026年要点\n一、甲\n（一）乙。年内举办2期。（市司法局牵头）\n";
    let (plan, _) = parse(
        "a.txt",
        text,
        &PlanOptions {
            first_line: 9,
            ..PlanOptions::default()
        },
    );
    let expected = serde_json::json!({
        "title": "示例市2026年要点", "year": 2026, "document_number": null, "preamble": "", "tail": "", "source": "a.txt",
        "sections": [{
            "label": "一、", "number": 1, "title": "甲", "body": "", "line": 10,
            "items": [{
                "id": "1", "label": "（一）", "number": 1, "title": "乙", "body": "年内举办2期。", "line": 11,
                "units": [{"name": "市司法局", "unit": "市司法局", "role": "lead", "collective": false, "line": 11}],
                "targets": [{"text": "年内举办2期", "count": 2, "measure": "期", "per": null, "line": 11}],
                "deadline": {"text": "年内", "on": "2026-12-31"},
                "items": []
            }]
        }]
    });
    assert_eq!(serde_json::to_value(&plan)?, expected);
    Ok(())
}

#[test]
fn what_the_caller_knows_goes_before_what_the_text_says() {
    let names = UnitNames {
        aliases: vec![("市人民政府办公室".to_owned(), vec!["市政府办".to_owned()])],
    };
    let options = PlanOptions {
        title: Some("要点".to_owned()),
        year: Some(2027),
        document_number: Some("示政办〔2027〕1号".to_owned()),
        names,
        ..PlanOptions::default()
    };
    let (plan, _) = parse(
        "a.md",
        "# 示例市2026年要点\n\n1. 甲（责任单位：市政府办、市人民政府办公室）\n",
        &options,
    );
    let units: Vec<&str> = plan
        .items()
        .iter()
        .flat_map(|item| &item.units)
        .map(|unit| unit.unit.as_str())
        .collect();
    assert_eq!((plan.title.as_str(), plan.year), ("要点", Some(2027)));
    assert_eq!(plan.document_number.as_deref(), Some("示政办〔2027〕1号"));
    assert_eq!(units, ["市人民政府办公室"]);
}
