//! Texts that grow: pathological inputs of CommonMark implementations, and odd parts of pufa sites.

mod bodies;
mod heads;
mod sites;

/// Text that grows with a number, and the work on it.
pub(crate) struct Pattern {
    pub(crate) name: &'static str,
    pub(crate) size: usize,
    pub(crate) text: fn(usize) -> String,
    pub(crate) work: fn(&str),
}

/// Returns all patterns.
pub(crate) fn all() -> Vec<Pattern> {
    [bodies::all(), heads::all(), sites::all()].concat()
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}
