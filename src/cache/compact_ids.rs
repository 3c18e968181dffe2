//! Compact ids for the cached dependencies.

use std::ops::RangeInclusive;

/// Number of routes from which on a dependency counts as common.
const COMMON: u8 = 16;

/// Ids without gaps for the dependencies that routes use. Those of many routes come first, so that their ids
/// are short in the cache; otherwise they follow the positions in the table.
pub(super) struct CompactIds {
    /// For each position its id, counted from one; zero if it is not used.
    ids: Vec<u32>,
    common: u32,
    all: u32,
}

impl CompactIds {
    /// Ids for those positions of a table that are used.
    pub(super) fn new(table_len: usize, used: impl Iterator<Item = usize>) -> Self {
        let mut uses = vec![0_u8; table_len];
        for position in used {
            uses[position] = uses[position].saturating_add(1);
        }
        let mut ids = vec![0; table_len];
        let mut count = 0;
        let mut number = |range: RangeInclusive<u8>| {
            for (id, _) in ids
                .iter_mut()
                .zip(&uses)
                .filter(|(_, of)| range.contains(of))
            {
                count += 1;
                *id = count;
            }
            count
        };
        let common = number(COMMON..=u8::MAX);
        let all = number(1..=COMMON - 1);
        Self { ids, common, all }
    }

    /// Number of ids.
    pub(super) fn len(&self) -> usize {
        self.all as usize
    }

    /// Used positions, in the order of their ids.
    pub(super) fn positions(&self) -> impl Iterator<Item = usize> {
        let with = |range: RangeInclusive<u32>| {
            let ids = self.ids.iter().enumerate();
            ids.filter(move |(_, id)| range.contains(id))
                .map(|(position, _)| position)
        };
        with(1..=self.common).chain(with(self.common + 1..=self.all))
    }

    /// Id of a used position.
    pub(super) fn id(&self, position: usize) -> u32 {
        self.ids[position].saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_positions_are_left_out_and_common_ones_come_first() {
        let used = [7, 1, 3].into_iter().chain([5; COMMON as usize]);
        let ids = CompactIds::new(8, used);
        assert_eq!(ids.positions().collect::<Vec<_>>(), [5, 1, 3, 7]);
        assert_eq!([5, 1, 3, 7].map(|position| ids.id(position)), [0, 1, 2, 3]);
        assert_eq!(ids.len(), 4);
        let none = CompactIds::new(8, std::iter::empty());
        assert_eq!(none.positions().count(), 0);
    }
}
