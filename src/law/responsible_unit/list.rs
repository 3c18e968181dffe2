//! Parser for lists of names with role words in between: `市政府办牵头、市监察局、市效能办配合`.
//!
//! Input is text in normal width. A role word applies to all names back to the previous role word.

use super::name::{begins_with_verb, is_collective, is_unit_like, remark_start};
use super::role::{UnitRole, role_inside, role_within, strip_role};

/// Name in a list: its byte range in the list's text, and its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListedName {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) role: UnitRole,
}

/// Content of a list of names.
#[derive(Debug, Default)]
pub(crate) struct NameList {
    pub(crate) names: Vec<ListedName>,
    /// Byte range of a deadline among the names: `12月底前完成`.
    pub(crate) deadline: Option<(usize, usize)>,
    /// True if the list contains a role word.
    pub(crate) has_role_word: bool,
    /// True if some of the text is no name, role word, word of manner or deadline.
    pub(crate) has_prose: bool,
}

/// Separators of names; joining words count only where both sides are names.
const SEPARATORS: [char; 8] = ['、', '，', '；', '。', '\t', '/', '|', '·'];

/// Words that join names but also occur inside them (人力资源和社会保障局). Longest first.
const JOINING: [&str; 5] = ["以及", "会同", "和", "及", "与"];

/// Words before a name that do not belong to it.
const BEFORE: [&str; 9] = [
    "具体由",
    "并由",
    "由",
    "以",
    "请",
    "其中",
    "会同",
    "商",
    "并",
];

/// Parses a list. Names without a role word get `default`; `firm` means that the list's label gives
/// a specific role (牵头单位), which 负责 does not override.
pub(crate) fn read_list(text: &str, default: UnitRole, firm: bool) -> NameList {
    let mut list = NameList::default();
    let mut pending: Vec<PendingName> = Vec::new();
    let groups = text.contains('；') && text.contains(['、', '，']);
    for token in tokens(text) {
        let read = read_token(text, token);
        list.has_role_word |= read.role.is_some();
        list.has_prose |= read.is_prose;
        if read.deadline {
            list.deadline.get_or_insert((token.start, token.end));
            continue;
        }
        if let Some((start, end)) = read.name {
            if let Some(last) = pending.last_mut()
                && goes_on(&text[last.start..last.end], &text[start..end])
            {
                last.end = end;
                continue_role(read.role, default, firm, &mut pending, &mut list.names);
                continue;
            }
            if is_kind_of_place(&text[start..end]) {
                list.has_prose = true;
                continue;
            }
            if text[start..end].starts_with("其他") {
                // 其他相关单位 begins a new group.
                flush_default(&mut pending, default, &mut list.names);
            }
            match read.own_role {
                Some(role) => list.names.push(ListedName { start, end, role }),
                None => pending.push(PendingName {
                    start,
                    end,
                    joins: read.joins,
                }),
            }
        }
        continue_role(read.role, default, firm, &mut pending, &mut list.names);
        if groups && token.closes_group {
            flush_default(&mut pending, default, &mut list.names);
        }
    }
    flush_default(&mut pending, default, &mut list.names);
    list.names.sort_by_key(|named| named.start);
    list
}

/// Returns the end of the names and role words with which a sentence of prose begins: 市司法局牵头 of
/// 市司法局牵头，组织培训2次. The text is one sentence.
pub(crate) fn leading_duties(sentence: &str) -> Option<usize> {
    let mut end = None;
    for token in tokens(sentence) {
        let read = read_token(sentence, token);
        let names = |(start, stop): (usize, usize)| names_one(&sentence[start..stop]);
        if read.is_prose || read.name.is_none_or(|name| !names(name)) {
            let within = role_within(&sentence[token.start..token.end]);
            return within
                .filter(|(name, _)| names_one(without_prefix(name.trim()).1))
                .map(|(_, length)| token.start + length)
                .or(end);
        }
        if read.role.is_some() {
            end = Some(token.end);
        }
    }
    end
}

/// Returns true for the name of one unit, which prose can charge with a task.
fn names_one(name: &str) -> bool {
    name.chars().count() >= 3 && is_unit_like(name) && !is_collective(name)
}

/// Returns true if a name continues over a separator: 有关部门、单位 and 各县委、政府 are one each.
fn goes_on(before: &str, name: &str) -> bool {
    is_bare(name)
        || matches!(name, "政府" | "人民政府") && before.ends_with('委')
        || is_kind_of_place(name) && before.starts_with('各')
}

