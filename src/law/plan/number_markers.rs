//! Number markers that open a paragraph: 第一章, 一、, （一）, ㈠, 任务1：, 1., （1）, 1）, ①.
//!
//! Input is the start of one line in normal form. 第一， and 一是 inside a text are not markers.

use super::measures;
use crate::law::numerals;

/// Family of markers that number the same level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum MarkerFamily {
    /// 第一部分, 第一编
    Part,
    /// 第一章
    Chapter,
    /// 第一节
    Division,
    /// 第一条
    Article,
    /// 一、
    HanComma,
    /// （一） ㈠
    HanBracket,
    /// 任务1：
    Named,
    /// 1. 1、 ⒈
    Arabic,
    /// （1） ⑴
    ArabicBracket,
    /// 1）
    ArabicHalf,
    /// ①
    Circled,
    /// 一是, in a text without other markers
    Ordinal,
}

/// Marker at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NumberMarker {
    pub(super) family: MarkerFamily,
    pub(super) number: u32,
    /// Length of the label, in bytes.
    pub(super) length: usize,
    /// Byte offset of the text after the label and the punctuation or blanks that follow it.
    pub(super) skip: usize,
}

/// Parses the marker at the start of a line's content.
pub(super) fn scan(text: &str) -> Option<NumberMarker> {
    let (family, number, length) = [chapter, sign, bracketed, named, pointed]
        .iter()
        .find_map(|form| form(text))?;
    let after = &text[length..];
    let rest = after.trim_start_matches(['、', '.', ' ', '\t', '：']);
    Some(NumberMarker {
        family,
        number,
        length,
        skip: length + after.len() - rest.len(),
    })
}

/// Parses the numeral at the start of a text, at most four characters and 199: labels are no years.
fn numeral(text: &str, is_sign: fn(char) -> bool) -> Option<(u32, usize)> {
    let length: usize = text
        .chars()
        .take_while(|&sign| is_sign(sign))
        .map(char::len_utf8)
        .sum();
    let digits = &text[..length];
    if digits.chars().count() > 4 {
        return None;
    }
    let value = u32::try_from(numerals::parse(digits)?).ok()?;
    (1..=199).contains(&value).then_some((value, length))
}

fn han(text: &str) -> Option<(u32, usize)> {
    numeral(text, |sign| numerals::is_han_numeral(sign) && sign != '两')
}

fn arabic(text: &str) -> Option<(u32, usize)> {
    numeral(text, |sign| sign.is_ascii_digit())
}

const CHAPTERS: [(&str, MarkerFamily); 6] = [
    ("部分", MarkerFamily::Part),
    ("编", MarkerFamily::Part),
    ("篇", MarkerFamily::Part),
    ("章", MarkerFamily::Chapter),
    ("节", MarkerFamily::Division),
    ("条", MarkerFamily::Article),
];

fn chapter(text: &str) -> Option<(MarkerFamily, u32, usize)> {
    let rest = text.strip_prefix('第')?;
    let (value, length) = han(rest).or_else(|| arabic(rest))?;
    let (word, family) = CHAPTERS
        .iter()
        .find(|(word, _)| rest[length..].starts_with(*word))?;
    let end = '第'.len_utf8() + length + word.len();
    // 第一条规定 refers to an article; 第一条 followed by a blank is one.
    if *family == MarkerFamily::Article && !text[end..].starts_with(' ') {
        return None;
    }
    // 第一章 precedes its title, a blank or a colon, never 的, 中, a comma or another chapter.
    let next = text[end..].chars().next();
    let lists = next == Some('、') && text[end + '、'.len_utf8()..].starts_with('第');
    (!lists && !matches!(next, Some('的' | '中' | '，' | '。'))).then_some((*family, value, end))
}

/// Nouns that may precede the number of an item.
const NAMES: [&str; 11] = [
    "重点任务",
    "工作任务",
    "主要任务",
    "任务",
    "重点工作",
    "项目",
    "措施",
    "举措",
    "行动",
    "事项",
    "专项",
];

