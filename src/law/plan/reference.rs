//! References to plan items: `9`, `㈨`, `（九）`, `第九项`, `2-3`, `2014/9`.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization;

use super::model::{Plan, PlanItem};
use crate::law::numerals;

/// Reference that does not identify exactly one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmbiguousReference {
    /// No item matches.
    None,
    /// Several items match; lists the unambiguous reference of each.
    Several(Vec<String>),
}

/// Splits a reference into the plan that it names, if any, and the item: `2014/9`.
pub(crate) fn split_reference(written: &str) -> (Option<&str>, &str) {
    match written.split_once(['/', '／']) {
        Some((plan, item)) => (Some(plan.trim()), item.trim()),
        None => (None, written.trim()),
    }
}

impl Plan {
    /// Returns the item of a reference without a plan. For many references use `ItemFinder`.
    pub fn find(&self, written: &str) -> Result<&PlanItem, AmbiguousReference> {
        ItemFinder::new(self).find(written)
    }
}

/// Index of a plan's items by every form that a reference may use.
#[derive(Debug)]
pub(crate) struct ItemFinder<'p> {
    labelled: HashMap<String, Vec<&'p PlanItem>>,
    outermost: HashMap<u32, Vec<&'p PlanItem>>,
    numbered: HashMap<u32, Vec<&'p PlanItem>>,
    ids: HashMap<&'p str, &'p PlanItem>,
}

impl<'p> ItemFinder<'p> {
    /// Indexes the items of a plan.
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let (mut labelled, mut ids) = (HashMap::<_, Vec<_>>::new(), HashMap::new());
        for item in plan.items() {
            if let Some(printed) = &item.label {
                labelled.entry(label(printed)).or_default().push(item);
            }
            ids.entry(item.id.as_str()).or_insert(item);
        }
        let outer = plan.sections.iter().flat_map(|section| &section.items);
        Self {
            labelled,
            outermost: by_number(outer),
            numbered: by_number(plan.items().into_iter()),
            ids,
        }
    }

    /// Returns the item of a reference without a plan.
    ///
    /// The printed label takes precedence, then the number of an outermost item, the number of a
    /// nested one, and the id. The first of two items with the same number is `9~1`.
    pub(crate) fn find(&self, written: &str) -> Result<&'p PlanItem, AmbiguousReference> {
        let word = bare(written);
        let number = numerals::parse(&word).and_then(|number| u32::try_from(number).ok());
        let of_number = |items: &HashMap<u32, Vec<&'p PlanItem>>| {
            number.and_then(|number| items.get(&number)).cloned()
        };
        let numbered = of_number(&self.numbered).unwrap_or_default();
        let outermost = of_number(&self.outermost).unwrap_or_default();
        let outermost = if outermost.len() > 1 {
            numbered.clone()
        } else {
            outermost
        };
        // A bare number is not a label: 1 may mean （一） as well as 1.
        let is_number = written.trim().nfkc().all(|sign| sign.is_ascii_digit());
        let labelled = self
            .labelled
            .get(&label(written))
            .filter(|_| !is_number)
            .cloned();
        let groups = [labelled.unwrap_or_default(), outermost, numbered];
        match groups
            .into_iter()
            .find(|group| !group.is_empty())
            .as_deref()
        {
            Some([only]) => Ok(only),
            Some(several) => Err(AmbiguousReference::Several(explicit(several))),
            None => {
                let id = path(&word);
                let first = id.strip_suffix("~1").unwrap_or(&id);
                self.ids.get(first).copied().ok_or(AmbiguousReference::None)
            }
        }
    }
}

fn by_number<'p>(items: impl Iterator<Item = &'p PlanItem>) -> HashMap<u32, Vec<&'p PlanItem>> {
    let mut numbered: HashMap<u32, Vec<&PlanItem>> = HashMap::new();
    for item in items {
        if let Some(number) = item.number {
            numbered.entry(number).or_default().push(item);
        }
    }
    numbered
}

/// Normalizes a label: ㈨ equals （九）, and trailing punctuation is dropped.
fn label(text: &str) -> String {
    let plain: String = text.trim().nfkc().collect();
    plain
        .trim_end_matches(['、', '.', ',', '。', ' '])
        .to_owned()
}

/// Strips the words and brackets around the number of a reference: 第九项, （九）, 9.
fn bare(written: &str) -> String {
    let plain = label(written);
    let inner = plain.strip_prefix('第').unwrap_or(&plain);
    let inner = inner
        .strip_suffix("项")
        .or_else(|| inner.strip_suffix('条'))
        .unwrap_or(inner);
    inner.trim_matches(['(', ')', '[', ']', ' ']).to_owned()
}

