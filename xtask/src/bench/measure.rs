//! Runs a program and tells how long it took and how much memory it held at most.

use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::outcome::Stop;

/// What one run took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    /// By the clock on the wall.
    pub(crate) seconds: f64,
    /// Of all processors, in the program and in the kernel for it: what other programs on the machine change least.
    pub(crate) processor: f64,
    /// Peak memory; its own and that of the greatest of its children.
    pub(crate) mebibytes: u64,
}

/// Runs a program to its end; one that fails is a stop.
pub(crate) fn run(command: &mut Command) -> Result<Sample, Stop> {
    let name = command.get_program().to_string_lossy().into_owned();
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null());
    let start = Instant::now();
    let mut child = quiet.spawn().map_err(|error| Stop::because(&name, error))?;
    let ended = child.wait4().map_err(|error| Stop::because(&name, error))?;
    let seconds = start.elapsed().as_secs_f64();
    if !ended.status.success() {
        return Err(Stop::Failed(format!("`{name}`: {}", ended.status)));
    }
    let processor = (ended.rusage.utime + ended.rusage.stime).as_secs_f64();
    Ok(Sample {
        seconds,
        processor,
        mebibytes: ended.rusage.maxrss >> 20,
    })
}

/// The middle one of some times.
pub(crate) fn median(samples: &[Sample], time: impl Fn(&Sample) -> f64) -> f64 {
    let mut times: Vec<f64> = samples.iter().map(time).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The greatest memory of some runs.
pub(crate) fn peak(samples: &[Sample]) -> u64 {
    samples
        .iter()
        .map(|sample| sample.mebibytes)
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_one_counts() {
        let samples = [3.0, 1.0, 2.0].map(|seconds| Sample {
            seconds,
            processor: 1.0,
            mebibytes: 7,
        });
        assert!((median(&samples, |sample| sample.seconds) - 2.0).abs() < f64::EPSILON);
        assert_eq!(peak(&samples), 7);
    }
}
