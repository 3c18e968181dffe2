//! The name that a wrong one probably meant: of a document's file, of a heading.
//!
//! A slip of the pen leaves the beginning of a name as it was, or its end: only the names beside the
//! wrong one in the alphabet are weighed, from the left and from the right, so that advice on many
//! links does not grow with the square of a site, or of a document.

use std::cmp::Ordering;

use crate::content::nearest;
use crate::limits::likeness::REACH;

/// Names in the order of the alphabet, each with what bears it.
#[derive(Debug)]
pub(super) struct LinkSuggester<'n, T> {
    forward: Vec<(&'n str, T)>,
    /// In the order of the names read from their ends.
    backward: Vec<(&'n str, T)>,
}

impl<'n, T: Copy + Ord> LinkSuggester<'n, T> {
    /// Orders some names.
    pub(super) fn new(names: impl Iterator<Item = (&'n str, T)>) -> Self {
        let mut forward: Vec<(&str, T)> = names.collect();
        let mut backward = forward.clone();
        forward.sort();
        backward.sort_by(|one, other| from_the_end(one.0, other.0).then(one.1.cmp(&other.1)));
        Self { forward, backward }
    }

    /// Whether there is such a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.forward
            .get(self.first(name))
            .is_some_and(|(known, _)| *known == name)
    }

    /// The name most like `wrong`.
    pub(super) fn nearest(&self, wrong: &str) -> Option<&'n str> {
        let at_back = self
            .backward
            .partition_point(|(name, _)| from_the_end(name, wrong) == Ordering::Less);
        let mut beside = [
            around(&self.forward, self.first(wrong)),
            around(&self.backward, at_back),
        ]
        .concat();
        beside.sort_unstable_by_key(|(_, bearer)| *bearer);
        nearest(wrong, beside.into_iter().map(|(name, _)| name))
    }

    /// What alone bears the name most like `wrong`; `None` when none is, or when several bear it.
    pub(super) fn find(&self, wrong: &str) -> Option<T> {
        let near = self.nearest(wrong)?;
        let first = self.first(near);
        let is_shared = self
            .forward
            .get(first + 1)
            .is_some_and(|(name, _)| *name == near);
        self.forward
            .get(first)
            .map(|(_, bearer)| *bearer)
            .filter(|_| !is_shared)
    }

    /// Where a name stands, or would.
    fn first(&self, name: &str) -> usize {
        self.forward.partition_point(|(known, _)| *known < name)
    }
}

fn around<T>(names: &[T], at: usize) -> &[T] {
    &names[at.saturating_sub(REACH)..(at + REACH).min(names.len())]
}

fn from_the_end(one: &str, other: &str) -> Ordering {
    one.chars().rev().cmp(other.chars().rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_among_many_is_found_by_its_beginning_or_its_end() {
        let written: Vec<String> = (0..5_000)
            .map(|at| format!("第{at}条-{}", at * 7))
            .collect();
        let names = LinkSuggester::new(written.iter().map(String::as_str).zip(0..));
        assert!(names.has("第17条-119") && !names.has("第17条"));
        assert_eq!(names.nearest("第17条-11"), Some("第17条-119"));
        assert_eq!(names.find("弟4999条-34993"), Some(4999));
        assert_eq!(names.nearest("毫不相干"), None);
    }
}
