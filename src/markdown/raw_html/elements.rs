//! The raw HTML elements that content may use, and what each of their attributes may hold.
//!
//! `<h1>` is the page's own; forms, frames, media and scripts belong to the theme.

/// An element of the allow-list.
#[derive(Debug, PartialEq, Eq)]
pub struct ElementRule {
    /// Lower-case name.
    pub(crate) name: &'static str,
    /// Place in the content model, which decides how the element nests.
    pub(super) role: Role,
    /// Attributes beside [`COMMON_ATTRIBUTES`].
    attributes: &'static [AttributeRule],
}

/// An attribute of the allow-list.
pub(crate) type AttributeRule = (&'static str, Value);

/// How an element nests; the parts of tables and lists are valid only in their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of a line of text.
    Phrasing,
    /// Part of a line of text without content or end tag.
    PhrasingVoid,
    /// Link: part of a line, and never within another link.
    Link,
    /// Block that may hold blocks.
    Block,
    /// Block without content or end tag.
    BlockVoid,
    /// Paragraph: ends where a block begins.
    Paragraph,
    /// Heading.
    Heading,
    /// `ul`, `ol`, `dl`: parent of parts.
    List,
    /// Child of a list or of `ruby`, ended by its next sibling.
    ListPart(&'static [&'static str]),
    /// Table.
    Table,
    /// `thead`, `tbody`, `tfoot`.
    TableSection,
    /// Column group.
    ColumnGroup,
    /// `col`.
    Column,
    /// Row of a table.
    Row,
    /// Cell or caption of a table.
    Cell,
    /// Caption of a table.
    Caption,
}

/// What the value of an attribute may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    /// Any text.
    Text,
    /// Nothing: present or absent.
    Flag,
    /// Address of a link, resolved by the site and checked for its scheme.
    Link,
    /// Address of an image, resolved by the site and checked for its scheme.
    Image,
    /// Integer, with a sign if it has one; six digits at most.
    Integer,
    /// Count from 0 to 1,000: HTML clamps column spans to that.
    Span,
    /// Length in CSS pixels or per cent.
    Length,
    /// Language tag (BCP 47).
    Language,
    /// One of some words.
    Choice(&'static [&'static str]),
}

impl Value {
    /// Whether an author's value may stand.
    pub(super) fn admits(self, value: &str) -> bool {
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        match self {
            Self::Text | Self::Flag | Self::Link | Self::Image => true,
            Self::Integer => digits(value.strip_prefix('-').unwrap_or(value), 6),
            Self::Span => digits(value, 4) && value.parse::<u16>().is_ok_and(|count| count <= 1000),
            Self::Length => digits(value.strip_suffix('%').unwrap_or(value), 5),
            Self::Language => {
                (1..=35).contains(&value.len())
                    && value
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            }
            Self::Choice(words) => words.contains(&value),
        }
    }
}

/// Attributes that every element may have.
const COMMON_ATTRIBUTES: &[AttributeRule] = &[
    ("dir", Value::Choice(&["ltr", "rtl", "auto"])),
    ("lang", Value::Language),
    ("title", Value::Text),
];

const CITED: &[AttributeRule] = &[("cite", Value::Link)];
const CHANGED: &[AttributeRule] = &[("cite", Value::Link), ("datetime", Value::Text)];
const SPAN: &[AttributeRule] = &[("span", Value::Span)];

const fn element(name: &'static str, role: Role) -> ElementRule {
    with(name, role, &[])
}

const fn with(name: &'static str, role: Role, attributes: &'static [AttributeRule]) -> ElementRule {
    ElementRule {
        name,
        role,
        attributes,
    }
}

