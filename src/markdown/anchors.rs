//! Heading ids: slugs of the heading text, Han characters kept, unique in a document.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::ReservedIds;

/// Ids already used in a document.
#[derive(Debug)]
pub(super) struct AnchorIds<'r> {
    reserved: &'r ReservedIds,
    /// Each id with the number to append when it repeats.
    given: BTreeMap<String, u32>,
}

impl<'r> AnchorIds<'r> {
    /// Creates an empty list beside the ids that others have.
    pub(super) fn new(reserved: &'r ReservedIds) -> Self {
        Self {
            reserved,
            given: BTreeMap::new(),
        }
    }

    /// Returns a unique id for a heading with this text.
    pub(super) fn for_text(&mut self, text: &str) -> String {
        let id = slug(text);
        self.unique(if id.is_empty() {
            "section".to_owned()
        } else {
            id
        })
    }

    /// Returns a unique id based on the one that the author chose.
    pub(super) fn for_choice(&mut self, id: &str) -> String {
        self.unique(id.to_owned())
    }

    fn unique(&mut self, id: String) -> String {
        let id = if self.reserved.holds(&id) {
            format!("section-{id}")
        } else {
            id
        };
        let id = match self.given.entry(id) {
            Entry::Occupied(given) => given.key().clone(),
            Entry::Vacant(fresh) => {
                let id = fresh.key().clone();
                fresh.insert(2);
                return id;
            }
        };
        let mut number = self.given.get(&id).copied().unwrap_or(2);
        let mut unique = format!("{id}-{number}");
        while self.given.contains_key(&unique) || self.reserved.holds(&unique) {
            number += 1;
            unique = format!("{id}-{number}");
        }
        self.given.insert(id, number + 1);
        self.given.insert(unique.clone(), 2);
        unique
    }
}

/// Returns true if an author's id needs no escaping in HTML and in URLs.
pub(super) fn is_safe(id: &str) -> bool {
    !id.is_empty()
        && id
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Returns a slug: letters and digits of any script in lower case, joined by `-`.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        if is_common_han(c) {
            slug.push(c);
        } else if c.is_alphanumeric() || c == '_' {
            slug.extend(c.to_lowercase());
        } else if (c.is_whitespace() || c == '-') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Returns true for the main CJK block (U+4E00 to U+9FFF), a fast path: all letters, no case.
fn is_common_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_han_characters_are_letters_without_a_case() {
        for c in ('\0'..=char::MAX).filter(|&c| is_common_han(c)) {
            assert!(c.is_alphanumeric() && c.to_lowercase().eq([c]), "{c}");
        }
    }

    #[test]
    fn a_slug_keeps_han_characters_and_drops_punctuation() {
        assert_eq!(
            slug("引入：课桌上的宪法（五分钟）"),
            "引入课桌上的宪法五分钟"
        );
        assert_eq!(slug("  What is   《Law》? - "), "what-is-law");
        assert_eq!(slug("？！"), "");
    }

    #[test]
    fn ids_are_unique_whatever_is_asked() {
        let reserved = ReservedIds::new(
            ["<a id=\"main\"> <b id=\"b-2\">"].into_iter(),
            [].into_iter(),
        );
        let mut anchors = AnchorIds::new(&reserved);
        let ids = ["A", "a", "a-2", "A", "！", "fn 1", "Main", "b", "b"]
            .map(|text| anchors.for_text(text));
        assert_eq!(
            ids,
            [
                "a",
                "a-2",
                "a-2-2",
                "a-3",
                "section",
                "section-fn-1",
                "section-main",
                "b",
                "b-3"
            ]
        );
        assert_eq!(anchors.for_choice("a"), "a-4");
    }
}
