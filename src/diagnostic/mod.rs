//! Diagnostics: the fault, its location, and the repair.
//!
//! A phase returns its value *and* its [`Diagnostics`]; a run collects all of them, and only `cli`
//! prints. The module knows neither files nor phases: a [`SourceLocation`] carries its line.

mod code;
mod explained_error;
mod json;
mod line_index;
mod message;
mod report;
mod source_edit;
mod source_location;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use code::Code;
pub(crate) use code::Severity;
pub(crate) use explained_error::ExplainedError;
pub(crate) use json::{RunSummary, json_line, summary_line};
pub(crate) use line_index::LineIndex;
pub use message::{Language, Message};
pub use report::human;
pub(crate) use source_edit::SourceEdit;
pub(crate) use source_location::SourceLocation;

use crate::limits::diagnostic::{OF_A_KIND, REPORT};
use crate::message;

/// One diagnostic of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Severity, by default that of the code.
    pub severity: Severity,
    /// Stable code, as listed in `docs/diagnostics.md`.
    pub code: Code,
    /// Description of the fault.
    pub message: Message,
    /// Location of the fault; `None` if it concerns the whole site.
    pub place: Option<SourceLocation>,
    /// Advice for the repair.
    pub hint: Option<Message>,
    /// Another tool's own words (a template engine's report), unchanged up to a length limit.
    pub quote: Option<String>,
    /// Number of further diagnostics with the same code in the same file that this one represents.
    pub further: u32,
    /// Edits of the file that surely repair the fault; empty if an editor has to decide.
    pub(crate) edits: Vec<SourceEdit>,
}

impl Diagnostic {
    /// Creates a diagnostic with the severity of its code.
    pub fn new(code: Code, message: Message) -> Self {
        Self {
            severity: code.severity(),
            code,
            message,
            place: None,
            hint: None,
            quote: None,
            further: 0,
            edits: Vec::new(),
        }
    }

    /// Sets the location.
    #[must_use]
    pub fn at(mut self, place: SourceLocation) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// Adds another tool's report.
    #[must_use]
    pub fn quote(mut self, quote: impl Into<String>) -> Self {
        let mut quote = quote.into();
        if let Some((end, _)) = quote.char_indices().nth(REPORT) {
            quote.truncate(end);
            quote.push('…');
        }
        self.quote = Some(quote);
        self
    }
}

impl Diagnostic {
    /// Returns true if the site must not be published with it.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Turns a diagnostic into the summary of itself and all further ones.
    fn telling_of_further(self) -> Self {
        let count = u64::from(self.further) + 1;
        let code = self.code.id();
        let message = message!(
            "从这里起还有 {count} 处同样的问题（{code}），没有逐一列出",
            "from here on there are {count} more findings of this kind ({code}), not told one by one"
        );
        let hint = message!(
            "先改前面列出的，再构建一次",
            "mend those told before, then build again"
        );
        Self {
            message,
            hint: Some(hint),
            quote: None,
            edits: Vec::new(),
            ..self
        }
    }
}

/// Diagnostics of a phase or of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Creates an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Counts the diagnostics of a severity, including further ones that were condensed.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|found| found.severity == severity)
            .map(|found| 1 + found.further as usize)
            .sum()
    }

    /// Returns true if any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|found| found.severity == Severity::Error)
    }

    /// Returns true if there is nothing to report.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates over the diagnostics, ordered if [`Self::sort`] was called.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// Sorts by file, line, column and code, and removes exact duplicates, so that the report does
    /// not depend on the scheduling of threads.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.0.dedup();
    }

    /// Keeps the first diagnostics with each code of one file; one more counts the rest. An editor
    /// repairs a few hundred and builds again, and a hostile text may have millions.
    pub fn condense(&mut self) {
        if self.0.len() <= OF_A_KIND {
            return;
        }
        self.sort();
        let mut seen: BTreeMap<(&str, Severity), usize> = BTreeMap::new();
        let (mut kept, mut rest): (Vec<Diagnostic>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
        for found in self.0.drain(..) {
            let kind = (found.code.id(), found.severity);
            let count = seen.entry(kind).or_insert(0);
            *count += 1;
            match rest
                .iter_mut()
                .find(|first| (first.code.id(), first.severity) == kind)
            {
                Some(first) => first.further += 1 + found.further,
                None if *count > OF_A_KIND => rest.push(found),
                None => kept.push(found),
            }
        }
        kept.extend(rest.into_iter().map(Diagnostic::telling_of_further));
        self.0 = kept;
        self.sort();
    }

    /// Raises every warning to an error (`--strict`), and the hint that a site has no public address.
    pub fn raise_warnings(&mut self) {
        for found in &mut self.0 {
            if found.severity == Severity::Warning || found.code == Code::SiteNoBaseUrl {
                found.severity = Severity::Error;
            }
        }
    }
}

fn sort_key(found: &Diagnostic) -> (Option<(&str, u32, u32)>, &'static str, &str) {
    let place = found
        .place
        .as_ref()
        .map(|at| (at.file.as_str(), at.line, at.column));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_told_is_counted() {
        let many = OF_A_KIND * 3;
        let few = 5;
        let at = |line: usize| SourceLocation {
            line: line as u32 + 1,
            ..SourceLocation::file("a.md")
        };
        let broken =
            |line| Diagnostic::new(Code::LinkBroken, message!("{line}", "{line}")).at(at(line));
        let other =
            |line| Diagnostic::new(Code::LinkUnsafe, message!("{line}", "{line}")).at(at(line));
        let mut found: Diagnostics = (0..many).map(broken).chain((0..few).map(other)).collect();
        found.condense();
        assert_eq!(
            (found.count(Severity::Error), found.count(Severity::Warning)),
            (many, few)
        );
        assert_eq!(found.iter().count(), OF_A_KIND + 1 + few);
        let last = found
            .iter()
            .filter(|found| found.code == Code::LinkBroken)
            .last();
        let says = last.map(|last| (last.further as usize, last.message.zh.contains("400 处")));
        assert_eq!(says, Some((many - OF_A_KIND - 1, true)));
        let before = found.clone();
        found.condense();
        assert_eq!(found, before);
    }
}
