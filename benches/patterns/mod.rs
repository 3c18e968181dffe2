//! Texts that grow: the pathological inputs of CommonMark implementations, and what is odd in a site of ours.

mod bodies;
mod heads;
mod sites;

/// A text that grows with a number, and what is done with it.
pub(crate) struct Pattern {
    pub(crate) name: &'static str,
    pub(crate) size: usize,
    pub(crate) text: fn(usize) -> String,
    pub(crate) work: fn(&str),
}

/// All patterns.
pub(crate) fn all() -> Vec<Pattern> {
    [bodies::all(), heads::all(), sites::all()].concat()
}

impl Clone for Pattern {
    fn clone(&self) -> Self {
        Self { ..*self }
    }
}
