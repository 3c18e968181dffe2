//! Packed list of the headings of a body: a site keeps those of all documents in memory.

use serde::{Deserialize, Serialize};

/// Headings of a body, in order.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadingList {
    /// Text of each heading, followed by its anchor if that differs.
    text: Box<str>,
    marks: Box<[HeadingEnd]>,
}

/// Heading of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading<'h> {
    /// Level, 1 to 6.
    pub level: u8,
    /// Anchor, unique in the document, Han characters kept.
    pub id: &'h str,
    /// Text without markup.
    pub text: &'h str,
}

/// End of a heading in the packed text; a heading begins at the end of the previous one.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct HeadingEnd {
    level: u8,
    is_own_anchor: bool,
    text_end: u32,
    end: u32,
}

impl HeadingList {
    /// Returns the number of headings.
    pub fn len(&self) -> usize {
        self.marks.len()
    }

    /// Returns true if there are no headings.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// Iterates over the headings, in order.
    pub fn iter(&self) -> impl Iterator<Item = Heading<'_>> + Clone {
        let part = |from: u32, to: u32| {
            self.text
                .get(from as usize..to as usize)
                .unwrap_or_default()
        };
        self.marks.iter().scan(0, move |start, mark| {
            let text = part(*start, mark.text_end);
            *start = mark.end;
            let id = if mark.is_own_anchor {
                text
            } else {
                part(mark.text_end, mark.end)
            };
            Some(Heading {
                level: mark.level,
                id,
                text,
            })
        })
    }
}

impl<'h> FromIterator<Heading<'h>> for HeadingList {
    fn from_iter<I: IntoIterator<Item = Heading<'h>>>(headings: I) -> Self {
        let mut all = String::new();
        let mut marks = Vec::new();
        for Heading { level, id, text } in headings {
            all.push_str(text);
            let text_end = all.len() as u32;
            let is_own_anchor = id == text;
            all.push_str(if is_own_anchor { "" } else { id });
            marks.push(HeadingEnd {
                level,
                is_own_anchor,
                text_end,
                end: all.len() as u32,
            });
        }
        Self {
            text: all.into(),
            marks: marks.into(),
        }
    }
}

impl std::fmt::Debug for HeadingList {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_comes_out_again(written in prop::collection::vec((1u8..=6, "[一二a]{0,3}", "[一二a]{0,3}"), 0..6)) {
            let headings: Vec<Heading<'_>> =
                written.iter().map(|(level, id, text)| Heading { level: *level, id, text }).collect();
            let packed: HeadingList = headings.iter().copied().collect();
            prop_assert_eq!(packed.len(), headings.len());
            prop_assert_eq!(packed.iter().collect::<Vec<_>>(), headings);
        }
    }
}
