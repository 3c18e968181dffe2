//! Heads that are not recognized: TOML, JSON, and keys without `---` above them.

use super::keys::KEYS;
use crate::content::{SourcePath, key_spec};
use crate::diagnostic::{Code, Diagnostic, Message, SourceLocation};
use crate::message;

/// Number of lines that a head may have to be recognized.
const MOST_LINES: usize = 60;

/// Number of lines that a hint shows.
const MOST_SHOWN: usize = 12;

/// Reports the head of another format at the top of a text.
pub(crate) fn foreign_head(path: &SourcePath, text: &str) -> Option<Diagnostic> {
    let start = text.len() - text.trim_start().len();
    let lines: Vec<&str> = text[start..].lines().take(MOST_LINES).collect();
    let first = lines.first()?.trim();
    let (code, message, hint) = if first == "+++" {
        toml(&lines)?
    } else if first.starts_with('{') {
        json(&lines)?
    } else {
        without_dashes(&lines)?
    };
    let place = SourceLocation::in_text(path.as_str(), text, start, first.chars().count());
    Some(Diagnostic::new(code, message).at(place).hint(hint))
}

fn toml(lines: &[&str]) -> Option<(Code, Message, Message)> {
    let end = lines.iter().skip(1).position(|line| line.trim() == "+++")? + 1;
    let head = &lines[1..end];
    let yaml: Option<Vec<String>> = head
        .iter()
        .filter(|line| !line.trim().is_empty())
        .map(|line| yaml_of_toml(line))
        .collect();
    let message = message!(
        "文首信息是 TOML（两行 +++ 之间），pufa 只读 YAML",
        "the head is TOML, between two lines of +++; pufa reads YAML"
    );
    let hint = match yaml.filter(|yaml| yaml.len() <= MOST_SHOWN) {
        Some(yaml) => {
            let yaml = yaml.join("\n");
            message!(
                "改成这样：\n---\n{yaml}\n---",
                "write it so:\n---\n{yaml}\n---"
            )
        }
        None => message!(
            "把两行 +++ 改成 ---，每个字段的 = 改成英文冒号加一个空格",
            "write --- for +++, and a colon and a space for each ="
        ),
    };
    Some((Code::FrontMatterSyntax, message, hint))
}

/// Returns the YAML for a line of TOML; `None` for tables and values over several lines.
fn yaml_of_toml(line: &str) -> Option<String> {
    let line = line.trim();
    if line.starts_with('#') {
        return Some(line.to_owned());
    }
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim().trim_matches('"'), value.trim());
    let is_open = value.matches(['[', '{']).count() != value.matches([']', '}']).count();
    let is_odd =
        key.contains(['.', '[']) || value.starts_with("\"\"\"") || value.starts_with("'''");
    (!key.is_empty() && !is_open && !is_odd).then(|| format!("{key}: {value}"))
}

fn json(lines: &[&str]) -> Option<(Code, Message, Message)> {
    let begin = lines
        .iter()
        .map(|line| line.trim())
        .find(|line| !line.is_empty() && *line != "{")?;
    if !begin.trim_start_matches('{').trim_start().starts_with('"') || !begin.contains(':') {
        return None;
    }
    let message = message!(
        "文首信息是 JSON，上下没有 ---",
        "the head is JSON without lines of --- around it"
    );
    let hint = message!(
        "在开头的 {{ 上面加一行 ---，在结尾的 }} 下面加一行 ---",
        "put a line of --- above its first brace and one below its last"
    );
    Some((Code::FrontMatterSyntax, message, hint))
}

/// Reports keys at the top of a text without a line of `---` above them.
fn without_dashes(lines: &[&str]) -> Option<(Code, Message, Message)> {
    let word = |line: &str| {
        let (word, _) = line.split_once([':', '：'])?;
        key_spec::find(&KEYS, word).map(|key| key.name)
    };
    word(lines.first()?)?;
    let is_head = |line: &&&str| !line.trim().is_empty() && line.trim() != "---";
    let head: Vec<&&str> = lines.iter().take_while(is_head).collect();
    let named: Vec<&str> = head.iter().filter_map(|line| word(line)).collect();
    let is_closed = lines
        .get(head.len())
        .is_some_and(|line| line.trim() == "---");
    let is_part =
        |line: &&&&str| line.starts_with([' ', '\t', '-', '#']) || line.contains([':', '：']);
    if head.iter().filter(is_part).count() < head.len() {
        return None;
    }
    if is_closed {
        let message = message!(
            "文首信息缺少第一行 ---",
            "the line of --- above the front matter is missing"
        );
        let hint = message!(
            "在文件最前面加一行 ---",
            "put a line of --- at the top of the file"
        );
        return Some((Code::FrontMatterUnclosed, message, hint));
    }
    // Lines such as 来源：… and 作者：… may stand at the top of a body.
    if named.len() < 2 || !named.contains(&"title") {
        return None;
    }
    let last = head.last()?.trim();
    let message = message!(
        "文首信息的上下没有 ---",
        "there are no lines of --- around the front matter"
    );
    let hint = message!(
        "在文件最前面加一行 ---，在“{last}”下面加一行 ---",
        "put a line of --- at the top of the file, and one below “{last}”"
    );
    Some((Code::FrontMatterUnclosed, message, hint))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::report;
    use crate::diagnostic::Diagnostics;

    fn told(text: &str) -> String {
        let found = foreign_head(&SourcePath::from("content/a.md"), text);
        report(Diagnostics::from_iter(found))
    }

    #[test]
    fn heads_of_other_formats_are_named() {
        insta::assert_snapshot!(
            [
                "+++\ntitle = \"甲\"\ndate = 2026-11-01\ntags = [\"宪法\"]\ndraft = false\n+++\n\n正文\n",
                "+++\ntitle = \"甲\"\n[params]\na = 1\n+++\n正文\n",
                "{\n  \"title\": \"甲\",\n  \"date\": \"2026-11-01\"\n}\n\n正文\n",
                "标题: 甲\n日期: 2026-11-01\n标签:\n  - 宪法\n---\n\n正文\n",
                "标题：甲\n日期：2026-11-01\n\n正文\n",
            ]
            .map(told)
            .join("\n")
        );
    }

    #[test]
    fn bodies_are_not_taken_for_heads() {
        for body in [
            "",
            "正文\n\n---\n\n正文\n",
            "+++\n正文\n",
            "{{ 模板 }}\n",
            "{甲}\n",
            "来源：示例网\n作者：张某\n\n正文\n",
            "标题：这是正文里的一句话\n\n正文\n",
            "日期: 2026\n正文里没有冒号的一行\n---\n",
        ] {
            assert_eq!(foreign_head(&SourcePath::from("a"), body), None, "{body:?}");
        }
    }
}
