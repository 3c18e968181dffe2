//! Chinese numerals: 一百一十, 二〇二六, ㈠, ⑴, ⒈, ①, full-width digits.
//!
//! Place-valued parsing follows common usage: 一百十 is 一百一十, 两百五 is 250. Knows nothing about the
//! counted things.

/// Characters that stand for a whole number: first character, their count, first value.
const ENCLOSED: [(char, u32, u32); 9] = [
    ('㈠', 10, 1),
    ('①', 20, 1),
    ('⑴', 20, 1),
    ('⒈', 20, 1),
    ('㉑', 15, 21),
    ('㊱', 15, 36),
    ('㊀', 10, 1),
    ('❶', 10, 1),
    ('Ⅰ', 12, 1),
];

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Returns the number in one character: ㈠–㈩, ①–⑳ (to ㊿), ⑴–⒇, ⒈–⒛, ㊀–㊉, ❶–❿, Ⅰ–Ⅻ.
pub(crate) fn enclosed(sign: char) -> Option<u32> {
    ENCLOSED.iter().find_map(|&(first, count, value)| {
        let offset = u32::from(sign).checked_sub(u32::from(first))?;
        (offset < count).then_some(value + offset)
    })
}

/// Returns the value of an ASCII or full-width digit.
pub(crate) fn digit(sign: char) -> Option<u32> {
    let sign = match sign {
        '０'..='９' => char::from_u32(u32::from(sign) - u32::from('０') + u32::from('0'))?,
        other => other,
    };
    sign.to_digit(10)
}

/// 万, which ends a group below 亿.
const WAN: u64 = 10_000;

/// Meaning of a Han character in a numeral.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NumeralSign {
    Zero,
    Digit(u64),
    /// 十, 百, 千 within a group of four digits.
    Place(u64),
    /// 廿, 卅: digit and place in one.
    Tens(u64),
    /// 万, 亿: end of a group.
    Group(u64),
}

fn han_sign(sign: char) -> Option<NumeralSign> {
    Some(match sign {
        '〇' | '零' | '○' => NumeralSign::Zero,
        '两' => NumeralSign::Digit(2),
        '十' => NumeralSign::Place(10),
        '百' => NumeralSign::Place(100),
        '千' => NumeralSign::Place(1000),
        '万' => NumeralSign::Group(WAN),
        '亿' => NumeralSign::Group(100_000_000),
        '廿' => NumeralSign::Tens(20),
        '卅' => NumeralSign::Tens(30),
        other => NumeralSign::Digit(
            DIGITS
                .iter()
                .position(|&digit| digit == other)
                .filter(|&at| at > 0)? as u64,
        ),
    })
}

/// Returns true if a character can be part of a numeral in Han characters.
pub(crate) fn is_han_numeral(sign: char) -> bool {
    han_sign(sign).is_some()
}

/// Parses a text that is one numeral in any of the forms; returns `None` for other texts.
pub(crate) fn parse(text: &str) -> Option<u64> {
    let mut signs = text.chars();
    if let (Some(only), None) = (signs.next(), signs.next())
        && let Some(value) = enclosed(only)
    {
        return Some(u64::from(value));
    }
    if !text.is_empty() && text.chars().all(|sign| digit(sign).is_some()) {
        return text.chars().try_fold(0_u64, |value, sign| {
            value.checked_mul(10)?.checked_add(u64::from(digit(sign)?))
        });
    }
    parse_han(text)
}

/// Parses a numeral in Han characters: place-valued (一百一十) or positional (二〇二六).
pub(crate) fn parse_han(text: &str) -> Option<u64> {
    let signs: Vec<NumeralSign> = text.chars().map(han_sign).collect::<Option<_>>()?;
    if signs.is_empty() {
        return None;
    }
    let value_of = |sign: &NumeralSign| match sign {
        NumeralSign::Zero => Some(0),
        NumeralSign::Digit(value) => Some(*value),
        _ => None,
    };
    if signs.iter().all(|sign| value_of(sign).is_some()) {
        return signs.iter().try_fold(0_u64, |value, sign| {
            value.checked_mul(10)?.checked_add(value_of(sign)?)
        });
    }
    place_valued(&signs)
}

