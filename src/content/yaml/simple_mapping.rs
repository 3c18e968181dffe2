//! Fast path for the YAML of nearly every head: one `key: value` a line, read without the parser.
//!
//! Results equal those of the parser; a text with anything else (indentation, comments, escapes,
//! anchors, other forms of numbers) is left to the parser as a whole.

use super::node::{YamlEntry, YamlNode};

/// Longest text of the fast path, in bytes; the parser counts the values of longer ones.
const LONGEST: usize = 16 * 1024;

/// Returns the entries of a text; `None` if it needs the parser.
pub(super) fn read(yaml: &str) -> Option<Vec<YamlEntry>> {
    if yaml.len() > LONGEST {
        return None;
    }
    let mut entries = Vec::new();
    for line in yaml.split_terminator('\n') {
        let line = line
            .strip_suffix('\r')
            .unwrap_or(line)
            .trim_end_matches(' ');
        if line.is_empty() {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let value = match value.strip_prefix(' ') {
            Some(value) => value.trim_start_matches(' '),
            None if value.is_empty() => value,
            None => return None,
        };
        entries.push(YamlEntry {
            key: self::key(key)?,
            value: self::value(value)?,
        });
    }
    Some(entries)
}

/// Reads a key: a Chinese word, or one of ASCII letters that is not reserved.
fn key(word: &str) -> Option<YamlNode> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || is_chinese(c);
    let is_text = word.starts_with(|c: char| !c.is_ascii_digit()) && word.chars().all(is_word);
    (is_text && !is_reserved(word)).then(|| YamlNode::Text(word.to_owned()))
}

fn value(written: &str) -> Option<YamlNode> {
    if written.is_empty() {
        return Some(YamlNode::Null);
    }
    if let Some(quoted) = written.strip_prefix('"') {
        let text = quoted.strip_suffix('"')?;
        return (is_printable(text) && !text.contains(['"', '\\']))
            .then(|| YamlNode::Text(text.to_owned()));
    }
    let Some(list) = written.strip_prefix('[') else {
        return scalar(written, false);
    };
    let items = list.strip_suffix(']')?.trim_matches(' ');
    if items.is_empty() {
        return Some(YamlNode::List(Vec::new()));
    }
    let items = items
        .split(',')
        .map(|item| scalar(item.trim_matches(' '), true));
    Some(YamlNode::List(items.collect::<Option<_>>()?))
}

/// Reads a value without quotes, in a list or alone.
fn scalar(written: &str, is_in_list: bool) -> Option<YamlNode> {
    let first = written.chars().next()?;
    if !(first.is_ascii_alphanumeric() || is_chinese(first)) || !is_printable(written) {
        return None;
    }
    let is_ended = written.contains(": ") || written.ends_with(':') || written.contains(" #");
    if is_ended || (is_in_list && written.contains(['[', ']', '{', '}', ':', '?', '"', '\'', '#']))
    {
        return None;
    }
    if !written.is_ascii() || is_date_like(written) || is_long_word(written) {
        return Some(YamlNode::Text(written.to_owned()));
    }
    match written {
        "true" => Some(YamlNode::Flag(true)),
        "false" => Some(YamlNode::Flag(false)),
        _ => number(written).map(YamlNode::Integer),
    }
}

/// Reads a whole number in its usual form; other forms need the parser.
fn number(written: &str) -> Option<i64> {
    let is_plain = written.len() <= 9 && written.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && (written == "0" || !written.starts_with('0'))).then(|| written.parse().ok())?
}

/// Returns true if a hyphen follows a digit, which happens in no number.
fn is_date_like(written: &str) -> bool {
    written
        .as_bytes()
        .windows(2)
        .any(|pair| pair[0].is_ascii_digit() && pair[1] == b'-')
}

