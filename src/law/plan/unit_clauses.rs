//! Clauses that name a paragraph's responsible units: in brackets, after a label, or as a paragraph
//! of their own.
//!
//! Input is one paragraph in normal form.

use crate::law::responsible_unit::{
    ListLabel, clause_label, is_duty_sentence, is_name_list, is_unit_clause, is_verb_form,
    leading_duties,
};

/// Clause that names units, in byte offsets of the paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitClause {
    /// Start, including the bracket.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Text inside the brackets.
    pub(super) inner: (usize, usize),
    /// True for a label whose list follows in the next paragraph.
    pub(super) is_bare_label: bool,
}

/// Returns the clauses of a paragraph, in order.
pub(super) fn find(text: &str) -> Vec<UnitClause> {
    let mut clauses = Vec::new();
    let mut at = 0;
    while let Some(clause) = next(text, at) {
        at = clause.end.max(at + 1);
        clauses.push(clause);
    }
    if clauses.is_empty() {
        clauses.extend(duty_sentences(text));
    }
    clauses
}

/// Words of a role, without one of which no sentence is a clause.
const ROLE_WORDS: [&str; 11] = [
    "牵头", "负责", "配合", "参与", "参加", "落实", "协助", "实施", "承办", "主办", "协办",
];

/// Longest sentence that can name units, in characters.
const MOST_CHARACTERS: usize = 150;

/// Returns the sentences (or the whole paragraph) that consist of names and role words, without
/// label and brackets.
fn duty_sentences(text: &str) -> impl Iterator<Item = UnitClause> {
    let is_possible = ROLE_WORDS.iter().any(|word| text.contains(word));
    let mut start = 0;
    let sentences = text.split_inclusive('。').filter(move |_| is_possible);
    sentences.filter_map(move |sentence| {
        let from = start;
        start += sentence.len();
        let bare = sentence.trim_end_matches(['。', ' ', '；']);
        let lead = bare.len() - bare.trim_start().len();
        let inner = (from + lead, from + bare.len());
        let names_units = sentence.chars().count() <= MOST_CHARACTERS
            && is_duty_sentence(&text[inner.0..inner.1]);
        names_units.then_some(UnitClause {
            start: inner.0,
            end: start,
            inner,
            is_bare_label: false,
        })
    })
}

/// Returns the byte range of the names and role words with which the first sentence of a paragraph
/// begins: 市司法局牵头 of 市司法局牵头，组织培训2次. They stay part of the text.
pub(super) fn leading(text: &str) -> Option<(usize, usize)> {
    let sentence = text.split('。').next().unwrap_or_default();
    let is_possible = sentence.contains("牵头") || sentence.contains("负责");
    let end = is_possible.then(|| leading_duties(sentence)).flatten()?;
    Some((0, end))
}

fn next(text: &str, from: usize) -> Option<UnitClause> {
    let mut before = if from == 0 {
        None
    } else {
        text[..from].chars().last()
    };
    let mut skip_to = from;
    for (at, sign) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        if matches!(sign, '（' | '【') {
            if let Some(clause) = bracketed(text, at, sign) {
                return Some(clause);
            }
        } else if let Some(clause) = labelled(text, at, before) {
            return Some(clause);
        }
        before = Some(sign);
        skip_to = at + sign.len_utf8();
    }
    None
}

/// Parses （责任单位：…） at any position, （市司法局牵头，…） at the end of a paragraph.
fn bracketed(text: &str, open: usize, sign: char) -> Option<UnitClause> {
    let inside = open + sign.len_utf8();
    let close = matching(text, open);
    let inner_end = close.unwrap_or(text.len());
    let inner = &text[inside..inner_end];
    let trimmed = inner.trim_start();
    let end = close.map_or(text.len(), |at| at + '）'.len_utf8());
    let clause = UnitClause {
        start: open,
        end,
        inner: (inside, inner_end),
        is_bare_label: false,
    };
    if clause_label(trimmed).is_some() {
        return Some(clause);
    }
    // 【责任单位】市司法局: the bracket holds only the label.
    if sign == '【'
        && close.is_some()
        && clause_label(&format!("{inner}："))
            .is_some_and(|(_, length)| length == inner.len() + '：'.len_utf8())
    {
        let end = end_of_list(text, end);
        return Some(UnitClause {
            end,
            inner: (inside, end),
            ..clause
        });
    }
    if close.is_none() {
        // Unclosed bracket: （市司法局牵头，各有关部门配合
        let is_last = open == 0 || text[..open].trim_end().ends_with('。');
        let is_short = trimmed.len() <= MOST_BYTES;
        return (is_last && is_short && is_verb_form(trimmed.trim_end_matches(['。', '；'])))
            .then_some(clause);
    }
    // A remark may follow the names: 以下均需各区落实，不再列出.
    let bare = without_remark(trimmed);
    let closes = closes_paragraph(&text[end..]);
    // After a full stop a bracket annotates the sentence; within one it may list examples.
    let annotates = sign == '【' || open == 0 || text[..open].trim_end().ends_with('。');
    let names_units =
        is_verb_form(bare) || closes && (is_unit_clause(bare) || annotates && is_name_list(bare));
    names_units.then_some(clause)
}

/// Strips the remark after the names: 以下均需各区落实，不再列出; 列第一位的为牵头单位，下同.
fn without_remark(text: &str) -> &str {
    let names = text.split('。').next().unwrap_or_default();
    let remark = [
        "；列",
        "；排",
        "；第一",
        "，列第一",
        "，排第一",
        "，下同",
        "；下同",
    ]
    .iter()
    .filter_map(|start| names.find(start))
    .min();
    names[..remark.unwrap_or(names.len())].trim_end_matches('；')
}

