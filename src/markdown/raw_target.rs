//! What kind of thing a link's destination is, before anyone is asked where it leads.
//!
//! The policy is [`crate::url::classify`]; this is its form for bodies.

use std::ops::Range;

use super::body_event::BodyDiagnostic;
use crate::diagnostic::Code;
use crate::url::{AddressKind, UnsafeAddress, classify};

/// The kinds of destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawTarget {
    /// A page, a file or another site: the site around knows.
    Somewhere,
    /// A mailbox or a telephone: it stands for itself.
    Direct,
    /// An address that the policy refuses.
    Unsafe,
}

/// The kind of a destination.
pub(crate) fn kind(destination: &str) -> RawTarget {
    match classify(destination) {
        Ok(AddressKind::Local | AddressKind::Web) => RawTarget::Somewhere,
        Ok(AddressKind::Direct) => RawTarget::Direct,
        Err(_) => RawTarget::Unsafe,
    }
}

/// Tells of an address that is refused.
pub(super) fn unsafe_address(
    destination: &str,
    why: &UnsafeAddress,
    range: Range<usize>,
) -> BodyDiagnostic {
    let (message, hint) = why.says(destination);
    BodyDiagnostic::new(Code::LinkUnsafe, message, range).hint(hint)
}
