//! Commands of each step.

use std::process::Command;

use crate::machine;
use crate::outcome::{Outcome, Stop};
use crate::program::{aloud, cargo, find, locked_cargo, quietly, root, said, target};
use crate::sample;

pub(crate) fn format() -> Outcome {
    quietly(&mut cargo(&["fmt", "--all", "--check"]))
}

pub(crate) fn lint() -> Outcome {
    quietly(&mut locked_cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// Lints the plain builder, without optional features.
pub(crate) fn lint_plain() -> Outcome {
    quietly(&mut locked_cargo(&[
        "clippy",
        "--package",
        "pufa",
        "--no-default-features",
        "--",
        "-D",
        "warnings",
    ]))
}

pub(crate) fn docs() -> Outcome {
    quietly(
        locked_cargo(&[
            "doc",
            "--workspace",
            "--no-deps",
            "--document-private-items",
        ])
        .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// Checks licenses, sources and duplicates of dependencies by `deny.toml`.
pub(crate) fn dependencies() -> Outcome {
    let mut deny = Command::new(machine::cargo_deny()?);
    let arguments = ["--all-features", "check", "licenses", "bans", "sources"];
    quietly(deny.args(arguments).current_dir(root()))
}

/// Validates the sample's pages against the HTML standard.
pub(crate) fn html() -> Outcome {
    let packages = machine::packages()?;
    let mut node = Command::new(machine::node()?);
    node.arg(packages.join("node_modules/html-validate/bin/html-validate.mjs"));
    node.arg("--config")
        .arg(root().join("tests/browser/html-validate.mjs"));
    quietly(
        node.args(["--max-warnings=0", "--ext=html"])
            .arg(sample::folder()),
    )
}

/// Parses the sample's feeds and calendars with independent readers.
pub(crate) fn feeds() -> Outcome {
    let mut calendars = Command::new(machine::node()?);
    calendars.arg(root().join("tests/feeds/calendars.mjs"));
    let calendars = said(
        calendars
            .env("PUFA_PACKAGES", machine::packages()?)
            .env("PUFA_SITE", sample::folder()),
    )?;
    let mut feeds = Command::new(machine::python()?);
    feeds
        .arg(root().join("tests/feeds/feeds.py"))
        .env("PYTHONPATH", machine::python_packages()?);
    let feeds = said(
        feeds
            .env("PUFA_BASE_URL", sample::BASE_URL)
            .env("PUFA_SITE", sample::folder()),
    )?;
    Ok(format!("{}, {}", calendars.trim(), feeds.trim()))
}

/// Tests the sample's pages in a browser; always takes screenshots, for failures above all.
pub(crate) fn browser() -> Outcome {
    let suite = aloud(&mut script("suite.mjs")?);
    let pictures = screenshots();
    suite.and(pictures)
}

/// Tests the preview in a browser: saved files update the pages.
pub(crate) fn live() -> Outcome {
    aloud(&mut script("live/suite.mjs")?)
}

/// Tests hostile content in a browser: nothing in it runs.
pub(crate) fn hostile() -> Outcome {
    aloud(&mut script("hostile/suite.mjs")?)
}

/// Makes thousands of edits under a preview and compares it with a fresh start.
pub(crate) fn soak() -> Outcome {
    let mut test = locked_cargo(&[
        "test",
        "--quiet",
        "--release",
        "--package",
        "pufa",
        "--test",
        "site",
        "soak",
    ]);
    quietly(test.env("PUFA_SOAK", "5000"))
}

/// Takes screenshots of each kind of page for review.
pub(crate) fn screenshots() -> Outcome {
    quietly(&mut script("screenshots.mjs")?)?;
    Ok("target/screenshots".to_owned())
}

/// Returns a script of `tests/browser` for the sample.
fn script(name: &str) -> Result<Command, Stop> {
    let mut node = Command::new(machine::node()?);
    node.arg(root().join("tests/browser").join(name))
        .env("PUFA_PACKAGES", machine::packages()?)
        .env("PUFA_BROWSER", machine::browser()?)
        .env("PUFA_PROGRAM", sample::program())
        .env("PUFA_SITE", sample::folder())
        .env("PUFA_CHANNELS", sample::channels_folder())
        .env("PUFA_BASE_URL", sample::BASE_URL)
        .env("PUFA_SCREENSHOTS", target("screenshots"));
    Ok(node)
}

/// Runs the examples of the CommonMark specification, which plain tests skip.
pub(crate) fn commonmark() -> Outcome {
    let specification = machine::packages()?.join("node_modules/commonmark-spec/spec.txt");
    let mut test = locked_cargo(&[
        "test",
        "--quiet",
        "--package",
        "pufa",
        "--test",
        "commonmark",
    ]);
    quietly(test.env("PUFA_COMMONMARK_SPEC", specification))
}

pub(crate) fn tests() -> Outcome {
    aloud(&mut locked_cargo(&["test", "--workspace"]))
}

/// Runs the unit tests, with fewer cases of each property than `tests`.
pub(crate) fn unit_tests() -> Outcome {
    const FEW: (&str, &str) = ("PROPTEST_CASES", "16");
    if find(&["cargo-nextest", "cargo-nextest.exe"]).is_none() {
        return quietly(locked_cargo(&["test", "--package", "pufa", "--lib"]).env(FEW.0, FEW.1));
    }
    let mut nextest = cargo(&[
        "nextest",
        "run",
        "--locked",
        "--package",
        "pufa",
        "--lib",
        "--profile",
        "quick",
    ]);
    quietly(nextest.env(FEW.0, FEW.1))
}