/// Parses 任务1：, 重点任务一、.
fn named(text: &str) -> Option<(MarkerFamily, u32, usize)> {
    let name = NAMES.iter().find(|name| text.starts_with(**name))?;
    let rest = text[name.len()..].trim_start_matches(' ');
    let start = text.len() - rest.len();
    let (value, length) = han(rest).or_else(|| arabic(rest))?;
    let end = start + length;
    text[end..]
        .starts_with(['：', '、', '.', ' '])
        .then_some((MarkerFamily::Named, value, end))
}

/// Parses 一是, 二要 at the start of a line; valid only in a text without other numbering.
pub(super) fn ordinal(text: &str) -> Option<NumberMarker> {
    let (number, length) = han(text)?;
    let word = text[length..]
        .chars()
        .next()
        .filter(|sign| matches!(sign, '是' | '要'))?;
    let length = length + word.len_utf8();
    Some(NumberMarker {
        family: MarkerFamily::Ordinal,
        number,
        length,
        skip: length,
    })
}

/// Parses a single character that is a whole marker: ㈠, ⑴, ⒈, ①.
fn sign(text: &str) -> Option<(MarkerFamily, u32, usize)> {
    let first = text.chars().next()?;
    let value = numerals::enclosed(first)?;
    let family = match first {
        '㈠'..='㈩' | '㊀'..='㊉' => MarkerFamily::HanBracket,
        '⑴'..='⒇' => MarkerFamily::ArabicBracket,
        '⒈'..='⒛' => MarkerFamily::Arabic,
        'Ⅰ'..='Ⅻ' => return None,
        _ => MarkerFamily::Circled,
    };
    Some((family, value, first.len_utf8()))
}

/// Parses （一） （1） 1）; 一） is no marker.
fn bracketed(text: &str) -> Option<(MarkerFamily, u32, usize)> {
    let inner = text.strip_prefix('（');
    let rest = inner.unwrap_or(text);
    let start = text.len() - rest.len();
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let rest = &rest[blanks..];
    let is_han = han(rest);
    let (value, length) = is_han.or_else(|| arabic(rest))?;
    let after = rest[length..].trim_start_matches(' ');
    let end = start + blanks + (rest.len() - after.len());
    let closed = after.starts_with('）');
    let family = match (inner.is_some(), is_han.is_some()) {
        (true, true) => MarkerFamily::HanBracket,
        (true, false) => MarkerFamily::ArabicBracket,
        (false, true) => return None,
        (false, false) => MarkerFamily::ArabicHalf,
    };
    closed.then_some((family, value, end + '）'.len_utf8()))
}

/// Parses 一、 1. 1、.
fn pointed(text: &str) -> Option<(MarkerFamily, u32, usize)> {
    let is_han = han(text);
    let (value, length) = is_han.or_else(|| arabic(text))?;
    let blanks = text[length..].len() - text[length..].trim_start_matches(' ').len();
    let rest = &text[length + blanks..];
    let point = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '、' | '.'))?;
    let after = &rest[point.len_utf8()..];
    if is_han.is_some() {
        return (!counts_on(after)).then_some((
            MarkerFamily::HanComma,
            value,
            length + blanks + point.len_utf8(),
        ));
    }
    let next = arabic_number(after);
    // 5月 and 12·4 are dates.
    let is_decimal =
        point == '.' && next.is_some_and(|rest| !rest.starts_with(['月', '年', '·', '•', '・']));
    let lists = point == '、' && next.is_some_and(|rest| rest.starts_with(['、', '，']));
    (!is_decimal && !lists).then_some((
        MarkerFamily::Arabic,
        value,
        length + blanks + point.len_utf8(),
    ))
}

