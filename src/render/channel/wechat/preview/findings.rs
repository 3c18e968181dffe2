//! Diagnostics of an article, the worst first, each with its line and hint.

use crate::content::SourcePath;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity, SourceLocation};
use crate::escape::escaped;

/// Codes of faults for which the platform refuses an article.
const REFUSED: [Code; 4] = [
    Code::WechatEmpty,
    Code::WechatLength,
    Code::WechatCover,
    Code::WechatAddress,
];

/// Groups of diagnostics: heading and CSS class.
const SORTS: [(&str, &str); 4] = [
    ("错误，必须改", "error"),
    ("公众号不收，要先改", "error"),
    ("建议改", "warning"),
    ("提示", "hint"),
];

/// Index of a diagnostic's group in [`SORTS`].
fn sort(one: &Diagnostic) -> usize {
    match one.severity {
        Severity::Error => 0,
        Severity::Warning if REFUSED.contains(&one.code) => 1,
        Severity::Warning => 2,
        Severity::Hint => 3,
    }
}

/// Number of diagnostics, appended to the text of a link.
pub(super) fn count(found: &Diagnostics) -> String {
    if found.is_empty() {
        String::new()
    } else {
        format!(" {}", found.iter().count())
    }
}

/// List of diagnostics. `root` is the site's folder, if an editor on this machine can open its files.
pub(super) fn list(found: &Diagnostics, root: Option<&str>) -> String {
    if found.is_empty() {
        return "<p class=\"good\">✓ 没有发现问题，可以发。</p>".to_owned();
    }
    let of = |(at, (name, class)): (usize, &(&str, &str))| {
        let of_sort = found.iter().filter(|one| sort(one) == at);
        let items: Vec<String> = of_sort.map(|one| finding(one, class, root)).collect();
        if items.is_empty() {
            return String::new();
        }
        format!(
            "<h3>{name}（{}）</h3><ul class=\"found\">{}</ul>",
            items.len(),
            items.concat()
        )
    };
    SORTS.iter().enumerate().map(of).collect()
}

fn finding(one: &Diagnostic, class: &str, root: Option<&str>) -> String {
    let place = one
        .place
        .as_ref()
        .map(|place| shown(place, root))
        .unwrap_or_default();
    let hint = one
        .hint
        .as_ref()
        .map(|hint| format!("<p class=\"fix\">改法：{}</p>", escaped(&hint.zh)));
    let message = escaped(&one.message.zh);
    let hint = hint.unwrap_or_default();
    format!("<li class=\"{class}\"><p>{place}{message}</p>{hint}</li>")
}

/// Line of a location, with the file's name unless it is an article's.
fn shown(place: &SourceLocation, root: Option<&str>) -> String {
    let file = if SourcePath::from(place.file.as_str()).extension() == "md" {
        ""
    } else {
        place.file.as_str()
    };
    let words = format!("{file} 第 {} 行", place.line);
    let words = escaped(words.trim_start());
    match root {
        Some(root) => {
            format!(
                "<a class=\"where\" href=\"{}\">{words}</a>",
                escaped(&editor_address(root, place))
            )
        }
        None => format!("<span class=\"where\">{words}</span>"),
    }
}

/// Address by which an editor opens a file at a location.
fn editor_address(root: &str, place: &SourceLocation) -> String {
    let whole = format!("{root}/{}", place.file);
    let path = crate::url::encode(whole.trim_start_matches('/')).replace("%3A", ":");
    format!("vscode://file/{path}:{}:{}", place.line, place.column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_finds_the_place() {
        let place = |file: &str| SourceLocation {
            line: 7,
            column: 2,
            ..SourceLocation::file(file)
        };
        assert_eq!(
            editor_address("/家/网站", &place("content/qa/a b.md")),
            "vscode://file/%E5%AE%B6/%E7%BD%91%E7%AB%99/content/qa/a%20b.md:7:2"
        );
        assert_eq!(
            editor_address("C:/x", &place("content/a.md")),
            "vscode://file/C:/x/content/a.md:7:2"
        );
        assert_eq!(
            shown(&place("content/site.yaml"), None),
            "<span class=\"where\">content/site.yaml 第 7 行</span>"
        );
    }
}
