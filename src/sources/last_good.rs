//! A part of the site that may be faulty for a while: its last good version stays in use.

use crate::diagnostic::Diagnostics;

/// Last good version of a part, or its newest while none was good, and the diagnostics of the newest.
#[derive(Debug, Default)]
pub(super) struct LastGood<T> {
    version: T,
    is_good: bool,
    diagnostics: Diagnostics,
}

impl<T> LastGood<T> {
    /// Takes in a newer version; a faulty one does not replace a good one.
    pub(super) fn update(&mut self, newer: T, is_good: bool, diagnostics: Diagnostics) {
        self.diagnostics = diagnostics;
        if is_good || !self.is_good {
            self.version = newer;
            self.is_good = is_good;
        }
    }

    /// The last good version.
    pub(super) fn good(&self) -> Option<&T> {
        self.is_good.then_some(&self.version)
    }

    /// The last good version, or the newest while none was good.
    pub(super) fn usable(&self) -> &T {
        &self.version
    }

    /// Diagnostics of the newest version.
    pub(super) fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}
