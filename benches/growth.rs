//! Growth of cost with the length of odd texts: `cargo bench --bench growth`, or
//! `-- words of a name`.

mod patterns;

use std::process::ExitCode;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use patterns::{Pattern, all};

/// Maximum cost factor of a doubling: two, plus caches, logarithms and noise.
const MOST: f64 = 2.9;
/// Time below which a ratio is meaningless.
const QUICK: Duration = Duration::from_millis(60);
/// Time above which a pattern is not doubled again.
const PATIENCE: Duration = Duration::from_secs(20);

/// Returns the CPU time of all threads where the system provides it (excludes other load); else the
/// wall-clock time.
fn spent() -> Duration {
    static BEGIN: OnceLock<Instant> = OnceLock::new();
    let begin = *BEGIN.get_or_init(Instant::now);
    let had = |thread: std::fs::DirEntry| {
        let told = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<u64>().ok()
    };
    let threads = std::fs::read_dir("/proc/self/task")
        .into_iter()
        .flatten()
        .flatten();
    match threads.filter_map(had).sum() {
        0 => begin.elapsed(),
        nanoseconds => Duration::from_nanos(nanoseconds),
    }
}

/// Returns the best of three times, or the only one of a long run; and the bytes of the text.
fn measure(pattern: &Pattern, size: usize) -> (Duration, usize) {
    let text = (pattern.text)(size);
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let start = spent();
        (pattern.work)(&text);
        best = best.min(spent().saturating_sub(start));
        if best > Duration::from_secs(1) {
            break;
        }
    }
    (best, text.len())
}

#[expect(
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench tells its figures"
)]
fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .collect();
    let is_wanted =
        |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str()));
    let mut worst = Vec::new();
    println!(
        "{:48} {:>8} {:>9} {:>9} {:>9} {:>6}",
        "pattern", "N", "N", "2 N", "4 N", "ratio"
    );
    for pattern in all().into_iter().filter(|pattern| is_wanted(pattern.name)) {
        let mut times = Vec::new();
        for doubled in 0..3 {
            times.push(measure(&pattern, pattern.size << doubled));
            if times.last().is_some_and(|&(last, _)| last > PATIENCE) {
                break;
            }
        }
        let ratio = match times.as_slice() {
            [.., (before, short), (last, long)] => {
                // Scales by length: a text may grow faster than its number.
                let longer = *long as f64 / *short as f64;
                2.0 * last.as_secs_f64() / before.as_secs_f64() / longer
            }
            _ => f64::INFINITY,
        };
        let told: Vec<String> = times
            .iter()
            .map(|(time, _)| format!("{:9.1}", time.as_secs_f64() * 1000.0))
            .collect();
        let is_over = ratio > MOST && times.last().is_some_and(|&(last, _)| last > QUICK);
        let sign = if is_over { "  OVER" } else { "" };
        println!(
            "{:48} {:>8} {:29} {ratio:6.2}{sign}",
            pattern.name,
            pattern.size,
            told.join(" ")
        );
        if is_over {
            worst.push(pattern.name);
        }
    }
    if worst.is_empty() {
        return ExitCode::SUCCESS;
    }
    println!("\nover the law: {}", worst.join(", "));
    ExitCode::FAILURE
}
