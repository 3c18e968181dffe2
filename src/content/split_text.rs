//! Boundary between the front matter and the body of a document.
//!
//! Knows lines of dashes, not YAML.

use std::ops::Range;

use super::SourcePath;
use crate::characters::{code_point, is_invisible};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceLocation};
use crate::message;

/// Parts of a document's text, as byte ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitText {
    /// YAML between the two `---`; `None` if the document has no front matter.
    pub head: Option<Range<usize>>,
    /// Byte offset of the body.
    pub body: usize,
}

impl SplitText {
    /// Returns the number of the first line of the front matter's YAML, from 1.
    pub fn head_line(&self, text: &str) -> Option<u32> {
        self.head.as_ref().map(|head| line_number(text, head.start))
    }

    /// Returns the number of the first line of the body, from 1.
    pub fn body_line(&self, text: &str) -> u32 {
        line_number(text, self.body)
    }
}

fn line_number(text: &str, offset: usize) -> u32 {
    text[..offset].bytes().filter(|byte| *byte == b'\n').count() as u32 + 1
}

/// Splits a document's text into front matter and body.
pub fn split(path: &SourcePath, text: &str) -> (SplitText, Diagnostics) {
    let mut found = Diagnostics::new();
    let Some(opening) = opening_line(text) else {
        return (
            SplitText {
                head: None,
                body: 0,
            },
            found,
        );
    };
    if text[opening.clone()].trim_end() != "---" {
        found.push(wrong_dashes(path, text, &opening));
    }
    let start = next_line(text, opening.end);
    match closing_line(text, start) {
        Some(closing) => {
            if !matches!(text[closing.clone()].trim_end(), "---" | "...") {
                found.push(wrong_dashes(path, text, &closing));
            }
            (
                SplitText {
                    head: Some(start..closing.start),
                    body: next_line(text, closing.end),
                },
                found,
            )
        }
        // A decorative line above the text, not front matter.
        None if !looks_like_a_field(text, opening.end) => (
            SplitText {
                head: None,
                body: 0,
            },
            found,
        ),
        None => {
            found.push(unclosed(path, text, &opening));
            let end = first_blank_line(text, start);
            (
                SplitText {
                    head: Some(start..end),
                    body: end,
                },
                found,
            )
        }
    }
}

/// Returns the line that opens front matter: `---` at the top, or other dashes before a field.
fn opening_line(text: &str) -> Option<Range<usize>> {
    let line = lines(text, 0).find(|line| !bare(&text[line.clone()]).is_empty())?;
    let raw = text[line.clone()].trim_end();
    let written = bare(raw);
    let opens = if raw == "---" {
        line.start == 0 || looks_like_a_field(text, line.end)
    } else {
        (written == "---" || is_dashes(written)) && looks_like_a_field(text, line.end)
    };
    opens.then_some(line)
}

fn closing_line(text: &str, from: usize) -> Option<Range<usize>> {
    let mut is_in_block = false;
    lines(text, from).find(|line| {
        let written = text[line.clone()].trim_end();
        if written == "---" || written == "..." || is_dashes(written) {
            return true;
        }
        if !written.is_empty() && !written.starts_with([' ', '\t']) {
            let end = written.trim_end_matches(['-', '+', '1', '2', '3', '4']);
            is_in_block = end.ends_with(['|', '>']);
        }
        // Indented dashes in a block of text belong to it.
        !is_in_block && bare(written) == "---"
    })
}

/// Returns a line without the spaces and invisible characters around it.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// True for a line of only dashes of any width, at least three or their wide equivalent.
fn is_dashes(line: &str) -> bool {
    const WIDE: [char; 7] = ['－', '—', '–', '―', '─', '‐', '−'];
    if !line.starts_with(|c| c == '-' || WIDE.contains(&c)) {
        return false;
    }
    let all_ascii = line.chars().all(|c| c == '-');
    let wide = line.chars().filter(|c| WIDE.contains(c)).count();
    let dashes = wide + line.chars().filter(|c| *c == '-').count();
    dashes == line.chars().count() && if all_ascii { dashes > 3 } else { dashes >= 2 }
}

/// True if the next line begins like a field: a word, then a colon of either width.
fn looks_like_a_field(text: &str, from: usize) -> bool {
    let from = next_line(text, from);
    let line = &text[from..line_end(text, from)];
    line.find([':', '：']).is_some_and(|at| {
        let word = &line[..at];
        !word.is_empty()
            && word.chars().count() <= 16
            && !word.starts_with(['#', '>', '-', '*', ' '])
    })
}

fn lines(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let line = at..line_end(text, at);
            at = next_line(text, line.end);
            line
        })
    })
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |at| from + at)
}

fn next_line(text: &str, line_end: usize) -> usize {
    (line_end + 1).min(text.len())
}

fn first_blank_line(text: &str, from: usize) -> usize {
    lines(text, from)
        .find(|line| text[line.clone()].trim().is_empty())
        .map_or(text.len(), |line| line.start)
}

fn line_place(path: &SourcePath, text: &str, line: &Range<usize>) -> SourceLocation {
    let length = text[line.clone()].trim_end().chars().count();
    SourceLocation::in_text(path.as_str(), text, line.start, length)
}