/// Converts a path of numbers to plain digits: 二-3 is 2-3.
fn path(word: &str) -> String {
    let part = |part: &str| {
        numerals::parse(part.trim()).map_or(part.to_owned(), |number| number.to_string())
    };
    word.split(['-', '—', '–'])
        .map(part)
        .collect::<Vec<_>>()
        .join("-")
}

/// Returns the unambiguous references of several items, as many as a hint lists.
fn explicit(several: &[&PlanItem]) -> Vec<String> {
    let ids: HashSet<&str> = several.iter().map(|item| item.id.as_str()).collect();
    let one = |item: &&PlanItem| {
        if ids.contains(format!("{}~2", item.id).as_str()) {
            format!("{}~1", item.id)
        } else {
            item.id.clone()
        }
    };
    several.iter().take(MOST_SEVERAL).map(one).collect()
}

/// Limit of items listed in a hint.
const MOST_SEVERAL: usize = 100;

#[cfg(test)]
mod tests {
    use super::super::{PlanOptions, parse};
    use super::*;

    fn plan(text: &str) -> Plan {
        parse("a.txt", text, &PlanOptions::default()).0
    }

    fn find(plan: &Plan, written: &str) -> Result<String, AmbiguousReference> {
        plan.find(written).map(|item| item.id.clone())
    }

    #[test]
    fn an_item_is_meant_by_its_number_or_its_label() {
        let plan =
            plan("一、甲\n㈠学法。学习法律。\n㈡普法。宣传法律。\n二、乙\n㈢执法。执行法律。\n");
        for written in [
            "2",
            "㈡",
            "（二）",
            "(二)",
            "２",
            "二",
            "第二项",
            "第2项",
            " 2 ",
        ] {
            assert_eq!(find(&plan, written), Ok("2".to_owned()), "{written}");
        }
        assert_eq!(find(&plan, "11"), Err(AmbiguousReference::None));
        assert_eq!(find(&plan, ""), Err(AmbiguousReference::None));
    }

    #[test]
    fn a_number_that_comes_in_several_sections_is_not_taken() {
        let plan = plan(
            "一、甲\n（一）学法。学习法律。\n（二）普法。宣传法律。\n二、乙\n（一）执法。执行法律。\n",
        );
        let both = Err(AmbiguousReference::Several(vec![
            "1-1".to_owned(),
            "2-1".to_owned(),
        ]));
        assert_eq!(find(&plan, "1"), both);
        assert_eq!(find(&plan, "（一）"), both);
        assert_eq!(find(&plan, "2"), Ok("1-2".to_owned()));
        assert_eq!(find(&plan, "2-1"), Ok("2-1".to_owned()));
        assert_eq!(find(&plan, "二-1"), Ok("2-1".to_owned()));
    }

    #[test]
    fn all_that_bear_a_number_are_candidates_and_a_printed_label_decides() {
        let plan = plan(
            "一、甲\n（一）学法\n1.干部学法。领导干部学习法律。\n2.职工学法。全体职工学习法律。\n（二）普法。宣传法律。\n二、乙\n（一）执法\n3.公开。公开清单。\n4.公示。公示结果。\n",
        );
        let all = ["1-1", "1-1-1", "2-1"].map(str::to_owned).to_vec();
        assert_eq!(find(&plan, "1"), Err(AmbiguousReference::Several(all)));
        assert_eq!(find(&plan, "1."), Ok("1-1-1".to_owned()));
        assert_eq!(find(&plan, "4"), Ok("2-1-4".to_owned()));
    }

    #[test]
    fn a_number_that_is_repeated_is_named_by_its_place() {
        let plan = plan("一、甲\n㈠学法。学习法律。\n㈡普法。宣传法律。\n㈡执法。执行法律。\n");
        let both = Err(AmbiguousReference::Several(vec![
            "2~1".to_owned(),
            "2~2".to_owned(),
        ]));
        assert_eq!(find(&plan, "2"), both);
        assert_eq!(find(&plan, "2~1"), Ok("2".to_owned()));
        assert_eq!(find(&plan, "2~2"), Ok("2~2".to_owned()));
    }

    #[test]
    fn the_plan_stands_before_the_stroke() {
        assert_eq!(split_reference("2014/9"), (Some("2014"), "9"));
        assert_eq!(split_reference("2014／ ㈨"), (Some("2014"), "㈨"));
        assert_eq!(split_reference("9"), (None, "9"));
    }
}
