//! Item ids: the path of printed numbers, stable as long as the text keeps its numbering.

use std::collections::BTreeMap;

use super::model::{PlanItem, PlanSection};

/// Assigns each item its id: `9` if numbering continues through the plan, `2-3` if it restarts in
/// each section, `9-1` for a nested item, with `~2` for the second item of the same path.
pub(super) fn assign(sections: &mut [PlanSection]) {
    let starts_again = starts_again(sections);
    let mut taken = BTreeMap::new();
    for (index, section) in sections.iter_mut().enumerate() {
        let chapter = section
            .number
            .map_or_else(|| (index + 1).to_string(), |number| number.to_string());
        let prefix = if starts_again {
            format!("{chapter}-")
        } else {
            String::new()
        };
        assign_items(&mut section.items, &prefix, &mut taken);
    }
}

fn assign_items(items: &mut [PlanItem], prefix: &str, taken: &mut BTreeMap<String, usize>) {
    for (index, item) in items.iter_mut().enumerate() {
        let number = item
            .number
            .map_or_else(|| (index + 1).to_string(), |number| number.to_string());
        let path = format!("{prefix}{number}");
        let times = taken.entry(path.clone()).or_insert(0);
        *times += 1;
        item.id = if *times == 1 {
            path
        } else {
            format!("{path}~{times}")
        };
        let inner = format!("{}-", item.id);
        assign_items(&mut item.items, &inner, taken);
    }
}

/// Returns true if the number of an outermost item (its position if unnumbered) occurs in more than
/// one section.
fn starts_again(sections: &[PlanSection]) -> bool {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    sections.iter().enumerate().any(|(index, section)| {
        section.items.iter().zip(1..).any(|(item, place)| {
            *seen.entry(item.number.unwrap_or(place)).or_insert(index) != index
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[&[u32]]) -> Vec<String> {
        let item = |number: &u32| PlanItem {
            number: Some(*number),
            ..PlanItem::default()
        };
        let mut sections: Vec<PlanSection> = numbers
            .iter()
            .zip(1..)
            .map(|(items, number)| PlanSection {
                number: Some(number),
                items: items.iter().map(item).collect(),
                ..PlanSection::default()
            })
            .collect();
        assign(&mut sections);
        sections
            .into_iter()
            .flat_map(|section| section.items)
            .map(|item| item.id)
            .collect()
    }

    #[test]
    fn ids_are_paths_of_printed_numbers() {
        assert_eq!(ids(&[&[1, 2], &[3]]), ["1", "2", "3"]);
        assert_eq!(ids(&[&[1, 2], &[1]]), ["1-1", "1-2", "2-1"]);
        assert_eq!(ids(&[&[1, 2, 2]]), ["1", "2", "2~2"]);
    }
}
