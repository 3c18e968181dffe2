//! Result of a step.

/// Result of a step: a remark for the table, or the reason why it stopped.
pub(crate) type Outcome = Result<String, Stop>;

/// Reason why a step stopped.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Failure, described in one line.
    Failed(String),
    /// Missing prerequisite of the machine.
    Missing(String),
}

impl Stop {
    /// Returns a failure with the message of an error.
    pub(crate) fn because(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Failed(format!("{what}: {error}"))
    }
}
