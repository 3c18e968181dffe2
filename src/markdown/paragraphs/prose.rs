//! Indented code that is Chinese prose.

use crate::characters::is_han;

/// Returns true for text most of which is Chinese and no line of which begins as code does.
pub(super) fn is_prose(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let begins = |line: &str| {
        line.starts_with(|c: char| {
            !c.is_ascii() && !('\u{2500}'..='\u{257f}').contains(&c)
                || c.is_ascii_digit()
                || matches!(c, '(' | '"' | '*')
        }) && !line.ends_with(['{', '}', ';'])
    };
    let han = text.chars().filter(|&c| is_han(c)).count();
    let ascii = text.bytes().filter(u8::is_ascii_graphic).count();
    lines.all(begins) && han > ascii && !text.contains("</")
}
