//! `pufa completions SHELL`: prints a completion script.

use clap::{Arg, ArgMatches, Command, value_parser};

use std::io::Write;

use clap_complete::Shell;

use super::ExitStatus;
use super::arguments::{CommonOptions, LocalizedText, command as command_line};
use super::output::Terminal;
use super::verbs::Verb;

/// The verb `completions`.
pub(super) const VERB: Verb = Verb {
    name: "completions",
    command,
    run,
};

fn command(text: LocalizedText) -> Command {
    let shell = Arg::new("shell")
        .value_name("SHELL")
        .required(true)
        .value_parser(value_parser!(clap_complete::Shell))
        .hide_possible_values(true)
        .help("bash, zsh, fish, powershell, elvish");
    text.verb(
        "completions",
        "输出命令补全脚本",
        "Print a shell completion script",
    )
    .arg(shell)
}

fn run(matches: &ArgMatches, common: &CommonOptions, _: &Terminal) -> ExitStatus {
    let Some(shell) = matches.get_one::<Shell>("shell").copied() else {
        return ExitStatus::Usage;
    };
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut command_line(common.language),
        "pufa",
        &mut script,
    );
    let _ = std::io::stdout().write_all(&script);
    ExitStatus::Done
}
