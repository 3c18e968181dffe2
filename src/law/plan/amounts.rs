//! Amounts in a text: 2期, 10余场, 1.5万人次, 两次, 3至5个.

use super::measures;
use crate::law::numerals;

/// Number with its measure word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MeasuredAmount {
    /// Start of the numeral, in bytes.
    pub(super) start: usize,
    /// End of the measure word, in bytes.
    pub(super) end: usize,
    /// Number; the lower bound of a range, since the text promises no more.
    pub(super) count: u64,
    pub(super) measure: &'static str,
    /// True if the numeral is written in Han characters.
    pub(super) is_han: bool,
}

/// Returns all amounts of a text, except inside quotation marks and titles, which name things.
pub(super) fn find(text: &str) -> Vec<MeasuredAmount> {
    let mut found = Vec::new();
    let mut depth = 0_u32;
    let mut before = ' ';
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        match sign {
            '“' | '《' | '〈' | '「' | '‘' | '【' => depth += 1,
            '”' | '》' | '〉' | '」' | '’' | '】' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0
            && !continues(before)
            && let Some(number) = numeral(&text[at..])
            && !(number.is_han && makes_a_word(before))
        {
            let amount = amount(text, at, number);
            found.extend(amount);
            let end = amount.map_or(at + number.length, |amount| amount.end);
            (before, at) = (text[at..end].chars().last().unwrap_or(' '), end);
            continue;
        }
        (before, at) = (sign, at + sign.len_utf8());
    }
    found
}

/// Returns true if the character before a numeral makes it an ordinal or part of another number.
fn continues(before: char) -> bool {
    before.is_ascii_digit()
        || matches!(
            before,
            '第' | '.' | '·' | '+' | '＋' | '"' | '“' | '十' | '初' | '前' | '近' | '届'
        )
}

/// Returns true if the character before a Han numeral forms one word with it: 统一, 同一, 逐一.
fn makes_a_word(before: char) -> bool {
    matches!(
        before,
        '统' | '同' | '逐' | '唯' | '单' | '之' | '专' | '万' | '合' | '归'
    )
}

#[derive(Clone, Copy)]
struct ParsedNumber {
    value: u64,
    length: usize,
    is_han: bool,
}

/// Length limit of a Han numeral, in characters; no real count is longer.
const MOST_SIGNS: usize = 24;

/// Parses the numeral at the start of a text, including 万 after digits.
fn numeral(text: &str) -> Option<ParsedNumber> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return digits(text);
    }
    if !numerals::is_han_numeral(first) {
        return None;
    }
    let length: usize = text
        .chars()
        .take_while(|&sign| numerals::is_han_numeral(sign))
        .take(MOST_SIGNS)
        .map(char::len_utf8)
        .sum();
    let value = numerals::parse_han(&text[..length])?;
    Some(ParsedNumber {
        value,
        length,
        is_han: true,
    })
}

fn digits(text: &str) -> Option<ParsedNumber> {
    let whole = text
        .bytes()
        .enumerate()
        .take_while(|&(at, sign)| {
            sign.is_ascii_digit()
                || sign == b',' && text[at + 1..].starts_with(|next: char| next.is_ascii_digit())
        })
        .count();
    let value: u64 = text[..whole].replace(',', "").parse().ok()?;
    let fraction = text[whole..].strip_prefix('.').map_or("", |rest| {
        &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]
    });
    let length = whole
        + if fraction.is_empty() {
            0
        } else {
            1 + fraction.len()
        };
    let scale = [("万", 10_000_u64), ("千", 1000), ("百", 100)]
        .into_iter()
        .find(|(word, _)| text[length..].starts_with(*word));
    match scale {
        Some((word, scale)) => {
            let tenths: u64 = if fraction.is_empty() {
                0
            } else {
                fraction.parse().ok()?
            };
            let places = 10_u64.checked_pow(fraction.len() as u32)?;
            let value = value
                .checked_mul(scale)?
                .checked_add(tenths.checked_mul(scale)? / places)?;
            Some(ParsedNumber {
                value,
                length: length + word.len(),
                is_han: false,
            })
        }
        None if fraction.is_empty() => Some(ParsedNumber {
            value,
            length,
            is_han: false,
        }),
        None => None,
    }
}

fn amount(text: &str, start: usize, number: ParsedNumber) -> Option<MeasuredAmount> {
    let mut at = start + number.length;
    if !number.is_han && text[at..].starts_with(measures::SHARE) {
        return share(text, start, number);
    }
    let rest = &text[at..];
    if let Some(bar) = rest
        .chars()
        .next()
        .filter(|sign| matches!(sign, '-' | '—' | '–' | '至' | '到' | '~' | '～'))
        && let Some(upper) = numeral(&rest[bar.len_utf8()..])
    {
        at += bar.len_utf8() + upper.length;
    }
    at += ["余", "多", "来", " "]
        .iter()
        .find(|word| text[at..].starts_with(**word))
        .map_or(0, |word| word.len());
    let measure = measures::at_start(&text[at..])?.word;
    let is_count =
        number.value > 0 && !(number.is_han && names_a_thing(number.value, measure, &text[at..]));
    is_count.then_some(MeasuredAmount {
        start,
        end: at + measure.len(),
        count: number.value,
        measure,
        is_han: number.is_han,
    })
}

/// Returns a share; the lower one of 80%-90%.
fn share(text: &str, start: usize, number: ParsedNumber) -> Option<MeasuredAmount> {
    let end = start + number.length + measures::SHARE.len();
    let upper = text[end..]
        .strip_prefix(['-', '—', '–', '至', '到', '~', '～'])
        .map(|rest| (text.len() - rest.len(), rest.find(measures::SHARE)))
        .and_then(|(from, length)| Some((from, from + length?)))
        .filter(|&(from, to)| text[from..to].bytes().all(|sign| sign.is_ascii_digit()));
    (number.value > 0).then_some(MeasuredAmount {
        start,
        end: upper.map_or(end, |(_, to)| to + measures::SHARE.len()),
        count: number.value,
        measure: measures::SHARE,
        is_han: false,
    })
}

/// Returns true if 一 means “some” (一批, 一类, 一种) or belongs to a slogan (一次办).
fn names_a_thing(value: u64, measure: &str, rest: &str) -> bool {
    const SOME: [&str; 12] = [
        "批", "类", "种", "对", "本", "起", "位", "节", "则", "门", "讲", "天",
    ];
    value == 1 && (SOME.contains(&measure) || rest.starts_with("次办"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u64, &'static str)> {
        find(text)
            .into_iter()
            .map(|amount| (amount.count, amount.measure))
            .collect()
    }

    #[test]
    fn amounts_are_numbers_with_measure_words() {
        assert_eq!(
            read("举办2期、两次、10余场"),
            [(2, "期"), (2, "次"), (10, "场")]
        );
        assert_eq!(
            read("发放1.5万份，培训1,200人次，建3至5个"),
            [(15_000, "份"), (1200, "人次"), (3, "个")]
        );
    }

    #[test]
    fn shares_are_amounts() {
        assert_eq!(
            read("达到90%，95%以上，80%—90%"),
            [(90, "%"), (95, "%"), (80, "%")]
        );
    }

    #[test]
    fn ordinals_dates_and_names_are_no_amounts() {
        let text = "第3次、2026年、98.5%、十八届三中全会、“八五”普法、“两个维护”、示政办【2026】6号、3个工作日、一体化、5部门、3.5次方、第十二条、一次性";
        assert_eq!(read(text), []);
    }
}
