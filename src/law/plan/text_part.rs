//! Partition of the text: every byte belongs to exactly one named part.

use std::ops::Range;

/// Kind of a text part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// Title of the plan or of the covering notice.
    Title,
    /// 文号.
    DocumentNumber,
    /// Line of the metadata table (索引号, 成文日期 …).
    Metadata,
    /// 主送机关.
    Addressee,
    /// Covering notice: 现印发给你们…
    Cover,
    /// Text between the title and the first section.
    Preamble,
    /// Printed label of a section.
    SectionLabel,
    /// Heading of a section.
    SectionTitle,
    /// Text of a section that belongs to no item.
    SectionBody,
    /// Printed label of an item.
    ItemLabel,
    /// Title of an item.
    ItemTitle,
    /// Remaining text of an item.
    ItemBody,
    /// Clause that names the responsible units.
    Units,
    /// Deadline in a table column of its own.
    Deadline,
    /// Table header, and cells that are neither task nor unit.
    Table,
    /// Text after the last item.
    Tail,
    /// Boilerplate of a web page: print buttons, page numbers.
    Noise,
    /// Markdown syntax.
    Markup,
    /// White space between parts.
    Blank,
    /// Text that was not recognized.
    Unrecognised,
}

/// Byte range of the text with its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPart {
    /// Kind of the part.
    pub kind: PartKind,
    /// Byte range in the text.
    pub range: Range<usize>,
}

/// Returns the share of unrecognized bytes in all bytes of the text.
pub(super) fn unrecognised_share(parts: &[TextPart]) -> f64 {
    let bytes = |wanted: fn(&TextPart) -> bool| {
        let sum: usize = parts
            .iter()
            .filter(|part| wanted(part))
            .map(|part| part.range.len())
            .sum();
        u32::try_from(sum).map_or(f64::MAX, f64::from)
    };
    let all = bytes(|_| true);
    if all == 0.0 {
        0.0
    } else {
        bytes(|part| part.kind == PartKind::Unrecognised) / all
    }
}

/// Claims on byte ranges of the text, collected in any order.
#[derive(Default)]
pub(super) struct PartClaims(Vec<TextPart>);

impl PartClaims {
    pub(super) fn claim(&mut self, kind: PartKind, range: Range<usize>) {
        if !range.is_empty() {
            self.0.push(TextPart { kind, range });
        }
    }

    /// Appends the claims of another collection.
    pub(super) fn absorb(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    /// Returns the parts of the whole text: claims in order, overlaps cut in favor of the earlier
    /// claim, gaps filled in.
    pub(super) fn into_parts(mut self, text: &str) -> Vec<TextPart> {
        self.0
            .sort_by_key(|part| (part.range.start, part.range.end));
        let mut parts: Vec<TextPart> = Vec::with_capacity(self.0.len() * 2);
        let mut at = 0;
        for TextPart { kind, range } in self.0 {
            let start = range.start.max(at);
            if start >= range.end {
                continue;
            }
            push_gap(&mut parts, text, at..start);
            parts.push(TextPart {
                kind,
                range: start..range.end,
            });
            at = range.end;
        }
        push_gap(&mut parts, text, at..text.len());
        parts
    }
}

fn push_gap(parts: &mut Vec<TextPart>, text: &str, range: Range<usize>) {
    if range.is_empty() {
        return;
    }
    let gap = text.get(range.clone()).unwrap_or_default();
    let is_space =
        |sign: char| sign.is_whitespace() || matches!(sign, '\u{feff}' | '\u{200b}'..='\u{200f}');
    let kind = if gap.chars().all(is_space) {
        PartKind::Blank
    } else if gap.chars().all(|sign| is_space(sign) || is_markup(sign)) {
        PartKind::Markup
    } else {
        PartKind::Unrecognised
    };
    parts.push(TextPart { kind, range });
}

fn is_markup(sign: char) -> bool {
    "#*_|｜-:>+\\•●◆■▲★".contains(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_claims_is_named_and_overlaps_are_cut() {
        let text = "甲 乙丙|丁";
        let mut claims = PartClaims::default();
        claims.claim(PartKind::ItemBody, 0..3);
        claims.claim(PartKind::Units, 0..7);
        let kinds: Vec<_> = claims
            .into_parts(text)
            .into_iter()
            .map(|part| (part.kind, part.range))
            .collect();
        assert_eq!(
            kinds,
            [
                (PartKind::ItemBody, 0..3),
                (PartKind::Units, 3..7),
                (PartKind::Unrecognised, 7..14)
            ]
        );
    }
}
