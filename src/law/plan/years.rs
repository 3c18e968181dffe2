//! Years and the small numbers of dates, in digits or Han characters.

use crate::law::numerals;

/// Length limit of a date's numeral, in characters.
const MOST_SIGNS: usize = 12;

/// Parses the number at the start of a text; also returns its byte length.
pub(super) fn han_or_digits(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = if digits > 0 {
        digits
    } else {
        text.chars()
            .take_while(|&sign| numerals::is_han_numeral(sign))
            .take(MOST_SIGNS)
            .map(char::len_utf8)
            .sum()
    };
    if length == 0 {
        return None;
    }
    let value = numerals::parse(&text[..length])?;
    Some((u32::try_from(value).ok()?, length))
}

/// Parses the year at the start of a text, followed by 年: 2026年, 二〇二六年.
pub(super) fn year_at_start(text: &str) -> Option<(i16, usize)> {
    let (value, length) = han_or_digits(text)?;
    let year = plausible(value)?;
    let rest = text[length..].trim_start_matches(' ');
    rest.starts_with('年')
        .then(|| (year, text.len() - rest.len() + '年'.len_utf8()))
}

/// Returns the first year in a text, including ranges: 2026年, 2026—2030年, 【2026】.
pub(super) fn first_year(text: &str) -> Option<i16> {
    let mut before = ' ';
    for (at, sign) in text.char_indices() {
        let begins = !before.is_ascii_digit() && !numerals::is_han_numeral(before);
        before = sign;
        if !begins {
            continue;
        }
        let Some((value, length)) = han_or_digits(&text[at..]) else {
            continue;
        };
        let after = text[at + length..].trim_start_matches(' ');
        let is_year = ["年", "-", "—", "–", "至", "】"]
            .iter()
            .any(|word| after.starts_with(word));
        if let Some(year) = plausible(value).filter(|_| is_year) {
            return Some(year);
        }
    }
    None
}

fn plausible(value: u32) -> Option<i16> {
    (1949..=2100)
        .contains(&value)
        .then(|| i16::try_from(value).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_found_in_titles_and_document_numbers() {
        assert_eq!(first_year("示例市2026年工作要点"), Some(2026));
        assert_eq!(first_year("二〇二六年工作要点"), Some(2026));
        assert_eq!(first_year("规划（2026—2030年）"), Some(2026));
        assert_eq!(first_year("示政办【2026】6号"), Some(2026));
        assert_eq!(first_year("依法行政工作要点"), None);
    }
}
