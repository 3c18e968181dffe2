//! `cargo xtask VERB`: the chores of pufa's developers.
//!
//! `cargo xtask test` runs everything that must hold before a change is taken: [`STEPS`], in their order. A step
//! that fails does not keep the others from being run. What a step needs and the machine lacks is installed where
//! that is ours to do (root on Debian); elsewhere it is named and the step skipped, which is a failure under `CI=true`.

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

/// A part of `cargo xtask test`.
struct Step {
    /// What `--only` calls it.
    name: &'static str,
    /// The steps whose results it reads.
    needs: &'static [&'static str],
    /// What it does.
    run: fn() -> Outcome,
}

/// All of them. The tests come last, so that their count is the last thing to be read.
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

/// What `cargo xtask screenshots` does.
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

/// What `cargo xtask notices` does.
const NOTICES: [Step; 1] = [Step {
    name: "notices",
    needs: &[],
    run: notices::write,
}];

/// What `cargo xtask soak` does.
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

/// Runs the steps that are asked for and those that they need; none named means all.
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
