//! What kind of thing a link's destination is, before anyone is asked where it leads.
//!
//! The policy is [`crate::url::classify`]; this is its form for bodies.

use std::ops::Range;

use super::piece::Finding;
use crate::diagnostic::Code;
use crate::url::{AddressKind, UnsafeAddress, classify};

/// The kinds of destinations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// A page, a file or another site: the site around knows.
    Somewhere,
    /// A mailbox or a telephone: it stands for itself.
    Direct,
    /// An address that the policy refuses.
    Unsafe,
}

/// The kind of a destination.
pub(crate) fn kind(destination: &str) -> Destination {
    match classify(destination) {
        Ok(AddressKind::Local | AddressKind::Web) => Destination::Somewhere,
        Ok(AddressKind::Direct) => Destination::Direct,
        Err(_) => Destination::Unsafe,
    }
}

/// Tells of an address that is refused.
pub(super) fn unsafe_address(
    destination: &str,
    why: &UnsafeAddress,
    range: Range<usize>,
) -> Finding {
    let (message, hint) = why.says(destination);
    Finding::new(Code::LinkUnsafe, message, range).hint(hint)
}
