//! How long a site of N articles takes to build: `cargo bench --bench build -- 10000`.
//!
//! Makes its own corpus in a temporary folder, then builds it cold (into an empty folder) and
//! again with nothing changed, three times each, and prints the medians.

mod corpus;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use corpus::corpus;
use jiff::Timestamp;
use pufa::build::{Progress, Request, build};
use pufa::content::DiskWorld;
use pufa::output::{DiskStorage, Folders};
use pufa::site::Showing;

const RUNS: usize = 3;

struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

fn run(root: &Path, out: &Path) -> Result<f64, Box<dyn Error>> {
    let world = DiskWorld::new(root, "2026-11-24T00:00:00Z".parse::<Timestamp>()?);
    let start = Instant::now();
    let report = build(&Request {
        world: &world,
        base_url: None,
        now: None,
        showing: Showing::default(),
        storage: &DiskStorage,
        folders: Folders { state: root.join(".pufa"), out: out.to_owned(), protected: Vec::new() },
        strict: true,
        keep_going: false,
        progress: &Quiet,
    });
    if report.summary.errors > 0 {
        return Err("the corpus does not build".into());
    }
    Ok(start.elapsed().as_secs_f64())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().find_map(|word| word.parse().ok()).unwrap_or(1_000);
    let folder = tempfile::tempdir()?;
    corpus(folder.path(), count)?;
    let (mut cold, mut unchanged) = (Vec::new(), Vec::new());
    for number in 0..RUNS {
        let out = folder.path().join(format!("public-{number}"));
        cold.push(run(folder.path(), &out)?);
        unchanged.push(run(folder.path(), &out)?);
    }
    println!("{count} articles: cold {:.2} s, nothing changed {:.2} s", median(cold), median(unchanged));
    Ok(())
}
