//! `pufa completions SHELL`: prints a completion script.

use std::io::Write;

use clap_complete::Shell;

use crate::diagnostic::Language;

use super::ExitStatus;
use super::arguments::command;

pub(super) fn run(matches: &clap::ArgMatches, language: Language) -> ExitStatus {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else {
        return ExitStatus::Usage;
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(language), "pufa", &mut script);
    let _ = std::io::stdout().write_all(&script);
    ExitStatus::Done
}
