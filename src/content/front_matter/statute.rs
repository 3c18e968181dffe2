//! Names of statutes as editors write them: `民法典`, `《民法典》`, `《民法典》第一千条`, `「民法典」`.

use crate::law::numerals::is_han_numeral;

/// Brackets around a name; those of ASCII are typed for 〈〉.
const BRACKETS: [(char, char); 7] = [
    ('《', '》'),
    ('〈', '〉'),
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('<', '>'),
    ('＜', '＞'),
];

/// Returns the canonical form: the name alone, or in 《》 if articles follow.
pub(super) fn canonical(written: &str) -> String {
    let (name, articles) = halves(written.trim());
    let name = inner(&without_brackets(name));
    if articles.is_empty() {
        name
    } else {
        format!("《{name}》{articles}")
    }
}

/// Returns the name and the articles of a canonical form.
pub(crate) fn statute_parts(canonical: &str) -> (&str, &str) {
    let in_brackets = canonical
        .strip_prefix('《')
        .and_then(|rest| rest.split_once('》'));
    in_brackets.unwrap_or((canonical, ""))
}

/// Returns the name with its brackets, and what follows: `第…条`.
fn halves(written: &str) -> (&str, &str) {
    let end = match written.chars().next() {
        Some('《') => closing(written).unwrap_or(0),
        _ => 0,
    };
    let articles = written[end..].match_indices('第').find_map(|(at, _)| {
        let rest = &written[end + at..];
        let number = rest['第'.len_utf8()..].trim_start();
        let unit = number.find(|c| !is_han_numeral(c) && !c.is_ascii_digit() && c != ' ')?;
        (unit > 0 && number[unit..].starts_with(['条', '章', '节', '编', '款'])).then_some(end + at)
    });
    match articles {
        Some(at) => (written[..at].trim_end(), &written[at..]),
        None => (written, ""),
    }
}

/// Returns the byte after the bracket that closes the first one.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(at + c.len_utf8())
    })
}

/// Removes brackets around the whole name, however many.
fn without_brackets(name: &str) -> String {
    let mut name = name.trim();
    while let Some(rest) = BRACKETS.iter().find_map(|(open, close)| {
        let rest = name.strip_prefix(*open)?.strip_suffix(*close)?;
        is_balanced(rest, *open, *close).then(|| rest.trim())
    }) {
        name = rest;
    }
    name.to_owned()
}

/// Returns true if brackets close only what opened in the same text: not `甲》和《乙`.
fn is_balanced(text: &str, open: char, close: char) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth >= 0
    }) && depth == 0
}

/// Writes names inside a name in 〈〉 (GB/T 15834, 4.15.3.4).
fn inner(name: &str) -> String {
    name.replace(['《', '<', '＜'], "〈")
        .replace(['》', '>', '＞'], "〉")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statute_has_one_pair_of_brackets() {
        for (written, name, articles) in [
            ("民法典", "民法典", ""),
            ("《民法典》", "民法典", ""),
            ("《《民法典》》", "民法典", ""),
            (" 《 民法典 》 ", "民法典", ""),
            ("「民法典」", "民法典", ""),
            ("〈民法典〉", "民法典", ""),
            ("《民法典》第一千零七十九条", "民法典", "第一千零七十九条"),
            ("《民法典》 第1079条第三款", "民法典", "第1079条第三款"),
            ("民法典第十条、第十一条", "民法典", "第十条、第十一条"),
            (
                "《关于修改〈民法典〉的决定》",
                "关于修改〈民法典〉的决定",
                "",
            ),
            (
                "《关于修改《民法典》的决定》",
                "关于修改〈民法典〉的决定",
                "",
            ),
            ("关于修改《民法典》的决定", "关于修改〈民法典〉的决定", ""),
            (
                "示例县第三届运动会管理规定",
                "示例县第三届运动会管理规定",
                "",
            ),
            ("《宪法》和《民法典》", "〈宪法〉和〈民法典〉", ""),
        ] {
            let form = canonical(written);
            assert_eq!(statute_parts(&form), (name, articles), "{written}");
            assert_eq!(canonical(&form), form, "{written}");
        }
    }
}
