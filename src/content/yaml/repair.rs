//! Repair of slips that YAML rejects or misreads: full-width colons, a colon without its space,
//! tabs. Each is reported, and patched in memory so that the rest of the text is read too.

use super::MOST_LOOKS;
use super::patched_source::{PatchedSource, SourcePatch};
use super::yaml_codes::YamlCodes;
use crate::content::key_spec::{self, KeySpec};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::message;

/// Longest word before a full-width colon that counts as a key although the table lacks it.
const LONGEST_KEY: usize = 8;

/// Slip: its patch and its diagnostic.
struct RepairedSlip {
    mend: SourcePatch,
    code: Code,
    message: Message,
    hint: Message,
}

/// Reports and patches the slips of a text.
pub(super) fn repair(
    script: &mut PatchedSource<'_>,
    dialect: &YamlCodes,
    keys: &'static [KeySpec],
    found: &mut Diagnostics,
) {
    let slips = LineCursor {
        dialect,
        keys,
        under: &[],
        block: None,
    }
    .slips(script.as_str());
    for (index, slip) in slips.iter().enumerate() {
        let is_near = index < MOST_LOOKS;
        let place = if is_near {
            script.place(slip.mend.bytes.start, 1)
        } else {
            script.top()
        };
        found.push(
            Diagnostic::new(slip.code, slip.message.clone())
                .at(place)
                .hint(slip.hint.clone()),
        );
    }
    let mends: Vec<SourcePatch> = slips.into_iter().map(|slip| slip.mend).collect();
    script.mend(&mends);
}

struct LineCursor<'d> {
    dialect: &'d YamlCodes,
    keys: &'static [KeySpec],
    /// Table of the current top-level key.
    under: &'static [KeySpec],
    /// Indentation of the key whose block scalar (`|`, `>`) is being skipped.
    block: Option<usize>,
}

