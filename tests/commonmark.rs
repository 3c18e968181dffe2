//! Examples of the CommonMark specification, against the plain dialect.
//!
//! The repository does not contain the specification: `cargo xtask test` downloads it and sets
//! `PUFA_COMMONMARK_SPEC`. Without that variable the test prints a notice and passes.

use std::error::Error;

use pufa::facade::markdown::{
    ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions, html,
};

/// Number of examples in version 0.31.2; guards against losing some while parsing.
const EXAMPLES: usize = 652;

/// Examples whose HTML differs from the specification's, with reasons.
const EXCEPTIONS: [(usize, &str); 1] = [(
    175,
    "raw HTML that begins an item follows `<li>` on its line; the specification breaks the line",
)];

/// Equivalent HTML: the specification's form, ours, and the reason for ours.
const SAME: [(&str, &str, &str); 2] = [
    (
        " />",
        ">",
        "empty elements are written as HTML has them, not XHTML",
    ),
    (
        "&quot;",
        "\"",
        "a quotation mark needs no escape between tags",
    ),
];

/// Example of the specification.
struct Example {
    number: usize,
    markdown: String,
    html: String,
}

impl Example {
    fn ours(&self) -> String {
        html(
            "example.md",
            &self.markdown,
            0,
            &MarkdownOptions::common_mark(),
            &Nothing,
        )
        .0
    }

    /// Returns the difference between the HTML and the expected HTML, if any.
    fn difference(&self) -> Option<String> {
        let Self {
            number,
            markdown,
            html,
        } = self;
        let ours = self.ours();
        (normal(&ours) != normal(html)).then(|| {
            format!("example {number}\n{markdown}\n--- expected\n{html}\n--- ours\n{ours}")
        })
    }

    fn exception(&self) -> Option<&'static str> {
        EXCEPTIONS
            .iter()
            .find(|(number, _)| *number == self.number)
            .map(|(_, reason)| *reason)
    }

    /// Returns an unlisted difference, or a listed one that does not occur.
    fn fault(&self) -> Option<String> {
        match (self.difference(), self.exception()) {
            (difference, None) => difference,
            (Some(_), Some(_)) => None,
            (None, Some(reason)) => Some(format!(
                "example {} is no exception ({reason})",
                self.number
            )),
        }
    }
}

/// Normalizes HTML by replacing the specification's forms by ours.
fn normal(html: &str) -> String {
    SAME.iter()
        .fold(html.to_owned(), |html, (theirs, ours, _)| {
            html.replace(theirs, ours)
        })
}

/// Resolver without a site: every destination resolves to itself.
struct Nothing;

impl LinkResolver for Nothing {
    fn link(&self, destination: &str) -> LinkTarget {
        LinkTarget::Page {
            href: destination.to_owned(),
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: destination.to_owned(),
            size: None,
        }
    }

    fn component(&self, _: &str, _: &serde_json::Value) -> Result<String, ComponentFailure> {
        Ok(String::new())
    }
}

/// Parses the examples of the specification: in long fences, Markdown, a dot, HTML; `→` is a tab.
fn examples(specification: &str) -> Vec<Example> {
    let fence = "`".repeat(32);
    let opening = format!("{fence} example\n");
    let text = specification.replace('→', "\t");
    let bodies = text
        .split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split(&fence).next());
    bodies
        .zip(1..)
        .filter_map(|(body, number)| example(body, number))
        .collect()
}

fn example(body: &str, number: usize) -> Option<Example> {
    // The Markdown may be empty, so that the example begins with its dot.
    let spaced = format!("\n{body}");
    let (markdown, html) = spaced.split_once("\n.\n")?;
    let markdown = format!("{}\n", markdown.strip_prefix('\n').unwrap_or(markdown));
    Some(Example {
        number,
        markdown,
        html: html.to_owned(),
    })
}

#[test]
fn the_examples_of_the_specification() -> Result<(), Box<dyn Error>> {
    let Some(path) = std::env::var_os("PUFA_COMMONMARK_SPEC") else {
        skipped();
        return Ok(());
    };
    let examples = examples(&std::fs::read_to_string(path)?);
    assert_eq!(examples.len(), EXAMPLES, "examples in the specification");
    let faults: Vec<String> = examples.iter().filter_map(Example::fault).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    Ok(())
}

#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests should know what was not tested"
)]
fn skipped() {
    eprintln!(
        "PUFA_COMMONMARK_SPEC names no specification: nothing was compared. `cargo xtask test` fetches it."
    );
}

#[test]
fn examples_are_read_from_the_text() {
    let fence = "`".repeat(32);
    let text = format!(
        "# Title\n{fence} example\na→\n\n.\n<p>a</p>\n{fence}\n\n{fence} example\n.\n{fence}\n"
    );
    let read: Vec<_> = examples(&text)
        .into_iter()
        .map(|it| (it.number, it.markdown, it.html))
        .collect();
    assert_eq!(
        read,
        [
            (1, "a\t\n\n".into(), "<p>a</p>\n".into()),
            (2, "\n".to_owned(), String::new())
        ]
    );
}
