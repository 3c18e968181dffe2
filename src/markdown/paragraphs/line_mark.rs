//! Marks with which a line begins a paragraph of its own.

use crate::characters::is_han;
use crate::markdown::emphasis::MARK;

/// Kind of mark at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineMark {
    /// `第×条`, followed by a space or nothing.
    Article,
    /// `第×条` and the text at once, which may be a reference too.
    AttachedArticle,
    /// `一、`
    Han,
    /// `（一）`
    BracketedHan,
    /// `1.`, `1、`
    Digit,
    /// `（1）`, `1）`
    BracketedDigit,
    /// `①`, `㈠`, `Ⅰ.`
    Enclosed,
    /// `A.`
    Letter,
    /// `※`, `●`, `——`
    Bullet,
    /// `【…】`
    Bracket,
    /// `问：`, `答：`
    Speaker,
    /// `2026年11月1日`, as the lines under the title of a statute begin.
    Date,
    /// `第一，`, `一是`, `二要`
    Ordinal,
    /// `附件：`, `特此…`, `联系电话：`
    Label,
}

const HAN_DIGITS: &str = "一二三四五六七八九十百千〇零两";

const PARTS: [&str; 7] = ["条", "章", "节", "编", "部分", "分编", "步"];

/// Bullets besides geometric shapes, dingbats and pictographs.
const BULLETS: &str = "※•√·＊";

const SPEAKERS: [&str; 12] = [
    "问",
    "答",
    "甲问",
    "乙答",
    "提问",
    "回答",
    "记者",
    "Q",
    "A",
    "问题",
    "解答",
    "主持人",
];

/// Labels that stand at the beginning of a line, also behind prose.
const LABELS: [&str; 33] = [
    "附件",
    "附",
    "附表",
    "附录",
    "联系人",
    "联系电话",
    "咨询电话",
    "举报电话",
    "服务热线",
    "热线",
    "电话",
    "传真",
    "地址",
    "联系地址",
    "邮编",
    "邮箱",
    "电子邮箱",
    "网址",
    "时间",
    "活动时间",
    "地点",
    "活动地点",
    "主办",
    "主办单位",
    "承办",
    "承办单位",
    "协办单位",
    "抄送",
    "主送",
    "来源",
    "供稿",
    "备注",
    "注",
];

const CLOSINGS: [&str; 6] = [
    "特此通知",
    "特此公告",
    "特此函",
    "特此通告",
    "特此说明",
    "特此报告",
];

