//! Reads by number: most routes read the same things.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::render::Read;

/// Gives each read one number.
#[derive(Default)]
pub(in crate::build) struct Interner(Mutex<HashMap<Read, u32>>);

impl Interner {
    /// The numbers of what a route read.
    pub(in crate::build) fn numbers(&self, reads: BTreeSet<Read>) -> Vec<u32> {
        let mut known = self.lock();
        reads.into_iter().map(|read| number(&mut known, read)).collect()
    }

    /// The number of a read.
    pub(super) fn number(&self, read: Read) -> u32 {
        number(&mut self.lock(), read)
    }

    /// All reads, in the order of their numbers; nothing is left.
    pub(super) fn take(&self) -> Vec<Read> {
        let mut reads: Vec<(u32, Read)> =
            std::mem::take(&mut *self.lock()).into_iter().map(|(read, number)| (number, read)).collect();
        reads.sort_unstable_by_key(|(number, _)| *number);
        reads.into_iter().map(|(_, read)| read).collect()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Read, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn number(known: &mut HashMap<Read, u32>, read: Read) -> u32 {
    let next = known.len() as u32;
    *known.entry(read).or_insert(next)
}
