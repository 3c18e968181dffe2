//! Slips about comments and invisible characters: text after ` #`, `＃`, U+2028.

use super::hashed_text::{self, HashedText};
use super::patched_source::SourcePatch;
use super::repair::{KnownKeys, LineCursor, RepairedSlip};
use crate::characters::{code_point, is_han};
use crate::content::key_spec::{self, ValueShape};
use crate::diagnostic::Code;
use crate::message;

impl LineCursor<'_> {
    /// Returns the value of a line, and its key if there is one.
    fn value_of(line: &str, word_at: usize) -> Option<(&str, usize)> {
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
    pub(super) fn hashes(
        &mut self,
        line: &str,
        start: usize,
        word_at: usize,
        slips: &mut Vec<RepairedSlip>,
    ) {
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

    pub(super) fn full_width_hash(&self, at: usize) -> RepairedSlip {
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
pub(super) fn breaking_characters(yaml: &str) -> Vec<RepairedSlip> {
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
