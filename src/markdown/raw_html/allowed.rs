//! Which raw HTML is safe and useful in an article.

/// Elements that may stay. `<h1>` is the page's; forms, frames, media and scripts are the theme's.
pub(super) const TAGS: &[&str] = &[
    "a",
    "abbr",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that any of them may have.
pub(super) const ATTRIBUTES: &[&str] = &["dir", "lang", "title"];

/// Attributes that one of them may have.
pub(super) const OWN_ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
];

/// Elements whose content is not HTML, or not for reading: it goes with them.
const TEXT_ONLY: &[&str] = &[
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

pub(super) fn is_tag(name: &str) -> bool {
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

pub(super) fn is_attribute(tag: &str, name: &str) -> bool {
    let own = OWN_ATTRIBUTES.iter().find(|(owner, _)| owner.eq_ignore_ascii_case(tag));
    ATTRIBUTES.iter().chain(own.into_iter().flat_map(|(_, names)| names.iter())).any(|known| *known == name)
}

/// The element's name as the table has it, when its content goes with it.
pub(super) fn text_only(name: &str) -> Option<&'static str> {
    TEXT_ONLY.iter().find(|tag| tag.eq_ignore_ascii_case(name)).copied()
}