fn place_valued(signs: &[NumeralSign]) -> Option<u64> {
    let mut total = 0_u64;
    let mut group = 0_u64;
    let mut pending = None;
    // Last place filled; a digit straight after it belongs one place below.
    let mut last_place = 1_u64;
    for sign in signs {
        match *sign {
            NumeralSign::Zero if pending.is_none() => last_place = 1,
            NumeralSign::Digit(value) if pending.is_none() => pending = Some(value),
            NumeralSign::Place(place) => {
                group = group.checked_add(pending.take().unwrap_or(1).checked_mul(place)?)?;
                last_place = place;
            }
            NumeralSign::Tens(value) if pending.is_none() => {
                group = group.checked_add(value)?;
                last_place = 10;
            }
            NumeralSign::Group(value) => {
                let inside = group.checked_add(pending.take().unwrap_or(0))?;
                total = if value == WAN {
                    total.checked_add(inside.checked_mul(value)?)?
                } else {
                    total.checked_add(inside)?.checked_mul(value)?
                };
                if total == 0 {
                    return None;
                }
                (group, last_place) = (0, value);
            }
            _ => return None,
        }
    }
    let rest = pending.map_or(0, |value| {
        if last_place >= 100 {
            value * (last_place / 10)
        } else {
            value
        }
    });
    total.checked_add(group)?.checked_add(rest)
}

/// Formats a number in place-valued Han characters: 10 is 十, 110 is 一百一十, 1010 is 一千零一十.
pub(crate) fn to_han(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_string();
    }
    let mut text = String::new();
    write_groups(number, &mut text);
    text.strip_prefix("一十")
        .map_or(text.clone(), |rest| format!("十{rest}"))
}

fn write_groups(number: u64, text: &mut String) {
    for (size, name) in [(100_000_000, '亿'), (WAN, '万')] {
        if number >= size {
            write_groups(number / size, text);
            text.push(name);
            let rest = number % size;
            if rest > 0 && rest < size / 10 {
                text.push(DIGITS[0]);
            }
            if rest > 0 {
                write_groups(rest, text);
            }
            return;
        }
    }
    write_group(number, text);
}

fn write_group(number: u64, text: &mut String) {
    let mut started = false;
    let mut skipped = false;
    for (place, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / place % 10;
        if value == 0 {
            skipped = started;
            continue;
        }
        if skipped {
            text.push(DIGITS[0]);
        }
        text.push(DIGITS[value as usize]);
        text.push_str(name);
        (started, skipped) = (true, false);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numerals_are_read_as_people_write_them() {
        for (text, value) in [
            ("十", 10),
            ("十二", 12),
            ("二十", 20),
            ("廿", 20),
            ("廿三", 23),
            ("一百一十", 110),
            ("一百十", 110),
            ("一百零五", 105),
            ("两百五", 250),
            ("一千零一十", 1010),
            ("二〇二六", 2026),
            ("二○二六", 2026),
            ("两万", 20_000),
            ("一万五", 15_000),
            ("１２", 12),
            ("12", 12),
            ("㈠", 1),
            ("㈩", 10),
            ("①", 1),
            ("⑳", 20),
            ("㉑", 21),
            ("⑴", 1),
            ("⒈", 1),
            ("⒛", 20),
        ] {
            assert_eq!(parse(text), Some(value), "{text}");
        }
        for text in ["", "一一百二三", "甲", "1一", "99999999999999999999999"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_as_people_read_them() {
        for (number, text) in [
            (0, "零"),
            (10, "十"),
            (19, "十九"),
            (110, "一百一十"),
            (1010, "一千零一十"),
            (20_026, "二万零二十六"),
            (100_000_001, "一亿零一"),
        ] {
            assert_eq!(to_han(number), text);
        }
    }

    proptest! {
        #[test]
        fn numerals_round_trip(number in 0_u64..=9_999_999_999) {
            prop_assert_eq!(parse(&to_han(number)), Some(number));
        }

        #[test]
        fn small_numerals_round_trip(number in 0_u64..20_000) {
            prop_assert_eq!(parse(&to_han(number)), Some(number));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}|[〇零一二两三十百千万亿廿]{0,12}") {
            let _ = parse(&text);
        }
    }
}
