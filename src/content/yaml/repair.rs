//! Repair of slips that YAML rejects or misreads: full-width colons, a colon without its space,
//! tabs, text after ` #`. Each is reported, and patched in memory so that the rest of the text is read too.

use super::MOST_LOOKS;
use super::hashed_text::{self, HashedText};
use super::patched_source::{PatchedSource, SourcePatch};
use super::yaml_codes::YamlCodes;
use crate::characters::{code_point, is_han};
use crate::content::key_spec::{self, KeySpec, ValueShape};
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
    }
    .slips(yaml)
}

/// Returns the patches of slips in the order of the text.
pub(crate) fn patches(slips: Vec<RepairedSlip>) -> Vec<SourcePatch> {
    let mut patches: Vec<SourcePatch> = slips.into_iter().flat_map(|slip| slip.mends).collect();
    patches.sort_by_key(|patch| (patch.bytes.start, patch.bytes.end));
    patches
}

struct LineCursor<'d> {
    dialect: &'d YamlCodes,
    keys: KnownKeys,
    /// Table of the current top-level key.
    under: &'static [KeySpec],
    /// Indentation of the key whose block scalar (`|`, `>`) is being skipped.
    block: Option<usize>,
    /// True if the value of the current key is a text.
    holds_text: bool,
    /// Quotes that an earlier line opened.
    quote: Option<char>,
    /// True if indented lines may belong to the last line that is not indented.
    takes_nested: bool,
}

impl LineCursor<'_> {
    fn slips(mut self, yaml: &str) -> Vec<RepairedSlip> {
        let mut slips = breaking_characters(yaml);
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
        self.hashes(line, start, word_at, slips);
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

    /// Returns the value of a line, and its key if there is one.
    fn value_of<'l>(line: &'l str, word_at: usize) -> Option<(&'l str, usize)> {
        let rest = &line[word_at..];
        let colon = rest.char_indices().find(|(at, c)| match c {
            '：' => true,
            ':' => rest[at + 1..].starts_with([' ', '\t']) || at + 1 == rest.len(),
            _ => false,
        });
        match colon {
            Some((at, _)) if rest[..at].contains(['"', '[', '{']) => None,
            Some((at, c)) => Some((rest[..at].trim(), word_at + at + c.len_utf8())),
            None if word_at > 0 && line[..word_at].contains("- ") => Some(("", word_at)),
            None => None,
        }
    }

    /// Checks a value for text that YAML would take for a comment.
    fn hashes(&mut self, line: &str, start: usize, word_at: usize, slips: &mut Vec<RepairedSlip>) {
        let Some((word, value_at)) = Self::value_of(line, word_at) else {
            return;
        };
        if !word.is_empty() {
            self.holds_text = self.is_of_text(word);
        }
        let value = &line[value_at..];
        if let KnownKeys::Words { is_list, .. } = self.keys
            && is_list(word)
        {
            self.only_wide_commas(value, start + value_at, slips);
        }
        if !self.holds_text {
            return;
        }
        if let Some(found) = hashed_text::find(value, start + value_at) {
            slips.push(self.hash(line, start, found));
        } else if self.dialect.asks_of_comments {
            slips.extend(self.comment(line, start, value_at));
        }
    }

    fn hash(&self, line: &str, start: usize, found: HashedText) -> RepairedSlip {
        let mended = with_mends(line, start, &found.mends);
        let (message, hint) = if found.mends.is_empty() {
            (
                message!(
                    "“ #”后面的文字被当作注释，没有显示",
                    "the text after “ #” is taken for a comment"
                ),
                message!(
                    "用英文引号把整个值包住；值里的英文引号改成中文引号",
                    "put the value between quotes, and use others inside"
                ),
            )
        } else {
            (
                message!(
                    "“#”前面是空格，后面的文字在 YAML 里是注释；这里当作文字保留了",
                    "text after “ #” is a comment in YAML; it is kept as text"
                ),
                message!(
                    "加上英文引号：{mended}；真要写注释，# 后面空一格",
                    "put it between quotes: {mended}; a comment has a space after its #"
                ),
            )
        };
        RepairedSlip {
            at: found.at,
            mends: found.mends,
            code: self.dialect.doubtful,
            message,
            hint,
        }
    }

    /// Reports a comment in Chinese behind a text in Chinese, which may be meant as text.
    fn comment(&self, line: &str, start: usize, value_at: usize) -> Option<RepairedSlip> {
        let value = &line[value_at..];
        let text = value.trim_start();
        let from = value_at + (value.len() - text.len());
        if text.starts_with(['"', '\'', '|', '>', '[', '{', '&', '*', '!', '#']) {
            return None;
        }
        let at = hashed_text::comment(text)?;
        let is_chinese = |part: &str| part.contains(is_han);
        if !is_chinese(&text[..at]) || !is_chinese(&text[at..]) || text.contains('"') {
            return None;
        }
        let lost = text[at..].trim();
        let mended = format!("{}\"{}\"", &line[..from], text.trim_end());
        Some(RepairedSlip {
            at: start + from + at,
            mends: Vec::new(),
            code: self.dialect.doubtful,
            message: message!(
                "“{lost}”是注释，不会显示",
                "“{lost}” is a comment and is not shown"
            ),
            hint: message!(
                "要显示就加上英文引号：{mended}；真是注释，就单独写一行",
                "to show it, write {mended}; put a comment on a line of its own"
            ),
        })
    }

    /// Checks a list of texts whose only commas are of full width: `选项: [一，二]`.
    fn only_wide_commas(&self, value: &str, start: usize, slips: &mut Vec<RepairedSlip>) {
        let list = value.trim();
        if !list.starts_with('[') || !list.ends_with(']') || list.contains([',', '"', '\'', '#']) {
            return;
        }
        let Some(comma) = ['，', '；', '、']
            .into_iter()
            .find(|comma| list.contains(*comma))
        else {
            return;
        };
        for (at, _) in value.match_indices(comma) {
            let bytes = start + at..start + at + comma.len_utf8();
            slips.push(self.full_width_comma(comma, bytes));
        }
    }

    fn full_width_hash(&self, at: usize) -> RepairedSlip {
        RepairedSlip {
            at,
            mends: vec![SourcePatch {
                bytes: at..at + '＃'.len_utf8(),
                by: "# ",
            }],
            code: self.dialect.doubtful,
            message: message!(
                "注释用了全角的“＃”",
                "a comment begins with a full-width “＃”"
            ),
            hint: message!("改成英文的 # 加一个空格", "write # and a space"),
        }
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

    fn find(&self, word: &str) -> Option<&'static KeySpec> {
        match self.keys {
            KnownKeys::Table(keys) => key_spec::find(keys, word),
            KnownKeys::Words { .. } => None,
        }
    }

    /// Returns true if a key has texts, as every unknown one may.
    fn is_of_text(&self, word: &str) -> bool {
        let spec = key_spec::find(self.under, word).or_else(|| self.find(word));
        spec.is_none_or(|spec| {
            !matches!(
                spec.shape,
                ValueShape::Flag
                    | ValueShape::Number(..)
                    | ValueShape::Date
                    | ValueShape::Base
                    | ValueShape::Kind
                    | ValueShape::Choice(_)
            )
        })
    }
}

