//! `docs/diagnostics.md` lists exactly the diagnostic codes; the handbook lists the legal year.

use std::collections::BTreeSet;

use pufa::facade::diagnostic::Code;
use pufa::facade::law::calendar::LEGAL_YEAR;

/// Returns the code in backticks at the start of a table row.
fn code_of(row: &str) -> Option<&str> {
    let code = row.strip_prefix("| `")?.split('`').next()?;
    code.contains('/').then_some(code)
}

#[test]
fn every_code_is_documented_and_no_other() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/diagnostics.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.id()).collect();
    let missing: Vec<&&str> = codes
        .iter()
        .filter(|code| !text.contains(&format!("`{code}`")))
        .collect();
    let unknown: Vec<&str> = text
        .lines()
        .filter_map(code_of)
        .filter(|code| !codes.contains(code))
        .collect();
    assert!(
        missing.is_empty(),
        "docs/diagnostics.md does not speak of {missing:?}"
    );
    assert!(
        unknown.is_empty(),
        "docs/diagnostics.md speaks of {unknown:?}, which the program does not have"
    );
}

#[test]
fn the_handbook_has_the_legal_publicity_year() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/handbook.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    for rule in &LEGAL_YEAR {
        let row = text
            .lines()
            .find(|line| line.starts_with(&format!("| {} |", rule.name)));
        let row = row.unwrap_or_default();
        let count = rule
            .count
            .map(|count| format!("| {}年是第1{} |", count.first, count.word));
        assert!(
            row.contains(rule.basis) && count.is_none_or(|count| row.contains(&count)),
            "{rule:?}"
        );
        let written = row
            .split('|')
            .nth(2)
            .and_then(pufa::facade::law::calendar::read);
        assert_eq!(written.map(|written| written.days), rule.days, "{row}");
    }
}
