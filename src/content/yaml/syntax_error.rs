//! Reports of the YAML parser, translated for editors.

use super::node::YamlError;
use super::patched_source::PatchedSource;
use super::yaml_codes::YamlCodes;
use crate::diagnostic::{Diagnostic, Message};
use crate::message;

/// Position of a parser report: where it failed, or where the enclosing construct began.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReportTarget {
    Stumble,
    Beginning,
}
use ReportTarget::{Beginning, Stumble};

/// Known report of the parser: words that identify it, its position, its meaning and the repair,
/// each in Chinese and English.
struct ParserReport {
    words: &'static [&'static str],
    pointing: ReportTarget,
    meaning: (&'static str, &'static str),
    mend: (&'static str, &'static str),
}

const fn report(
    words: &'static [&'static str],
    pointing: ReportTarget,
    meaning: (&'static str, &'static str),
    mend: (&'static str, &'static str),
) -> ParserReport {
    ParserReport {
        words,
        pointing,
        meaning,
        mend,
    }
}

const IN_QUOTES: (&str, &str) = (
    "用英文双引号把整个值包住",
    "put the whole value between ASCII double quotes",
);

const TOO_DEEP: ((&str, &str), (&str, &str)) = (
    ("嵌套或引用太深", "this nests too deeply"),
    (
        "把多余的括号、引用删去",
        "take out brackets and aliases that are not needed",
    ),
);

/// Known reports; the first match applies.
const REPORTS: [ParserReport; 16] = [
    report(
        &["mapping values are not allowed"],
        Stumble,
        (
            "这里多了一个英文冒号，或者这一行的缩进不对",
            "there is a colon too many here, or the line is indented wrongly",
        ),
        (
            "值里要写英文冒号加空格时，用英文双引号把整个值包住；否则检查缩进",
            "put a value that holds a colon and a space between ASCII double quotes; else look at the indentation",
        ),
    ),
    report(
        &["expected ',' or ']'"],
        Beginning,
        (
            "方括号没有闭合，或者列表里少了英文逗号",
            "the bracket is not closed, or a comma is missing in the list",
        ),
        ("写成 [甲, 乙]：英文方括号、英文逗号", "write [a, b]"),
    ),
    report(
        &["expected ',' or '}'"],
        Beginning,
        (
            "花括号没有闭合，或者里面少了英文逗号",
            "the brace is not closed, or a comma is missing in it",
        ),
        (
            "写成 {item: 9, count: 1}：英文花括号、英文逗号",
            "write {item: 9, count: 1}",
        ),
    ),
    report(
        &["while scanning a quoted scalar", "unexpected"],
        Beginning,
        ("引号没有闭合", "the quotes are not closed"),
        (
            "在值的末尾补上同样的英文引号",
            "close the value with the same quotes",
        ),
    ),
    report(
        &["unknown escape character"],
        Stumble,
        (
            "双引号里的反斜杠有特殊含义",
            "a backslash has a meaning of its own between double quotes",
        ),
        (
            "改用英文单引号，或者把反斜杠写两遍",
            "use single quotes, or write the backslash twice",
        ),
    ),
    report(
        &["while scanning a simple key", "could not find expected ':'"],
        Beginning,
        ("这一行不是“字段: 值”", "this line is not “key: value”"),
        (
            "写成“字段: 值”，英文冒号后面空一格；上一行没写完的，这一行要缩进",
            "write “key: value”; indent a line that goes on",
        ),
    ),
    report(
        &["while parsing a block mapping", "did not find expected key"],
        Stumble,
        (
            "这里应当是一个字段：可能缩进没有对齐，也可能引号、方括号后面还有文字",
            "a key should stand here: the indentation may be wrong, or text follows quotes or brackets",
        ),
        IN_QUOTES,
    ),
    report(
        &["expected '-' indicator"],
        Stumble,
        (
            "列表里每一项都要以“- ”开头，并且对齐",
            "every item of this list begins with “- ”, in line with the others",
        ),
        ("检查这一行的缩进", "look at the indentation of this line"),
    ),
    report(
        &["block sequence entries are not allowed"],
        Stumble,
        ("“- ”不能写在这里", "“- ” cannot stand here"),
        (
            "列表从字段的下一行开始写，或者写成 [甲, 乙]",
            "begin the list on the next line, or write [a, b]",
        ),
    ),
    report(
        &["cannot start any token"],
        Stumble,
        (
            "值不能以这个符号开头",
            "a value cannot begin with this character",
        ),
        IN_QUOTES,
    ),
    report(
        &["alias"],
        Stumble,
        (
            "以 * 开头的值在 YAML 里另有含义",
            "a value that begins with * has a meaning of its own in YAML",
        ),
        IN_QUOTES,
    ),
    report(
        &["anchor"],
        Stumble,
        (
            "以 & 或 * 开头的值在 YAML 里另有含义",
            "a value that begins with & or * has a meaning of its own in YAML",
        ),
        IN_QUOTES,
    ),
    report(
        &["tag"],
        Stumble,
        (
            "以 ! 开头的值在 YAML 里另有含义",
            "a value that begins with ! has a meaning of its own in YAML",
        ),
        IN_QUOTES,
    ),
    report(
        &["block scalar"],
        Stumble,
        (
            "| 或 > 后面要换行，文字从下一行缩进写起",
            "text after | or > begins on the next line, indented",
        ),
        IN_QUOTES,
    ),
    report(&["limit exceeded"], Stumble, TOO_DEEP.0, TOO_DEEP.1),
    report(
        &["more than one document"],
        Stumble,
        (
            "字段没有对齐，或者有多余的 --- 行",
            "keys are not in line, or there is an extra line of ---",
        ),
        (
            "每个字段都从行首写起，删去行首的空格；中间的 --- 也删去",
            "begin each key at the beginning of its line; take out lines of --- between them",
        ),
    ),
];

