//! Reads by number: most routes read the same things.

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::dense_ids::DenseIds;
use crate::render::Dependency;

/// How many parts there are: threads seldom wait for one another.
const PARTS: usize = 32;

/// Where the numbers of plain reads begin.
const PLAIN: u32 = 1 << 31;

/// Gives each read one number: the numbers before its first are those of the last build.
pub(in crate::build) struct DependencyInterner {
    plain: DenseIds,
    next: AtomicU32,
    parts: [Mutex<HashMap<Dependency, u32>>; PARTS],
    hashing: RandomState,
}

impl DependencyInterner {
    /// One whose first number is `first`, for a site of so many documents and files.
    pub(in crate::build) fn new(first: usize, documents: usize, files: usize) -> Self {
        let plain = DenseIds::new(documents, files);
        let (parts, hashing) = Default::default();
        Self {
            plain,
            next: AtomicU32::new(first as u32),
            parts,
            hashing,
        }
    }

    /// The numbers of what a route read.
    pub(in crate::build) fn numbers(&self, reads: Vec<Dependency>) -> Box<[u32]> {
        let mut numbers = Vec::with_capacity(reads.len());
        numbers.extend(reads.into_iter().map(|read| self.number(read)));
        numbers.into_boxed_slice()
    }

    fn number(&self, read: Dependency) -> u32 {
        if let Some(number) = self.plain.id(&read) {
            return PLAIN + number as u32;
        }
        let part = self.hashing.hash_one(&read) as usize % PARTS;
        let next = || self.next.fetch_add(1, Ordering::Relaxed);
        *lock(&self.parts[part]).entry(read).or_insert_with(next)
    }

    /// All reads that have a number, those of the last build too; nothing is left.
    pub(super) fn take<'r>(&self, old: &'r [Dependency]) -> DependencyTable<'r> {
        let parts = self
            .parts
            .iter()
            .flat_map(|part| std::mem::take(&mut *lock(part)));
        let mut others: Vec<(u32, Dependency)> =
            parts.map(|(read, number)| (number, read)).collect();
        others.sort_unstable_by_key(|(number, _)| *number);
        let others = others.into_iter().map(|(_, read)| read).collect();
        DependencyTable {
            old,
            plain: self.plain,
            others,
        }
    }
}

fn lock(part: &Mutex<HashMap<Dependency, u32>>) -> MutexGuard<'_, HashMap<Dependency, u32>> {
    part.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The reads that have a number, in a row. The plain ones, whether they were
/// read or not, are the last.
pub(super) struct DependencyTable<'r> {
    old: &'r [Dependency],
    plain: DenseIds,
    others: Vec<Dependency>,
}

impl DependencyTable<'_> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.old.len() + self.plain.len() + self.others.len()
    }

    /// The place of the read with a number.
    pub(super) fn place(&self, number: u32) -> usize {
        match number.checked_sub(PLAIN) {
            None => number as usize,
            Some(number) => self.old.len() + self.others.len() + number as usize,
        }
    }

    /// The read at a place.
    pub(super) fn get(&self, place: usize) -> Option<Cow<'_, Dependency>> {
        let Some(place) = place.checked_sub(self.old.len()) else {
            return self.old.get(place).map(Cow::Borrowed);
        };
        match place.checked_sub(self.others.len()) {
            None => self.others.get(place).map(Cow::Borrowed),
            Some(number) => self.plain.dependency(number).map(Cow::Owned),
        }
    }
}

/// How many routes name a read that is named often.
const OFTEN: u8 = 16;

/// Numbers without gaps for the reads that routes need: those that are named often come first, so that
/// their numbers are short in the record; else they follow their places.
pub(super) struct CompactIds {
    /// Of each place the number, counted from one; nought where none is needed.
    numbers: Vec<u32>,
    often: u32,
    all: u32,
}

impl CompactIds {
    /// Those of so many places that are named.
    pub(super) fn new(places: usize, named: impl Iterator<Item = usize>) -> Self {
        let mut times = vec![0_u8; places];
        for place in named {
            times[place] = times[place].saturating_add(1);
        }
        let mut numbers = vec![0; places];
        let mut count = 0;
        let mut number = |which: RangeInclusive<u8>| {
            for (number, _) in numbers
                .iter_mut()
                .zip(&times)
                .filter(|(_, times)| which.contains(times))
            {
                count += 1;
                *number = count;
            }
            count
        };
        let often = number(OFTEN..=u8::MAX);
        let all = number(1..=OFTEN - 1);
        Self {
            numbers,
            often,
            all,
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all as usize
    }

    /// The places, in the order of the numbers.
    pub(super) fn places(&self) -> impl Iterator<Item = usize> {
        let with = |which: RangeInclusive<u32>| {
            let numbers = self.numbers.iter().enumerate();
            numbers
                .filter(move |(_, number)| which.contains(number))
                .map(|(place, _)| place)
        };
        with(1..=self.often).chain(with(self.often + 1..=self.all))
    }

    /// The number of a read that is needed, by its place.
    pub(super) fn number(&self, place: usize) -> u32 {
        self.numbers[place].saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::render::ClockInstant;
    use crate::site::{DocumentId, FileId};

    #[test]
    fn a_read_has_one_number_and_is_found_by_it() {
        let card = |number| Dependency::Card(DocumentId::new(number));
        let old = [card(1), Dependency::Config];
        let interner = DependencyInterner::new(old.len(), 2, 1);
        let read = [
            card(1),
            Dependency::Theme,
            Dependency::Bytes(FileId::new(0)),
            Dependency::Clock(ClockInstant(Timestamp::UNIX_EPOCH)),
        ];
        let numbers = interner.numbers(read.to_vec());
        assert_eq!(interner.numbers(read.to_vec()), numbers);
        let reads = interner.take(&old);
        let found: Vec<_> = (0..2)
            .chain(numbers)
            .map(|number| reads.get(reads.place(number)))
            .collect();
        let held: Vec<_> = old
            .iter()
            .chain(&read)
            .map(|read| Some(Cow::Borrowed(read)))
            .collect();
        assert_eq!(found, held);
        assert_eq!(reads.get(reads.len()), None);
    }

    #[test]
    fn what_no_route_needs_is_left_out_and_what_many_need_comes_first() {
        let named = [7, 1, 3].into_iter().chain([5; OFTEN as usize]);
        let needed = CompactIds::new(8, named);
        assert_eq!(needed.places().collect::<Vec<_>>(), [5, 1, 3, 7]);
        assert_eq!([5, 1, 3, 7].map(|place| needed.number(place)), [0, 1, 2, 3]);
        assert_eq!(needed.len(), 4);
        assert_eq!(CompactIds::new(8, std::iter::empty()).places().count(), 0);
    }
}
