//! A bar for builds that last; silent where nobody would see it.

use crate::build::Progress;

use super::output::Terminal;

/// What shows how far a run is, on a terminal.
pub(super) fn on(terminal: &Terminal) -> Box<dyn Progress> {
    #[cfg(feature = "progress")]
    if terminal.shows_progress() {
        return Box::new(Bar::new());
    }
    let _ = terminal;
    Box::new(Silent)
}

/// No bar.
struct Silent;

impl Progress for Silent {
    fn begin(&self, _: usize) {}
    fn step(&self) {}
    fn end(&self) {}
}

/// A bar on standard error that appears when a build lasts.
#[cfg(feature = "progress")]
struct Bar(indicatif::ProgressBar);

#[cfg(feature = "progress")]
impl Bar {
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
impl Progress for Bar {
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
