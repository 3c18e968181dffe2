//! `cargo xtask bench`: compares build times with Hugo and with the baseline, on equal work.
//!
//! All runs alternate within one session, round after round, so that a machine that slows down
//! slows all of them: only ratios count. Files are removed after all measurements: for some minutes
//! ext4 does not reuse the blocks of a removed file and searches long for others.

mod baseline;
mod compare;
#[path = "../../../benches/corpus/mod.rs"]
mod corpus;
mod hugo;
mod measure;
mod pages;
mod table;
mod work;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::outcome::Stop;
use crate::program::{locked_cargo, quietly};
use crate::report::{complain, say};
use measure::run;
use table::{Run, Samples, table};
use work::{Edit, Work};

/// Default numbers of articles.
const SIZES: [usize; 2] = [1_000, 10_000];
/// Above this number, Hugo is timed cold only.
const MOST_FOR_HUGO: usize = 10_000;

/// Measurements to make.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    sizes: Vec<usize>,
    with_hugo: bool,
    rounds: usize,
}

impl Plan {
    /// Parses the words after `cargo xtask bench`.
    pub(crate) fn read(words: &[String]) -> Result<Self, String> {
        let mut plan = Self {
            sizes: Vec::new(),
            with_hugo: false,
            rounds: 3,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match (word.as_str(), word.parse()) {
                ("--hugo", _) => plan.with_hugo = true,
                ("--rounds", _) => {
                    let rounds = words.next().and_then(|word| word.parse().ok());
                    plan.rounds = rounds
                        .filter(|rounds| *rounds > 0)
                        .ok_or("`--rounds` takes a number")?;
                }
                (_, Ok(size)) => plan.sizes.push(size),
                _ => return Err(format!("`{word}` means nothing here")),
            }
        }
        if plan.sizes.is_empty() {
            plan.sizes = SIZES.to_vec();
        }
        Ok(plan)
    }
}

/// Measures, and prints the tables.
pub(crate) fn measure(plan: &Plan) -> ExitCode {
    match all(plan) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Failed(why) | Stop::Missing(why)) => {
            complain(&why);
            ExitCode::FAILURE
        }
    }
}