/// Returns true if a word cannot be a number and is too long to be true, false or null.
fn is_long_word(written: &str) -> bool {
    written.len() > "false".len() && written.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn is_reserved(word: &str) -> bool {
    ["null", "true", "false"]
        .iter()
        .any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// True for characters that can begin Chinese text, which excludes spaces and YAML indicators.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' | '“' | '‘')
}

/// Returns true if the parser accepts all characters unchanged.
fn is_printable(text: &str) -> bool {
    text.chars().all(|c| match c {
        ' '..='~' => true,
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => c >= '\u{A0}',
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::node::YamlTree;
    use super::*;

    fn parsed(yaml: &str) -> Option<Vec<YamlEntry>> {
        let tree = YamlTree::parsed(yaml);
        tree.fault.is_none().then_some(tree.entries)
    }

    #[test]
    fn a_common_head_needs_no_parser() {
        let head = "title: 民法典宣传月：案例（第8期）\r\ndate: 2026-02-14T11:15:00+08:00\n\n标签: [宅基地, 出租 房屋]\n\
                    summary: \"“甲”: 乙 #1\"\nweight: 12\ndraft: false\nslug: a-b-2026\nmenu:\nlaws: [ ]\n";
        let read = read(head);
        assert_eq!(read.as_ref().map(Vec::len), Some(9));
        assert_eq!(read, parsed(head));
        assert_eq!(self::read(""), parsed(""));
    }

    #[test]
    fn the_rest_is_left_to_the_parser() {
        for yaml in [
            "a: 1\n b: 2",
            "a: [x\n",
            "a: |\n  b",
            "- a",
            "a: b: c",
            "a:b",
            "a: 'b'",
            "a: \"b\\n\"",
            "a: 0x1F",
            "a: b # c",
            "a: 1.5",
            "a: ~",
            "null: a",
            "007: a",
            "a: &x b",
            "a: [b, [c]]",
            "a: [b,,c]",
            "---",
            "# a",
            "a: {b: c}",
            "a: \u{7}字",
            "a: 字\u{2028}",
            "a: 字\tb",
            "a: Null",
            "甲：乙",
            "a: [b]c",
            "a: 字\r字",
        ] {
            assert_eq!(read(yaml), None, "{yaml:?}");
        }
    }

    const WORDS: &[&str] = &[
        "标题",
        "title",
        "date",
        "甲",
        "。",
        "（",
        "　",
        "“",
        "\u{FEFF}",
        "\u{85}",
        "\u{2028}",
        "\u{A0}",
        "true",
        "False",
        "null",
        "Null",
        "yes",
        "no",
        "1e5",
        "0x1",
        "0o7",
        "0b1",
        ".inf",
        ".nan",
        "nan",
        "inf",
        "infinity",
        "2026-11-26",
        "12:30:45",
        "1_000",
        "007",
        "-1",
        "+1",
        ": ",
        ":\n",
        " #",
        "\n- ",
        "\n  ",
        "[甲, 乙]",
        "\"甲\"",
        "e",
        "E",
        "---\n",
        "...\n",
        "é",
        "😀",
        "k: v\n",
        "甲: 乙\n",
    ];

    fn piece() -> impl Strategy<Value = String> {
        let marks = "[-:,\\[\\]{}#&*!|>'\"%@`?~ \\t\\r\\n.+_\\\\]";
        prop_oneof![3 => proptest::sample::select(WORDS).prop_map(str::to_owned), 1 => marks, 1 => "[a-zA-Z0-9]{1,7}"]
    }

    fn line() -> impl Strategy<Value = String> {
        let key = proptest::sample::select(
            &[
                "title", "标题", "n", "null", "a1", "甲 乙", "1", "e1", "inf",
            ][..],
        );
        let value = prop::collection::vec(piece(), 0..5).prop_map(|pieces| pieces.concat());
        let listed = prop::collection::vec(piece(), 0..4)
            .prop_map(|items| format!("[{}]", items.join(", ")));
        (key, prop_oneof![2 => value, 1 => listed])
            .prop_map(|(key, value)| format!("{key}: {value}\n"))
    }

    proptest! {
        #[test]
        fn what_is_read_plainly_is_what_the_parser_reads(
            yaml in prop_oneof![
                3 => prop::collection::vec(line(), 0..4).prop_map(|lines| lines.concat()),
                1 => prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat()),
            ]
        ) {
            if let Some(entries) = read(&yaml) {
                prop_assert_eq!(Some(entries), parsed(&yaml), "{:?}", yaml);
            }
        }
    }
}
