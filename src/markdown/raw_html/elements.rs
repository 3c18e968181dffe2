//! Allow-list of raw HTML elements in content, and the values that their attributes admit.
//!
//! The page itself provides `<h1>`; forms, frames, media and scripts belong to the theme.

/// An element of the allow-list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct ElementRule {
    /// Lower-case name.
    pub(crate) name: &'static str,
    /// Place in the content model, which decides how the element nests.
    pub(super) role: NestingRole,
    /// Attributes beside [`COMMON_ATTRIBUTES`].
    attributes: &'static [AttributeRule],
}

/// An attribute of the allow-list.
pub(crate) type AttributeRule = (&'static str, AttributeValue);

/// Nesting behavior of an element; parts of tables and lists are valid only in their parents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NestingRole {
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
    /// Cell of a table.
    Cell,
    /// Caption of a table.
    Caption,
}

/// Kind of value that an attribute admits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttributeValue {
    /// Any text.
    Text,
    /// Boolean attribute: present or absent.
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
    /// One of several keywords.
    Choice(&'static [&'static str]),
}

impl AttributeValue {
    /// Returns true if an author's value is admitted.
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
    ("dir", AttributeValue::Choice(&["ltr", "rtl", "auto"])),
    ("lang", AttributeValue::Language),
    ("title", AttributeValue::Text),
];

const CITED: &[AttributeRule] = &[("cite", AttributeValue::Link)];
const CHANGED: &[AttributeRule] = &[
    ("cite", AttributeValue::Link),
    ("datetime", AttributeValue::Text),
];
const SPAN: &[AttributeRule] = &[("span", AttributeValue::Span)];

const fn element(name: &'static str, role: NestingRole) -> ElementRule {
    with(name, role, &[])
}

const fn with(
    name: &'static str,
    role: NestingRole,
    attributes: &'static [AttributeRule],
) -> ElementRule {
    ElementRule {
        name,
        role,
        attributes,
    }
}

