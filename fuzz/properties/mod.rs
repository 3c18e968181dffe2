//! Properties of the parsers for any bytes, checked by the fuzz targets and by
//! `tests/fuzz_corpus.rs`.

mod body;
mod reading;
#[cfg(feature = "serve")]
mod request;

use pufa::facade::content::{SourcePath, split};
use pufa::facade::law::plan::{PlanOptions, parse};
use pufa::facade::markdown;

pub(crate) use body::raw_html;
pub(crate) use reading::{date, front_matter, picture, settings};
#[cfg(feature = "serve")]
pub(crate) use request::request;

/// Name of a target and its property.
pub(crate) type Law = (&'static str, fn(&[u8]));

/// All targets. Each has a folder of that name under `fuzz/corpus`.
#[allow(
    dead_code,
    reason = "a target checks one property; the tests check all"
)]
pub(crate) const PROPERTIES: &[Law] = &[
    ("plan", plan),
    ("document", document),
    ("raw_html", raw_html),
    ("front_matter", front_matter),
    ("date", date),
    ("settings", settings),
    ("picture", picture),
    #[cfg(feature = "serve")]
    ("request", request),
];

/// Parses bytes as a work plan: no panic, parts that cover the text byte for byte.
pub(crate) fn plan(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (plan, _) = parse("plan.txt", &text, &PlanOptions::default());
    let mut at = 0;
    for part in &plan.parts {
        assert_eq!(part.range.start, at, "parts touch");
        assert!(part.range.end > at, "no part is empty");
        assert!(
            text.is_char_boundary(part.range.end),
            "parts end between characters"
        );
        at = part.range.end;
    }
    assert_eq!(at, text.len(), "parts reach the end");
    assert!(
        (0.0..=1.0).contains(&plan.unrecognised_share()),
        "a share of the text"
    );
}

/// Parses bytes as a document: front matter and body are in the text, and the Markdown has facts.
pub(crate) fn document(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (parts, _) = split(&SourcePath::new("a.md"), &text);
    assert!(
        text.is_char_boundary(parts.body),
        "the body begins between characters"
    );
    if let Some(head) = &parts.head {
        assert!(
            text.get(head.clone()).is_some() && head.end <= parts.body,
            "the front matter goes before"
        );
    }
    let _ = markdown::facts(
        "a.md",
        &text,
        parts.body,
        &markdown::MarkdownOptions::default(),
    );
}
