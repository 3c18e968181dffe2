//! Run of the program: exit code, messages and output.

use std::path::Path;
use std::process::Output;

use serde_json::Value;

use super::mask::{masked, seconds_masked};

/// Result of a run.
pub(crate) struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    pub(super) fn new(root: &Path, output: &Output) -> Self {
        let text = |bytes: &[u8]| masked(&String::from_utf8_lossy(bytes), root);
        Self {
            code: output.status.code(),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exit(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "\n{}\n{}", self.stdout, self.stderr);
        self
    }

    /// Asserts success without diagnostics.
    #[track_caller]
    pub(crate) fn clean(self) -> Self {
        let run = self.exit(0);
        assert_eq!(run.stderr, "", "{}", run.stdout);
        run
    }

    /// Returns standard output, masked.
    pub(crate) fn stdout(&self) -> &str {
        &self.stdout
    }

    /// Returns standard error, masked.
    pub(crate) fn stderr(&self) -> &str {
        &self.stderr
    }

    /// Parses standard output of `--message-format json`: one value per line.
    pub(crate) fn json(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| {
                let mut value = serde_json::from_str(line).expect("a line of JSON");
                seconds_masked(&mut value);
                value
            })
            .collect()
    }

    /// Returns the summary line of `--message-format json`.
    pub(crate) fn summary(&self) -> Value {
        self.json()
            .pop()
            .map(|last| last["summary"].clone())
            .unwrap_or_default()
    }

    /// Returns the codes of the diagnostics of `--message-format json`, in order.
    pub(crate) fn codes(&self) -> Vec<String> {
        self.json()
            .iter()
            .filter_map(|line| line["code"].as_str().map(str::to_owned))
            .collect()
    }
}
