//! Terminal output: diagnostics go to stderr for people, to stdout as JSON.

use std::io::{IsTerminal, Write};

use crate::characters::visible;
use crate::diagnostic::{
    Diagnostic, Diagnostics, Language, Message, RunSummary, Severity, human, json_line,
    summary_line,
};

use super::ExitStatus;
use super::arguments::CommonOptions;

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

    /// Reports every diagnostic of a run.
    pub(super) fn emit(&self, found: &Diagnostics) {
        for finding in found.iter() {
            self.emit_one(finding);
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
        } else if self.amount != Verbosity::ErrorsOnly || finding.severity == Severity::Error {
            line(
                &mut std::io::stderr(),
                &format!("{}\n", human(finding, self.language, self.styled)),
            );
        }
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