/// Parses the marker before a title that begins with digits: 11.12348热线, 14.8个司法所. The caller
/// knows that its number is the next one; without that, the line would begin with a decimal.
pub(super) fn scan_before_digits(text: &str) -> Option<NumberMarker> {
    let (number, length) = arabic(text)?;
    let title = text[length..].strip_prefix('.')?;
    let rest = arabic_number(title)?;
    let digits = title.len() - rest.len();
    let next = rest.chars().next()?;
    let counts = || {
        measures::at_start(rest).is_some()
            || ["所", "级", "岁", "大", "%以上"]
                .iter()
                .any(|word| rest.starts_with(word))
    };
    let is_title = match digits {
        ..3 => next == '+' || next.is_ascii_alphabetic() || counts(),
        3.. => next.is_alphanumeric() || matches!(next, '+' | '-' | '、' | ' ' | '“' | '《'),
    };
    let is_amount = rest.starts_with(['万', '亿', '倍', '元']);
    (is_title && !is_amount).then_some(NumberMarker {
        family: MarkerFamily::Arabic,
        number,
        length: length + 1,
        skip: length + 1,
    })
}

/// Returns the text after the digits at the start of a text, or `None` without digits.
fn arabic_number(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    (rest.len() < text.len()).then_some(rest)
}

/// Returns true if 一、 begins a list of ordinals rather than a paragraph: 一、二审, 一、二、三级.
fn counts_on(after: &str) -> bool {
    han(after).is_some_and(|(_, length)| {
        after[length..].starts_with(['级', '审', '线', '类', '等', '、', '季'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_by_family_and_number() {
        for (text, family, number, label) in [
            ("一、总体要求", MarkerFamily::HanComma, 1, "一、"),
            ("十二 、总体要求", MarkerFamily::HanComma, 12, "十二 、"),
            ("（一）学法", MarkerFamily::HanBracket, 1, "（一）"),
            ("（十一）、学法", MarkerFamily::HanBracket, 11, "（十一）"),
            ("㈠学法", MarkerFamily::HanBracket, 1, "㈠"),
            ("1.学法", MarkerFamily::Arabic, 1, "1."),
            ("1.5月份开展活动", MarkerFamily::Arabic, 1, "1."),
            ("3、12月4日宣传宪法", MarkerFamily::Arabic, 3, "3、"),
            ("12.12·4国家宪法日宣传", MarkerFamily::Arabic, 12, "12."),
            ("22、学法", MarkerFamily::Arabic, 22, "22、"),
            ("⒈学法", MarkerFamily::Arabic, 1, "⒈"),
            ("（1）学法", MarkerFamily::ArabicBracket, 1, "（1）"),
            ("⑴学法", MarkerFamily::ArabicBracket, 1, "⑴"),
            ("1）学法", MarkerFamily::ArabicHalf, 1, "1）"),
            ("①学法", MarkerFamily::Circled, 1, "①"),
            ("第一章 总则", MarkerFamily::Chapter, 1, "第一章"),
            ("第一部分、总则", MarkerFamily::Part, 1, "第一部分"),
            ("第一条 学法", MarkerFamily::Article, 1, "第一条"),
            ("任务1：学法", MarkerFamily::Named, 1, "任务1"),
            ("重点任务二、学法", MarkerFamily::Named, 2, "重点任务二"),
        ] {
            let mark = scan(text).map(|mark| (mark.family, mark.number, &text[..mark.length]));
            assert_eq!(mark, Some((family, number, label)), "{text}");
        }
    }

    #[test]
    fn a_title_may_begin_with_digits() {
        for (text, number) in [
            ("11.12348热线提档升级", Some(11)),
            ("1.110联动机制", Some(1)),
            ("14.8个司法所规范化建设", Some(14)),
            ("16.1+N调解网络", Some(16)),
            ("2.110、12345、12348联动", Some(2)),
            ("6.60岁以上老年人法律援助", Some(6)),
            ("8.80%以上行政村建成工作室", Some(8)),
            ("3.15宣传", None),
            ("2.5万份资料", None),
            ("1.1开展宣传", None),
            ("98.5%", None),
        ] {
            let mark = scan_before_digits(text).map(|mark| mark.number);
            assert_eq!(mark, number, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_mark_is_none() {
        for text in [
            "2026年工作",
            "第一，学法",
            "一是学法",
            "3.15宣传",
            "（2026）6号",
            "1、2、3号楼",
            "一、二审案件",
            "第三方参与",
            "第三条规定",
            "第一章、第二章",
            "任务一览表",
            "措施1项",
            "（试行）",
        ] {
            assert_eq!(scan(text), None, "{text}");
        }
    }
}
