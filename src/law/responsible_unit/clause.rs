//! Parser for clauses that name units: `牵头单位：市司法局；配合单位：各乡镇（街道）`, `市司法局牵头，…配合`.
//!
//! Input is text in normal width; results are byte offsets into it.

use super::list::{ListedName, read_list};
use super::name::is_unit_like;
use super::role::{BODIES, PERSONS, UnitRole, WHOLE, stems, strip_role};

/// Content of a clause.
#[derive(Debug, Default)]
pub(crate) struct ClauseDuties {
    /// Names with their roles, in text order.
    pub(crate) names: Vec<ListedName>,
    /// Byte range of a deadline.
    pub(crate) deadline: Option<(usize, usize)>,
}

/// Label before a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListLabel {
    /// 牵头单位：
    Units(UnitRole),
    /// 责任人：
    Persons,
    /// 完成时限：
    Deadline,
}

/// Labels of a deadline.
const DEADLINE_LABELS: [&str; 12] = [
    "完成时限",
    "完成时间",
    "时限要求",
    "时间要求",
    "时间安排",
    "进度安排",
    "办结时限",
    "工作时限",
    "时间节点",
    "完成期限",
    "时限",
    "期限",
];

/// First characters of all labels, and of 市级 before them.
const LABEL_STARTS: [char; 24] = [
    '牵', '主', '配', '协', '参', '责', '负', '落', '承', '实', '执', '完', '任', '分', '联', '时',
    '进', '办', '工', '期', '市', '县', '区', '省',
];

/// Returns the label at the start of a text, and its length in bytes with colon and blanks.
pub(crate) fn clause_label(text: &str) -> Option<(ListLabel, usize)> {
    // Fast path, since every clause boundary is checked: most have another first character.
    if !text.starts_with(LABEL_STARTS) {
        return None;
    }
    let level = ["市级", "县级", "区级", "省级", "市直"]
        .iter()
        .find(|level| text.starts_with(**level));
    let skipped = level.map_or(0, |level| level.len());
    let (label, length) = label_at_start(&text[skipped..])?;
    Some((label, skipped + length))
}

/// Returns a label that has no 市级 before it.
fn label_at_start(text: &str) -> Option<(ListLabel, usize)> {
    for (stem, role) in stems() {
        let Some(middle) = spaced_prefix(text, stem) else {
            continue;
        };
        let bodies = BODIES.iter().map(|body| (*body, ListLabel::Units(role)));
        let mut ends = bodies.chain(PERSONS.iter().map(|person| (*person, ListLabel::Persons)));
        let found = ends.find_map(|(word, label)| {
            let end = middle + spaced_prefix(&text[middle..], word)?;
            Some((label, end + colon(&text[end..], word)?))
        });
        if found.is_some() {
            return found;
        }
    }
    let whole = WHOLE
        .into_iter()
        .map(|(word, role)| (word, role.map_or(ListLabel::Persons, ListLabel::Units)));
    whole
        .chain(DEADLINE_LABELS.map(|word| (word, ListLabel::Deadline)))
        .find_map(|(word, label)| {
            let end = spaced_prefix(text, word)?;
            Some((label, end + colon(&text[end..], word)?))
        })
}

/// Returns the byte length of a word at the start of a text, allowing blanks within it.
fn spaced_prefix(text: &str, word: &str) -> Option<usize> {
    let mut at = 0;
    for sign in word.chars() {
        at = text.len() - text[at..].trim_start_matches(' ').len();
        at += text[at..].starts_with(sign).then(|| sign.len_utf8())?;
    }
    Some(at)
}

