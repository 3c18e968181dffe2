//! Progress bar for long builds; hidden with `-q`, for JSON and without a terminal.

use crate::build::BuildObserver;

use super::output::Terminal;

/// Returns the progress bar for a terminal, or a no-op.
pub(super) fn on(terminal: &Terminal) -> Box<dyn BuildObserver> {
    #[cfg(feature = "progress")]
    if terminal.shows_progress() {
        return Box::new(BuildProgress::new());
    }
    let _ = terminal;
    Box::new(NoProgress)
}

/// No-op observer.
struct NoProgress;

impl BuildObserver for NoProgress {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

/// Bar on stderr, shown once rendering begins.
#[cfg(feature = "progress")]
struct BuildProgress(indicatif::ProgressBar);

#[cfg(feature = "progress")]
impl BuildProgress {
    fn new() -> Self {
        let bar = indicatif::ProgressBar::hidden();
        if let Ok(style) = indicatif::ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed}")
        {
            bar.set_style(style);
        }
        Self(bar)
    }
}

#[cfg(feature = "progress")]
impl BuildObserver for BuildProgress {
    fn begin(&self, routes: usize) {
        self.0.set_length(routes as u64);
        self.0
            .set_draw_target(indicatif::ProgressDrawTarget::stderr_with_hz(8));
    }

    fn step(&self) {
        self.0.inc(1);
    }

    fn end(&self) {
        self.0.finish_and_clear();
    }
}
