//! Citation of an item in a sentence: 第九项, 第二部分第三项.

use unicode_normalization::UnicodeNormalization;

use super::model::{Plan, PlanItem, PlanSection};
use crate::law::numerals;

impl Plan {
    /// Returns the words that cite an item, with the kind of numeral of its printed label; includes
    /// the section if numbering restarts in each section.
    pub fn cited(&self, item: &PlanItem) -> String {
        let found = self.sections.iter().enumerate().find_map(|(at, section)| {
            let path = path_to(&section.items, &item.id)?;
            Some((at, section, path))
        });
        let Some((at, section, path)) = found else {
            return format!("“{}”", item.title);
        };
        let starts_again = path.first().is_some_and(|outer| outer.id.contains('-'));
        let part = if starts_again {
            part(section, at)
        } else {
            String::new()
        };
        let names = path
            .iter()
            .enumerate()
            .map(|(depth, item)| one(item, depth));
        part + &names.collect::<String>()
    }
}

/// Returns the items from the outermost one down to the item with the given id.
fn path_to<'p>(items: &'p [PlanItem], id: &str) -> Option<Vec<&'p PlanItem>> {
    items.iter().find_map(|item| {
        if item.id == id {
            return Some(vec![item]);
        }
        let mut path = path_to(&item.items, id)?;
        path.insert(0, item);
        Some(path)
    })
}

fn part(section: &PlanSection, at: usize) -> String {
    let number = section.number.unwrap_or(at as u32 + 1);
    format!(
        "第{}部分",
        numeral(number, section.label.as_deref().unwrap_or("一"))
    )
}

fn one(item: &PlanItem, depth: usize) -> String {
    let level = if depth == 0 { "项" } else { "点" };
    match (item.number, item.label.as_deref()) {
        (Some(number), Some(label)) => format!("第{}{level}", numeral(number, label)),
        (Some(number), None) => format!("第{number}{level}"),
        (None, _) => format!("“{}”", item.title),
    }
}

/// Formats a number in Han numerals if the label uses them, else in digits.
fn numeral(number: u32, label: &str) -> String {
    let is_han = label.nfkc().any(numerals::is_han_numeral);
    if is_han {
        numerals::to_han(u64::from(number))
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{PlanOptions, parse};

    fn cited(text: &str) -> Vec<String> {
        let (plan, _) = parse("a.txt", text, &PlanOptions::default());
        plan.items()
            .into_iter()
            .map(|item| plan.cited(item))
            .collect()
    }

    #[test]
    fn an_item_is_cited_as_it_is_labelled() {
        assert_eq!(
            cited("一、甲\n㈠学法。学习法律。\n㈡普法。宣传法律。\n"),
            ["第一项", "第二项"]
        );
        assert_eq!(
            cited("一、甲\n1.学法。学习法律。\n2.普法。宣传法律。\n"),
            ["第1项", "第2项"]
        );
    }

    #[test]
    fn the_section_is_cited_where_numbering_starts_again() {
        let text = "一、甲\n（一）学法。学习法律。\n（二）普法。宣传法律。\n二、乙\n（一）执法。执行法律。\n";
        assert_eq!(
            cited(text),
            ["第一部分第一项", "第一部分第二项", "第二部分第一项"]
        );
    }

    #[test]
    fn an_item_in_an_item_is_cited_with_it() {
        let text = "一、甲\n（一）学法\n1.干部学法。领导干部学习法律。\n2.职工学法。全体职工学习法律。\n（二）普法。宣传法律。\n";
        let all = cited(text);
        assert!(all.contains(&"第一项第2点".to_owned()), "{all:?}");
    }
}
