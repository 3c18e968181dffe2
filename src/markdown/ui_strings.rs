//! Strings that pufa itself writes into a body, in the language of the text.

/// Strings beside the author's own text.
#[derive(Debug)]
pub(super) struct UiStrings {
    /// Title of the footnotes.
    pub(super) footnotes: &'static str,
    /// Footnote reference, before its number.
    pub(super) footnote: &'static str,
    /// Back link from a footnote, before its number.
    pub(super) back: &'static str,
    /// Self-link of a heading, around the heading's text.
    pub(super) anchor: [&'static str; 2],
    /// Task that is not done, and one that is.
    pub(super) done: [&'static str; 2],
    /// Attachment label: before its type and size, between them, and after.
    pub(super) attachment: [&'static str; 3],
    /// Separator between the kind of an admonition and its title.
    pub(super) colon: &'static str,
    /// True if names of admonitions are Chinese.
    pub(super) is_chinese: bool,
}

const CHINESE: UiStrings = UiStrings {
    footnotes: "脚注",
    footnote: "脚注 ",
    back: "返回正文，脚注 ",
    anchor: ["“", "”的链接"],
    done: ["未完成", "已完成"],
    attachment: ["（", "，", "）"],
    colon: "：",
    is_chinese: true,
};

const ENGLISH: UiStrings = UiStrings {
    footnotes: "Footnotes",
    footnote: "Footnote ",
    back: "Back to the text, footnote ",
    anchor: ["Link to “", "”"],
    done: ["not done", "done"],
    attachment: [" (", ", ", ")"],
    colon: ": ",
    is_chinese: false,
};

/// Returns the strings for a language tag; an empty tag means Chinese.
pub(super) fn labels(language: &str) -> &'static UiStrings {
    let primary = language.split('-').next().unwrap_or_default();
    if primary.is_empty() || primary.eq_ignore_ascii_case("zh") {
        &CHINESE
    } else {
        &ENGLISH
    }
}
