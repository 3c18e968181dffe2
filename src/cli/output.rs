//! What a run says, and where: findings on standard error for people, on standard output for machines.

use std::io::{IsTerminal, Write};

use crate::diagnostic::{
    Diagnostic, Diagnostics, Language, Says, Severity, Summary, human, json_line, summary_line,
};
use crate::says;

use super::Exit;
use super::arguments::Common;

/// The terminal, or the program that reads in its place.
pub(super) struct Terminal {
    pub(super) language: Language,
    form: Form,
    amount: Amount,
    styled: bool,
}

/// Who reads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    People,
    Json,
}

/// How much is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Amount {
    ErrorsOnly,
    Usual,
    More,
}

impl Terminal {
    pub(super) fn new(common: &Common) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let styled = !plain && std::io::stderr().is_terminal();
        let form = if common.json { Form::Json } else { Form::People };
        let amount = match (common.quiet, common.verbose) {
            (true, _) => Amount::ErrorsOnly,
            (false, true) => Amount::More,
            (false, false) => Amount::Usual,
        };
        Self { language: common.language, form, amount, styled }
    }

    /// Whether sentences for people are wanted.
    fn speaks(&self) -> bool {
        self.form == Form::People && self.amount != Amount::ErrorsOnly
    }

    /// Whether a progress bar would be seen.
    #[cfg(feature = "progress")]
    pub(super) fn shows_progress(&self) -> bool {
        self.speaks() && std::io::stderr().is_terminal()
    }

    /// Tells every finding of a run.
    pub(super) fn tell(&self, found: &Diagnostics) {
        for finding in found.iter() {
            self.tell_one(finding);
        }
    }

    /// Tells every finding on standard error, for a verb whose standard output is what it was asked for.
    pub(super) fn tell_beside(&self, found: &Diagnostics) {
        for finding in found.iter() {
            match self.form {
                Form::Json => line(&mut std::io::stderr(), &json_line(finding, self.language)),
                Form::People => self.tell_one(finding),
            }
        }
    }

    fn tell_one(&self, finding: &Diagnostic) {
        if self.form == Form::Json {
            line(&mut std::io::stdout(), &json_line(finding, self.language));
        } else if self.amount != Amount::ErrorsOnly || finding.severity == Severity::Error {
            line(&mut std::io::stderr(), &format!("{}\n", human(finding, self.language, self.styled)));
        }
    }

    /// The closing line of a run.
    pub(super) fn summary(&self, summary: &Summary, says: &Says) {
        if self.form == Form::Json {
            line(&mut std::io::stdout(), &summary_line(summary));
        } else {
            self.say(says);
        }
    }

    /// One sentence for people; nothing with `-q` or for machines.
    pub(super) fn say(&self, says: &Says) {
        if self.speaks() {
            line(&mut std::io::stdout(), says.in_language(self.language));
        }
    }

    /// A sentence for those who asked for more with `-v`.
    pub(super) fn detail(&self, says: &Says) {
        if self.speaks() && self.amount == Amount::More {
            line(&mut std::io::stderr(), says.in_language(self.language));
        }
    }

    /// What was asked for beside the verb's own output: on standard error, whatever else is said.
    pub(super) fn beside(&self, says: &Says) {
        line(&mut std::io::stderr(), says.in_language(self.language));
    }

    /// What the verb was asked to print, without a line end of ours.
    pub(super) fn print_exactly(text: &str) {
        let _ = write!(std::io::stdout(), "{text}");
    }

    /// What the verb was asked to print, whatever `-q` says.
    pub(super) fn print(text: &str) {
        line(&mut std::io::stdout(), text);
    }
}

impl Exit {
    /// What findings mean for the shell.
    pub(super) fn of(found: &Diagnostics) -> Self {
        let errors = || found.iter().filter(|finding| finding.severity == Severity::Error);
        match (errors().next().is_some(), errors().any(|finding| finding.code.is_outside())) {
            (false, _) => Self::Done,
            (true, false) => Self::Content,
            (true, true) => Self::Machine,
        }
    }
}

/// Tells what is wrong with the arguments, or prints the help that they asked for.
pub(super) fn usage(failure: &clap::Error, language: Language) -> Exit {
    if !failure.use_stderr() {
        let _ = write!(std::io::stdout(), "{failure}");
        return Exit::Done;
    }
    if failure.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        let _ = write!(std::io::stderr(), "{failure}");
        return Exit::Usage;
    }
    let says = explain(failure);
    let text = failure.to_string();
    let quoted = text.trim_start_matches("error: ").trim_end();
    let quoted = quoted.split("\n\nUsage:").next().unwrap_or(quoted);
    match language {
        Language::Chinese => {
            line(&mut std::io::stderr(), &format!("错误：{}\n  {quoted}\n\n用 pufa --help 看用法", says.zh));
        }
        Language::English => {
            line(&mut std::io::stderr(), &format!("error: {quoted}\n\nsee pufa --help"));
        }
    }
    Exit::Usage
}

/// Clap speaks English: what it means, in a sentence.
fn explain(failure: &clap::Error) -> Says {
    use clap::error::ErrorKind;
    match failure.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            says!("参数的值不对", "a value cannot be used")
        }
        ErrorKind::UnknownArgument => says!("没有这个参数", "no such argument"),
        ErrorKind::InvalidSubcommand => says!("没有这个命令", "no such command"),
        ErrorKind::MissingRequiredArgument => says!("缺少必需的参数", "an argument is missing"),
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            says!("参数个数不对", "the wrong number of values")
        }
        _ => says!("命令写得不对", "the command cannot be understood"),
    }
}

/// Writes a line; a reader that has gone away is no reason to fail.
fn line(to: &mut dyn Write, text: &str) {
    let _ = writeln!(to, "{text}");
}
