//! The sanitiser, and how our own markup passes through it.
//!
//! Raw tags may stand around and between our own, so that only the finished body can be judged.
//! What ours have and raw HTML must not (ids, classes, roles) begins with a noncharacter that the
//! sanitiser's filter takes off; what it need not look into (highlighted code, components) stays
//! outside, a numbered leaf in its place.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use ammonia::Builder;

use super::allowed::{ATTRIBUTES, OWN_ATTRIBUTES, TAGS};
use crate::markdown::destination::{DIRECT, SITES};

/// Begins the value of each attribute that is ours.
pub(in crate::markdown) const MARKER: char = '\u{fdd2}';

/// Stands around the number of a leaf.
const LEAF: char = '\u{fdd1}';

/// Attributes that only our own markup has.
const OURS: &[&str] =
    &["aria-label", "aria-labelledby", "class", "download", "id", "rel", "role", "tabindex"];

/// HTML that stays outside while a body is sanitised.
#[derive(Debug, Default)]
pub(in crate::markdown) struct Leaves(Vec<String>);

impl Leaves {
    /// Keeps some HTML, and writes what stands for it.
    pub(in crate::markdown) fn keep(&mut self, html: String, out: &mut String) {
        out.push(LEAF);
        out.push_str(&self.0.len().to_string());
        out.push(LEAF);
        self.0.push(html);
    }

    /// Puts every leaf back in its place.
    fn put_back(&self, html: &str) -> String {
        let mut whole = String::with_capacity(html.len() + self.0.iter().map(String::len).sum::<usize>());
        for (at, part) in html.split(LEAF).enumerate() {
            let leaf =
                if at % 2 == 1 { part.parse().ok().and_then(|at: usize| self.0.get(at)) } else { None };
            whole.push_str(leaf.map_or(part, String::as_str));
        }
        whole
    }
}

/// Raw HTML without the entities that would make one of our noncharacters.
pub(in crate::markdown) fn without_entities_of_ours(html: &str) -> Cow<'_, str> {
    let Some(first) = html.find("&#") else { return Cow::Borrowed(html) };
    let mut kept = html[..first].to_owned();
    for part in html[first..].split("&#").skip(1) {
        let (number, radix) = match part.strip_prefix(['x', 'X']) {
            Some(number) => (number, 16),
            None => (part, 10),
        };
        let end = number.find(|c: char| !c.is_digit(radix)).unwrap_or(number.len());
        match u32::from_str_radix(&number[..end], radix) {
            Ok(0xfdd0..=0xfdd2) => kept.push_str(number[end..].strip_prefix(';').unwrap_or(&number[end..])),
            _ => kept.extend(["&#", part]),
        }
    }
    Cow::Owned(kept)
}

/// A whole body made safe, with its leaves.
pub(in crate::markdown) fn sanitize(html: &str, leaves: &Leaves) -> String {
    leaves.put_back(&builder().clean(html).to_string())
}

fn builder() -> &'static Builder<'static> {
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    BUILDER.get_or_init(|| {
        let mut builder = Builder::empty();
        builder
            .link_rel(None)
            .tags(TAGS.iter().copied().collect())
            .clean_content_tags(HashSet::from(["script", "style"]))
            .generic_attributes(ATTRIBUTES.iter().chain(OURS).copied().collect())
            .tag_attributes(own_attributes())
            .url_schemes(SITES.into_iter().chain(DIRECT).collect())
            .attribute_filter(|_, name, value| filter(name, value));
        builder
    })
}

fn own_attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    OWN_ATTRIBUTES.iter().map(|(tag, names)| (*tag, names.iter().copied().collect())).collect()
}

fn filter<'v>(name: &str, value: &'v str) -> Option<Cow<'v, str>> {
    match value.strip_prefix(MARKER) {
        Some(ours) => Some(Cow::Borrowed(ours)),
        None if OURS.contains(&name) => None,
        None => Some(Cow::Borrowed(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_marked_keeps_its_class() {
        let html = "<p class=\"\u{fdd2}ours\">a</p><p class=\"theirs\" id=x>b</p>";
        assert_eq!(sanitize(html, &Leaves::default()), "<p class=\"ours\">a</p><p>b</p>");
    }

    #[test]
    fn no_entity_makes_a_noncharacter() {
        let html = "a&#xFDD1;b&#64976c&#x41;&#xZ;";
        assert_eq!(without_entities_of_ours(html), "abc&#x41;&#xZ;");
    }

    #[test]
    fn leaves_come_back_untouched() {
        let mut leaves = Leaves::default();
        let mut out = "<div>".to_owned();
        leaves.keep("<video onplay=x></video>".to_owned(), &mut out);
        assert_eq!(sanitize(&out, &leaves), "<div><video onplay=x></video></div>");
    }
}
