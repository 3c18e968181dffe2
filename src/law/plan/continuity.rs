//! Items that a plan continues from the previous year's plan, matched by similar titles.

use std::collections::HashMap;

use super::model::{Plan, PlanItem};

/// Similarity threshold for a continued item: at least half of both titles' character bigrams are
/// shared (Dice's coefficient).
pub(crate) const LIKENESS: f64 = 0.5;

/// Returns, for each outermost item of `newer` in text order, the item of `older` that it
/// continues. Each item continues at most one item and is continued by at most one: the most
/// similar pairs match first, equal ones in text order.
pub(crate) fn continued<'o>(newer: &Plan, older: &'o Plan) -> Vec<Option<&'o PlanItem>> {
    let new = outermost(newer);
    let old = outermost(older);
    let old_pairs: Vec<BigramCounts> = old
        .iter()
        .map(|item| BigramCounts::new(&item.title))
        .collect();
    let mut candidates: Vec<(usize, usize, f64)> = Vec::new();
    for (at, item) in new.iter().enumerate() {
        let pairs = BigramCounts::new(&item.title);
        let like = old_pairs
            .iter()
            .enumerate()
            .map(|(of, other)| (at, of, pairs.likeness(other)));
        candidates.extend(like.filter(|(_, _, likeness)| *likeness >= LIKENESS));
    }
    candidates.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)).then(a.1.cmp(&b.1)));
    let mut found: Vec<Option<&PlanItem>> = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    for (at, of, _) in candidates {
        if found[at].is_none() && !is_taken[of] {
            found[at] = Some(old[of]);
            is_taken[of] = true;
        }
    }
    found
}

/// Returns the outermost items of a plan.
pub(crate) fn outermost(plan: &Plan) -> Vec<&PlanItem> {
    plan.sections
        .iter()
        .flat_map(|section| &section.items)
        .collect()
}

/// Multiset of a title's character bigrams.
struct BigramCounts {
    counts: HashMap<(char, char), u32>,
    all: u32,
}

impl BigramCounts {
    /// Counts the bigrams of a title, ignoring punctuation and spaces.
    fn new(title: &str) -> Self {
        let signs: Vec<char> = title
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .collect();
        let mut counts = HashMap::new();
        for pair in signs.windows(2) {
            *counts.entry((pair[0], pair[1])).or_insert(0) += 1;
        }
        Self {
            counts,
            all: u32::try_from(signs.len().saturating_sub(1)).unwrap_or(u32::MAX),
        }
    }

    fn likeness(&self, other: &Self) -> f64 {
        let all = f64::from(self.all) + f64::from(other.all);
        let shared = |(pair, count): (&(char, char), &u32)| {
            other
                .counts
                .get(pair)
                .map_or(0, |theirs| *count.min(theirs))
        };
        let shared: u32 = self.counts.iter().map(shared).sum();
        if all == 0.0 {
            0.0
        } else {
            2.0 * f64::from(shared) / all
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::model::PlanSection;
    use super::*;

    /// Returns the similarity of two titles, from 0 to 1.
    fn likeness(one: &str, other: &str) -> f64 {
        BigramCounts::new(one).likeness(&BigramCounts::new(other))
    }

    fn plan(titles: &[&str]) -> Plan {
        let item = |(at, title): (usize, &&str)| PlanItem {
            id: (at + 1).to_string(),
            title: (*title).to_owned(),
            ..PlanItem::default()
        };
        let items = titles.iter().enumerate().map(item).collect();
        Plan {
            sections: vec![PlanSection {
                items,
                ..PlanSection::default()
            }],
            ..Plan::default()
        }
    }

    fn ids(newer: &[&str], older: &[&str]) -> Vec<Option<String>> {
        let older = plan(older);
        continued(&plan(newer), &older)
            .into_iter()
            .map(|item| item.map(|item| item.id.clone()))
            .collect()
    }

    #[test]
    fn titles_that_are_alike_continue() {
        let found = ids(
            &[
                "深入开展法治宣传教育",
                "坚持领导干部学法制度",
                "推进数字法治政府建设",
            ],
            &[
                "坚持领导干部法制学习制度",
                "深入开展法制宣传教育",
                "健全矛盾纠纷调解机制",
            ],
        );
        assert_eq!(found, [Some("2".to_owned()), Some("1".to_owned()), None]);
    }

    #[test]
    fn an_item_is_continued_once_by_the_likest() {
        let found = ids(
            &["加强行政执法监督工作", "加强行政执法监督"],
            &["加强行政执法监督"],
        );
        assert_eq!(found, [None, Some("1".to_owned())]);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(ids(&["", "普"], &["", "普"]), [None, None]);
        assert!(likeness("、。", "、。") == 0.0);
    }

    proptest! {
        #[test]
        fn likeness_is_a_share_and_does_not_depend_on_the_order(one in "[普法治宣传]{0,8}", other in "[普法治宣传]{0,8}") {
            let there = likeness(&one, &other);
            prop_assert!((0.0..=1.0).contains(&there));
            prop_assert!((there - likeness(&other, &one)).abs() < f64::EPSILON);
        }
    }
}
