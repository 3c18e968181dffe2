//! Kind of a link destination, before the site resolves it.
//!
//! Applies the policy of [`crate::url::classify`] to bodies.

use std::ops::Range;

use super::body_event::BodyDiagnostic;
use crate::diagnostic::Code;
use crate::url::{AddressKind, UnsafeAddress, classify};

/// Kinds of link destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawTarget {
    /// Page, file or other site: the site resolves it.
    Somewhere,
    /// Mail address or telephone number: needs no resolution.
    Direct,
    /// Address that the policy rejects.
    Unsafe,
}

/// Returns the kind of a destination.
pub(crate) fn kind(destination: &str) -> RawTarget {
    match classify(destination) {
        Ok(AddressKind::Local | AddressKind::Web) => RawTarget::Somewhere,
        Ok(AddressKind::Direct) => RawTarget::Direct,
        Err(_) => RawTarget::Unsafe,
    }
}

/// Creates the diagnostic for a rejected address.
pub(super) fn unsafe_address(
    destination: &str,
    why: &UnsafeAddress,
    range: Range<usize>,
) -> BodyDiagnostic {
    let (message, hint) = why.says(destination);
    BodyDiagnostic::new(Code::LinkUnsafe, message, range).hint(hint)
}
