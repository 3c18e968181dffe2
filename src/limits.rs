//! Limits of sizes, depths, counts and lengths, each with its reason.

/// Longest address or value that a message quotes, in characters: enough to be known again. The line below
/// the message shows where it stands, and a pasted `data:` picture has millions of characters.
pub(crate) const LONGEST_QUOTED_ADDRESS: usize = 80;