/// Returns the mark that a line begins with.
pub(super) fn line_mark(line: &str) -> Option<LineMark> {
    let first = line.chars().next()?;
    let rest = &line[first.len_utf8()..];
    match first {
        '第' => article(rest),
        '（' | '(' => bracketed(rest),
        '0'..='9' | '０'..='９' => numbered(line),
        '—' if rest.starts_with('—') && rest.len() > '—'.len_utf8() => Some(LineMark::Bullet),
        '【' => rest
            .char_indices()
            .take(20)
            .any(|(_, c)| c == '】')
            .then_some(LineMark::Bracket),
        '①'..='⓿' | '❶'..='➓' | '㈠'..='㈩' | '㊀'..='㊉' => Some(LineMark::Enclosed),
        'Ⅰ'..='ⅿ' => rest
            .starts_with(['.', '、', '．'])
            .then_some(LineMark::Enclosed),
        'A'..='H' if rest.starts_with(['.', '、', '．', '）']) => Some(LineMark::Letter),
        'a'..='z' if rest.starts_with([')', '）']) => Some(LineMark::Letter),
        c if is_bullet(c) => Some(LineMark::Bullet),
        c if HAN_DIGITS.contains(c) => {
            let rest = line.trim_start_matches(|c| HAN_DIGITS.contains(c));
            match rest.chars().next()? {
                '、' | '．' => Some(LineMark::Han),
                '是' | '要' => Some(LineMark::Ordinal),
                _ => None,
            }
        }
        _ => worded(line),
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

fn is_bullet(c: char) -> bool {
    BULLETS.contains(c)
        || matches!(c, '\u{25a0}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f300}'..='\u{1faff}')
}

fn article(rest: &str) -> Option<LineMark> {
    let after = rest.trim_start_matches(|c| is_digit(c) || HAN_DIGITS.contains(c));
    if after.len() == rest.len() {
        return None;
    }
    if after.starts_with('，') {
        return Some(LineMark::Ordinal);
    }
    let part = PARTS.iter().find(|part| after.starts_with(**part))?;
    let after = &after[part.len()..];
    let after = after.strip_prefix('之').map_or(after, |more| {
        more.trim_start_matches(|c| HAN_DIGITS.contains(c))
    });
    match after.chars().next() {
        None | Some('：' | '【') => Some(LineMark::Article),
        Some(c) if c.is_whitespace() => Some(LineMark::Article),
        Some(c) if is_han(c) || matches!(c, '《' | '“') => Some(LineMark::AttachedArticle),
        Some(_) => None,
    }
}

fn bracketed(rest: &str) -> Option<LineMark> {
    let inner = &rest[..rest.find(['）', ')'])?];
    if inner.is_empty() || inner.chars().count() > 4 {
        return None;
    }
    if inner.chars().all(|c| HAN_DIGITS.contains(c)) {
        Some(LineMark::BracketedHan)
    } else if inner.chars().all(is_digit) && inner.chars().count() < 4 {
        Some(LineMark::BracketedDigit)
    } else {
        None
    }
}

fn numbered(line: &str) -> Option<LineMark> {
    let rest = line.trim_start_matches(is_digit);
    if is_date(line) {
        return Some(LineMark::Date);
    }
    if line[..line.len() - rest.len()].chars().count() > 3 {
        return None;
    }
    if rest.is_empty() {
        return Some(LineMark::Digit);
    }
    let levels = rest.trim_start_matches(|c| c == '.' || is_digit(c));
    if levels.len() < rest.len() && rest.starts_with('.') && levels.starts_with([' ', '　']) {
        return Some(LineMark::Digit);
    }
    let mut rest = rest.chars();
    match rest.next()? {
        '\u{fe0f}' | '\u{20e3}' | '、' | '．' => Some(LineMark::Digit),
        '.' if !rest.next().is_none_or(is_digit) => Some(LineMark::Digit),
        '）' | ')' => Some(LineMark::BracketedDigit),
        _ => None,
    }
}

/// Returns true if a line begins with `2026年11月1日` and a space.
fn is_date(line: &str) -> bool {
    let mut rest = line;
    for (unit, least, most) in [('年', 4, 4), ('月', 1, 2), ('日', 1, 2)] {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        match rest[digits..].strip_prefix(unit) {
            Some(after) if (least..=most).contains(&digits) => rest = after,
            _ => return false,
        }
    }
    rest.starts_with([' ', '　'])
}

fn worded(line: &str) -> Option<LineMark> {
    if CLOSINGS.iter().any(|closing| line.starts_with(closing)) {
        return Some(LineMark::Label);
    }
    let label = label(line)?;
    if SPEAKERS.contains(&label) {
        return Some(LineMark::Speaker);
    }
    let label = label.trim_end_matches(is_digit);
    LABELS.contains(&label).then_some(LineMark::Label)
}

/// Returns the label of a line `标签：内容`, of at most ten characters without punctuation.
pub(super) fn label(line: &str) -> Option<&str> {
    let (end, _) = line
        .char_indices()
        .take(11)
        .find(|(_, c)| matches!(c, '：' | ':' | '|' | '｜'))?;
    let label = line[..end].trim_end_matches(['*', ' ', '　', MARK]);
    let is_word =
        |c: char| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '）' | '　' | ' ');
    let is_address = line[end..].starts_with("://");
    (!label.is_empty() && !is_address && label.chars().all(is_word)).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_known_by_their_first_characters() {
        for (line, mark) in [
            ("第十条　为了", LineMark::Article),
            ("第十条之一 为了", LineMark::Article),
            ("第3章", LineMark::Article),
            ("第十条规定的", LineMark::AttachedArticle),
            ("一、目标", LineMark::Han),
            ("十二、目标", LineMark::Han),
            ("（一）甲", LineMark::BracketedHan),
            ("(十一)甲", LineMark::BracketedHan),
            ("1.甲", LineMark::Digit),
            ("12．甲", LineMark::Digit),
            ("3、甲", LineMark::Digit),
            ("（1）甲", LineMark::BracketedDigit),
            ("1）甲", LineMark::BracketedDigit),
            ("①甲", LineMark::Enclosed),
            ("㈠甲", LineMark::Enclosed),
            ("Ⅱ.甲", LineMark::Enclosed),
            ("B.甲", LineMark::Letter),
            ("c)甲", LineMark::Letter),
            ("2026年11月1日 通过", LineMark::Date),
            ("※甲", LineMark::Bullet),
            ("——甲", LineMark::Bullet),
            ("【案情】甲", LineMark::Bracket),
            ("问：甲", LineMark::Speaker),
            ("Q: 甲", LineMark::Speaker),
            ("附件1：甲", LineMark::Label),
            ("特此通知。", LineMark::Label),
            ("第一，甲", LineMark::Ordinal),
            ("二是甲", LineMark::Ordinal),
            ("📍甲", LineMark::Bullet),
            ("1️⃣甲", LineMark::Digit),
            ("1.2.3 甲", LineMark::Digit),
            ("01", LineMark::Digit),
            ("联系电话:12348", LineMark::Label),
        ] {
            assert_eq!(line_mark(line), Some(mark), "{line}");
        }
    }

    #[test]
    fn other_beginnings_are_no_marks() {
        for line in [
            "第一次",
            "第十条、第十一条",
            "一定",
            "二〇二六年",
            "（草案）",
            "（以下简称甲）",
            "1.5万人",
            "2026.1",
            "12.4宪法日",
            "Apple",
            "—",
            "甲乙",
            "十分",
            "他说：好",
        ] {
            assert_eq!(line_mark(line), None, "{line}");
        }
    }

    #[test]
    fn a_label_is_a_short_word_before_a_colon() {
        assert_eq!(label("活动时间：三月"), Some("活动时间"));
        assert_eq!(label("时　间: 三月"), Some("时　间"));
        for line in [
            "https://a.cn",
            "会议指出，要求：",
            "甲",
            "：甲",
            "这是一个很长很长的词语：甲",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }
}
