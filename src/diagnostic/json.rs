//! Machine-readable output: one JSON object a line (`--message-format json`).

use serde::Serialize;

use super::{Diagnostic, Language};

/// Summary of a run, reported as its last line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct RunSummary {
    /// HTML pages of the site.
    pub pages: usize,
    /// Files written because they were new or had changed.
    pub written: usize,
    /// Files that already had the same bytes.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer outputs.
    pub removed: usize,
    /// Diagnostics that are errors.
    pub errors: usize,
    /// Diagnostics that are warnings.
    pub warnings: usize,
    /// Wall-clock time in seconds.
    pub seconds: f64,
}

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    hint: Option<&'a str>,
    /// Further diagnostics with this code in this file that this one represents; omitted if none.
    #[serde(skip_serializing_if = "Option::is_none")]
    further: Option<u32>,
}

/// Formats a diagnostic as one line of JSON in a language, without a line break.
pub(crate) fn json_line(found: &Diagnostic, language: Language) -> String {
    let place = found.place.as_ref();
    let message = found.message.in_language(language);
    // The system's own words distinguish a full disk from a missing permission.
    let reason = found.quote.as_ref().filter(|_| found.code.is_machine());
    let message = reason.map_or_else(
        || message.to_owned(),
        |reason| format!("{message}: {reason}"),
    );
    let finding = JsonDiagnostic {
        severity: found.severity.id(),
        code: found.code.id(),
        message: &message,
        file: place.map(|at| at.file.as_str()),
        line: place.map(|at| at.line),
        column: place.map(|at| at.column),
        hint: found.hint.as_ref().map(|hint| hint.in_language(language)),
        further: Some(found.further).filter(|&further| further > 0),
    };
    serde_json::to_string(&finding).unwrap_or_default()
}

/// Formats the closing line of a run as JSON.
pub(crate) fn summary_line(summary: &RunSummary) -> String {
    #[derive(Serialize)]
    struct SummaryLine<'a> {
        summary: &'a RunSummary,
    }
    serde_json::to_string(&SummaryLine { summary }).unwrap_or_default()
}
