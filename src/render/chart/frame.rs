//! What every drawing has: its size, its title and description for those who listen, its ids.

use std::fmt::Display;

use super::svg::{element, em, worded};

/// A drawing's title and description.
#[derive(Clone, Copy)]
pub(super) struct ChartCaption<'a> {
    /// What the ids begin with.
    pub(super) id: &'a str,
    /// What it is.
    pub(super) title: &'a str,
    /// What it shows.
    pub(super) description: &'a str,
}

impl ChartCaption<'_> {
    /// The ids and the elements that tell what a drawing is.
    fn into_texts(self) -> (String, String) {
        let (title, description) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let elements = worded("title", &[("id", &title)], self.title)
            + &worded("desc", &[("id", &description)], self.description);
        (format!("{title} {description}"), elements)
    }
}

/// A drawing of a size in pixels, which grows with the reader's letters.
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

/// A drawing as wide as the room it is given, of a height in pixels.
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

/// A part of a drawing that only repeats, for the eye, what the drawing says.
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
