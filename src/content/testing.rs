//! What the tests of this room share.

use crate::diagnostic::{Diagnostics, Language, human};

/// Whole reports as an editor sees them, one after another.
pub(crate) fn report(mut found: Diagnostics) -> String {
    found.sort();
    found
        .iter()
        .map(|found| human(found, Language::Chinese, false))
        .collect::<Vec<_>>()
        .join("\n\n")
}
