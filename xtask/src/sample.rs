//! The sample site, built as its bureau would build it for a portal's sub-path, at a fixed hour.

use std::path::PathBuf;

use crate::outcome::{Outcome, Stop};
use crate::program::{cargo, said, target};

/// Where the sample pretends to stand.
pub(crate) const BASE_URL: &str = "https://www.example.cn/portal/pufa/";

/// When it pretends to be built: in the week before the campaign of December.
const DATE: &str = "2026-11-24T09:00:00+08:00";

/// Where it is built.
pub(crate) fn folder() -> PathBuf {
    target("sample")
}

/// The program that builds it.
pub(crate) fn program() -> PathBuf {
    target("release").join(format!("pufa{}", std::env::consts::EXE_SUFFIX))
}

/// Builds it twice: without a warning, and the second time without a written file.
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

/// Where its packages for channels are made.
pub(crate) fn channels_folder() -> PathBuf {
    target("sample-channels")
}

/// Makes its packages for channels, without a warning.
fn channels() -> Outcome {
    let mut command = cargo(&[
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

/// Builds it and gives the last line of what the program says: the summary.
fn summary() -> Result<String, Stop> {
    let folder = folder();
    let mut command = cargo(&[
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

/// The number under a key of the summary.
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
