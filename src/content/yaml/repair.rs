//! Repair of slips that YAML rejects or misreads: full-width colons, a colon without its space,
//! tabs, text after ` #`. Each is reported, and patched in memory so that the rest of the text is read too.

use super::MOST_LOOKS;
use super::comment_slips::breaking_characters;
use super::patched_source::{PatchedSource, SourcePatch};
use super::yaml_codes::YamlCodes;
use crate::content::key_spec::{self, KeySpec};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Message};
use crate::message;

/// Longest word before a full-width colon that counts as a key although the table lacks it.
const LONGEST_KEY: usize = 8;

/// Keys that a text may have.
#[derive(Clone, Copy)]
pub(crate) enum KnownKeys {
    /// Keys of a table.
    Table(&'static [KeySpec]),
    /// Words of component blocks, at any depth, and those whose value is a list of texts.
    Words {
        is_key: fn(&str) -> bool,
        is_list: fn(&str) -> bool,
    },
}

/// Slip: its patches and its diagnostic.
pub(crate) struct RepairedSlip {
    /// Byte that is shown.
    pub(crate) at: usize,
    pub(super) mends: Vec<SourcePatch>,
    pub(crate) code: Code,
    pub(crate) message: Message,
    pub(crate) hint: Message,
}

/// Reports and patches the slips of a text.
pub(super) fn repair(
    script: &mut PatchedSource<'_>,
    dialect: &YamlCodes,
    keys: &'static [KeySpec],
    found: &mut Diagnostics,
) {
    let slips = slips(script.as_str(), dialect, KnownKeys::Table(keys));
    for (index, slip) in slips.iter().enumerate() {
        let is_near = index < MOST_LOOKS;
        let place = if is_near {
            script.place(slip.at, 1)
        } else {
            script.top()
        };
        found.push(
            Diagnostic::new(slip.code, slip.message.clone())
                .at(place)
                .hint(slip.hint.clone()),
        );
    }
    script.mend(&patches(slips));
}

/// Finds the slips of a text.
pub(crate) fn slips(yaml: &str, dialect: &YamlCodes, keys: KnownKeys) -> Vec<RepairedSlip> {
    LineCursor {
        dialect,
        keys,
        under: &[],
        block: None,
        holds_text: true,
        quote: None,
        takes_nested: true,
        has_hashes: false,
    }
    .slips(yaml)
}

/// Returns the patches of slips in the order of the text.
pub(crate) fn patches(slips: Vec<RepairedSlip>) -> Vec<SourcePatch> {
    let mut patches: Vec<SourcePatch> = slips.into_iter().flat_map(|slip| slip.mends).collect();
    patches.sort_by_key(|patch| (patch.bytes.start, patch.bytes.end));
    patches
}

pub(super) struct LineCursor<'d> {
    pub(super) dialect: &'d YamlCodes,
    pub(super) keys: KnownKeys,
    /// Table of the current top-level key.
    pub(super) under: &'static [KeySpec],
    /// Indentation of the key whose block scalar (`|`, `>`) is being skipped.
    pub(super) block: Option<usize>,
    /// True if the value of the current key is a text.
    pub(super) holds_text: bool,
    /// Quotes that an earlier line opened.
    pub(super) quote: Option<char>,
    /// True if indented lines may belong to the last line that is not indented.
    pub(super) takes_nested: bool,
    /// True if values are checked for `#`, or for what else stands in blocks.
    has_hashes: bool,
}

