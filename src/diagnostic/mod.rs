//! What is wrong, where, and how to mend it.
//!
//! A phase returns its value *and* its [`Diagnostics`]; a run collects all of them, and only
//! `cli` prints. This room knows neither files nor phases: a [`Place`] carries the line it
//! speaks of.

mod code;
mod json;
mod place;
mod reason;
mod report;
mod says;

use serde::{Deserialize, Serialize};

pub use code::{Code, Severity};
pub use json::{Summary, json_line, summary_line};
pub use place::Place;
pub use reason::Explained;
pub use report::human;
pub use says::{Language, Says};

/// One finding of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How grave it is; by default what its code says.
    pub severity: Severity,
    /// The stable code, as listed in `docs/diagnostics.md`.
    pub code: Code,
    /// What is wrong.
    pub message: Says,
    /// Where it is wrong; `None` when it concerns the whole site.
    pub place: Option<Place>,
    /// How to mend it.
    pub hint: Option<Says>,
    /// Another tool's own words (a template engine's report), quoted as they are.
    pub quote: Option<String>,
}

impl Diagnostic {
    /// A finding with its code's own severity.
    pub fn new(code: Code, message: Says) -> Self {
        Self { severity: code.severity(), code, message, place: None, hint: None, quote: None }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same finding with advice.
    #[must_use]
    pub fn hint(mut self, hint: Says) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same finding with another tool's report under it.
    #[must_use]
    pub fn quote(mut self, quote: impl Into<String>) -> Self {
        self.quote = Some(quote.into());
        self
    }
}

/// All findings of a phase or of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No findings yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|found| found.severity == severity).count()
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|found| found.severity == Severity::Error)
    }

    /// Whether there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings, in the order of [`Self::sort`] if that was called.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Orders findings by file, line, column and code, and drops exact repeats, so that a run
    /// reports the same whatever order its threads worked in.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.0.dedup();
    }

    /// Raises every warning to an error (`--strict`).
    pub fn raise_warnings(&mut self) {
        for found in &mut self.0 {
            if found.severity == Severity::Warning {
                found.severity = Severity::Error;
            }
        }
    }
}

fn sort_key(found: &Diagnostic) -> (Option<(&str, u32, u32)>, &'static str, &str) {
    let place = found.place.as_ref().map(|at| (at.file.as_str(), at.line, at.column));
    (place, found.code.id(), found.message.zh.as_str())
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, found: I) {
        self.0.extend(found);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(found: I) -> Self {
        Self(found.into_iter().collect())
    }
}
