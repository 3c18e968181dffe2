//! Runs other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::outcome::{Outcome, Stop};
use crate::report;

/// Returns the root of the repository.
pub(crate) fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Returns a folder under `target/`.
pub(crate) fn target(name: &str) -> PathBuf {
    let folder = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(folder).join(name)
}

/// Returns a command of the cargo that runs this program, with the locked dependencies.
pub(crate) fn locked_cargo(arguments: &[&str]) -> Command {
    let mut command = cargo(&arguments[..1]);
    command.arg("--locked").args(&arguments[1..]);
    command
}

/// Returns a command of the cargo that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::null());
    command
}

/// Runs a program; shows its output only on failure.
pub(crate) fn quietly(command: &mut Command) -> Outcome {
    said(command).map(|_| String::new())
}

/// Runs a program and returns its standard output; shows all output on failure.
pub(crate) fn said(command: &mut Command) -> Result<String, Stop> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if output.status.success() {
        return Ok(said);
    }
    report::say(said.trim_end());
    report::say(String::from_utf8_lossy(&output.stderr).trim_end());
    Err(ended(command, output.status))
}

/// Runs a program and passes its output through.
pub(crate) fn aloud(command: &mut Command) -> Outcome {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(String::new())
    } else {
        Err(ended(command, status))
    }
}

/// Returns the first of several programs that is on the search path.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let places = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Stop {
    Stop::because(&format!("`{}` does not start", name(command)), error)
}

fn ended(command: &Command, status: ExitStatus) -> Stop {
    Stop::Failed(format!("`{}`: {status}", name(command)))
}

/// Returns the program and its first argument, for messages.
fn name(command: &Command) -> String {
    let program = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    match command.get_args().next() {
        Some(word) => format!("{program} {}", word.to_string_lossy()),
        None => program.into_owned(),
    }
}