/// Returns true for the last word of a name over a separator: 各街道、镇.
fn is_kind_of_place(name: &str) -> bool {
    matches!(name, "镇" | "乡" | "县" | "区")
}

/// True for places that share their bodies' name: 各市、县（市、区）政府, 市、县司法行政部门, 各有关区、县级市.
fn shares_name(place: &str, after: &str) -> bool {
    let bare = place.strip_prefix('各').unwrap_or(place);
    let bare = bare.strip_prefix("有关").unwrap_or(bare);
    let places = bare.split('、');
    let mut places = places.map(str::trim);
    places.all(|place| {
        matches!(
            place,
            "省" | "市" | "县" | "区" | "州" | "旗" | "市（州）" | "市州" | "州（市）" | "设区市"
        )
    }) && after.starts_with(['县', '区', '州', '旗', '自'])
}

/// Returns true for words that name no unit without the preceding name.
fn is_bare(name: &str) -> bool {
    matches!(name, "单位" | "部门" | "企业" | "机关" | "直属机构")
}

/// Assigns a role word, if any, to the pending names.
fn continue_role(
    role: Option<UnitRole>,
    default: UnitRole,
    firm: bool,
    pending: &mut Vec<PendingName>,
    names: &mut Vec<ListedName>,
) {
    if let Some(role) = role {
        flush(
            pending,
            if firm && role == UnitRole::Responsible {
                default
            } else {
                role
            },
            names,
        );
    }
}

/// Name that awaits its role word.
struct PendingName {
    start: usize,
    end: usize,
    /// True if 会同 precedes: without a role word of its own, the unit supports.
    joins: bool,
}

/// Assigns a role to the pending names.
fn flush(pending: &mut Vec<PendingName>, role: UnitRole, names: &mut Vec<ListedName>) {
    names.extend(pending.drain(..).map(|name| ListedName {
        start: name.start,
        end: name.end,
        role,
    }));
}

/// Assigns the default role to pending names that no role word follows.
fn flush_default(pending: &mut Vec<PendingName>, default: UnitRole, names: &mut Vec<ListedName>) {
    names.extend(pending.drain(..).map(|name| {
        let role = if name.joins {
            UnitRole::Support
        } else {
            default
        };
        ListedName {
            start: name.start,
            end: name.end,
            role,
        }
    }));
}

/// Text between separators.
#[derive(Clone, Copy)]
struct ListToken {
    start: usize,
    end: usize,
    /// True if ； follows.
    closes_group: bool,
}

fn tokens(text: &str) -> Vec<ListToken> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    let mut skip_to = 0;
    for (at, sign) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        match sign {
            '（' | '【' => depth += 1,
            '）' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ => {
                if let Some(length) = separator(text, start, at, sign) {
                    tokens.push(ListToken {
                        start,
                        end: at,
                        closes_group: sign == '；',
                    });
                    start = at + length;
                    skip_to = start;
                }
            }
        }
    }
    tokens.push(ListToken {
        start,
        end: text.len(),
        closes_group: true,
    });
    tokens
}

/// Maximum length in bytes of a name with its role word.
const MOST_BYTES: usize = 240;

/// Returns the length of a separator at `at`, where a name that begins at `start` would end.
fn separator(text: &str, start: usize, at: usize, sign: char) -> Option<usize> {
    if sign == '、'
        && at - start <= MOST_BYTES
        && shares_name(text[start..at].trim(), &text[at + sign.len_utf8()..])
    {
        return None;
    }
    if SEPARATORS.contains(&sign) {
        return Some(sign.len_utf8());
    }
    let ends_name = || {
        if at - start > MOST_BYTES {
            return false;
        }
        let (name, role) = strip_role(text[start..at].trim());
        role.is_some() || is_unit_like(name)
    };
    if matches!(sign, ' ' | '\n') {
        return ends_name().then_some(1);
    }
    if sign == '等' {
        let after = &text[at + sign.len_utf8()..];
        return (names_many_of_place(after) && ends_name()).then_some(sign.len_utf8());
    }
    if !matches!(sign, '以' | '会' | '和' | '及' | '与') {
        return None;
    }
    let word = JOINING.iter().find(|word| text[at..].starts_with(**word))?;
    let after = &text[at + word.len()..];
    let next = || after.split(SEPARATORS).next().unwrap_or_default();
    (ends_name() && begins_name(next().trim())).then_some(word.len())
}