/// Returns the length in bytes of a label's end: a colon, after （部门） or 为; a blank after 单位; the 】
/// of 【责任单位】.
fn colon(after: &str, word: &str) -> Option<usize> {
    let rest = after.trim_start_matches(' ');
    let rest = rest
        .strip_prefix("（部门）")
        .or_else(|| rest.strip_prefix('为'))
        .unwrap_or(rest);
    if let Some(colon) = ["：", "】：", "】"]
        .iter()
        .find(|colon| rest.starts_with(**colon))
    {
        return Some(after.len() - rest.len() + colon.len());
    }
    // 责任单位为市司法局
    let named = || {
        rest.split(['、', '，', '；', '。', '）'])
            .next()
            .unwrap_or_default()
    };
    if after.starts_with('为') && word.ends_with("单位") && is_unit_like(strip_role(named()).0) {
        return Some(after.len() - rest.len());
    }
    let blanks = after.len() - after.trim_start_matches(' ').len();
    (blanks > 0 && word.ends_with("单位") && after.len() > blanks).then_some(blanks)
}

/// Parses a clause with labels or, without any, in the verb form.
pub(crate) fn read_clause(text: &str) -> ClauseDuties {
    let mut duties = ClauseDuties::default();
    for (label, start, end) in segments(text) {
        match label {
            None => add_list(
                &mut duties,
                text,
                (start, end),
                UnitRole::Responsible,
                false,
            ),
            Some(ListLabel::Units(role)) => {
                add_list(
                    &mut duties,
                    text,
                    (start, end),
                    role,
                    role != UnitRole::Responsible,
                );
            }
            Some(ListLabel::Deadline) => {
                duties.deadline.get_or_insert((start, end));
            }
            Some(ListLabel::Persons) => {}
        }
    }
    duties
}

fn add_list(
    duties: &mut ClauseDuties,
    text: &str,
    (start, end): (usize, usize),
    default: UnitRole,
    firm: bool,
) {
    let end = list_end(text, start, end);
    let list = read_list(&text[start..end], default, firm);
    duties
        .names
        .extend(list.names.into_iter().map(|named| ListedName {
            start: named.start + start,
            end: named.end + start,
            role: named.role,
        }));
    if let (None, Some((from, to))) = (duties.deadline, list.deadline) {
        duties.deadline = Some((from + start, to + start));
    }
}

/// Returns the end of a list: the full stop after which a remark follows (以下均需…).
fn list_end(text: &str, start: usize, end: usize) -> usize {
    let stop = text[start..end]
        .match_indices('。')
        .map(|(at, _)| start + at)
        .find(|&at| {
            let rest = text[at + '。'.len_utf8()..end].trim();
            !rest.is_empty() && !is_unit_clause(rest)
        });
    stop.unwrap_or(end)
}

/// Splits a clause at its labels.
fn segments(text: &str) -> Vec<(Option<ListLabel>, usize, usize)> {
    let mut cuts = vec![(None, 0, 0)];
    let mut at_start = true;
    let mut depth = 0_u32;
    for (at, sign) in text.char_indices() {
        if at_start
            && depth == 0
            && let Some((label, length)) = clause_label(&text[at..])
        {
            cuts.push((Some(label), at, at + length));
        }
        match sign {
            '（' => depth += 1,
            '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at_start = matches!(
            sign,
            '；' | '，' | '。' | '、' | ' ' | '\n' | '\t' | '（' | '【' | '）' | '】'
        );
    }
    let ends: Vec<usize> = cuts
        .iter()
        .skip(1)
        .map(|&(_, start, _)| start)
        .chain([text.len()])
        .collect();
    cuts.into_iter()
        .zip(ends)
        .map(|((label, _, content), end)| (label, content, end.max(content)))
        .filter(|&(_, start, end)| start < end)
        .collect()
}

/// Returns true for unlabeled names with role words: `市司法局牵头，市教育局配合`.
pub(crate) fn is_unit_clause(text: &str) -> bool {
    is_names_only(text).is_some_and(|has_role_word| has_role_word || is_names_of_place(text))
}

/// Returns true if a text is names with at least one role word, and nothing else.
pub(crate) fn is_verb_form(text: &str) -> bool {
    is_names_only(text) == Some(true)
}

