//! A line of text, by what tells how it began and ended.

use super::line_mark::{LineMark, label, line_mark};
use crate::characters::is_han;
use crate::markdown::emphasis::MARK;
use crate::markdown::line_indents::is_wide_space;

/// End of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnding {
    /// 。！？；：…, also before closing quotes and brackets.
    Final,
    /// Punctuation or a word that something must follow: ，、（ 的 和.
    Open,
    /// A word, without punctuation.
    Bare,
}

/// Start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineStart {
    /// A blank line may be inserted before it.
    Free,
    /// The same, behind a hard break.
    AfterBreak,
    /// An inline element is open, or the line would be another block.
    Bound,
}

/// Indentation of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineIndent {
    /// None.
    None,
    /// Two half-width spaces or more, beyond those of its list item.
    Spaces,
    /// Wide spaces.
    Wide,
}

/// Form of a whole line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineForm {
    /// Nothing but a date.
    Date,
    /// `各科室：`
    Salutation,
    /// `标签：内容`
    Labelled,
    /// Anything else.
    Prose,
}

/// Line of a block with several lines.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    /// Start.
    pub start: LineStart,
    /// Indentation.
    pub indent: LineIndent,
    /// Form.
    pub form: LineForm,
    /// Columns: two for a Chinese character.
    pub width: usize,
    /// Mark at the beginning.
    pub mark: Option<LineMark>,
    /// End.
    pub ending: LineEnding,
    /// Last character before closing quotes and brackets.
    pub last: char,
    /// Sentences that end before the line's end.
    pub inner_sentences: usize,
    /// True if it has a comma.
    pub has_comma: bool,
    /// True if it has a Han character.
    pub has_han: bool,
    /// True if tabs or spaces part it into columns.
    pub has_columns: bool,
    /// True if it is nothing but digits.
    pub is_number: bool,
}

impl TextLine {
    /// Reads a line; `excess` is its indentation beyond that of its container.
    pub(super) fn new(written: &str, excess: usize) -> Self {
        let (text, is_wide) = without_indent(written);
        let indent = match excess {
            _ if is_wide => LineIndent::Wide,
            2.. => LineIndent::Spaces,
            _ => LineIndent::None,
        };
        let is_markup = |c: char| matches!(c, '*' | '_' | '~') || c == MARK || is_invisible(c);
        let text = text.trim_start_matches(|c| is_markup(c) || is_wide_space(c) || c == ' ');
        let text = text.trim_end_matches(|c: char| is_markup(c) || c.is_whitespace());
        let (ending, last) = ending(text);
        let begins = text.chars().next().is_some_and(begins_text)
            && (!text.contains('|') || label(text).is_some());
        let mut line = Self {
            start: if begins {
                LineStart::Free
            } else {
                LineStart::Bound
            },
            indent,
            form: form(text),
            width: 0,
            mark: line_mark(text),
            ending,
            last,
            inner_sentences: 0,
            has_comma: text.contains(['，', ',']),
            has_han: false,
            has_columns: false,
            is_number: text.bytes().all(|byte| byte.is_ascii_digit()),
        };
        line.read(text);
        line
    }

