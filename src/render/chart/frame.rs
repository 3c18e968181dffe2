//! Frame of a chart: size, ids, title and description for screen readers.

use std::fmt::Display;

use super::svg::{element, em, worded};

/// Drawing's title and description.
#[derive(Clone, Copy)]
pub(super) struct ChartCaption<'a> {
    /// Prefix of the ids.
    pub(super) id: &'a str,
    /// Title.
    pub(super) title: &'a str,
    /// Description.
    pub(super) description: &'a str,
}

impl ChartCaption<'_> {
    /// Returns the ids and the elements of title and description.
    fn into_texts(self) -> (String, String) {
        let title = format!("{}-title", self.id);
        let description = format!("{}-desc", self.id);
        let elements = worded("title", &[("id", &title)], self.title)
            + &worded("desc", &[("id", &description)], self.description);
        (format!("{title} {description}"), elements)
    }
}

/// Wraps a drawing of a size in pixels, which scales with the reader's font size.
pub(super) fn drawing(
    said: ChartCaption<'_>,
    class: &str,
    (width, height): (u32, u32),
    inner: &str,
) -> String {
    let view = format!("0 0 {width} {height}");
    svg(
        said,
        class,
        &[
            ("viewBox", &view),
            ("width", &em(width)),
            ("height", &em(height)),
        ],
        inner,
    )
}

/// Wraps a drawing as wide as its container, of a height in pixels.
pub(super) fn fluid(said: ChartCaption<'_>, class: &str, height: u32, inner: &str) -> String {
    svg(
        said,
        class,
        &[("width", &"100%"), ("height", &em(height))],
        inner,
    )
}

fn svg(
    said: ChartCaption<'_>,
    class: &str,
    size: &[(&'static str, &dyn Display)],
    inner: &str,
) -> String {
    let (ids, told) = said.into_texts();
    let named: [(&str, &dyn Display); 4] = [
        ("xmlns", &"http://www.w3.org/2000/svg"),
        ("class", &class),
        ("role", &"img"),
        ("aria-labelledby", &ids),
    ];
    element("svg", &[&named, size].concat(), &(told + inner))
}

/// Wraps a part of a drawing that repeats its contents and is hidden from screen readers.
pub(super) fn silent(class: &str, (width, height): (u32, u32), inner: &str) -> String {
    element(
        "svg",
        &[
            ("xmlns", &"http://www.w3.org/2000/svg"),
            ("class", &class),
            ("aria-hidden", &"true"),
            ("viewBox", &format!("0 0 {width} {height}")),
            ("width", &em(width)),
            ("height", &em(height)),
        ],
        inner,
    )
}