impl LineCursor<'_> {
    fn slips(mut self, yaml: &str) -> Vec<RepairedSlip> {
        let mut slips = breaking_characters(yaml);
        self.has_hashes = matches!(self.keys, KnownKeys::Words { .. })
            || memchr::memchr(b'#', yaml.as_bytes()).is_some();
        self.takes_nested = !yaml.starts_with([' ', '\t', '\u{3000}'])
            || !yaml
                .lines()
                .any(|line| line.starts_with(|c: char| !c.is_whitespace()));
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
        if self.is_in_quotes(body) {
            return;
        }
        if body.starts_with('＃') {
            slips.push(self.full_width_hash(start + indent));
            return;
        }
        self.block = opens_block(body).then_some(indent);
        let is_misplaced = indent > 0 && !self.takes_nested && self.begins_with_key(body);
        if is_misplaced {
            slips.push(self.indented_key(body, start..start + indent));
        } else {
            self.indentation(&line[..indent], start, slips);
        }
        let word_at = if is_misplaced {
            indent
        } else {
            indent + (body.len() - body.trim_start_matches("- ").len())
        };
        if indent == 0 && !body.is_empty() {
            self.takes_nested = Self::takes_nested(body);
        }
        if word_at == 0 {
            self.under = line
                .split([':', '：'])
                .next()
                .and_then(|word| self.find(word))
                .map_or(&[], KeySpec::table);
        }
        let is_nested = word_at > 0 && !is_misplaced;
        self.colon(&line[word_at..], start + word_at, is_nested, slips);
        self.commas(line, start, slips);
        if self.has_hashes {
            self.hashes(line, start, word_at, slips);
        }
    }

    /// Returns true if indented lines may follow a line: the value is below it, or not at its end.
    fn takes_nested(body: &str) -> bool {
        let value = body.split_once([':', '：']).map_or("", |(_, value)| value);
        let value = value.trim_start_matches('：').trim();
        body.starts_with('-')
            || value.is_empty()
            || value.starts_with(['|', '>', '&', '[', '{', '"', '\'', '#'])
    }

    /// Returns true for `key: value`, which cannot go on with a text of the lines above.
    fn begins_with_key(&self, body: &str) -> bool {
        body.split_once(':').is_some_and(|(word, value)| {
            (value.is_empty() || value.starts_with(' ')) && self.is_key(word, false)
        })
    }

    fn indented_key(&self, body: &str, bytes: std::ops::Range<usize>) -> RepairedSlip {
        RepairedSlip {
            at: bytes.start,
            mends: vec![SourcePatch { bytes, by: "" }],
            code: self.dialect.syntax,
            message: message!(
                "这一行的缩进不对：行首多了空格",
                "this line is indented wrongly: there are spaces before the key"
            ),
            hint: message!(
                "删去行首的空格，写成 {body}",
                "delete the spaces, as in {body}"
            ),
        }
    }

    /// Skips the lines of a quoted value that goes over several.
    fn is_in_quotes(&mut self, body: &str) -> bool {
        if let Some(open) = self.quote {
            if body.matches(open).count() % 2 == 1 {
                self.quote = None;
            }
            return true;
        }
        let value = body
            .split_once(": ")
            .map_or(body, |(_, value)| value)
            .trim();
        let open = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        self.quote = open.filter(|open| value.matches(*open).count() % 2 == 1);
        false
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

    pub(super) fn full_width_comma(
        &self,
        comma: char,
        bytes: std::ops::Range<usize>,
    ) -> RepairedSlip {
        RepairedSlip {
            at: bytes.start,
            mends: vec![SourcePatch { bytes, by: ", " }],
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
                at: start + at,
                mends: vec![SourcePatch {
                    bytes: start + at..start + at + c.len_utf8(),
                    by: "  ",
                }],
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
            at: bytes.start,
            mends: vec![SourcePatch { bytes, by: ": " }],
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
            at: bytes.start,
            mends: vec![SourcePatch { bytes, by: " " }],
            code: self.dialect.syntax,
            message,
            hint: message!(
                "写成“字段: 值”，英文冒号后面空一个半角空格",
                "write “key: value”, with a plain space after the colon"
            ),
        }
    }

    fn is_key(&self, word: &str, is_nested: bool) -> bool {
        match self.keys {
            KnownKeys::Words { is_key, .. } => is_key(word),
            KnownKeys::Table(_) if is_nested => is_in_table(self.under, word),
            KnownKeys::Table(_) => self.find(word).is_some(),
        }
    }

    pub(super) fn find(&self, word: &str) -> Option<&'static KeySpec> {
        match self.keys {
            KnownKeys::Table(keys) => key_spec::find(keys, word),
            KnownKeys::Words { .. } => None,
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
