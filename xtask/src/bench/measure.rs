//! Measures the run time and peak memory of a program.

use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::outcome::Stop;

/// Cost of one run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    /// Wall-clock time.
    pub(crate) seconds: f64,
    /// CPU time of all processors, user and kernel: least affected by other load.
    pub(crate) processor: f64,
    /// Peak memory: of the program or of its largest child.
    pub(crate) mebibytes: u64,
}

/// Runs a program to its end; a failing program is an error.
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

/// Returns the median of a time.
pub(crate) fn median(samples: &[Sample], time: impl Fn(&Sample) -> f64) -> f64 {
    let mut times: Vec<f64> = samples.iter().map(time).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Returns the peak memory of all runs.
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