/// Returns true if a sentence is names with role words up to its end, and no word besides.
pub(crate) fn is_duty_sentence(text: &str) -> bool {
    is_verb_form(text) && !read_list(text, UnitRole::Responsible, false).has_prose
}

/// Returns true if a text is only names, with or without a prefix.
pub(crate) fn is_name_list(text: &str) -> bool {
    is_names_only(text) == Some(false)
}

/// Returns true if a text of only names and role words has role words; `None` for other texts.
fn is_names_only(text: &str) -> Option<bool> {
    if text.contains(['“', '《', '：']) {
        return None;
    }
    let list = read_list(text, UnitRole::Responsible, false);
    let names_only = list
        .names
        .iter()
        .all(|named| is_unit_like(&text[named.start..named.end]));
    let named: usize = list.names.iter().map(|named| named.end - named.start).sum();
    let rest = text.len().saturating_sub(named);
    let is_list = !list.names.is_empty() && names_only && rest <= text.len() / 2 + 24;
    (is_list && (!list.has_role_word || begins_with_name(text))).then_some(list.has_role_word)
}

/// Returns true if every name starts with a place or a collective word: 市司法局, 各有关部门.
fn is_names_of_place(text: &str) -> bool {
    read_list(text, UnitRole::Responsible, false)
        .names
        .iter()
        .all(|named| {
            let name = &text[named.start..named.end];
            name.chars().count() >= 3
                && name.starts_with(['市', '县', '区', '省', '州', '各', '团', '有'])
        })
}

fn begins_with_name(text: &str) -> bool {
    let first = text.split(['、', '，', '；']).next().unwrap_or_default();
    let first = first.trim().trim_start_matches(['由', '请']);
    let (name, _) = strip_role(first);
    !name.is_empty() && name != "政府" && name != "社会"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let duties = read_clause(text);
        let names = duties
            .names
            .iter()
            .map(|named| format!("{} {}", named.role.id(), &text[named.start..named.end]));
        let deadline = duties
            .deadline
            .map(|(start, end)| format!("by {}", &text[start..end]));
        names.chain(deadline).collect()
    }

    #[test]
    fn labels_give_roles_and_role_words_refine_them() {
        assert_eq!(
            read("牵头单位：市司法局；配合单位：市教育局、各乡镇（街道）；完成时限：12月底前"),
            [
                "lead 市司法局",
                "support 市教育局",
                "support 各乡镇（街道）",
                "by 12月底前"
            ]
        );
        assert_eq!(
            read("责任单位：市司法局牵头，各有关部门按职责分工负责"),
            ["lead 市司法局", "responsible 各有关部门"]
        );
        assert_eq!(
            read("牵头单位：市司法局、市财政局按职责分工负责"),
            ["lead 市司法局", "lead 市财政局"]
        );
        assert_eq!(read("责 任 单 位：市司法局"), ["responsible 市司法局"]);
        assert_eq!(read("市级牵头单位（部门）：市司法局"), ["lead 市司法局"]);
        assert_eq!(
            read("责任领导：张某；责任单位：市司法局"),
            ["responsible 市司法局"]
        );
    }

    #[test]
    fn every_label_begins_with_a_known_character() {
        let words = stems()
            .map(|(stem, _)| stem)
            .chain(WHOLE.map(|(word, _)| word));
        let labels = words.chain(DEADLINE_LABELS);
        for label in labels {
            assert!(label.starts_with(LABEL_STARTS), "{label}");
        }
    }

    #[test]
    fn a_verb_form_is_told_from_prose() {
        for text in [
            "市司法局牵头，市教育局配合，各有关部门参与",
            "市司法局、市委宣传部",
            "各有关部门按职责分工负责",
        ] {
            assert!(is_unit_clause(text), "{text}");
        }
        for text in [
            "政府负责",
            "党委领导、政府负责、社会参与",
            "试行",
            "市、县",
            "以下简称《纲要》",
            "市场主体参与",
        ] {
            assert!(!is_unit_clause(text), "{text}");
        }
    }
}
