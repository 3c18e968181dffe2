//! `cargo xtask VERB`: development tasks of pufa.
//!
//! `cargo xtask test` runs all checks that a change must pass: [`STEPS`], in order. A failing step
//! does not stop the others. Missing prerequisites are installed as root on Debian; elsewhere they
//! are named and the step is skipped, which is a failure under `CI=true`.

mod arguments;
mod bench;
mod machine;
mod notices;
mod outcome;
mod program;
mod report;
mod sample;
mod steps;

use std::process::ExitCode;

use arguments::{Arguments, Verb};
use outcome::Outcome;
use report::Report;

/// Step of `cargo xtask test`.
struct Step {
    /// Name for `--only`.
    name: &'static str,
    /// Steps whose results it reads.
    needs: &'static [&'static str],
    /// Function of the step.
    run: fn() -> Outcome,
}

/// All steps. Tests come last, so that their count is at the end of the output.
const STEPS: [Step; 13] = [
    Step {
        name: "format",
        needs: &[],
        run: steps::format,
    },
    Step {
        name: "lint",
        needs: &[],
        run: steps::lint,
    },
    Step {
        name: "lint-plain",
        needs: &[],
        run: steps::lint_plain,
    },
    Step {
        name: "docs",
        needs: &[],
        run: steps::docs,
    },
    Step {
        name: "dependencies",
        needs: &[],
        run: steps::dependencies,
    },
    Step {
        name: "sample",
        needs: &[],
        run: sample::build,
    },
    Step {
        name: "html",
        needs: &["sample"],
        run: steps::html,
    },
    Step {
        name: "feeds",
        needs: &["sample"],
        run: steps::feeds,
    },
    Step {
        name: "browser",
        needs: &["sample"],
        run: steps::browser,
    },
    Step {
        name: "hostile",
        needs: &["sample"],
        run: steps::hostile,
    },
    Step {
        name: "live",
        needs: &["sample"],
        run: steps::live,
    },
    Step {
        name: "commonmark",
        needs: &[],
        run: steps::commonmark,
    },
    Step {
        name: "tests",
        needs: &[],
        run: steps::tests,
    },
];

/// Steps of `cargo xtask screenshots`.
const SCREENSHOTS: [Step; 2] = [
    Step {
        name: "sample",
        needs: &[],
        run: sample::build,
    },
    Step {
        name: "screenshots",
        needs: &["sample"],
        run: steps::screenshots,
    },
];

/// Steps of `cargo xtask notices`.
const NOTICES: [Step; 1] = [Step {
    name: "notices",
    needs: &[],
    run: notices::write,
}];

/// Steps of `cargo xtask soak`.
const SOAK: [Step; 1] = [Step {
    name: "soak",
    needs: &[],
    run: steps::soak,
}];

fn main() -> ExitCode {
    let names = STEPS.map(|step| step.name);
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words
        .split_first()
        .map(|(verb, rest)| (verb.as_str(), rest))
    {
        Some(("bench", rest)) => {
            return bench::Plan::read(rest)
                .map_or_else(|wrong| refuse(&wrong), |plan| bench::measure(&plan));
        }
        Some(("floor", rest)) => return bench::floor(rest),
        _ => {}
    }
    match Arguments::read(words.into_iter(), &names) {
        Ok(Arguments {
            verb: Verb::Test,
            only,
        }) => run(&STEPS, &only),
        Ok(Arguments {
            verb: Verb::Screenshots,
            ..
        }) => run(&SCREENSHOTS, &[]),
        Ok(Arguments {
            verb: Verb::Soak, ..
        }) => run(&SOAK, &[]),
        Ok(Arguments {
            verb: Verb::Notices,
            ..
        }) => run(&NOTICES, &[]),
        Ok(Arguments {
            verb: Verb::Help, ..
        }) => {
            report::say(&arguments::usage(&names));
            ExitCode::SUCCESS
        }
        Err(wrong) => refuse(&wrong),
    }
}

fn refuse(wrong: &str) -> ExitCode {
    let usage = arguments::usage(&STEPS.map(|step| step.name));
    report::complain(&format!("{wrong}\n\n{usage}"));
    ExitCode::from(2)
}

/// Runs the selected steps and those they need; an empty selection means all.
fn run(steps: &[Step], only: &[String]) -> ExitCode {
    let mut report = Report::default();
    for step in steps
        .iter()
        .filter(|step| is_wanted(steps, only, step.name))
    {
        match step.needs.iter().find(|needed| !report.passed(needed)) {
            None => report.run(step.name, step.run),
            Some(needed) => report.pass_over(step.name, needed),
        }
    }
    report.finish(machine::is_ci())
}

fn is_wanted(steps: &[Step], only: &[String], name: &str) -> bool {
    let is_named = |name: &str| only.iter().any(|wanted| wanted == name);
    only.is_empty()
        || is_named(name)
        || steps
            .iter()
            .any(|step| is_named(step.name) && step.needs.contains(&name))
}
