//! Terminal output: diagnostics go to stderr for people, to stdout as JSON.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use crate::characters::visible;
use crate::diagnostic::{
    Diagnostic, Diagnostics, Language, Message, RunSummary, Severity, human, json_line,
    summary_line,
};
use crate::message;

use super::ExitStatus;
use super::arguments::CommonOptions;

/// Diagnostics of one severity and code that are shown before the rest is folded into a count.
const OF_A_CODE: usize = 20;

/// Output for a terminal, or for a program.
#[derive(Clone)]
pub(super) struct Terminal {
    pub(super) language: Language,
    form: MessageFormat,
    amount: Verbosity,
    styled: bool,
}

/// Format of messages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MessageFormat {
    People,
    Json,
}

/// Amount of output.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verbosity {
    ErrorsOnly,
    Usual,
    More,
}

impl Terminal {
    pub(super) fn new(common: &CommonOptions) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let styled = !plain && std::io::stderr().is_terminal();
        let form = if common.json {
            MessageFormat::Json
        } else {
            MessageFormat::People
        };
        let amount = match (common.quiet, common.verbose) {
            (true, _) => Verbosity::ErrorsOnly,
            (false, true) => Verbosity::More,
            (false, false) => Verbosity::Usual,
        };
        Self {
            language: common.language,
            form,
            amount,
            styled,
        }
    }

    /// Returns true if sentences for people are wanted.
    fn speaks(&self) -> bool {
        self.form == MessageFormat::People && self.amount != Verbosity::ErrorsOnly
    }

    /// Returns true if machines read the output.
    pub(super) fn is_json(&self) -> bool {
        self.form == MessageFormat::Json
    }

    /// Returns true if a progress bar would be visible.
    #[cfg(feature = "progress")]
    pub(super) fn shows_progress(&self) -> bool {
        self.speaks() && std::io::stderr().is_terminal()
    }

    /// Reports every diagnostic of a run. For people, each code is folded after [`OF_A_CODE`], except with `-v`.
    pub(super) fn emit(&self, found: &Diagnostics) {
        if self.form == MessageFormat::Json || self.amount == Verbosity::More {
            found.iter().for_each(|finding| self.emit_one(finding));
            return;
        }
        let mut folded = FoldedCodes::default();
        for finding in found.iter() {
            if folded.admits(finding) {
                self.emit_one(finding);
            }
        }
        for (severity, rest) in folded.messages() {
            if self.shows(severity) {
                let text = rest.in_language(self.language);
                line(&mut std::io::stderr(), &format!("{text}\n"));
            }
        }
    }

    /// Reports every diagnostic on stderr, for a verb whose stdout is its result.
    pub(super) fn emit_to_stderr(&self, found: &Diagnostics) {
        for finding in found.iter() {
            match self.form {
                MessageFormat::Json => {
                    line(&mut std::io::stderr(), &json_line(finding, self.language));
                }
                MessageFormat::People => self.emit_one(finding),
            }
        }
    }

    fn emit_one(&self, finding: &Diagnostic) {
        if self.form == MessageFormat::Json {
            line(&mut std::io::stdout(), &json_line(finding, self.language));
        } else if self.shows(finding.severity) {
            line(
                &mut std::io::stderr(),
                &format!("{}\n", human(finding, self.language, self.styled)),
            );
        }
    }

    /// Returns true if diagnostics of a severity are shown to people.
    fn shows(&self, severity: Severity) -> bool {
        self.amount != Verbosity::ErrorsOnly || severity == Severity::Error
    }

    /// Reports created files: a sentence for people, or one JSON object per file.
    pub(super) fn created(&self, files: &[PathBuf], says: &Message) {
        if self.form == MessageFormat::People {
            self.say(says);
            return;
        }
        for file in files {
            let created = serde_json::json!({ "created": file.display().to_string() });
            line(&mut std::io::stdout(), &created.to_string());
        }
    }

    /// Prints a sentence even with `-q`, for what cannot be learned otherwise.
    pub(super) fn insist(&self, says: &Message) {
        line(
            &mut std::io::stdout(),
            &visible(says.in_language(self.language)),
        );
    }

    /// Prints the closing line of a run.
    pub(super) fn summary(&self, summary: &RunSummary, says: &Message) {
        if self.form == MessageFormat::Json {
            line(&mut std::io::stdout(), &summary_line(summary));
        } else {
            self.say(says);
        }
    }

    /// Prints one sentence for people; nothing with `-q` or as JSON.
    pub(super) fn say(&self, says: &Message) {
        if self.speaks() {
            line(
                &mut std::io::stdout(),
                &visible(says.in_language(self.language)),
            );
        }
    }

    /// Prints a sentence with `-v` only.
    pub(super) fn detail(&self, says: &Message) {
        if self.speaks() && self.amount == Verbosity::More {
            line(
                &mut std::io::stderr(),
                &visible(says.in_language(self.language)),
            );
        }
    }

    /// Prints an additional result to stderr, regardless of other options.
    pub(super) fn beside(&self, says: &Message) {
        line(
            &mut std::io::stderr(),
            &visible(says.in_language(self.language)),
        );
    }

    /// Prints the result of a verb without adding a line end.
    pub(super) fn print_exactly(text: &str) {
        let _ = write!(std::io::stdout(), "{text}");
    }

    /// Prints a result for people with control characters made visible.
    pub(super) fn print_visibly(text: &str) {
        line(&mut std::io::stdout(), &visible(text));
    }

    /// Prints the result of a verb, even with `-q`.
    pub(super) fn print(text: &str) {
        line(&mut std::io::stdout(), text);
    }
}

/// Diagnostics that are counted instead of shown, by severity and code.
#[derive(Default)]
struct FoldedCodes(BTreeMap<(Severity, &'static str), usize>);

impl FoldedCodes {
    /// Returns true if a diagnostic is among the first of its code.
    fn admits(&mut self, found: &Diagnostic) -> bool {
        let seen = self.0.entry((found.severity, found.code.id())).or_default();
        let admits = *seen < OF_A_CODE;
        *seen += 1 + found.further as usize;
        admits
    }

    /// Returns a sentence for each code of which some are not shown.
    fn messages(self) -> impl Iterator<Item = (Severity, Message)> {
        let folded = |((severity, code), count): ((Severity, &'static str), usize)| {
            let rest = count.checked_sub(OF_A_CODE).filter(|&rest| rest > 0)?;
            let says = message!(
                "[{code}] 还有 {rest} 处同样的问题没有列出；加 -v 全部列出",
                "[{code}] {rest} more of the same are not shown; use -v to list all"
            );
            Some((severity, says))
        };
        self.0.into_iter().filter_map(folded)
    }
}

impl ExitStatus {
    /// Maps diagnostics to an exit status.
    pub(super) fn from_diagnostics(found: &Diagnostics) -> Self {
        let errors = || {
            found
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
        };
        match (
            errors().next().is_some(),
            errors().any(|finding| finding.code.is_outside()),
        ) {
            (false, _) => Self::Done,
            (true, false) => Self::Content,
            (true, true) => Self::Machine,
        }
    }
}

/// Writes a line; ignores errors such as a closed pipe.
pub(super) fn line(to: &mut dyn Write, text: &str) {
    let _ = writeln!(to, "{text}");
}
