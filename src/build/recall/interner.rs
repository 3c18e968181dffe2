//! Reads by number: most routes read the same things.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::record::RouteRecord;
use crate::render::Read;

/// Gives each read one number, from one on: the numbers before are those of the last build.
pub(in crate::build) struct Interner {
    first: u32,
    known: Mutex<HashMap<Read, u32>>,
}

impl Interner {
    /// One whose first number is `first`.
    pub(in crate::build) fn from(first: usize) -> Self {
        Self { first: first as u32, known: Mutex::default() }
    }

    /// The numbers of what a route read.
    pub(in crate::build) fn numbers(&self, reads: BTreeSet<Read>) -> Vec<u32> {
        let mut known = self.lock();
        let mut number = |read| {
            let next = self.first + known.len() as u32;
            *known.entry(read).or_insert(next)
        };
        reads.into_iter().map(&mut number).collect()
    }

    /// All reads that it numbered, in the order of their numbers; nothing is left.
    pub(super) fn take(&self) -> Vec<Read> {
        let known = std::mem::take(&mut *self.lock());
        let mut reads: Vec<(u32, Read)> = known.into_iter().map(|(read, number)| (number, read)).collect();
        reads.sort_unstable_by_key(|(number, _)| *number);
        reads.into_iter().map(|(_, read)| read).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Read, u32>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Leaves out the reads that no route needs any more, once they are many, and numbers the others anew.
pub(super) fn leave_out_unused(reads: &mut Vec<&Read>, routes: &mut [RouteRecord]) {
    let mut numbers: Vec<Option<u32>> = vec![None; reads.len()];
    for &read in routes.iter().flat_map(|route| &route.reads) {
        numbers[read as usize] = Some(0);
    }
    let needed = numbers.iter().flatten().count();
    if reads.len() - needed <= needed / 4 {
        return;
    }
    for (next, number) in numbers.iter_mut().flatten().enumerate() {
        *number = next as u32;
    }
    let mut at = 0..;
    reads.retain(|_| at.next().is_some_and(|at: usize| numbers[at].is_some()));
    for read in routes.iter_mut().flat_map(|route| &mut route.reads) {
        *read = numbers[*read as usize].unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    #[test]
    fn what_no_route_needs_is_left_out_once_it_is_much() -> Result<(), jiff::Error> {
        let all =
            (0..8).map(|at| Timestamp::from_second(at).map(Read::Clock)).collect::<Result<Vec<_>, _>>()?;
        let route = |reads: &[u32]| RouteRecord {
            output: 0,
            what: String::new(),
            is_page: true,
            reads: reads.to_vec(),
            found: Vec::new(),
        };
        let mut routes = [route(&[7, 1]), route(&[1, 3])];
        let mut reads: Vec<&Read> = all.iter().collect();
        leave_out_unused(&mut reads, &mut routes);
        assert_eq!(reads, [&all[1], &all[3], &all[7]]);
        assert_eq!(routes, [route(&[2, 0]), route(&[0, 1])]);
        let before = (reads.clone(), routes.clone());
        leave_out_unused(&mut reads, &mut routes);
        assert_eq!((reads, routes), before);
        Ok(())
    }
}
