//! Memory bound of diagnostics: a few kilobytes each, whatever the input.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::markdown::{MarkdownOptions, facts};

/// Maximum size of a diagnostic in bytes: its messages, line and file.
const MOST: usize = 8 * 1024;

fn bytes(found: &Diagnostic) -> usize {
    let said = |says: &crate::diagnostic::Message| says.zh.len() + says.en.len();
    let place = found
        .place
        .as_ref()
        .map_or(0, |place| place.file.len() + place.excerpt.len());
    said(&found.message)
        + found.hint.as_ref().map_or(0, said)
        + found.quote.as_ref().map_or(0, String::len)
        + place
}

fn each(numbers: std::ops::Range<u32>, piece: impl Fn(u32) -> String) -> String {
    numbers.map(piece).collect()
}

fn held(text: &str) -> (usize, usize) {
    let (_, found): (_, Diagnostics) = facts("content/a.md", text, 0, &MarkdownOptions::default());
    for one in found.iter() {
        let of_one = bytes(one);
        assert!(of_one <= MOST, "{of_one} bytes: {}", one.code.id());
    }
    (found.iter().count(), found.iter().map(bytes).sum())
}

#[test]
fn findings_on_one_long_line_hold_little() {
    let picture = format!("![](data:image/png;base64,{}) ", "A".repeat(100_000));
    let (count, bytes) = held(&picture.repeat(40));
    assert!(
        count >= 40 && bytes < 40 * 2 * MOST,
        "{count} findings hold {bytes} bytes"
    );
    let tags: String = each(0..8_000, |at| format!("字<x{at}>"));
    let (count, bytes) = held(&tags);
    assert!(bytes < 8_000 * 1_600, "{count} findings hold {bytes} bytes");
    let words: String = each(0..2_000, |at| format!("[字](javascript:{at})"));
    let (count, bytes) = held(&words);
    assert!(
        count >= 2_000 && bytes < 2_000 * 1_600,
        "{count} findings hold {bytes} bytes"
    );
}

#[test]
fn no_word_of_an_author_is_held_whole() {
    let word = "字".repeat(40_000);
    for text in [
        format!("> [!{word}]\n> 甲\n"),
        format!("```{word}\n甲: 乙\n```\n"),
        format!("```文件\n{word}: 乙\n```\n"),
        format!("```文件\n- {word}\n```\n"),
        format!("[甲](javascript:{word})"),
        format!("[甲](<D:\\{word}>)"),
        format!("![](<a{word}.png>)"),
        format!("甲<x{} onclick=y>乙", "y".repeat(40_000)),
        format!("甲<b {}=y>乙</b>", "y".repeat(40_000)),
        format!("甲<b {}>乙</b>", each(0..8_000, |at| format!(" x{at}=y"))),
        format!("<div>{}</div>\n", each(0..8_000, |at| format!("<x{at}>"))),
    ] {
        held(&text);
    }
}

#[test]
fn deep_nesting_is_told_once() {
    for text in [
        "> ".repeat(500),
        "- ".repeat(500),
        "*a **a ".repeat(500) + &" a** a*".repeat(500),
    ] {
        let (_, found) = facts(
            "content/a.md",
            &(text + "甲\n"),
            0,
            &MarkdownOptions::default(),
        );
        let told = found
            .iter()
            .filter(|found| found.code.id() == "body/too-deep")
            .count();
        assert_eq!(told, 1);
    }
}
