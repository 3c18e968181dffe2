//! `cargo xtask VERB`: development tasks of pufa.
//!
//! `cargo xtask test` runs all checks that a change must pass: [`STEPS`], in order. A failing step
//! does not stop the others. Missing prerequisites are installed as root on Debian; elsewhere they
//! are named and the step is skipped, which is a failure under `CI=true`.

mod arguments;
mod bench;
mod counts;
mod machine;
mod notices;
mod outcome;
mod program;
mod report;
mod sample;
mod steps;

use std::process::ExitCode;

use arguments::selection;
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
const STEPS: [Step; 14] = [
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
        name: "counts",
        needs: &[],
        run: counts::check,
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

/// Steps of `cargo xtask check`.
const CHECK: [Step; 3] = [
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
        name: "unit-tests",
        needs: &[],
        run: steps::unit_tests,
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

/// Task of a developer: `cargo xtask NAME`.
struct Task {
    name: &'static str,
    /// Arguments, for the usage text.
    arguments: &'static str,
    about: &'static str,
    run: fn(&[String]) -> ExitCode,
}

/// All tasks, in the order of the usage text.
const TASKS: [Task; 8] = [
    Task {
        name: "check",
        arguments: "",
        about: "daily check: format, lint, unit tests",
        run: |words| without_arguments(&CHECK, words),
    },
    Task {
        name: "test",
        arguments: "[--only STEP,…]",
        about: "all checks that a change must pass",
        run: test,
    },
    Task {
        name: "screenshots",
        arguments: "",
        about: "screenshots of the sample site, in target/screenshots",
        run: |words| without_arguments(&SCREENSHOTS, words),
    },
    Task {
        name: "bench",
        arguments: "[N…] [--hugo] [--rounds R]",
        about: "build time of sites of N articles",
        run: |words| {
            bench::Plan::read(words)
                .map_or_else(|wrong| refuse(&wrong), |plan| bench::measure(&plan))
        },
    },
    Task {
        name: "baseline",
        arguments: "FROM TO",
        about: "the least work of a site builder, for `bench`",
        run: bench::baseline,
    },
    Task {
        name: "counts",
        arguments: "",
        about: "names, comments, lines and imports of src, counted",
        run: |words| match words {
            [] => counts::print(),
            [word, ..] => refuse(&format!("`{word}` is not an argument of `counts`")),
        },
    },
    Task {
        name: "notices",
        arguments: "",
        about: "write THIRD-PARTY.md after a change of dependencies",
        run: |words| without_arguments(&NOTICES, words),
    },
    Task {
        name: "soak",
        arguments: "",
        about: "5,000 edits under a preview; takes minutes",
        run: |words| without_arguments(&SOAK, words),
    },
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = words.split_first() else {
        return refuse("no task given");
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        report::say(&usage());
        return ExitCode::SUCCESS;
    }
    match TASKS.iter().find(|task| task.name == name) {
        Some(task) => (task.run)(rest),
        None => refuse(&format!("unknown task `{name}`")),
    }
}

fn test(words: &[String]) -> ExitCode {
    match selection(words, &STEPS.map(|step| step.name)) {
        Ok(only) => run(&STEPS, &only),
        Err(wrong) => refuse(&wrong),
    }
}

fn without_arguments(steps: &[Step], words: &[String]) -> ExitCode {
    match words {
        [] => run(steps, &[]),
        [word, ..] => refuse(&format!("unknown argument `{word}`")),
    }
}

fn refuse(wrong: &str) -> ExitCode {
    report::complain(&format!("{wrong}\n\n{}", usage()));
    ExitCode::from(2)
}

fn usage() -> String {
    let mut text = String::new();
    for task in &TASKS {
        let call = format!("cargo xtask {} {}", task.name, task.arguments);
        text = format!("{text}{:<48} {}\n", call.trim_end(), task.about);
    }
    let steps = STEPS.map(|step| step.name);
    format!("{text}\nsteps of test: {}", steps.join(" "))
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