/// Errors of serde for valid YAML with unexpected values.
const SHAPES: [(&str, (&str, &str)); 6] = [
    (
        "invalid type",
        (
            "这里的值不是该写的那一种",
            "a value here is of the wrong type",
        ),
    ),
    (
        "invalid value",
        ("这里的值不能用", "a value here cannot be used"),
    ),
    (
        "duplicate entry",
        ("同一个字段写了两次", "a key is given twice"),
    ),
    (
        "duplicate field",
        ("同一个字段写了两次", "a key is given twice"),
    ),
    ("missing field", ("缺少一个字段", "a key is missing")),
    (
        "did not match any variant",
        (
            "这里的值不是该写的那一种",
            "a value here is of the wrong type",
        ),
    ),
];

/// Appends the meaning of a parser report to a sentence, if known; the report is quoted separately.
pub(crate) fn fault(sentence: &Message, failure: &serde_yaml::Error) -> Message {
    let words = failure.to_string();
    let syntax = || {
        REPORTS
            .iter()
            .find(|report| report.words.iter().all(|part| words.contains(part)))
    };
    let shape = SHAPES
        .iter()
        .find(|(part, _)| words.contains(part))
        .map(|(_, meaning)| *meaning);
    match shape.or_else(|| syntax().map(|report| report.meaning)) {
        Some((zh, en)) => Message {
            zh: format!("{}：{zh}", sentence.zh),
            en: format!("{}: {en}", sentence.en),
        },
        None => sentence.clone(),
    }
}

/// Reports a fault, and the byte that caused it; `None` for the whole text.
pub(super) fn report_syntax_error(
    fault: &YamlError,
    script: &PatchedSource<'_>,
    dialect: &YamlCodes,
) -> (Diagnostic, Option<usize>) {
    match fault {
        YamlError::NotKeys => (not_keys(script, dialect), None),
        YamlError::TooMuch => (too_much(script, dialect), None),
        YamlError::Yaml(failure) => {
            let (told, at) = parser_report(failure, script, dialect);
            (told, Some(at))
        }
    }
}

/// Reports a text that is too long to be read.
pub(super) fn too_long(script: &PatchedSource<'_>, dialect: &YamlCodes) -> Diagnostic {
    let (zh, en) = dialect.name;
    let message = message!("{zh}太长，没有读", "{en} is too long to be read");
    Diagnostic::new(dialect.syntax, message)
        .at(script.top())
        .hint(message!(
            "正文写在 --- 的下面",
            "the text of a document stands below the ---"
        ))
}

/// Reports a byte at which a text nests too deeply to be read.
pub(super) fn too_deep(at: usize, script: &PatchedSource<'_>, dialect: &YamlCodes) -> Diagnostic {
    let (meaning, mend) = TOO_DEEP;
    Diagnostic::new(dialect.syntax, bilingual(meaning))
        .at(script.place(at, 1))
        .hint(bilingual(mend))
}

