//! Masks the parts of output that differ between runs.

use std::path::Path;

use serde_json::Value;

/// Masks terminal output: the site's folder becomes `[SITE]`, seconds become `[..]`.
pub(super) fn masked(text: &str, root: &Path) -> String {
    let text = text.replace(&*root.to_string_lossy(), "[SITE]");
    let lines: Vec<String> = text.split('\n').map(seconds).collect();
    lines.join("\n")
}

/// Masks the seconds at the end of a closing line, in either language.
fn seconds(line: &str) -> String {
    for unit in [" 秒", " s"] {
        let figure = line
            .strip_suffix(unit)
            .map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.'));
        if let Some(before) = figure.filter(|before| before.len() + unit.len() < line.len()) {
            return format!("{before}[..]{unit}");
        }
    }
    line.to_owned()
}

/// Masks the seconds in the closing line of JSON messages.
pub(super) fn seconds_masked(line: &mut Value) {
    if let Some(seconds) = line.pointer_mut("/summary/seconds") {
        *seconds = Value::from("[..]");
    }
}

/// Masks the digests of assets in a page with `[..]`.
pub(crate) fn digests_masked(page: &str) -> String {
    let mut parts = page.split("assets/");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_at(part.find(['"', '\'', ')', ' ']).unwrap_or(part.len()));
        let words: Vec<&str> = name
            .split('.')
            .map(|word| if is_digest(word) { "[..]" } else { word })
            .collect();
        text.push_str("assets/");
        text.push_str(&words.join("."));
        text.push_str(rest);
    }
    text
}

fn is_digest(word: &str) -> bool {
    word.len() >= 8 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}