/// Returns true if a list's next name is that of many units of a place: 等市有关部门, unlike 等部门.
fn names_many_of_place(after: &str) -> bool {
    let token = after.split(SEPARATORS).next().unwrap_or_default();
    let (name, _) = strip_role(token.trim());
    name.starts_with(['市', '县', '区', '省', '州', '镇', '乡', '街'])
        && is_collective(name)
        && is_unit_like(name)
}

/// Returns true if a text can begin the next name of a list, unlike the bare 单位 of 部门和单位.
fn begins_name(next: &str) -> bool {
    let (name, _) = strip_role(without_and_so_on(next));
    !is_bare(name) && name.chars().count() >= 2
}

/// Content of a token.
#[derive(Default)]
struct TokenMeaning {
    name: Option<(usize, usize)>,
    /// Role word for this name and the preceding ones.
    role: Option<UnitRole>,
    /// Role in brackets for this name only: `市司法局（牵头）`.
    own_role: Option<UnitRole>,
    /// True if 会同 precedes the name.
    joins: bool,
    deadline: bool,
    /// True if the token is neither a name nor a role word nor a deadline.
    is_prose: bool,
}

fn read_token(text: &str, token: ListToken) -> TokenMeaning {
    let raw = &text[token.start..token.end];
    let (mut name, role) = strip_role(raw.trim().trim_end_matches(['【', '（']));
    let mut own_role = None;
    if let Some((before, bracketed)) = last_bracket(name) {
        let (rest, found) = strip_role(bracketed);
        if rest.is_empty() {
            (name, own_role) = (before.trim_end(), found);
        }
    }
    if is_deadline(name) {
        return TokenMeaning {
            deadline: true,
            role,
            ..TokenMeaning::default()
        };
    }
    let (stripped, second) = strip_role(without_and_so_on(name));
    name = stripped;
    let mut role = role.or(second);
    let mut is_prose = false;
    if role.is_none()
        && own_role.is_none()
        && let Some((before, found)) = role_inside(name)
    {
        (name, role, is_prose) = (before, Some(found), true);
    }
    let (joins, bare) = without_prefix(name);
    name = remark_start(bare).map_or(bare, |start| bare[..start].trim_end());
    let is_place = is_kind_of_place(name);
    is_prose |= !name.is_empty() && !is_place && (!is_unit_like(name) || begins_with_verb(name));
    let kept = Some(name)
        .filter(|name| is_place || is_name(name))
        .map(|name| {
            let start = name.as_ptr() as usize - text.as_ptr() as usize;
            (start, start + name.len())
        });
    TokenMeaning {
        name: kept,
        role,
        own_role,
        joins,
        deadline: false,
        is_prose,
    }
}

/// Strips the words before a name; returns true with the rest if 会同 is among them.
fn without_prefix(name: &str) -> (bool, &str) {
    let mut rest = name;
    let mut joins = false;
    while let Some((word, after)) = BEFORE
        .iter()
        .find_map(|word| rest.strip_prefix(word).map(|after| (word, after)))
        && !rest.starts_with("以下")
    {
        joins |= *word == "会同";
        rest = after.trim_start();
    }
    (joins, rest)
}

/// Splits off a bracket at the end: the text before it, and its content.
fn last_bracket(name: &str) -> Option<(&str, &str)> {
    let inner = name.strip_suffix('）')?;
    let open = inner.rfind('（')?;
    Some((&inner[..open], &inner[open + '（'.len_utf8()..]))
}

/// Strips a marker of an open list: 等, 等部门, 等省有关部门.
fn without_and_so_on(name: &str) -> &str {
    if let Some(at) = name.rfind('等')
        && is_unit_like(&name[..at])
        && ["部门", "单位"].iter().any(|ending| name.ends_with(ending))
    {
        return name[..at].trim_end();
    }
    name.strip_suffix('等').unwrap_or(name).trim_end()
}

/// Returns true if a token of a labeled list can be a name.
fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    (2..=30).contains(&count)
        && !name.contains(['：', '“', '《'])
        && !name.chars().all(|sign| !sign.is_alphanumeric())
        && (is_unit_like(name) || count <= 14 && !is_remark(name))
}

/// Returns true if a token is a remark on the list, not a name.
fn is_remark(name: &str) -> bool {
    [
        "不", "以下", "下同", "列", "排", "按", "并", "根据", "另", "略", "同时", "见", "详见",
        "此", "无", "结合", "各自", "共同", "分别", "全面",
    ]
    .iter()
    .any(|start| name.starts_with(start))
}