/// Finds characters that YAML takes for line ends, or refuses: U+2028, U+2029, U+FEFF.
fn breaking_characters(yaml: &str) -> Vec<RepairedSlip> {
    let mut slips = Vec::new();
    for c in ['\u{2028}', '\u{2029}', '\u{FEFF}'] {
        let mut bytes = [0; 4];
        let word = c.encode_utf8(&mut bytes);
        for at in memchr::memmem::find_iter(yaml.as_bytes(), word.as_bytes()) {
            let end = at + c.len_utf8();
            let is_word = |c: char| c.is_ascii_alphanumeric();
            let parts_words = yaml[..at].ends_with(is_word) && yaml[end..].starts_with(is_word);
            let c = code_point(c);
            slips.push(RepairedSlip {
                at,
                mends: vec![SourcePatch {
                    bytes: at..end,
                    by: if parts_words { " " } else { "" },
                }],
                code: Code::TextCharacter,
                message: message!(
                    "这里有看不见的字符 {c}，已去掉",
                    "there is an invisible character here, {c}, which is left out"
                ),
                hint: message!(
                    "多半是从网页、Word 或聊天里带来的：删掉这个值重新打一遍",
                    "it often comes with text from a web page or a word processor: delete the value and type it anew"
                ),
            });
        }
    }
    slips
}

/// Returns a line with patches applied, without its indentation.
fn with_mends(line: &str, start: usize, mends: &[SourcePatch]) -> String {
    let mut mended = line.to_owned();
    for mend in mends.iter().rev() {
        mended.replace_range(mend.bytes.start - start..mend.bytes.end - start, mend.by);
    }
    mended.trim().to_owned()
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
