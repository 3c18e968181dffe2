//! Numbers for dependencies: most routes share the same ones.

use std::borrow::Cow;
use std::hash::BuildHasher as _;
use std::sync::atomic::{AtomicU32, Ordering};

use parking_lot::{Mutex, MutexGuard};

use foldhash::HashMap;
use foldhash::fast::RandomState;

use super::dense_ids::DenseIds;
use crate::render::Dependency;

/// Number of shards, so that threads seldom wait for one another.
const SHARDS: usize = 32;

/// First number of the dependencies with a dense id.
const FIRST_DENSE: u32 = 1 << 31;

/// Gives each dependency of a build one number. Numbers below the first belong to the previous build.
pub(crate) struct DependencyInterner {
    dense: DenseIds,
    next: AtomicU32,
    shards: [Mutex<HashMap<Dependency, u32>>; SHARDS],
    hashing: RandomState,
}

impl DependencyInterner {
    /// Creates an interner whose first number is `first`, for a site with so many documents and files.
    pub(crate) fn new(first: usize, documents: usize, files: usize) -> Self {
        Self {
            dense: DenseIds::new(documents, files),
            next: AtomicU32::new(first as u32),
            shards: Default::default(),
            hashing: RandomState::default(),
        }
    }

    /// Numbers of a route's dependencies.
    pub(crate) fn numbers(&self, dependencies: Vec<Dependency>) -> Box<[u32]> {
        let mut numbers = Vec::with_capacity(dependencies.len());
        numbers.extend(dependencies.into_iter().map(|of| self.number(of)));
        numbers.into_boxed_slice()
    }

    fn number(&self, dependency: Dependency) -> u32 {
        if let Some(id) = self.dense.id(&dependency) {
            return FIRST_DENSE + id as u32;
        }
        let shard = self.hashing.hash_one(&dependency) as usize % SHARDS;
        let next = || self.next.fetch_add(1, Ordering::Relaxed);
        *lock(&self.shards[shard])
            .entry(dependency)
            .or_insert_with(next)
    }

    /// Takes all numbered dependencies out of the interner; `previous` are those of the previous build.
    pub(super) fn take<'r>(&self, previous: &'r [Dependency]) -> DependencyTable<'r> {
        let shards = self.shards.iter();
        let interned = shards.flat_map(|shard| std::mem::take(&mut *lock(shard)));
        let mut interned: Vec<(Dependency, u32)> = interned.collect();
        interned.sort_unstable_by_key(|(_, number)| *number);
        DependencyTable {
            previous,
            dense: self.dense,
            interned: interned.into_iter().map(|(of, _)| of).collect(),
        }
    }
}

fn lock(shard: &Mutex<HashMap<Dependency, u32>>) -> MutexGuard<'_, HashMap<Dependency, u32>> {
    shard.lock()
}

/// Numbered dependencies in a row: of the previous build, of this one, and last all with a dense id, whether
/// a route has them or not.
pub(super) struct DependencyTable<'r> {
    previous: &'r [Dependency],
    dense: DenseIds,
    interned: Vec<Dependency>,
}

impl DependencyTable<'_> {
    /// Number of dependencies.
    pub(super) fn len(&self) -> usize {
        self.previous.len() + self.interned.len() + self.dense.len()
    }

    /// Position of the dependency with a number.
    pub(super) fn position(&self, number: u32) -> usize {
        match number.checked_sub(FIRST_DENSE) {
            None => number as usize,
            Some(id) => self.previous.len() + self.interned.len() + id as usize,
        }
    }

    /// Dependency at a position.
    pub(super) fn get(&self, position: usize) -> Option<Cow<'_, Dependency>> {
        let Some(position) = position.checked_sub(self.previous.len()) else {
            return self.previous.get(position).map(Cow::Borrowed);
        };
        match position.checked_sub(self.interned.len()) {
            None => self.interned.get(position).map(Cow::Borrowed),
            Some(id) => self.dense.dependency(id).map(Cow::Owned),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::render::ClockInstant;
    use crate::site::{DocumentId, FileId};

    #[test]
    fn a_dependency_has_one_number_and_is_found_by_it() {
        let card = |number| Dependency::Card(DocumentId::new(number));
        let previous = [card(1), Dependency::Config];
        let interner = DependencyInterner::new(previous.len(), 2, 1);
        let dependencies = [
            card(1),
            Dependency::Theme,
            Dependency::Bytes(FileId::new(0)),
            Dependency::Clock(ClockInstant(Timestamp::UNIX_EPOCH)),
        ];
        let numbers = interner.numbers(dependencies.to_vec());
        assert_eq!(interner.numbers(dependencies.to_vec()), numbers);
        let table = interner.take(&previous);
        let found: Vec<_> = (0..2)
            .chain(numbers)
            .map(|number| table.get(table.position(number)))
            .collect();
        let expected: Vec<_> = previous
            .iter()
            .chain(&dependencies)
            .map(|of| Some(Cow::Borrowed(of)))
            .collect();
        assert_eq!(found, expected);
        assert_eq!(table.get(table.len()), None);
    }
}
