//! Command line: one file per verb. The only module that prints.

mod arguments;
mod build;
#[cfg(feature = "channels")]
mod channel;
mod completions;
mod fix;
mod init;
mod licenses;
mod new;
mod output;
mod plan;
mod progress;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod site_folder;
mod unified_diff;
mod usage;
mod verbs;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::diagnostic::Language;

use arguments::{CommonOptions, command, language_of};
use output::Terminal;
use verbs::VERBS;

/// Exit status of a run (the documented exit codes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExitStatus {
    /// Success.
    Done = 0,
    /// Errors in the content.
    Content = 1,
    /// Wrong usage.
    Usage = 2,
    /// Failure of the system: disk, network.
    Machine = 3,
}

/// Runs the verb named by the arguments.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language_of(&arguments);
    let exit = match command(language).try_get_matches_from(&arguments) {
        Ok(matches) => dispatch(&matches, language),
        Err(failure) => usage::usage(&failure, language),
    };
    ExitCode::from(exit as u8)
}

fn dispatch(matches: &clap::ArgMatches, language: Language) -> ExitStatus {
    let Some((verb, of_verb)) = matches.subcommand() else {
        return ExitStatus::Usage;
    };
    let Some(verb) = VERBS.iter().find(|known| known.name == verb) else {
        return ExitStatus::Usage;
    };
    let common = CommonOptions::from_matches(of_verb, language);
    (verb.run)(of_verb, &common, &Terminal::new(&common))
}
