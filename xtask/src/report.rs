//! Prints progress: a line per finished step, then a table of all. The only file that prints.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::outcome::{Outcome, Stop};

/// Results of the steps run so far.
#[derive(Debug, Default)]
pub(crate) struct Report {
    done: Vec<Done>,
}

/// Finished step.
#[derive(Debug)]
struct Done {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

impl Done {
    fn line(&self) -> String {
        let (mark, remark) = match &self.outcome {
            Ok(remark) => ("ok", remark),
            Err(Stop::Failed(why)) => ("FAILED", why),
            Err(Stop::Missing(what)) => ("skipped", what),
        };
        let seconds = self.took.as_secs_f64();
        format!("{:<12} {mark:<8} {seconds:>6.1} s  {remark}", self.name)
            .trim_end()
            .to_owned()
    }
}

impl Report {
    /// Runs a step.
    pub(crate) fn run(&mut self, name: &'static str, step: fn() -> Outcome) {
        say(&format!("── {name} …"));
        let start = Instant::now();
        let outcome = step();
        self.add(Done {
            name,
            took: start.elapsed(),
            outcome,
        });
    }

    /// Skips a step because one that it needs did not pass.
    pub(crate) fn pass_over(&mut self, name: &'static str, needed: &str) {
        let outcome = Err(Stop::Missing(format!("needs `{needed}`")));
        self.add(Done {
            name,
            took: Duration::ZERO,
            outcome,
        });
    }

    /// Returns true if a step was run and passed.
    pub(crate) fn passed(&self, name: &str) -> bool {
        self.done
            .iter()
            .any(|done| done.name == name && done.outcome.is_ok())
    }

    /// Prints the table; in CI skipped steps count as failed.
    pub(crate) fn finish(&self, is_ci: bool) -> ExitCode {
        let took: Duration = self.done.iter().map(|done| done.took).sum();
        say("");
        for done in &self.done {
            say(&done.line());
        }
        let is_well = self.done.iter().all(|done| is_well(&done.outcome, is_ci));
        let skipped = self
            .done
            .iter()
            .any(|done| matches!(done.outcome, Err(Stop::Missing(_))));
        let verdict = match (is_well, skipped) {
            (true, false) => "all is well",
            (true, true) => "what was run is well",
            (false, _) => "NOT WELL",
        };
        say(&format!("{verdict}, after {:.0} s", took.as_secs_f64()));
        if is_well {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    fn add(&mut self, done: Done) {
        say(&format!("── {}", done.line()));
        self.done.push(done);
    }
}

fn is_well(outcome: &Outcome, is_ci: bool) -> bool {
    match outcome {
        Ok(_) => true,
        Err(Stop::Missing(_)) => !is_ci,
        Err(Stop::Failed(_)) => false,
    }
}

/// Prints a line.
#[expect(
    clippy::print_stdout,
    reason = "a task prints for the developer who runs it"
)]
pub(crate) fn say(words: &str) {
    println!("{words}");
}

/// Prints a usage error.
#[expect(
    clippy::print_stderr,
    reason = "a task prints for the developer who runs it"
)]
pub(crate) fn complain(words: &str) {
    eprintln!("{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skip_is_a_failure_in_ci_only() {
        let skipped = Err(Stop::Missing("chromium".to_owned()));
        assert!(is_well(&skipped, false));
        assert!(!is_well(&skipped, true));
        assert!(!is_well(&Err(Stop::Failed(String::new())), false));
    }

    #[test]
    fn a_line_tells_how_it_went() {
        let done = Done {
            name: "html",
            took: Duration::from_millis(1234),
            outcome: Ok("9 pages".to_owned()),
        };
        assert_eq!(done.line(), "html         ok          1.2 s  9 pages");
    }
}
