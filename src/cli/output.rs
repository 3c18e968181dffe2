//! What a run says, and where: findings on standard error for people, on standard output for machines.

use std::io::{IsTerminal, Write};

use crate::characters::visible;
use crate::diagnostic::{
    Diagnostic, Diagnostics, Language, Message, RunSummary, Severity, human, json_line,
    summary_line,
};

use super::ExitStatus;
use super::arguments::CommonOptions;

/// The terminal, or the program that reads in its place.
#[derive(Clone)]
pub(super) struct Terminal {
    pub(super) language: Language,
    form: MessageFormat,
    amount: Verbosity,
    styled: bool,
}

/// Who reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MessageFormat {
    People,
    Json,
}

/// How much is said.
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

    /// Whether sentences for people are wanted.
    fn speaks(&self) -> bool {
        self.form == MessageFormat::People && self.amount != Verbosity::ErrorsOnly
    }

    /// Whether a progress bar would be seen.
    #[cfg(feature = "progress")]
    pub(super) fn shows_progress(&self) -> bool {
        self.speaks() && std::io::stderr().is_terminal()
    }

    /// Tells every finding of a run.
    pub(super) fn emit(&self, found: &Diagnostics) {
        for finding in found.iter() {
            self.emit_one(finding);
        }
    }

    /// Tells every finding on standard error, for a verb whose standard output is what it was asked for.
    pub(super) fn emit_to_stderr(&self, found: &Diagnostics) {
        for finding in found.iter() {
            match self.form {
                MessageFormat::Json => {
                    line(&mut std::io::stderr(), &json_line(finding, self.language))
                }
                MessageFormat::People => self.emit_one(finding),
            }
        }
    }

    fn emit_one(&self, finding: &Diagnostic) {
        if self.form == MessageFormat::Json {
            line(&mut std::io::stdout(), &json_line(finding, self.language));
        } else if self.amount != Verbosity::ErrorsOnly || finding.severity == Severity::Error {
            line(
                &mut std::io::stderr(),
                &format!("{}\n", human(finding, self.language, self.styled)),
            );
        }
    }

    /// The closing line of a run.
    pub(super) fn summary(&self, summary: &RunSummary, says: &Message) {
        if self.form == MessageFormat::Json {
            line(&mut std::io::stdout(), &summary_line(summary));
        } else {
            self.say(says);
        }
    }

    /// One sentence for people; nothing with `-q` or for machines.
    pub(super) fn say(&self, says: &Message) {
        if self.speaks() {
            line(
                &mut std::io::stdout(),
                &visible(says.in_language(self.language)),
            );
        }
    }

    /// A sentence for those who asked for more with `-v`.
    pub(super) fn detail(&self, says: &Message) {
        if self.speaks() && self.amount == Verbosity::More {
            line(
                &mut std::io::stderr(),
                &visible(says.in_language(self.language)),
            );
        }
    }

    /// What was asked for beside the verb's own output: on standard error, whatever else is said.
    pub(super) fn beside(&self, says: &Message) {
        line(
            &mut std::io::stderr(),
            &visible(says.in_language(self.language)),
        );
    }

    /// What the verb was asked to print, without a line end of ours.
    pub(super) fn print_exactly(text: &str) {
        let _ = write!(std::io::stdout(), "{text}");
    }

    /// A text for people that the verb was asked to print: nothing in it moves a terminal.
    pub(super) fn print_visibly(text: &str) {
        line(&mut std::io::stdout(), &visible(text));
    }

    /// What the verb was asked to print, whatever `-q` says.
    pub(super) fn print(text: &str) {
        line(&mut std::io::stdout(), text);
    }
}

impl ExitStatus {
    /// What findings mean for the shell.
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

/// Writes a line; a reader that has gone away is no reason to fail.
pub(super) fn line(to: &mut dyn Write, text: &str) {
    let _ = writeln!(to, "{text}");
}