/// The allow-list, sorted by name.
pub(crate) const ELEMENTS: &[ElementRule] = &[
    with("a", NestingRole::Link, &[("href", AttributeValue::Link)]),
    element("abbr", NestingRole::Phrasing),
    element("aside", NestingRole::Block),
    element("b", NestingRole::Phrasing),
    element("bdi", NestingRole::Phrasing),
    element("bdo", NestingRole::Phrasing),
    with("blockquote", NestingRole::Block, CITED),
    element("br", NestingRole::PhrasingVoid),
    element("caption", NestingRole::Caption),
    element("center", NestingRole::Block),
    element("cite", NestingRole::Phrasing),
    element("code", NestingRole::Phrasing),
    with("col", NestingRole::Column, SPAN),
    with("colgroup", NestingRole::ColumnGroup, SPAN),
    element("dd", NestingRole::ListPart(&["dl"])),
    with("del", NestingRole::Phrasing, CHANGED),
    with(
        "details",
        NestingRole::Block,
        &[("open", AttributeValue::Flag)],
    ),
    element("dfn", NestingRole::Phrasing),
    element("div", NestingRole::Block),
    element("dl", NestingRole::List),
    element("dt", NestingRole::ListPart(&["dl"])),
    element("em", NestingRole::Phrasing),
    element("figcaption", NestingRole::Block),
    element("figure", NestingRole::Block),
    element("h2", NestingRole::Heading),
    element("h3", NestingRole::Heading),
    element("h4", NestingRole::Heading),
    element("h5", NestingRole::Heading),
    element("h6", NestingRole::Heading),
    element("hr", NestingRole::BlockVoid),
    element("i", NestingRole::Phrasing),
    with(
        "img",
        NestingRole::PhrasingVoid,
        &[
            ("alt", AttributeValue::Text),
            ("height", AttributeValue::Length),
            ("src", AttributeValue::Image),
            ("width", AttributeValue::Length),
        ],
    ),
    with("ins", NestingRole::Phrasing, CHANGED),
    element("kbd", NestingRole::Phrasing),
    with(
        "li",
        NestingRole::ListPart(&["ul", "ol"]),
        &[("value", AttributeValue::Integer)],
    ),
    element("mark", NestingRole::Phrasing),
    with(
        "ol",
        NestingRole::List,
        &[
            ("reversed", AttributeValue::Flag),
            ("start", AttributeValue::Integer),
            ("type", AttributeValue::Choice(&["1", "a", "A", "i", "I"])),
        ],
    ),
    element("p", NestingRole::Paragraph),
    element("pre", NestingRole::Block),
    with("q", NestingRole::Phrasing, CITED),
    element("rp", NestingRole::ListPart(&["ruby"])),
    element("rt", NestingRole::ListPart(&["ruby"])),
    element("ruby", NestingRole::Phrasing),
    element("s", NestingRole::Phrasing),
    element("samp", NestingRole::Phrasing),
    element("section", NestingRole::Block),
    element("small", NestingRole::Phrasing),
    element("span", NestingRole::Phrasing),
    element("strong", NestingRole::Phrasing),
    element("sub", NestingRole::Phrasing),
    element("summary", NestingRole::Block),
    element("sup", NestingRole::Phrasing),
    element("table", NestingRole::Table),
    element("tbody", NestingRole::TableSection),
    with(
        "td",
        NestingRole::Cell,
        &[
            ("colspan", AttributeValue::Span),
            ("headers", AttributeValue::Text),
            ("rowspan", AttributeValue::Span),
        ],
    ),
    element("tfoot", NestingRole::TableSection),
    with(
        "th",
        NestingRole::Cell,
        &[
            ("abbr", AttributeValue::Text),
            ("colspan", AttributeValue::Span),
            ("headers", AttributeValue::Text),
            ("rowspan", AttributeValue::Span),
            (
                "scope",
                AttributeValue::Choice(&["row", "col", "rowgroup", "colgroup"]),
            ),
        ],
    ),
    element("thead", NestingRole::TableSection),
    with(
        "time",
        NestingRole::Phrasing,
        &[("datetime", AttributeValue::Text)],
    ),
    element("tr", NestingRole::Row),
    element("u", NestingRole::Phrasing),
    element("ul", NestingRole::List),
    element("var", NestingRole::Phrasing),
    element("wbr", NestingRole::PhrasingVoid),
];

/// Elements whose content is not HTML or not text to read: their content is dropped too.
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

/// Returns the rule of a lower-case element name, if the element is allowed.
pub(crate) fn rule(name: &str) -> Option<&'static ElementRule> {
    ELEMENTS
        .binary_search_by(|known| known.name.cmp(name))
        .ok()
        .map(|at| &ELEMENTS[at])
}

/// Returns the element's static name if its content is dropped with it.
pub(super) fn dropped_with_content(name: &str) -> Option<&'static str> {
    DROPPED_WITH_CONTENT
        .binary_search(&name)
        .ok()
        .map(|at| DROPPED_WITH_CONTENT[at])
}

impl ElementRule {
    /// Returns the rule of a lower-case attribute name.
    pub(super) fn attribute(&self, name: &str) -> Option<AttributeRule> {
        self.attributes
            .iter()
            .chain(COMMON_ATTRIBUTES)
            .find(|(known, _)| *known == name)
            .copied()
    }

    /// Returns true if the element has no content and no end tag.
    pub(crate) fn is_void(&self) -> bool {
        matches!(
            self.role,
            NestingRole::PhrasingVoid | NestingRole::BlockVoid | NestingRole::Column
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
            AttributeValue::Length.admits("50%")
                && AttributeValue::Length.admits("300")
                && !AttributeValue::Length.admits("1e9")
        );
        assert!(
            AttributeValue::Span.admits("1000")
                && !AttributeValue::Span.admits("1001")
                && !AttributeValue::Span.admits("")
        );
        assert!(AttributeValue::Integer.admits("-3") && !AttributeValue::Integer.admits("-"));
        assert!(
            AttributeValue::Language.admits("zh-CN") && !AttributeValue::Language.admits("zh\" x")
        );
        assert!(
            AttributeValue::Choice(&["rtl"]).admits("rtl")
                && !AttributeValue::Choice(&["rtl"]).admits("RTL")
        );
    }
}
