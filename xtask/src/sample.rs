//! Builds the sample site under a portal's sub-path, at a fixed time.

use std::path::PathBuf;

use crate::outcome::{Outcome, Stop};
use crate::program::{locked_cargo, said, target};

/// Base address of the sample.
pub(crate) const BASE_URL: &str = "https://www.example.cn/portal/pufa/";

/// Build time: in the week before the campaign of December.
const DATE: &str = "2026-11-24T09:00:00+08:00";

/// Returns its output folder.
pub(crate) fn folder() -> PathBuf {
    target("sample")
}

/// Returns the program that builds it.
pub(crate) fn program() -> PathBuf {
    target("release").join(format!("pufa{}", std::env::consts::EXE_SUFFIX))
}

/// Builds it twice: without warnings, and the second time without writing a file.
pub(crate) fn build() -> Outcome {
    let first = summary()?;
    let second = summary()?;
    channels()?;
    match count(&second, "written") {
        Some(0) => Ok(format!(
            "{} pages",
            count(&first, "pages").unwrap_or_default()
        )),
        _ => Err(Stop::Failed(format!(
            "the second build wrote again: {second}"
        ))),
    }
}

/// Returns the folder of its channel packages.
pub(crate) fn channels_folder() -> PathBuf {
    target("sample-channels")
}

/// Makes its channel packages, without warnings.
fn channels() -> Outcome {
    let mut command = locked_cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "pufa",
        "--",
        "channel",
        "--strict",
    ]);
    command.args([
        "--message-format",
        "json",
        "--date",
        DATE,
        "--base-url",
        BASE_URL,
        "--since",
        "2000-01-01",
    ]);
    command.arg("--out").arg(channels_folder());
    let said = said(&mut command)?;
    let last = said.lines().last().unwrap_or_default();
    match count(last, "errors") {
        Some(0) => Ok(String::new()),
        _ => Err(Stop::Failed(format!("no clean packages: {said}"))),
    }
}

/// Builds it and returns the last line of output: the summary.
fn summary() -> Result<String, Stop> {
    let folder = folder();
    let mut command = locked_cargo(&[
        "run",
        "--quiet",
        "--release",
        "--package",
        "pufa",
        "--",
        "build",
        "--strict",
    ]);
    command
        .args([
            "--message-format",
            "json",
            "--date",
            DATE,
            "--base-url",
            BASE_URL,
            "--out",
        ])
        .arg(folder);
    let said = said(&mut command)?;
    let last = said.lines().last().unwrap_or_default();
    if count(last, "errors") == Some(0) && count(last, "warnings") == Some(0) {
        return Ok(last.to_owned());
    }
    Err(Stop::Failed(format!("not a clean build: {said}")))
}

/// Returns the number under a key of the summary.
fn count(summary: &str, key: &str) -> Option<u64> {
    let (_, rest) = summary.split_once(&format!("\"{key}\":"))?;
    rest.trim_start()
        .split(|sign: char| !sign.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn a_summary_is_read() {
        let line = r#"{"summary":{"pages":120,"written":0,"seconds":0.4}}"#;
        assert_eq!(count(line, "pages"), Some(120));
        assert_eq!(count(line, "written"), Some(0));
        assert_eq!(count(line, "errors"), None);
    }
}
