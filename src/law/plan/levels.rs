//! Nesting order of marker families, inferred from the text.
//!
//! By convention 一、 contains （一）, which contains 1.; a text that nests them differently shows it by
//! restarting one family under each marker of the other.

use super::number_markers::{MarkerFamily, NumberMarker};
use super::plan_lines::{LineKind, PlanLine};

/// Order of levels in one text.
pub(super) struct LevelOrder(Vec<MarkerFamily>);

/// Conventional order, outermost first.
const CUSTOM: [MarkerFamily; 12] = [
    MarkerFamily::Part,
    MarkerFamily::Chapter,
    MarkerFamily::Division,
    MarkerFamily::Article,
    MarkerFamily::HanComma,
    MarkerFamily::HanBracket,
    MarkerFamily::Named,
    MarkerFamily::Arabic,
    MarkerFamily::ArabicBracket,
    MarkerFamily::ArabicHalf,
    MarkerFamily::Circled,
    MarkerFamily::Ordinal,
];

impl LevelOrder {
    /// Infers the order from the markers of a text.
    pub(super) fn new(blocks: &[PlanLine]) -> Self {
        let marks: Vec<NumberMarker> = blocks
            .iter()
            .filter_map(|block| match block.kind {
                LineKind::Marked(mark) => Some(mark),
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

    /// Returns the rank of a family, 0 for the outermost.
    pub(super) fn rank(&self, family: MarkerFamily) -> usize {
        self.0
            .iter()
            .position(|&other| other == family)
            .unwrap_or(self.0.len())
    }
}

/// Returns true if `inner`, conventionally the outer family, restarts from 1 at least twice between
/// consecutive markers of `outer`.
fn nests(marks: &[NumberMarker], outer: MarkerFamily, inner: MarkerFamily) -> bool {
    let mut restarts = 0;
    let mut last_outer = None;
    let mut has_inner = false;
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
    use super::super::{normalized_text::NormalizedText, plan_lines};
    use super::*;

    fn order(text: &str) -> LevelOrder {
        LevelOrder::new(&plan_lines::read(&NormalizedText::new(text), 1))
    }

    #[test]
    fn custom_rules_where_the_text_agrees() {
        let levels = order("一、甲\n（一）乙\n1.丙\n二、丁\n（一）戊\n");
        assert!(levels.rank(MarkerFamily::HanComma) < levels.rank(MarkerFamily::HanBracket));
        assert!(levels.rank(MarkerFamily::HanBracket) < levels.rank(MarkerFamily::Arabic));
    }

    #[test]
    fn a_text_may_nest_the_other_way_round() {
        let levels = order("（一）甲\n一、乙\n二、丙\n（二）丁\n一、戊\n");
        assert!(levels.rank(MarkerFamily::HanBracket) < levels.rank(MarkerFamily::HanComma));
    }

    #[test]
    fn items_that_run_on_over_chapters_do_not_hold_them() {
        let levels = order("22.甲\n23.乙\n六、丙\n24.丁\n七、戊\n25.己\n");
        assert!(levels.rank(MarkerFamily::HanComma) < levels.rank(MarkerFamily::Arabic));
    }
}
