//! Canonical names of units: 监察局 and 市监察局 within a plan, and the aliases of a site.

use std::collections::BTreeMap;

use super::name::{
    is_bare_department, is_bare_party_body, is_collective, is_known_department, party_prefix,
    prefix, without_remark,
};

/// Alias table of a site: the data of `content/plan/units.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitNames {
    /// Canonical names, each with its aliases.
    pub aliases: Vec<(String, Vec<String>)>,
}

impl UnitNames {
    /// Returns the canonical name for an alias in the table.
    pub fn canonical(&self, name: &str) -> Option<&str> {
        self.aliases
            .iter()
            .find(|(canonical, names)| canonical == name || names.iter().any(|other| other == name))
            .map(|(canonical, _)| canonical.as_str())
    }
}

/// Prefixes that a plan may omit in one place and print in another.
const PREFIXES: [&str; 13] = [
    "市",
    "县",
    "区",
    "省",
    "州",
    "盟",
    "旗",
    "市委",
    "县委",
    "区委",
    "省委",
    "州委",
    "自治区",
];

/// Names in a plan with their use counts, from which canonical names follow.
pub(crate) struct CanonicalNames<'a> {
    names: &'a UnitNames,
    /// Use count of each name, and its form at the first use.
    used: BTreeMap<String, (usize, String)>,
}

impl<'a> CanonicalNames<'a> {
    /// Counts the names of a plan: each in normal width, and as printed.
    pub(crate) fn new(names: &'a UnitNames, all: impl Iterator<Item = (String, String)>) -> Self {
        let mut used = BTreeMap::new();
        for (name, printed) in all {
            used.entry(name).or_insert((0, printed)).0 += 1;
        }
        Self { names, used }
    }

    /// Returns the canonical name of `name`, listed among `fellows` (the whole list, in order):
    /// from the table, else with the prefix under which the plan names it elsewhere, else with the
    /// prefix of the preceding name in the list.
    pub(crate) fn canonical_name(&self, name: &str, fellows: &[&str]) -> String {
        if let Some(canonical) = self.names.canonical(name) {
            return canonical.to_owned();
        }
        if let Some(bare) = without_remark(name) {
            return self.canonical_name(&bare, fellows);
        }
        let full = self.with_prefix(name, fellows);
        let full = full.as_deref().unwrap_or(name);
        let printed = self.used.get(full).map_or(full, |(_, printed)| printed);
        self.names
            .canonical(full)
            .or_else(|| self.names.canonical(printed))
            .unwrap_or(printed)
            .to_owned()
    }

    fn with_prefix(&self, name: &str, fellows: &[&str]) -> Option<String> {
        if prefix(name).is_some() || is_collective(name) {
            return None;
        }
        let elsewhere = PREFIXES
            .into_iter()
            .filter_map(|prefix| {
                let full = format!("{prefix}{name}");
                self.used.get(&full).map(|(count, _)| (*count, full))
            })
            .max_by_key(|(count, _)| *count)
            .map(|(_, full)| full);
        if elsewhere.is_some() {
            return elsewhere;
        }
        let before: Vec<&str> = fellows
            .iter()
            .copied()
            .take_while(|fellow| *fellow != name)
            .filter(|fellow| !is_collective(fellow))
            .collect();
        let own = if is_bare_party_body(name) {
            before.into_iter().filter_map(party_prefix).next_back()
        } else if is_bare_department(name) {
            before.into_iter().filter_map(prefix).next_back()
        } else {
            None
        };
        own.map(|prefix| format!("{prefix}{name}"))
    }
}

/// Returns the name that `name` may misspell: one character differs, the other is used at least
/// three times and this one once, and no real department has this name.
pub(crate) fn looks_misspelled<'b>(
    name: &str,
    used: &'b BTreeMap<String, usize>,
) -> Option<&'b str> {
    let length = name.chars().count();
    if length < 4 || used.get(name) != Some(&1) || is_known_department(name) || is_collective(name)
    {
        return None;
    }
    let near = |other: &str| {
        other.chars().count() == length
            && strsim::osa_distance(name, other) == 1
            && prefix(name) == prefix(other)
            && name.chars().last() == other.chars().last()
    };
    used.iter()
        .find(|(other, count)| **count >= 3 && near(other))
        .map(|(other, _)| other.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_full_names_are_one() {
        let table = UnitNames {
            aliases: vec![("市人民政府办公室".to_owned(), vec!["市政府办".to_owned()])],
        };
        let all = ["市监察局", "市政府办", "监察局"].map(|name| (name.to_owned(), name.to_owned()));
        let canon = CanonicalNames::new(&table, all.into_iter());
        assert_eq!(canon.canonical_name("监察局", &["监察局"]), "市监察局");
        assert_eq!(canon.canonical_name("市政府办", &[]), "市人民政府办公室");
        assert_eq!(
            canon.canonical_name("财政局", &["市司法局", "财政局"]),
            "市财政局"
        );
        assert_eq!(
            canon.canonical_name("财政局", &["财政局", "司法局"]),
            "财政局"
        );
        assert_eq!(
            canon.canonical_name("宣传部", &["市委组织部", "宣传部"]),
            "市委宣传部"
        );
        assert_eq!(
            canon.canonical_name("示例海关", &["市司法局", "示例海关"]),
            "示例海关"
        );
        assert_eq!(
            canon.canonical_name("有关部门", &["市司法局", "有关部门"]),
            "有关部门"
        );
    }

    #[test]
    fn only_strong_evidence_makes_a_misspelling() {
        let used = BTreeMap::from(
            [
                ("市司法局", 5),
                ("市司发局", 1),
                ("市民政局", 1),
                ("市财政局", 4),
            ]
            .map(|(name, count)| (name.to_owned(), count)),
        );
        assert_eq!(looks_misspelled("市司发局", &used), Some("市司法局"));
        assert_eq!(looks_misspelled("市民政局", &used), None);
    }
}
