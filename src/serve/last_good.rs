//! A part of the site that may be faulty for a while: the last good one stays in use.

use crate::diagnostic::Diagnostics;

/// The last good form of a part, and what is wrong with its newest.
#[derive(Debug)]
pub(super) struct LastGood<T> {
    good: Option<T>,
    found: Diagnostics,
}

impl<T> Default for LastGood<T> {
    fn default() -> Self {
        Self {
            good: None,
            found: Diagnostics::new(),
        }
    }
}

impl<T> LastGood<T> {
    /// Takes in a newer form; `None` when it is faulty.
    pub(super) fn take(&mut self, newer: Option<T>, found: Diagnostics) {
        self.found = found;
        if newer.is_some() {
            self.good = newer;
        }
    }

    /// The last good one.
    pub(super) fn good(&self) -> Option<&T> {
        self.good.as_ref()
    }

    /// What is wrong with the newest.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }
}
