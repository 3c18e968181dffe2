//! Helpers for the tests of this module.

use crate::diagnostic::{Diagnostics, Language, human};

/// Formats the reports as an editor sees them.
pub(crate) fn report(mut found: Diagnostics) -> String {
    found.sort();
    found
        .iter()
        .map(|found| human(found, Language::Chinese, false))
        .collect::<Vec<_>>()
        .join("\n\n")
}