/// Returns true if a paragraph ends inside a bracket that names units.
pub(super) fn open_clause(text: &str) -> bool {
    text.match_indices(['（', '【']).any(|(at, sign)| {
        clause_label(text[at + sign.len()..].trim_start()).is_some() && matching(text, at).is_none()
    })
}

/// Returns true if only punctuation and further brackets follow.
fn closes_paragraph(after: &str) -> bool {
    let mut rest = after;
    for _ in 0..MOST_BRACKETS {
        rest = rest.trim_start_matches(['。', '；', '，', ' ', '.', '、']);
        if rest.is_empty() {
            return true;
        }
        match matching(rest, 0).filter(|_| rest.starts_with(['（', '【'])) {
            Some(close) => rest = &rest[close + '）'.len_utf8()..],
            None => return false,
        }
    }
    false
}

/// Limit of consecutive brackets at the end of a paragraph.
const MOST_BRACKETS: usize = 12;

/// Byte limit of a bracket with units; a longer one counts as unclosed.
const MOST_BYTES: usize = 1800;

/// Returns the offset of the bracket that closes the one at `open`, respecting nesting.
fn matching(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, sign) in text[open..]
        .char_indices()
        .take_while(|(at, _)| *at < MOST_BYTES)
    {
        match sign {
            '（' | '【' => depth += 1,
            '）' | '】' => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Parses 责任单位：… without brackets, at the start of a paragraph or after punctuation.
fn labelled(text: &str, at: usize, before: Option<char>) -> Option<UnitClause> {
    let at_start = before.is_none() || text[..at].trim().is_empty();
    let after_stop = matches!(
        before,
        Some('。' | '；' | '，' | ' ' | '\t' | '）' | '】' | '、')
    );
    if !at_start && !after_stop {
        return None;
    }
    let (label, length) = clause_label(&text[at..])?;
    let is_short = ["牵头", "配合", "参与", "责任", "时限", "期限"]
        .iter()
        .any(|word| {
            text[at..].starts_with(word) && text[at + word.len()..].trim_start().starts_with('：')
        });
    if !at_start && is_short || label == ListLabel::Deadline && !at_start && before == Some('，') {
        return None;
    }
    let end = end_of_list(text, at);
    let is_bare_label = text[at + length..end]
        .trim_matches(['。', ' ', '；'])
        .is_empty()
        && label != ListLabel::Deadline;
    Some(UnitClause {
        start: at,
        end,
        inner: (at, end),
        is_bare_label,
    })
}

/// Returns the end of an unbracketed list: the full stop before further prose, else the text's end.
fn end_of_list(text: &str, from: usize) -> usize {
    let stops = text[from..]
        .match_indices('。')
        .map(|(at, stop)| from + at + stop.len());
    for end in stops {
        let rest = text[end..].trim_start_matches([' ', '。']);
        if !rest.is_empty() && clause_label(rest).is_none() && !rest.starts_with(['（', '【']) {
            return end;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        find(text)
            .into_iter()
            .map(|clause| &text[clause.inner.0..clause.inner.1])
            .collect()
    }

    #[test]
    fn clauses_are_found_in_all_their_forms() {
        for (text, expected) in [
            (
                "抓好落实。（责任单位：市司法局）",
                vec!["责任单位：市司法局"],
            ),
            (
                "抓好落实（牵头单位：市司法局（市普法办）；配合单位：市教育局）。",
                vec!["牵头单位：市司法局（市普法办）；配合单位：市教育局"],
            ),
            (
                "（市司法局牵头，各有关部门按职责分工负责）",
                vec!["市司法局牵头，各有关部门按职责分工负责"],
            ),
            ("责任单位：市司法局。", vec!["责任单位：市司法局。"]),
            ("抓好落实。责任单位：市司法局", vec!["责任单位：市司法局"]),
            (
                "【责任单位】市司法局、市教育局",
                vec!["责任单位】市司法局、市教育局"],
            ),
            (
                "市司法局牵头，市教育局配合。",
                vec!["市司法局牵头，市教育局配合"],
            ),
            (
                "公示执法信息。区司法局牵头，各执法部门负责。",
                vec!["区司法局牵头，各执法部门负责"],
            ),
            (
                "推行“扫码入企”。由区司法局牵头，区应急局配合。12月底前完成。",
                vec!["由区司法局牵头，区应急局配合"],
            ),
            (
                "（责任单位：市司法局、市教育局",
                vec!["责任单位：市司法局、市教育局"],
            ),
            (
                "举办培训（责任单位：甲局）；开展检查（责任单位：乙局）。",
                vec!["责任单位：甲局", "责任单位：乙局"],
            ),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn prose_names_no_units() {
        for text in [
            "健全党委领导、政府负责、社会协同的格局。",
            "落实责任单位的责任，由市司法局牵头开展检查。",
            "严格按照《制度（试行）》的要求，（以下简称《纲要》）执行。",
            "建立第三方参与的机制",
            "发挥市直部门（单位）的作用。",
            "由市委宣传部牵头，组织市委、市政府集体学法2次。",
            "市司法局牵头推进，组织市委、市政府学法。",
            "各级司法行政部门负责本地区工作，每季度通报。",
        ] {
            assert_eq!(read(text), Vec::<&str>::new(), "{text}");
        }
    }
}
