//! What each step runs.

use std::process::Command;

use crate::machine;
use crate::outcome::{Outcome, Stop};
use crate::program::{aloud, cargo, find, quietly, root, said, target};
use crate::sample;

pub(crate) fn format() -> Outcome {
    quietly(&mut cargo(&["fmt", "--all", "--check"]))
}

pub(crate) fn lint() -> Outcome {
    quietly(&mut cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// The plain builder, without what is heavy.
pub(crate) fn lint_plain() -> Outcome {
    quietly(&mut cargo(&[
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
    quietly(cargo(&["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Licences, sources and doubles of the dependencies, by `deny.toml`. cargo-deny takes minutes to install, so that it is
/// run where it is there; the notices of third parties are held by a test everywhere.
pub(crate) fn dependencies() -> Outcome {
    if find(&["cargo-deny", "cargo-deny.exe"]).is_none() {
        return Ok("not run: cargo-deny is not installed".to_owned());
    }
    quietly(&mut cargo(&[
        "deny",
        "--all-features",
        "check",
        "licenses",
        "bans",
        "sources",
    ]))
}

/// The sample's pages against the HTML standard.
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

/// The sample's feeds and calendars, as readers that are not ours read them.
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

/// The sample's pages as people meet them; with pictures, most of all where something is wrong.
pub(crate) fn browser() -> Outcome {
    let suite = aloud(&mut script("suite.mjs")?);
    let pictures = screenshots();
    suite.and(pictures)
}

/// A preview in a browser: files are saved, and pages follow.
pub(crate) fn live() -> Outcome {
    aloud(&mut script("live/suite.mjs")?)
}

/// Hostile content in a browser: nothing of it runs.
pub(crate) fn hostile() -> Outcome {
    aloud(&mut script("hostile/suite.mjs")?)
}

/// Thousands of edits under a preview, after which it is as after a fresh start.
pub(crate) fn soak() -> Outcome {
    let mut test = cargo(&[
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

/// Pictures of each kind of page, for people to look at.
pub(crate) fn screenshots() -> Outcome {
    quietly(&mut script("screenshots.mjs")?)?;
    Ok("target/screenshots".to_owned())
}

/// A script of `tests/browser` over the sample.
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

/// The examples of the CommonMark specification, which the tests alone pass over.
pub(crate) fn commonmark() -> Outcome {
    let specification = machine::packages()?.join("node_modules/commonmark-spec/spec.txt");
    let mut test = cargo(&[
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
    aloud(&mut cargo(&["test", "--workspace"]))
}