/// Returns the first byte that nests too deeply: parsing time is quadratic in the depth.
pub(super) fn deepest(yaml: &str) -> Option<usize> {
    const DEEPEST: usize = 100;
    let mut open = 0_usize;
    let mut items = 0_usize;
    let bytes = yaml.as_bytes();
    (0..bytes.len()).find(|&at| {
        match bytes[at] {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            b'-' | b'?' if bytes.get(at + 1) == Some(&b' ') => items += 1,
            b' ' => {}
            _ => items = 0,
        }
        open > DEEPEST || items > DEEPEST
    })
}

fn not_keys(script: &PatchedSource<'_>, dialect: &YamlCodes) -> Diagnostic {
    let (zh, en) = dialect.name;
    let message = message!(
        "{zh}要一行一个“字段: 值”",
        "{en} holds one “key: value” a line"
    );
    let at = script.as_str().len() - script.as_str().trim_start().len();
    Diagnostic::new(dialect.syntax, message)
        .at(script.place(at, usize::MAX))
        .hint(message!(
            "例如：标题: 宪法宣传周",
            "for example, title: Constitution Week"
        ))
}

fn too_much(script: &PatchedSource<'_>, dialect: &YamlCodes) -> Diagnostic {
    let (zh, en) = dialect.name;
    let message = message!(
        "{zh}里的内容太多，没有读完",
        "{en} holds too much to be read"
    );
    Diagnostic::new(dialect.syntax, message).at(script.top())
}

fn parser_report(
    failure: &serde_yaml::Error,
    script: &PatchedSource<'_>,
    dialect: &YamlCodes,
) -> (Diagnostic, usize) {
    let words = failure.to_string();
    let stumble = failure.location().map_or(0, |location| location.index());
    if let Some(found) = control_character(&words, script, dialect) {
        return found;
    }
    let known = REPORTS
        .iter()
        .find(|report| report.words.iter().all(|part| words.contains(part)));
    let at = match known {
        Some(report) if report.pointing == Beginning => {
            beginning(&words, script.as_str()).unwrap_or(stumble)
        }
        _ => stumble,
    };
    let (meaning, mend) = known.map_or(unknown(dialect), |report| {
        (bilingual(report.meaning), bilingual(report.mend))
    });
    let length = if words.contains("simple key") {
        usize::MAX
    } else {
        1
    };
    let found = Diagnostic::new(dialect.syntax, meaning)
        .at(script.place(at, length))
        .hint(mend)
        .quote(without_places(&words));
    (found, at)
}

fn bilingual((zh, en): (&str, &str)) -> Message {
    message!("{zh}", "{en}")
}

fn unknown(dialect: &YamlCodes) -> (Message, Message) {
    let (zh, en) = dialect.name;
    (
        message!("{zh}的写法有误，YAML 读不懂", "{en} is not YAML"),
        bilingual(IN_QUOTES),
    )
}

/// Removes the positions from a parser report, since they count from the front matter.
fn without_places(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some(at) = rest.find(" at line ") {
        kept.push_str(&rest[..at]);
        rest = rest[at..].find(',').map_or("", |comma| &rest[at + comma..]);
    }
    kept + rest
}

/// Returns the byte where the parser's construct began: `…, while parsing … at line 3 column 5`.
fn beginning(words: &str, yaml: &str) -> Option<usize> {
    let (_, context) = words.split_once(", while ")?;
    let (_, numbers) = context.rsplit_once(" at line ")?;
    let (line, column) = numbers.split_once(" column ")?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let start = match line.checked_sub(2) {
        Some(breaks) => yaml.match_indices('\n').nth(breaks)?.0 + 1,
        None => 0,
    };
    let (offset, _) = yaml[start..].char_indices().nth(column.checked_sub(1)?)?;
    Some(start + offset)
}

/// Locates a control character, which the parser reports without a position.
fn control_character(
    words: &str,
    script: &PatchedSource<'_>,
    dialect: &YamlCodes,
) -> Option<(Diagnostic, usize)> {
    if !words.contains("control characters") {
        return None;
    }
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')) || c == '\u{FEFF}'
    };
    let (at, c) = script
        .as_str()
        .char_indices()
        .find(|(_, c)| forbidden(*c) || *c >= '\u{FFFE}')?;
    let code = u32::from(c);
    let message = message!(
        "这里有一个看不见的控制字符（U+{code:04X}）",
        "there is an invisible control character here (U+{code:04X})"
    );
    let hint = message!(
        "多半是从别处粘贴来的，把它删去",
        "it was pasted in with the text; delete it"
    );
    Some((
        Diagnostic::new(dialect.syntax, message)
            .at(script.place(at, 1))
            .hint(hint),
        at,
    ))
}
