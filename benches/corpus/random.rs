//! Pseudo-random numbers, the same on every machine.

/// Generator of numbers (SplitMix64).
pub(super) struct Random(u64);

impl Random {
    /// Creates a generator; the same seed gives the same numbers.
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bd1_e995_2026_1123)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + usize::try_from(self.next() % (high - low + 1) as u64).unwrap_or(0)
    }

    /// Returns true with a probability of `chance` percent.
    pub(super) fn percent(&mut self, chance: usize) -> bool {
        self.between(0, 99) < chance
    }

    /// Returns one of several values.
    pub(super) fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.between(0, of.len() - 1)]
    }

    /// Returns `count` distinct values.
    pub(super) fn several<T: Copy + PartialEq>(&mut self, of: &[T], count: usize) -> Vec<T> {
        let mut taken = Vec::with_capacity(count);
        while taken.len() < count.min(of.len()) {
            let next = self.one(of);
            if !taken.contains(&next) {
                taken.push(next);
            }
        }
        taken
    }
}
