//! Which family of marks stands over which: the order of levels, taken from the text.
//!
//! Custom orders the families (一、 over （一） over 1.); a text that nests them otherwise says so by
//! starting the one again under each of the other.

use super::blocks::{Block, Kind};
use super::marks::{Family, Mark};

/// The order of levels in one text.
pub(super) struct Levels(Vec<Family>);

/// The customary order, outer first.
const CUSTOM: [Family; 12] = [
    Family::Part,
    Family::Chapter,
    Family::Division,
    Family::Article,
    Family::HanComma,
    Family::HanBracket,
    Family::Named,
    Family::Arabic,
    Family::ArabicBracket,
    Family::ArabicHalf,
    Family::Circled,
    Family::Ordinal,
];

impl Levels {
    /// The order that the marks of a text show.
    pub(super) fn of(blocks: &[Block]) -> Self {
        let marks: Vec<Mark> = blocks
            .iter()
            .filter_map(|block| match block.kind {
                Kind::Marked(mark) => Some(mark),
                _ => None,
            })
            .collect();
        let mut order = CUSTOM.to_vec();
        for outer in CUSTOM {
            for inner in CUSTOM {
                if outer > inner && nests(&marks, outer, inner) {
                    order.retain(|&family| family != outer);
                    let at = order
                        .iter()
                        .position(|&family| family == inner)
                        .unwrap_or(0);
                    order.insert(at, outer);
                }
            }
        }
        Self(order)
    }

    /// The place of a family, 0 for the outermost.
    pub(super) fn rank(&self, family: Family) -> usize {
        self.0
            .iter()
            .position(|&other| other == family)
            .unwrap_or(self.0.len())
    }
}

/// Whether `inner`, by custom the higher, starts again from 1 at least twice between marks of
/// `outer` that count on over it.
fn nests(marks: &[Mark], outer: Family, inner: Family) -> bool {
    let (mut restarts, mut last_outer, mut has_inner) = (0, None, false);
    for mark in marks {
        if mark.family == inner {
            restarts += usize::from(mark.number == 1 && last_outer.is_some());
            if last_outer.is_none() {
                return false;
            }
            has_inner = true;
        } else if mark.family == outer {
            if has_inner && last_outer.is_some_and(|last| mark.number != last + 1) {
                return false;
            }
            (last_outer, has_inner) = (Some(mark.number), false);
        }
    }
    restarts >= 2
}

#[cfg(test)]
mod tests {
    use super::super::{blocks, reading::Reading};
    use super::*;

    fn order(text: &str) -> Levels {
        Levels::of(&blocks::read(&Reading::of(text), 1))
    }

    #[test]
    fn custom_rules_where_the_text_agrees() {
        let levels = order("一、甲\n（一）乙\n1.丙\n二、丁\n（一）戊\n");
        assert!(levels.rank(Family::HanComma) < levels.rank(Family::HanBracket));
        assert!(levels.rank(Family::HanBracket) < levels.rank(Family::Arabic));
    }

    #[test]
    fn a_text_may_nest_the_other_way_round() {
        let levels = order("（一）甲\n一、乙\n二、丙\n（二）丁\n一、戊\n");
        assert!(levels.rank(Family::HanBracket) < levels.rank(Family::HanComma));
    }

    #[test]
    fn items_that_run_on_over_chapters_do_not_hold_them() {
        let levels = order("22.甲\n23.乙\n六、丙\n24.丁\n七、戊\n25.己\n");
        assert!(levels.rank(Family::HanComma) < levels.rank(Family::Arabic));
    }
}
