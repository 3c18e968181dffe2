//! Machine-readable output: one JSON object a line (`--message-format json`).

use std::fmt;

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

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
    /// Documents that the public does not see; `None` for a run that builds no site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_back: Option<HeldBackCounts>,
    /// Instant at which the site changes by itself; `None` if it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change: Option<NextChange>,
}

/// Numbers of documents that the public does not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct HeldBackCounts {
    /// Drafts.
    pub drafts: usize,
    /// Documents that appear at a later instant.
    pub scheduled: usize,
    /// Documents that have expired.
    pub expired: usize,
}

/// Instant with the offset of the site's zone, written as RFC 3339: `2026-12-04T08:00:00+08:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NextChange {
    second: i64,
    offset_seconds: i32,
}

impl NextChange {
    /// Creates it from an instant and an offset.
    pub(crate) fn new(at: Timestamp, offset: Offset) -> Self {
        Self {
            second: at.as_second(),
            offset_seconds: offset.seconds(),
        }
    }

    /// Returns the day and the time of day: `12-04 08:00`.
    pub(crate) fn day_and_time(&self) -> String {
        let (at, offset) = self.parts();
        offset.to_datetime(at).strftime("%m-%d %H:%M").to_string()
    }

    fn parts(self) -> (Timestamp, Offset) {
        let at = Timestamp::from_second(self.second).unwrap_or(Timestamp::UNIX_EPOCH);
        let offset = Offset::from_seconds(self.offset_seconds).unwrap_or(Offset::UTC);
        (at, offset)
    }
}

impl fmt::Display for NextChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (at, offset) = self.parts();
        at.display_with_offset(offset).fmt(f)
    }
}

impl Serialize for NextChange {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            return to.collect_str(self);
        }
        (self.second, self.offset_seconds).serialize(to)
    }
}

impl<'de> Deserialize<'de> for NextChange {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (second, offset_seconds) = Deserialize::deserialize(from)?;
        Ok(Self {
            second,
            offset_seconds,
        })
    }
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
