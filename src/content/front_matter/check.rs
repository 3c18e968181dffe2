//! Check of front matter against its kind: required keys, and no keys of other kinds.
//!
//! Separate from the reader, because the kind may come from the folder.

use std::ops::Range;

use super::keys::KEYS;
use super::{FrontMatter, foreign_keys};
use crate::content::key_spec::{self, KeySpec};
use crate::content::{DocumentKind, SourcePath, SplitText, StatedValue};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message, SourceLocation};
use crate::message;

/// Reports the keys that a document of a kind requires and lacks, and those that belong to another
/// kind. A key with a wrong value was already reported by the reader. Not for the `_index.md` of a
/// section, which requires nothing. A heading that opens the body replaces a title. A draft may lack anything: it is
/// not written yet.
pub(crate) fn check_required(
    kind: DocumentKind,
    front_matter: &FrontMatter,
    opening: Option<&str>,
    path: &SourcePath,
    text: &str,
    split: &SplitText,
) -> Diagnostics {
    let head = split.head.clone().unwrap_or(0..0);
    let required: &[&str] = if front_matter.draft == StatedValue::Known(true) {
        &[]
    } else {
        kind.facts().required
    };
    let mut found = Diagnostics::new();
    let written: Vec<WrittenKey<'_>> = written_keys(text, head.clone()).collect();
    for name in ["title"].iter().chain(required) {
        if !(has(front_matter, name) || *name == "title" && opening.is_some())
            && let Some(key) = key_spec::find(&KEYS, name)
        {
            let line = written.iter().find(|line| line.key.name == *name);
            if line.is_none_or(|line| line.is_empty) {
                let advice = advice(key, line.is_some(), split.head.is_some());
                found.push(missing(
                    kind,
                    key,
                    place(path, text, head.start, line),
                    advice,
                ));
            }
        }
    }
    let foreign = written.iter().filter(|line| !line.key.is_of(kind));
    found.extend(
        foreign
            .map(|line| belongs_elsewhere(kind, line, place(path, text, head.start, Some(line)))),
    );
    found
}

/// Returns the lines, from 1, of some keys with their canonical names.
pub(crate) fn lines_of(names: &[&str], text: &str, head: Range<usize>) -> Vec<(&'static str, u32)> {
    written_keys(text, head)
        .filter(|line| names.contains(&line.key.name))
        .map(|line| {
            (
                line.key.name,
                text[..line.offset].matches('\n').count() as u32 + 1,
            )
        })
        .collect()
}

fn has(front_matter: &FrontMatter, name: &str) -> bool {
    match name {
        "title" => front_matter
            .title
            .as_deref()
            .is_some_and(|title| !title.trim().is_empty()),
        // An unreadable date was already reported by the reader.
        "date" => !front_matter.date.is_absent(),
        "start" => front_matter.further.start.is_some(),
        "end" => front_matter.further.end.is_some(),
        "effective" => front_matter.further.effective.is_some(),
        _ => true,
    }
}

/// Key at the beginning of a line.
pub(super) struct WrittenKey<'t> {
    pub(super) key: &'static KeySpec,
    pub(super) word: &'t str,
    pub(super) offset: usize,
    /// True if the key has no value, neither on its line nor indented below.
    is_empty: bool,
}

/// Iterates over the keys at the beginning of the lines of a head.
pub(super) fn written_keys(text: &str, head: Range<usize>) -> impl Iterator<Item = WrittenKey<'_>> {
    let mut offset = head.start;
    let mut lines = text[head].split_inclusive('\n').peekable();
    std::iter::from_fn(move || {
        let line = lines.next()?;
        let start = offset;
        offset += line.len();
        let goes_on = lines
            .peek()
            .is_some_and(|next| next.starts_with([' ', '\t', '-']));
        Some(line.find([':', '：']).and_then(|at| {
            let word = &line[..at];
            let value = line[at..].trim_start_matches([':', '：']).trim();
            let key = (!word.starts_with(char::is_whitespace))
                .then(|| meaning(word))
                .flatten()?;
            Some(WrittenKey {
                key,
                word,
                offset: start,
                is_empty: (value.is_empty() || is_comment(value)) && !goes_on,
            })
        }))
    })
    .flatten()
}

/// Returns true for a value that is nothing but a comment: `标题: # 待填`.
fn is_comment(value: &str) -> bool {
    let rest = value.trim_start_matches('#');
    rest.len() < value.len() && rest.chars().next().is_none_or(char::is_whitespace)
}

/// Returns the key that a word names, in pufa or in another system.
fn meaning(word: &str) -> Option<&'static KeySpec> {
    key_spec::find(&KEYS, word).or_else(|| foreign_keys::find(word)?.key())
}

fn place(
    path: &SourcePath,
    text: &str,
    head: usize,
    line: Option<&WrittenKey<'_>>,
) -> SourceLocation {
    match line {
        Some(line) => {
            SourceLocation::in_text(path.as_str(), text, line.offset, line.word.chars().count())
        }
        None if head == 0 => SourceLocation::in_text(path.as_str(), text, 0, 1),
        None => SourceLocation::in_text(
            path.as_str(),
            text,
            text[..head].trim_end().rfind('\n').map_or(0, |at| at + 1),
            3,
        ),
    }
}

fn missing(
    kind: DocumentKind,
    key: &KeySpec,
    place: SourceLocation,
    advice: Message,
) -> Diagnostic {
    let kind_name = kind.name();
    let kind_id = kind.id();
    let name = key.name;
    let alias = key.alias;
    let message = message!(
        "{kind_name}要写“{alias}”（{name}）",
        "a document of kind {kind_id} needs “{name}”"
    );
    Diagnostic::new(Code::FrontMatterMissingKey, message)
        .at(place)
        .hint(advice)
}

/// Returns advice on writing a missing key: after its own colon, between the `---`, or at the top.
fn advice(key: &KeySpec, is_written: bool, has_head: bool) -> Message {
    let name = key.name;
    let alias = key.alias;
    let (zh, en) = match name {
        "title" => ("宪法宣传周活动方案", "a title of your own"),
        _ => ("2026-11-01", "2026-11-01"),
    };
    match (is_written, has_head) {
        (true, _) => {
            message!(
                "在冒号后面补上，例如 {alias}: {zh}",
                "write it after the colon, as in {name}: {en}"
            )
        }
        (_, true) => message!(
            "在文首的两行 --- 之间加一行，例如 {alias}: {zh}",
            "add a line between the two ---, as in {name}: {en}"
        ),
        _ => message!(
            "在文件最前面加三行：---、{alias}: {zh}、---",
            "begin the file with three lines: ---, {name}: {en}, ---"
        ),
    }
}

fn belongs_elsewhere(
    kind: DocumentKind,
    line: &WrittenKey<'_>,
    place: SourceLocation,
) -> Diagnostic {
    let kinds: Vec<&str> = line.key.kinds.iter().map(|kind| kind.name()).collect();
    let ids: Vec<&str> = line.key.kinds.iter().map(|kind| kind.id()).collect();
    let word = line.word;
    let kinds = kinds.join("、");
    let ids = ids.join(", ");
    let kind_name = kind.name();
    let kind_id = kind.id();
    let message = message!(
        "“{word}”是{kinds}的字段，这篇是{kind_name}",
        "“{word}” belongs to {ids}; this is of kind {kind_id}"
    );
    let hint = message!(
        "删去这一行；如果类型不对，改“类型”一行",
        "remove the line, or mend the kind"
    );
    Diagnostic::new(Code::FrontMatterUnknownKey, message)
        .at(place)
        .hint(hint)
}
