//! Reads by number: most routes read the same things.

use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::record::RouteRecord;
use crate::render::Read;

/// How many parts there are: threads seldom wait for one another.
const PARTS: usize = 32;

/// Gives each read one number, from one on: the numbers before are those of the last build.
pub(in crate::build) struct Interner {
    next: AtomicU32,
    parts: [Mutex<HashMap<Read, u32>>; PARTS],
    hashing: RandomState,
}

impl Interner {
    /// One whose first number is `first`.
    pub(in crate::build) fn from(first: usize) -> Self {
        let (parts, hashing) = Default::default();
        Self { next: AtomicU32::new(first as u32), parts, hashing }
    }

    /// The numbers of what a route read.
    pub(in crate::build) fn numbers(&self, reads: Vec<Read>) -> Vec<u32> {
        reads.into_iter().map(|read| self.number(read)).collect()
    }

    fn number(&self, read: Read) -> u32 {
        let part = self.hashing.hash_one(&read) as usize % PARTS;
        let next = || self.next.fetch_add(1, Ordering::Relaxed);
        *lock(&self.parts[part]).entry(read).or_insert_with(next)
    }

    /// All reads that it numbered, in the order of their numbers; nothing is left.
    pub(super) fn take(&self) -> Vec<Read> {
        let parts = self.parts.iter().flat_map(|part| std::mem::take(&mut *lock(part)));
        let mut reads: Vec<(u32, Read)> = parts.map(|(read, number)| (number, read)).collect();
        reads.sort_unstable_by_key(|(number, _)| *number);
        reads.into_iter().map(|(_, read)| read).collect()
    }
}

fn lock(part: &Mutex<HashMap<Read, u32>>) -> MutexGuard<'_, HashMap<Read, u32>> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
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