/// Phrases of time in a list: `12月底前完成`, `长期坚持`, `年内`.
const TIME: [&str; 16] = [
    "底前",
    "日前",
    "月前",
    "年前",
    "年内",
    "季度",
    "上半年",
    "下半年",
    "全年",
    "长期",
    "常年",
    "年底",
    "持续",
    "适时",
    "立即",
    "贯穿",
];

fn is_deadline(token: &str) -> bool {
    TIME.iter().any(|word| token.contains(word)) && !is_unit_like(token)
        || token.starts_with(|sign: char| sign.is_ascii_digit()) && token.contains(['年', '月'])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns `role name` pairs.
    fn read(text: &str) -> Vec<String> {
        read_list(text, UnitRole::Responsible, false)
            .names
            .into_iter()
            .map(|named| format!("{} {}", named.role.id(), &text[named.start..named.end]))
            .collect()
    }

    #[test]
    fn a_role_word_reaches_back_to_the_one_before() {
        assert_eq!(
            read("市政府办牵头、市监察局、市效能办配合，有关部门参与"),
            [
                "lead 市政府办",
                "support 市监察局",
                "support 市效能办",
                "participate 有关部门"
            ]
        );
        assert_eq!(
            read("市司法局、市教育局；各乡镇（街道）配合"),
            [
                "responsible 市司法局",
                "responsible 市教育局",
                "support 各乡镇（街道）"
            ]
        );
    }

    #[test]
    fn joining_words_part_names_but_not_within_them() {
        assert_eq!(
            read("市人力资源和社会保障局和市教育局及市工业和信息化局，各级各部门和单位"),
            [
                "responsible 市人力资源和社会保障局",
                "responsible 市教育局",
                "responsible 市工业和信息化局",
                "responsible 各级各部门和单位"
            ]
        );
    }

    #[test]
    fn tails_and_deadlines_are_no_units() {
        assert_eq!(
            read("由市司法局牵头，市民政局等部门按职责分工负责，12月底前完成，长期坚持"),
            ["lead 市司法局", "responsible 市民政局"]
        );
        assert_eq!(
            read("市司法局、市财政局，分别负责"),
            ["responsible 市司法局", "responsible 市财政局"]
        );
    }

    #[test]
    fn collective_names_are_whole() {
        for (text, names) in [
            (
                "市司法局等市有关部门，各县区",
                vec!["市司法局", "市有关部门", "各县区"],
            ),
            ("市民政局等部门", vec!["市民政局"]),
            (
                "各有关区、县级市，市司法局",
                vec!["各有关区、县级市", "市司法局"],
            ),
            (
                "各有关街道、镇，区司法局",
                vec!["各有关街道、镇", "区司法局"],
            ),
            (
                "市各执法单位（含派驻机构，下同）、市司法局",
                vec!["市各执法单位", "市司法局"],
            ),
        ] {
            let found = read_list(text, UnitRole::Responsible, false).names;
            let found: Vec<&str> = found
                .iter()
                .map(|named| &text[named.start..named.end])
                .collect();
            assert_eq!(found, names, "{text}");
        }
    }

    #[test]
    fn prose_begins_with_the_units_that_it_charges() {
        for (text, leading) in [
            (
                "由市委宣传部牵头，组织市委、市政府集体学法2次",
                Some("由市委宣传部牵头"),
            ),
            ("市司法局负责指导全市培训", Some("市司法局负责")),
            (
                "市司法局牵头，市教育局配合，举办培训4期",
                Some("市司法局牵头，市教育局配合"),
            ),
            ("各级司法行政部门负责本地区工作", None),
            ("市司法局负责人出席", None),
            ("牵头单位负责制定方案", None),
            ("联席会议由市司法局牵头", None),
            ("党委领导、政府负责的格局", None),
            ("市司法局要抓好落实", None),
        ] {
            let end = leading_duties(text);
            assert_eq!(end.map(|end| &text[..end]), leading, "{text}");
        }
    }

    #[test]
    fn brackets_nest_and_may_hold_a_role() {
        assert_eq!(
            read("市司法局（牵头）、市交通局（市道运局、市港航局）"),
            [
                "lead 市司法局",
                "responsible 市交通局（市道运局、市港航局）"
            ]
        );
    }
}