/// Runs the baseline as a separate program: `cargo xtask baseline FROM TO`.
pub(crate) fn baseline(words: &[String]) -> ExitCode {
    let done = match words {
        [from, to] => {
            baseline::run(Path::new(from), Path::new(to)).map_err(|error| error.to_string())
        }
        _ => Err("baseline FROM TO".to_owned()),
    };
    done.map_or_else(
        |why| {
            complain(&why);
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}

fn all(plan: &Plan) -> Result<(), Stop> {
    quietly(&mut locked_cargo(&[
        "build",
        "--release",
        "--package",
        "pufa",
        "--package",
        "xtask",
    ]))?;
    let hugo = if plan.with_hugo {
        Some(hugo::find_or_install()?)
    } else {
        None
    };
    if let Some(hugo) = &hugo {
        say(&hugo::version(hugo)?);
    }
    let mut benches = Vec::new();
    for &count in &plan.sizes {
        let bench = Bench {
            work: Work::of(count)?,
            hugo: hugo.clone(),
            count,
        };
        if let Some(same) = bench.check()? {
            say(&format!("both made the same pages: {same}"));
        }
        let mut samples = Samples::new();
        for _ in 0..plan.rounds {
            bench.round(&mut samples)?;
        }
        benches.push((bench, samples));
    }
    for (bench, samples) in &mut benches {
        for _ in 0..plan.rounds {
            bench.template(samples)?;
        }
        say(&table(bench.count, samples));
    }
    for (bench, _) in benches {
        bench.work.sweep();
    }
    Ok(())
}

/// One corpus with its builders.
struct Bench {
    work: Work,
    hugo: Option<PathBuf>,
    count: usize,
}

impl Bench {
    /// Checks that pufa and Hugo produce the same.
    fn check(&self) -> Result<Option<String>, Stop> {
        let Some(hugo) = &self.hugo else {
            return Ok(None);
        };
        self.work.clear("bench")?;
        run(&mut self.work.pufa("bench"))?;
        for is_flat in [true, false] {
            self.work.clear("hugo")?;
            run(&mut self.hugo(hugo, is_flat))?;
            compare::check(&self.work.out("bench"), &self.work.out("hugo"), self.count)?;
        }
        compare::check(&self.work.out("bench"), &self.work.out("hugo"), self.count).map(Some)
    }

    /// Runs once everything that replaces no file.
    fn round(&self, samples: &mut Samples) -> Result<(), Stop> {
        let work = &self.work;
        let mut take = |of, command: &mut Command| take(samples, of, command);
        self.fresh("baseline")?;
        take(Run::Baseline, &mut self.baseline()?)?;
        self.fresh("bench")?;
        take(Run::Cold, &mut work.pufa("bench"))?;
        self.fresh("copy")?;
        take(Run::Copy, &mut work.copy_of("bench"))?;
        if let Some(hugo) = &self.hugo {
            self.fresh("hugo")?;
            take(Run::HugoFlat, &mut self.hugo(hugo, true))?;
            self.fresh("hugo")?;
            take(Run::Hugo, &mut self.hugo(hugo, false))?;
            if self.count <= MOST_FOR_HUGO {
                take(Run::HugoUnchanged, &mut self.hugo(hugo, false))?;
                let edit = self.edited_body("hugo")?;
                take(Run::HugoBody, &mut self.hugo(hugo, false))?;
                drop(edit);
            }
        }
        take(Run::Unchanged, &mut work.pufa("bench"))?;
        let edit = self.edited_body("bench")?;
        take(Run::Body, &mut work.pufa("bench"))?;
        drop(edit);
        self.fresh("default")?;
        take(Run::Default, &mut work.pufa("default"))?;
        take(Run::DefaultUnchanged, &mut work.pufa("default"))
    }

    /// Edits one template, which replaces every page.
    fn template(&self, samples: &mut Samples) -> Result<(), Stop> {
        let work = &self.work;
        if let Some(hugo) = self.hugo.as_ref().filter(|_| self.count <= MOST_FOR_HUGO) {
            let edit = Edit::of(
                work.site("hugo").join("layouts/baseof.html"),
                "<!-- x -->\n",
            )?;
            take(samples, Run::HugoTemplate, &mut self.hugo(hugo, false))?;
            drop(edit);
            run(&mut self.hugo(hugo, false))?;
        }
        let edit = Edit::of(
            work.site("bench").join("themes/bench/templates/base.html"),
            "<!-- x -->\n",
        )?;
        take(samples, Run::Template, &mut work.pufa("bench"))?;
        drop(edit);
        run(&mut work.pufa("bench")).map(drop)
    }

    /// Clears an output and flushes earlier writes to disk, so that no run pays for another.
    fn fresh(&self, name: &str) -> Result<(), Stop> {
        self.work.clear(name)?;
        quietly(&mut Command::new("sync")).map(drop)
    }

    fn baseline(&self) -> Result<Command, Stop> {
        let program = crate::program::target("release").join("xtask");
        let out = self.work.out("baseline");
        std::fs::create_dir_all(&out).map_err(|error| Stop::because("baseline", error))?;
        let mut command = Command::new(program);
        command
            .arg("baseline")
            .arg(self.work.site("bench").join("content"))
            .arg(out);
        Ok(command)
    }

    fn hugo(&self, hugo: &Path, is_flat: bool) -> Command {
        hugo::build(
            hugo,
            &self.work.site("hugo"),
            &self.work.out("hugo"),
            is_flat,
        )
    }

    fn edited_body(&self, site: &str) -> Result<Edit, Stop> {
        let file = format!("content/{}.md", corpus::path_of(self.count / 2));
        Edit::of(self.work.site(site).join(file), "\n这一段是后来补充的。\n")
    }
}

/// Runs a build and records its cost.
fn take(samples: &mut Samples, of: Run, command: &mut Command) -> Result<(), Stop> {
    samples.entry(of).or_default().push(run(command)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_options_are_read() {
        let words = ["500", "--hugo", "--rounds", "1"].map(str::to_owned);
        assert_eq!(
            Plan::read(&words),
            Ok(Plan {
                sizes: vec![500],
                with_hugo: true,
                rounds: 1
            })
        );
        assert!(Plan::read(&["--x".to_owned()]).is_err());
    }
}