impl LineCursor<'_> {
    fn slips(mut self, yaml: &str) -> Vec<RepairedSlip> {
        let mut slips = Vec::new();
        let mut start = 0;
        for line in yaml.split_inclusive('\n') {
            self.line(line.trim_end(), start, &mut slips);
            start += line.len();
        }
        slips
    }

    fn line(&mut self, line: &str, start: usize, slips: &mut Vec<RepairedSlip>) {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        if self
            .block
            .is_some_and(|block| body.is_empty() || indent > block)
            || body.starts_with('#')
        {
            return;
        }
        self.block = opens_block(body).then_some(indent);
        self.indentation(&line[..indent], start, slips);
        let word_at = indent + (body.len() - body.trim_start_matches("- ").len());
        if word_at == 0 {
            self.under = line
                .split([':', '：'])
                .next()
                .and_then(|word| key_spec::find(self.keys, word))
                .map_or(&[], KeySpec::table);
        }
        self.colon(&line[word_at..], start + word_at, word_at > 0, slips);
        self.commas(line, start, slips);
    }

    /// Checks the separators between the quoted values of a list: `["甲"，"乙"]`.
    fn commas(&self, line: &str, start: usize, slips: &mut Vec<RepairedSlip>) {
        let Some((before, list)) = line.split_once('[') else {
            return;
        };
        if !before.trim_end().ends_with([':', '：', '-']) {
            return;
        }
        let first = start + before.len() + 1;
        let mut quote = None;
        let mut after_quote = false;
        for (at, c) in list.char_indices() {
            match (quote, c) {
                (Some(open), _) if c == open => (quote, after_quote) = (None, true),
                (Some(_), _) => {}
                (None, '"' | '\'') if is_at_beginning(&list[..at]) => quote = Some(c),
                (None, '，' | '、' | '；') if after_quote => {
                    let bytes = first + at..first + at + c.len_utf8();
                    slips.push(self.full_width_comma(c, bytes));
                }
                (None, _) => after_quote &= c.is_whitespace(),
            }
        }
    }

    fn full_width_comma(&self, comma: char, bytes: std::ops::Range<usize>) -> RepairedSlip {
        RepairedSlip {
            mend: SourcePatch { bytes, by: ", " },
            code: self.dialect.comma,
            message: message!(
                "列表里用了全角的“{comma}”",
                "the list holds a full-width “{comma}”"
            ),
            hint: message!(
                "改成英文逗号：[\"甲\", \"乙\"]",
                "write an ASCII comma: [\"a\", \"b\"]"
            ),
        }
    }

    fn indentation(&self, indentation: &str, start: usize, slips: &mut Vec<RepairedSlip>) {
        for (at, c) in indentation.char_indices().filter(|(_, c)| *c != ' ') {
            let message = if c == '\t' {
                message!(
                    "缩进用了制表符（Tab），YAML 只认空格",
                    "the indentation holds a tab; YAML takes only spaces"
                )
            } else {
                message!(
                    "缩进用了全角空格，YAML 只认半角空格",
                    "the indentation holds a wide space; YAML takes only plain ones"
                )
            };
            slips.push(RepairedSlip {
                mend: SourcePatch {
                    bytes: start + at..start + at + c.len_utf8(),
                    by: "  ",
                },
                code: self.dialect.tab,
                message,
                hint: message!("删去它，改按两下空格键", "write two spaces instead"),
            });
        }
    }

    /// Checks the separator between a key and its value; `line` begins with the key.
    fn colon(&self, line: &str, start: usize, is_nested: bool, slips: &mut Vec<RepairedSlip>) {
        let Some((at, colon)) = line.char_indices().find(|(_, c)| matches!(c, ':' | '：')) else {
            return;
        };
        let after = at + colon.len_utf8();
        let next = line[after..].chars().next();
        if colon == ':' && next.is_none_or(|c| matches!(c, ' ' | '\t')) {
            return;
        }
        let word = line[..at].trim();
        let could_be = colon == '：' && is_like_a_key(line, word, is_nested);
        if !(could_be || self.is_key(word, is_nested)) {
            return;
        }
        let slip = match (colon, next) {
            ('：', _) => self.full_width_colon(word, start + at..start + after),
            (_, Some(c)) if c.is_whitespace() => self.no_space(
                start + after..start + after + c.len_utf8(),
                message!("冒号后面是全角空格", "a wide space follows the colon"),
            ),
            _ => self.no_space(
                start + after..start + after,
                message!("冒号后面少一个空格", "there is no space after the colon"),
            ),
        };
        slips.push(slip);
    }

    fn full_width_colon(&self, word: &str, bytes: std::ops::Range<usize>) -> RepairedSlip {
        RepairedSlip {
            mend: SourcePatch { bytes, by: ": " },
            code: self.dialect.colon,
            message: message!(
                "“{word}”后面是全角冒号",
                "a full-width colon follows “{word}”"
            ),
            hint: message!(
                "改成英文冒号加一个空格：“{word}: ”",
                "write an ASCII colon and a space: “{word}: ”"
            ),
        }
    }

    fn no_space(&self, bytes: std::ops::Range<usize>, message: Message) -> RepairedSlip {
        RepairedSlip {
            mend: SourcePatch { bytes, by: " " },
            code: self.dialect.syntax,
            message,
            hint: message!(
                "写成“字段: 值”，英文冒号后面空一个半角空格",
                "write “key: value”, with a plain space after the colon"
            ),
        }
    }

    fn is_key(&self, word: &str, is_nested: bool) -> bool {
        if is_nested {
            is_in_table(self.under, word)
        } else {
            key_spec::find(self.keys, word).is_some()
        }
    }
}

/// Returns true if a value of a list begins after `before`.
fn is_at_beginning(before: &str) -> bool {
    before.trim_end().is_empty() || before.trim_end().ends_with([',', '，', '、', '；', '['])
}

fn is_in_table(keys: &'static [KeySpec], word: &str) -> bool {
    key_spec::find(keys, word).is_some() || keys.iter().any(|key| is_in_table(key.table(), word))
}

/// Returns true if a top-level line can only be a key with a full-width colon.
fn is_like_a_key(line: &str, word: &str, is_nested: bool) -> bool {
    !is_nested
        && !word.is_empty()
        && word.chars().count() <= LONGEST_KEY
        && !word.starts_with(['-', '[', ']', '{', '}', '"', '\'', '《', '“'])
        && !line.contains(": ")
}

/// Returns true if a line opens a block scalar: `key: |`.
fn opens_block(body: &str) -> bool {
    let end = body.trim_end_matches(['-', '+', '1', '2', '3', '4']);
    end.ends_with(": |") || end.ends_with(": >")
}
