//! Suggestions for a misspelled name of a document's file or a heading.
//!
//! A typo usually keeps the beginning or the end of a name, so only the alphabetical neighbors of
//! the wrong name are scored, read forward and backward. The cost of many suggestions then does not
//! grow with the square of a site or document.

use std::cmp::Ordering;

use crate::content::nearest;
use crate::limits::likeness::REACH;

/// Names in alphabetical order, each with its bearer.
#[derive(Debug)]
pub(super) struct LinkSuggester<'n, T> {
    forward: Vec<(&'n str, T)>,
    /// Sorted by the reversed names.
    backward: Vec<(&'n str, T)>,
}

impl<'n, T: Copy + Ord> LinkSuggester<'n, T> {
    /// Sorts some names.
    pub(super) fn new(names: impl Iterator<Item = (&'n str, T)>) -> Self {
        let mut forward: Vec<(&str, T)> = names.collect();
        let mut backward = forward.clone();
        forward.sort();
        backward.sort_by(|one, other| from_the_end(one.0, other.0).then(one.1.cmp(&other.1)));
        Self { forward, backward }
    }

    /// Returns the name most similar to `wrong`.
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

    /// Returns the only bearer of the name most similar to `wrong`, or `None`.
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

    /// Returns the insertion index of a name.
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
        assert_eq!(names.nearest("第17条-11"), Some("第17条-119"));
        assert_eq!(names.find("弟4999条-34993"), Some(4999));
        assert_eq!(names.nearest("毫不相干"), None);
    }
}