    /// Counts columns and sentences.
    fn read(&mut self, text: &str) {
        let mut depth = 0_usize;
        let mut has_ended = false;
        // Spaces before the character, and the one before these.
        let (mut gap, mut last) = (0, ' ');
        for c in text.chars() {
            match c {
                ' ' => gap += 1,
                '\t' | '　' => gap += 2,
                _ => {
                    self.has_columns |= gap > 1 || gap == 1 && is_han(last) && is_han(c);
                    (gap, last) = (0, c);
                }
            }
            self.width += if c < '\u{1100}' || matches!(c, '“' | '”' | '‘' | '’') {
                1
            } else {
                2
            };
            self.has_han |= is_han(c);
            match c {
                '“' | '「' | '『' | '（' | '(' | '《' | '【' => depth += 1,
                '”' | '」' | '』' | '）' | ')' | '》' | '】' => {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                '。' | '！' | '？' if depth == 0 => {
                    has_ended = true;
                    continue;
                }
                _ => {}
            }
            if has_ended && depth == 0 && !c.is_whitespace() && c != MARK && c != '*' {
                self.inner_sentences += 1;
                has_ended = false;
            }
        }
    }

    /// Returns true for a label without its content: `审查意见：`.
    pub(super) fn is_lone_label(&self) -> bool {
        self.form == LineForm::Labelled && self.ending == LineEnding::Final && self.width <= 24
    }

    /// Returns true for a line without any punctuation at its end that is not a Latin word.
    pub(super) fn is_bare(&self) -> bool {
        self.ending == LineEnding::Bare
            && (self.has_han && !self.last.is_ascii_alphabetic() || self.is_number)
    }
}

/// Returns a line without its indent, and true if that was of wide spaces or their entities.
fn without_indent(line: &str) -> (&str, bool) {
    const ENTITIES: [&str; 4] = ["&emsp;", "&ensp;", "&nbsp;", "&#160;"];
    let mut is_wide = false;
    let mut text = line;
    loop {
        let visible = text.trim_start_matches(is_invisible);
        let spaced = visible.trim_start_matches(is_wide_space);
        let rest = ENTITIES
            .iter()
            .find_map(|entity| spaced.strip_prefix(entity))
            .unwrap_or(spaced);
        is_wide |= rest.len() < visible.len();
        if rest.len() == text.len() {
            return (text, is_wide);
        }
        text = rest;
    }
}

/// Returns true for characters without a glyph, which copied text holds where lines begin and end.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}

/// Returns true for characters with which a paragraph begins that CommonMark takes for no other
/// block.
fn begins_text(c: char) -> bool {
    match c {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '(' | '"' => true,
        '，' | '。' | '、' | '；' | '：' | '！' | '？' | '）' | '》' | '”' | '’' | '】' | '」'
        | '…' | '～' => false,
        c => !c.is_ascii(),
    }
}

fn ending(text: &str) -> (LineEnding, char) {
    let text = match text.rfind("[^") {
        Some(at) if text.ends_with(']') => &text[..at],
        _ => text,
    };
    let is_closing = |c: char| {
        matches!(
            c,
            '”' | '’' | '」' | '』' | '）' | ')' | '》' | '】' | '"' | '\'' | '*' | ' '
        ) || c == MARK
    };
    let bare = text.trim_end_matches(is_closing);
    let Some(last) = bare.chars().next_back() else {
        return (LineEnding::Bare, ' ');
    };
    let ending = match last {
        '。' | '！' | '？' | '；' | '：' | '…' | '!' | '?' | ';' | ':' => LineEnding::Final,
        '.' if !bare[..bare.len() - 1].ends_with(|c: char| c.is_ascii_digit()) => LineEnding::Final,
        '，' | '、' | ',' | '—' | '－' | '-' | '“' | '‘' | '（' | '(' | '《' | '【' | '/' | '.'
        | '～' | '~' => LineEnding::Open,
        '的' | '和' | '与' | '及' | '或' | '第' | '据' | '照' | '是' | '在' | '对' | '把'
        | '被' | '将' | '等'
            if bare.len() == text.len() =>
        {
            LineEnding::Open
        }
        _ => LineEnding::Bare,
    };
    (ending, last)
}

fn form(text: &str) -> LineForm {
    if is_date(text) {
        LineForm::Date
    } else if is_salutation(text) {
        LineForm::Salutation
    } else if label(text).is_some() {
        LineForm::Labelled
    } else {
        LineForm::Prose
    }
}

/// Returns true for a line that is a date: `2026年11月1日`, `二〇二六年十一月一日`, `2026.11.1`.
fn is_date(text: &str) -> bool {
    let mut parts = text.split(['.', '-', '/', '．']);
    let mut is_part = |most: usize| {
        parts.next().is_some_and(|part| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    if text.len() >= 8 && is_part(4) && is_part(2) && is_part(2) && parts.next().is_none() {
        return true;
    }
    let is_number = |c: char| {
        c.is_ascii_digit()
            || ('０'..='９').contains(&c)
            || "一二三四五六七八九十〇零○Ｏ".contains(c)
    };
    let is_part = |c: char| is_number(c) || matches!(c, '年' | '月' | '日' | ' ' | '　');
    text.len() <= 48
        && text.starts_with(is_number)
        && text.contains('年')
        && text.contains('月')
        && text.chars().all(is_part)
}

/// Returns true for a salutation: short, with a colon at the end and an addressee before it.
fn is_salutation(text: &str) -> bool {
    const BEGINNINGS: [&str; 9] = [
        "各", "尊敬", "亲爱", "全体", "广大", "致", "全市", "全县", "全区",
    ];
    let Some(addressee) = text.strip_suffix(['：', ':']) else {
        return false;
    };
    let ends = "局委办会府们位院处科室部民友志生士校司所站乡镇村区县市";
    addressee.chars().count() <= 60
        && !addressee.contains(['。', '；', '！', '？'])
        && (BEGINNINGS.iter().any(|begin| addressee.starts_with(begin))
            || addressee.ends_with(|c| ends.contains(c)))
}

/// Kind of a line that is a row of one sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// A rule.
    Rule,
    /// Decoration that is left out.
    Nothing,
}

/// Returns the kind of a row that CommonMark takes for text.
pub(super) fn row_kind(line: &str) -> Option<RowKind> {
    let line = line.trim();
    let sign = line.chars().next()?;
    let kind = match sign {
        '—' | '－' | '─' | '━' | '―' | '＿' | '＊' => RowKind::Rule,
        '=' | '＝' | '═' => RowKind::Nothing,
        _ => return None,
    };
    let count = line.len() / sign.len_utf8();
    (count >= 3 && line.chars().all(|c| c == sign)).then_some(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_as_its_last_word_says() {
        for (text, expected) in [
            ("甲。", LineEnding::Final),
            ("甲。”", LineEnding::Final),
            ("甲。**", LineEnding::Final),
            ("甲。[^1]", LineEnding::Final),
            ("如下：", LineEnding::Final),
            ("甲，", LineEnding::Open),
            ("甲和", LineEnding::Open),
            ("甲", LineEnding::Bare),
            ("（公开）", LineEnding::Bare),
        ] {
            assert_eq!(TextLine::new(text, 0).ending, expected, "{text}");
        }
    }

    #[test]
    fn sentences_inside_quotes_are_not_counted() {
        assert_eq!(
            TextLine::new("他说：“好。走吧。”我们走。", 0).inner_sentences,
            0
        );
        assert_eq!(TextLine::new("好。走吧！我们走。", 0).inner_sentences, 2);
    }

    #[test]
    fn rows_are_one_sign_repeated() {
        assert_eq!(row_kind("————"), Some(RowKind::Rule));
        assert_eq!(row_kind("====="), Some(RowKind::Nothing));
        for text in ["——", "—甲—", "---", "", "……………………"] {
            assert_eq!(row_kind(text), None);
        }
    }

    #[test]
    fn dates_and_salutations() {
        for text in [
            "2026年11月1日",
            "二〇二六年十一月一日",
            "2026 年 11 月",
            "2026.12.4",
            "2026-12-04",
        ] {
            assert_eq!(TextLine::new(text, 0).form, LineForm::Date);
        }
        assert_eq!(TextLine::new("2026年11月1日起", 0).form, LineForm::Prose);
        for text in [
            "各科室、各司法所：",
            "尊敬的领导：",
            "县直各单位：",
            "市司法局：",
        ] {
            assert_eq!(TextLine::new(text, 0).form, LineForm::Salutation);
        }
        assert_ne!(
            TextLine::new("现将有关事项通知如下：", 0).form,
            LineForm::Salutation
        );
    }
}