fn wrong_dashes(path: &SourcePath, text: &str, line: &Range<usize>) -> Diagnostic {
    let written = text[line.clone()].trim_end();
    if bare(written) == "---" {
        return beside_dashes(path, text, line);
    }
    let message = message!(
        "文首信息的上下两行要写三个英文短横线，这里写的是“{written}”",
        "front matter stands between two lines of three ASCII hyphens, not “{written}”"
    );
    Diagnostic::new(Code::FrontMatterSyntax, message)
        .at(line_place(path, text, line))
        .hint(message!(
            "切换到英文输入法，把这一行改成 ---",
            "write --- on this line"
        ))
}

/// Reports spaces or invisible characters beside `---`.
fn beside_dashes(path: &SourcePath, text: &str, line: &Range<usize>) -> Diagnostic {
    let written = text[line.clone()].trim_end();
    let message = match written.chars().find(|c| is_invisible(*c)) {
        Some(c) => {
            let c = code_point(c);
            message!(
                "这一行的 --- 旁边有看不见的字符 {c}",
                "there is an invisible character, {c}, beside this ---"
            )
        }
        None => message!(
            "这一行的 --- 前面有空格",
            "there is a space before this ---"
        ),
    };
    Diagnostic::new(Code::FrontMatterSyntax, message)
        .at(line_place(path, text, line))
        .hint(message!(
            "删去这一整行，重新打三个英文短横线 ---",
            "delete the line and type --- anew"
        ))
}

fn unclosed(path: &SourcePath, text: &str, opening: &Range<usize>) -> Diagnostic {
    let message = message!(
        "文首信息没有结束：缺少第二行 ---",
        "the front matter is never closed by a second ---"
    );
    Diagnostic::new(Code::FrontMatterUnclosed, message)
        .at(line_place(path, text, opening))
        .hint(message!(
            "在最后一个字段的下一行写上 ---，正文从再下一行开始",
            "write --- on the line after the last field; the body begins below it"
        ))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::testing::report;

    fn parts(text: &str) -> (Option<&str>, &str, Diagnostics) {
        let (split, found) = split(&SourcePath::from("content/a.md"), text);
        (
            split.head.map(|head| &text[head]),
            &text[split.body..],
            found,
        )
    }

    #[test]
    fn a_document_is_its_head_and_its_body() {
        for (text, head, body) in [
            ("", None, ""),
            ("正文\n---\n", None, "正文\n---\n"),
            ("---\n---\n", Some(""), ""),
            (
                "---\r\n标题: 一\r\n---  \r\n\r\n正文",
                Some("标题: 一\r\n"),
                "\r\n正文",
            ),
            (
                "---\n摘要: |\n  ---\n...\n正文",
                Some("摘要: |\n  ---\n"),
                "正文",
            ),
            ("\n\n---\n标题: 一\n---\n正文", Some("标题: 一\n"), "正文"),
            ("---\n\n正文：一\n", None, "---\n\n正文：一\n"),
            ("\n---\n正文\n", None, "\n---\n正文\n"),
            ("————\n\n一：二\n", None, "————\n\n一：二\n"),
        ] {
            let (found_head, found_body, found) = parts(text);
            assert_eq!((found_head, found_body), (head, body), "{text:?}");
            assert!(found.is_empty(), "{text:?}");
        }
    }

    #[test]
    fn lines_are_counted_from_the_top() {
        let text = "---\n标题: 一\n---\n\n正文";
        let (split, _) = split(&SourcePath::from("a"), text);
        assert_eq!((split.head_line(text), split.body_line(text)), (Some(2), 4));
    }

    #[test]
    fn an_unclosed_head_ends_at_the_first_blank_line() {
        let (head, body, found) = parts("---\n标题: 一\n日期: 2026-11-01\n\n正文\n");
        assert_eq!(
            (head, body),
            (Some("标题: 一\n日期: 2026-11-01\n"), "\n正文\n")
        );
        insta::assert_snapshot!(report(found));
    }

    #[test]
    fn dashes_of_another_kind_are_named() {
        let (head, body, found) = parts("———\n标题：一\n－－－\n正文\n");
        assert_eq!((head, body), (Some("标题：一\n"), "正文\n"));
        insta::assert_snapshot!(report(found));
    }

    #[test]
    fn what_stands_beside_dashes_is_named() {
        for (before, named) in [
            (" ", "空格"),
            ("\u{200B}", "U+200B"),
            ("\u{FEFF}", "U+FEFF"),
            ("\u{2060} ", "U+2060"),
        ] {
            let text = format!("{before}---\n标题: 一\n---\n正文\n");
            let (head, body, found) = parts(&text);
            assert_eq!((head, body), (Some("标题: 一\n"), "正文\n"), "{text:?}");
            assert!(report(found).contains(named), "{text:?}");
            let text = format!("---\n标题: 一\n{before}---\n正文\n");
            let (head, body, found) = parts(&text);
            assert_eq!((head, body), (Some("标题: 一\n"), "正文\n"), "{text:?}");
            assert!(report(found).contains(named), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart(text in "([-－—.]{0,4}|[a标]{0,2}[:：]?|\r)(\n([-－—.]{0,4}|[a标]{0,2}[:：]?|\r)){0,6}") {
            let (split, _) = split(&SourcePath::from("a"), &text);
            let end = split.head.map_or(0, |head| head.end);
            prop_assert!(end <= split.body && split.body <= text.len());
        }
    }
}