/// The allow-list, sorted by name.
pub(crate) const ELEMENTS: &[ElementRule] = &[
    with("a", Role::Link, &[("href", Value::Link)]),
    element("abbr", Role::Phrasing),
    element("aside", Role::Block),
    element("b", Role::Phrasing),
    element("bdi", Role::Phrasing),
    element("bdo", Role::Phrasing),
    with("blockquote", Role::Block, CITED),
    element("br", Role::PhrasingVoid),
    element("caption", Role::Caption),
    element("center", Role::Block),
    element("cite", Role::Phrasing),
    element("code", Role::Phrasing),
    with("col", Role::Column, SPAN),
    with("colgroup", Role::ColumnGroup, SPAN),
    element("dd", Role::ListPart(&["dl"])),
    with("del", Role::Phrasing, CHANGED),
    with("details", Role::Block, &[("open", Value::Flag)]),
    element("dfn", Role::Phrasing),
    element("div", Role::Block),
    element("dl", Role::List),
    element("dt", Role::ListPart(&["dl"])),
    element("em", Role::Phrasing),
    element("figcaption", Role::Block),
    element("figure", Role::Block),
    element("h2", Role::Heading),
    element("h3", Role::Heading),
    element("h4", Role::Heading),
    element("h5", Role::Heading),
    element("h6", Role::Heading),
    element("hr", Role::BlockVoid),
    element("i", Role::Phrasing),
    with(
        "img",
        Role::PhrasingVoid,
        &[
            ("alt", Value::Text),
            ("height", Value::Length),
            ("src", Value::Image),
            ("width", Value::Length),
        ],
    ),
    with("ins", Role::Phrasing, CHANGED),
    element("kbd", Role::Phrasing),
    with(
        "li",
        Role::ListPart(&["ul", "ol"]),
        &[("value", Value::Integer)],
    ),
    element("mark", Role::Phrasing),
    with(
        "ol",
        Role::List,
        &[
            ("reversed", Value::Flag),
            ("start", Value::Integer),
            ("type", Value::Choice(&["1", "a", "A", "i", "I"])),
        ],
    ),
    element("p", Role::Paragraph),
    element("pre", Role::Block),
    with("q", Role::Phrasing, CITED),
    element("rp", Role::ListPart(&["ruby"])),
    element("rt", Role::ListPart(&["ruby"])),
    element("ruby", Role::Phrasing),
    element("s", Role::Phrasing),
    element("samp", Role::Phrasing),
    element("section", Role::Block),
    element("small", Role::Phrasing),
    element("span", Role::Phrasing),
    element("strong", Role::Phrasing),
    element("sub", Role::Phrasing),
    element("summary", Role::Block),
    element("sup", Role::Phrasing),
    element("table", Role::Table),
    element("tbody", Role::TableSection),
    with(
        "td",
        Role::Cell,
        &[
            ("colspan", Value::Span),
            ("headers", Value::Text),
            ("rowspan", Value::Span),
        ],
    ),
    element("tfoot", Role::TableSection),
    with(
        "th",
        Role::Cell,
        &[
            ("abbr", Value::Text),
            ("colspan", Value::Span),
            ("headers", Value::Text),
            ("rowspan", Value::Span),
            (
                "scope",
                Value::Choice(&["row", "col", "rowgroup", "colgroup"]),
            ),
        ],
    ),
    element("thead", Role::TableSection),
    with("time", Role::Phrasing, &[("datetime", Value::Text)]),
    element("tr", Role::Row),
    element("u", Role::Phrasing),
    element("ul", Role::List),
    element("var", Role::Phrasing),
    element("wbr", Role::PhrasingVoid),
];

/// Elements whose content is not HTML, or not for reading: it goes with them.
const DROPPED_WITH_CONTENT: &[&str] = &[
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "xml",
    "xmp",
];

/// The rule of a lower-case element name, if content may use the element.
pub(crate) fn rule(name: &str) -> Option<&'static ElementRule> {
    ELEMENTS
        .binary_search_by(|known| known.name.cmp(name))
        .ok()
        .map(|at| &ELEMENTS[at])
}

/// The element's name as the table has it, when its content goes with it.
pub(super) fn dropped_with_content(name: &str) -> Option<&'static str> {
    DROPPED_WITH_CONTENT
        .binary_search(&name)
        .ok()
        .map(|at| DROPPED_WITH_CONTENT[at])
}

impl ElementRule {
    /// The rule of a lower-case attribute name.
    pub(super) fn attribute(&self, name: &str) -> Option<AttributeRule> {
        self.attributes
            .iter()
            .chain(COMMON_ATTRIBUTES)
            .find(|(known, _)| *known == name)
            .copied()
    }

    /// Whether the element has no content and no end tag.
    pub(crate) fn is_void(&self) -> bool {
        matches!(
            self.role,
            Role::PhrasingVoid | Role::BlockVoid | Role::Column
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.name < b.name));
        assert!(DROPPED_WITH_CONTENT.is_sorted());
    }

    #[test]
    fn nothing_that_loads_or_runs_is_allowed() {
        for name in [
            "script", "style", "iframe", "object", "embed", "form", "input", "svg", "math", "base",
        ] {
            assert_eq!(rule(name), None);
        }
        for attribute in [
            "style",
            "class",
            "id",
            "name",
            "onclick",
            "srcset",
            "is",
            "slot",
            "contenteditable",
        ] {
            assert!(
                ELEMENTS
                    .iter()
                    .all(|element| element.attribute(attribute).is_none())
            );
        }
    }

    #[test]
    fn values_are_judged_by_their_kind() {
        assert!(
            Value::Length.admits("50%")
                && Value::Length.admits("300")
                && !Value::Length.admits("1e9")
        );
        assert!(
            Value::Span.admits("1000") && !Value::Span.admits("1001") && !Value::Span.admits("")
        );
        assert!(Value::Integer.admits("-3") && !Value::Integer.admits("-"));
        assert!(Value::Language.admits("zh-CN") && !Value::Language.admits("zh\" x"));
        assert!(Value::Choice(&["rtl"]).admits("rtl") && !Value::Choice(&["rtl"]).admits("RTL"));
    }
}
