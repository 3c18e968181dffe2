//! Writes a plan as CSV, one row per item, for Excel and WPS: RFC 4180 with a byte order mark.

use unicode_normalization::UnicodeNormalization as _;

use crate::characters::is_invisible;

use super::rows::{ItemRow, rows};
use super::{ItemEvidence, PlanSheet};

/// Column names, in Chinese and in English.
const COLUMNS: [(&str, &str); 15] = [
    ("标识", "id"),
    ("部分", "section"),
    ("序号", "label"),
    ("任务", "title"),
    ("内容", "body"),
    ("牵头", "lead"),
    ("配合", "support"),
    ("负责", "responsible"),
    ("参与", "participate"),
    ("目标", "targets"),
    ("期限", "deadline"),
    ("截止日期", "due"),
    ("状态", "status"),
    ("依据", "evidence"),
    ("依据网址", "evidence_urls"),
];

/// Returns the plan's items as rows, outer before inner.
pub(crate) fn csv(sheet: &PlanSheet<'_>) -> String {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::from("\u{FEFF}"));
    let sections = sheet.plan.sections.iter();
    let items = sections
        .flat_map(|section| rows(sheet, section))
        .map(values);
    let header = COLUMNS.map(|(zh, en)| sheet.say(zh, en).to_owned());
    for row in std::iter::once(header).chain(items) {
        // Writing to memory does not fail, and all rows have the columns of the header.
        let _ = writer.write_record(row.map(guarded));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn values(row: ItemRow<'_>) -> [String; 15] {
    let joined = |part: fn(&ItemEvidence) -> &str| {
        row.account
            .evidence
            .iter()
            .map(part)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let item = row.item;
    [
        item.id.clone(),
        row.section,
        item.label.clone().unwrap_or_default(),
        item.title.clone(),
        item.body.clone(),
        row.lead,
        row.support,
        row.responsible,
        row.participate,
        row.targets,
        row.deadline,
        item.deadline
            .as_ref()
            .and_then(|deadline| deadline.on.clone())
            .unwrap_or_default(),
        row.status.to_owned(),
        joined(|document| &document.title),
        joined(|document| &document.url),
    ]
}

/// Prefixes `'` to a value that spreadsheets take for a formula or a date.
fn guarded(value: String) -> String {
    if is_formula(&value) || is_misread(&value) {
        format!("'{value}")
    } else {
        value
    }
}

/// Returns true if a spreadsheet could take a value for a formula: by its first visible character,
/// of any width, or a control before it. Full-width `＝` begins a formula in the East Asian editions
/// of Excel and WPS; some drop a leading space, byte order mark or invisible character.
fn is_formula(value: &str) -> bool {
    let first = value
        .chars()
        .find(|&c| !(c.is_whitespace() || c.is_control() || is_invisible(c)));
    let begins = first.is_some_and(|c| {
        std::iter::once(c)
            .nfkc()
            .any(|c| matches!(c, '=' | '+' | '-' | '@' | '\u{2212}'))
    });
    begins || value.starts_with(['\t', '\r', '\n'])
}

/// Returns true if a spreadsheet would show another value: 2-3 as a date, (1) as -1. A complete
/// date is meant as one.
fn is_misread(value: &str) -> bool {
    const SIGNS: [char; 8] = ['-', '/', ':', '(', ')', '（', '）', '.'];
    let has_digit = value.contains(|sign: char| sign.is_ascii_digit());
    let is_short = value
        .chars()
        .all(|sign| sign.is_ascii_digit() || SIGNS.contains(&sign));
    let is_date = value.parse::<jiff::civil::Date>().is_ok();
    has_digit && is_short && value.contains(['-', '/', ':', '(', '（']) && !is_date
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Language;
    use crate::render::plan::sample;

    #[test]
    fn a_plan_is_rows() {
        let text = sample::written(csv, Language::Chinese);
        assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"));
        insta::assert_snapshot!(text.trim_start_matches('\u{FEFF}').replace("\r\n", "␍\n"));
    }

    #[test]
    fn cells_are_guarded() {
        for (value, written) in [
            ("普法", "普法"),
            ("一,二", "一,二"),
            ("=1+1", "'=1+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("＝1+1", "'＝1+1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠a", "'＠a"),
            ("﹦a", "'﹦a"),
            ("−1", "'−1"),
            (" \u{3000}=1", "' \u{3000}=1"),
            ("\u{FEFF}\u{200B}＝1", "'\u{FEFF}\u{200B}＝1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("\n=1", "'\n=1"),
            ("——一", "——一"),
            ("2-3", "'2-3"),
            ("(1)", "'(1)"),
            ("9", "9"),
            ("1.", "1."),
            ("2026-12-31", "2026-12-31"),
            ("1/2期", "1/2期"),
            ("一\n二", "一\n二"),
        ] {
            assert_eq!(guarded(value.to_owned()), written);
        }
    }
}
