//! How a step ends.

/// What a step found: a remark for the table, or why it is not done.
pub(crate) type Outcome = Result<String, Stop>;

/// Why a step is not done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Something is wrong, in a line.
    Failed(String),
    /// The machine lacks what the step needs.
    Missing(String),
}

impl Stop {
    /// A failure with an error's own words.
    pub(crate) fn because(what: &str, error: impl std::fmt::Display) -> Self {
        Self::Failed(format!("{what}: {error}"))
    }
}
