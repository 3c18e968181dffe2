//! Clock of a served site.

use jiff::Timestamp;

/// Source of the instant at which a served site is seen.
#[derive(Clone, Copy, Debug)]
pub enum SiteClock {
    /// Always the same instant (`--date`).
    Fixed(Timestamp),
    /// The machine's clock.
    Running(fn() -> Timestamp),
}

impl SiteClock {
    /// The current instant.
    pub fn now(self) -> Timestamp {
        match self {
            Self::Fixed(at) => at,
            Self::Running(clock) => clock(),
        }
    }
}
