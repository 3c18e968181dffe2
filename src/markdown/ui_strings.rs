//! The words that pufa itself puts into a body, in the language of the text.

/// Words beside an author's own.
#[derive(Debug)]
pub(super) struct UiStrings {
    /// The title of the footnotes.
    pub(super) footnotes: &'static str,
    /// A reference to a footnote, before its number.
    pub(super) footnote: &'static str,
    /// The link from a footnote to the text, before its number.
    pub(super) back: &'static str,
    /// The link of a heading to itself, around the heading's text.
    pub(super) anchor: [&'static str; 2],
    /// A task that is not done, and one that is.
    pub(super) done: [&'static str; 2],
    /// Around an attachment's type and size, and between them.
    pub(super) attachment: [&'static str; 3],
    /// Between the kind of a notice box and its title.
    pub(super) colon: &'static str,
    /// Whether names of boxes are Chinese.
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

/// The labels for a language tag; an empty one is Chinese.
pub(super) fn labels(language: &str) -> &'static UiStrings {
    let primary = language.split('-').next().unwrap_or_default();
    if primary.is_empty() || primary.eq_ignore_ascii_case("zh") {
        &CHINESE
    } else {
        &ENGLISH
    }
}
