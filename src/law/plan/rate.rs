//! Rate phrases of a promised count: 每个行政村, 每人每年.

use super::target_words::{BOUNDS, VERBS};

/// Words that end the noun after 每.
const PER_ENDS: [&str; 19] = [
    "全年", "服务", "专家", "要", "应", "都", "有", "均", "须", "需", "原则", "集中", "定期",
    "确保", "必须", "实现", "专题", "通过", "就",
];

/// Returns the byte range of a rate phrase (每个行政村) in the text before an amount.
pub(super) fn per(before: &str) -> Option<(usize, usize)> {
    let starts: Vec<usize> = before.match_indices('每').map(|(at, _)| at).collect();
    starts.iter().find_map(|&start| {
        let rest = &before[start + '每'.len_utf8()..];
        let ends = VERBS
            .iter()
            .chain(&BOUNDS)
            .chain(&PER_ENDS)
            .filter(|word| word.chars().count() > 1 || PER_ENDS.contains(word));
        let end = ends
            .filter_map(|word| rest.find(word))
            .min()
            .unwrap_or(rest.len());
        let named = rest[..end].trim_end();
        let named = &named[..thing(named)
            .or_else(|| last_thing(named))
            .unwrap_or(named.len())];
        let count = named.chars().count();
        let is_named = (1..=12).contains(&count) && !named.contains(['，', '。']);
        is_named.then(|| (start, start + '每'.len_utf8() + named.len()))
    })
}

/// Returns the end of a further 每 with its noun: 每名副校长每学期 of 每名副校长每学期上课.
fn last_thing(named: &str) -> Option<usize> {
    let at = named.rfind('每')? + '每'.len_utf8();
    Some(at + thing(&named[at..])?)
}

/// Periods that a rate can name.
const PERIODS: [&str; 10] = [
    "季度", "半年", "年度", "学期", "学年", "年", "月", "周", "季", "天",
];

/// Returns the byte range of the period of a rate phrase: 每学年 of 每名副校长每学年.
pub(super) fn period(phrase: &str) -> Option<(usize, usize)> {
    let start = phrase.rfind('每')?;
    let noun = phrase[start + '每'.len_utf8()..].trim_start_matches('个');
    PERIODS.contains(&noun).then_some((start, phrase.len()))
}

/// Common nouns after 每; they end the phrase even if the text runs on (每个行政村法律明白人).
const THINGS: [&str; 32] = [
    "行政村",
    "村居",
    "村",
    "社区",
    "乡镇",
    "镇街",
    "镇",
    "街道",
    "县区",
    "区县",
    "县",
    "学校",
    "单位",
    "部门",
    "季度",
    "半年",
    "年度",
    "学期",
    "学年",
    "年",
    "月",
    "周",
    "季",
    "天",
    "班级",
    "网格",
    "园区",
    "党支部",
    "企业",
    "市",
    "区",
    "人",
];

/// Returns the end of the noun after 每, including a bracket and a further 每 after the noun.
fn thing(named: &str) -> Option<usize> {
    let bare = ["个", "名", "所", "家", "位", "一"]
        .iter()
        .find_map(|word| named.strip_prefix(word))
        .unwrap_or(named);
    let word = THINGS.iter().find(|word| bare.starts_with(**word))?;
    let mut end = named.len() - bare.len() + word.len();
    if named[end..].starts_with('（') {
        end += named[end..].find('）').map_or(0, |at| at + '）'.len_utf8());
    }
    match named[end..].strip_prefix('每') {
        Some(next) => Some(end + '每'.len_utf8() + thing(next).unwrap_or(next.len())),
        None => Some(end),
    }
}
