//! Normal form of a text (one width of punctuation, digits and spaces, no Markdown emphasis), with
//! byte offsets back to the source.
//!
//! All other stages scan the normal form and print from the source, so none of them needs to know
//! that `(责任单位:` and `（责任单位：` are two spellings.

use std::borrow::Cow;
use std::ops::Range;

use crate::characters::is_han;
use crate::law::numerals;
use crate::limits::plan::BLANKS;

/// Byte range of the normal form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NormalizedSpan {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl NormalizedSpan {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.start == self.end
    }
}

/// Text and its normal form.
pub(super) struct NormalizedText<'t> {
    source: &'t str,
    normal: String,
    /// Source byte offset for each byte of the normal form and for its end.
    source_at: Vec<u32>,
}

impl<'t> NormalizedText<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        Self::joined(source, &[])
    }

    /// Normalizes a text and skips the given ranges, in order: line breaks inside paragraphs that
    /// were hard-wrapped at a fixed width.
    pub(super) fn joined(source: &'t str, joints: &[Range<usize>]) -> Self {
        let mut joints = joints.iter().peekable();
        let mut reading = Self {
            source,
            normal: String::with_capacity(source.len()),
            source_at: Vec::with_capacity(source.len() + 1),
        };
        let mut before = '\n';
        let mut at = 0;
        let mut blanks = 0;
        while let Some(sign) = source[at..].chars().next() {
            if let Some(joint) = joints.next_if(|joint| joint.start <= at) {
                at = joint.end.max(at);
                continue;
            }
            let rest = &source[at..];
            let skipped = silent(rest);
            if skipped > 0 {
                at += skipped;
                continue;
            }
            let (normal, length) = if line_break_tag(rest) > 0 {
                (' ', line_break_tag(rest))
            } else {
                (
                    normal_sign(sign, before, &rest[sign.len_utf8()..]),
                    sign.len_utf8(),
                )
            };
            blanks = if normal == ' ' || normal == '\t' {
                blanks + 1
            } else {
                0
            };
            if blanks <= BLANKS {
                reading.push(normal, at);
            }
            (before, at) = (normal, at + length);
        }
        reading.source_at.push(source.len() as u32);
        reading
    }

    fn push(&mut self, sign: char, at: usize) {
        self.normal.push(sign);
        self.source_at
            .extend(std::iter::repeat_n(at as u32, sign.len_utf8()));
    }

    /// Returns the whole source.
    pub(super) fn source(&self) -> &'t str {
        self.source
    }

    /// Returns the whole normal form.
    pub(super) fn normal(&self) -> &str {
        &self.normal
    }

    /// Returns the normal form of a span.
    pub(super) fn text(&self, span: NormalizedSpan) -> &str {
        self.normal.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the source bytes of a span.
    pub(super) fn range(&self, span: NormalizedSpan) -> Range<usize> {
        let at = |offset: usize| {
            self.source_at
                .get(offset)
                .map_or(self.source.len(), |&at| at as usize)
        };
        at(span.start)..at(span.end)
    }

    /// Returns a span as printed, without Markdown emphasis.
    pub(super) fn printed(&self, span: NormalizedSpan) -> String {
        let raw = self.source.get(self.range(span)).unwrap_or_default();
        without_silent(raw).trim().to_owned()
    }

    /// Trims white space from both ends of a span.
    pub(super) fn trim(&self, span: NormalizedSpan) -> NormalizedSpan {
        self.trim_matches(span, char::is_whitespace)
    }

    /// Trims the characters that `unwanted` accepts from both ends of a span.
    pub(super) fn trim_matches(
        &self,
        span: NormalizedSpan,
        unwanted: fn(char) -> bool,
    ) -> NormalizedSpan {
        let text = self.text(span);
        let start = span.start + (text.len() - text.trim_start_matches(unwanted).len());
        NormalizedSpan::new(
            start,
            start.max(span.start + text.trim_end_matches(unwanted).len()),
        )
    }
}

fn without_silent(raw: &str) -> Cow<'_, str> {
    if !raw.contains(['*', '\\', '\r', '\n', '\u{feff}', '\u{200b}', '<']) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(sign) = rest.chars().next() {
        let skipped = silent(rest);
        if skipped > 0 {
            rest = &rest[skipped..];
            continue;
        }
        if sign == '\n' {
            // A line break inside a paragraph joins the two lines.
            rest = rest.trim_start();
            let in_words = text.ends_with(|before: char| before.is_ascii_alphanumeric())
                && rest.starts_with(|after: char| after.is_ascii_alphabetic());
            text.truncate(text.trim_end().len());
            text.push_str(if in_words { " " } else { "" });
            continue;
        }
        let tag = line_break_tag(rest);
        text.push(if tag > 0 { '\n' } else { sign });
        rest = &rest[if tag > 0 { tag } else { sign.len_utf8() }..];
    }
    Cow::Owned(text)
}

/// Returns the length of ignorable bytes at the start: emphasis, escapes, zero-width characters.
fn silent(rest: &str) -> usize {
    if rest.starts_with("**") {
        return 2;
    }
    match rest.chars().next() {
        Some('\\') if rest[1..].starts_with(|sign: char| sign.is_ascii_punctuation()) => 1,
        Some('\r') => 1,
        Some(sign @ ('\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')) => sign.len_utf8(),
        _ => 0,
    }
}

fn line_break_tag(rest: &str) -> usize {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .find(|tag| rest.starts_with(**tag))
        .map_or(0, |tag| tag.len())
}

fn normal_sign(sign: char, before: char, after: &str) -> char {
    match sign {
        '(' => '（',
        ')' => '）',
        '；' | ';' => '；',
        '!' => '！',
        '?' => '？',
        '｡' => '。',
        '．' => '.',
        '／' => '/',
        '｜' => '|',
        '％' => '%',
        '[' | '［' | '〔' | '﹝' => '【',
        ']' | '］' | '〕' | '﹞' => '】',
        '﹕' | '︰' => '：',
        ':' if !(before.is_ascii_digit()
            && after.starts_with(|next: char| next.is_ascii_digit())) =>
        {
            '：'
        }
        ',' if !(before.is_ascii_digit() && groups_digits(after)) => '，',
        '.' if is_han(before) && !numerals::is_han_numeral(before) => '。',
        '０'..='９' => numerals::digit(sign)
            .and_then(|value| char::from_digit(value, 10))
            .unwrap_or(sign),
        '\n' | '\t' => sign,
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

/// Returns true if exactly three digits follow, so that the comma groups thousands.
fn groups_digits(after: &str) -> bool {
    after.bytes().take_while(u8::is_ascii_digit).count() == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_normal_form_has_one_width_and_leads_back() {
        let reading = NormalizedText::new("\u{feff}**(责任单位:Ａ局)**　1,000人,９:30\r\n");
        assert_eq!(reading.normal(), "（责任单位：Ａ局） 1,000人，9:30\n");
        let at = reading.normal().find("责任").unwrap_or(0);
        assert_eq!(
            reading.printed(NormalizedSpan::new(at, at + "责任单位：Ａ局）".len())),
            "责任单位:Ａ局)"
        );
    }
}
