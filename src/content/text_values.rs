//! Parsers for short values: one-line lists, yes and no, quotes and digits of either width.

/// Splits a line at commas and semicolons of either width, at `、` and between 》 and 《; text between
/// 《 and 》 is not split.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    text.split(move |c: char| {
        match c {
            '《' => depth += 1,
            '》' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | '，' | '、' | ';' | '；')
    })
    .flat_map(titles)
    .map(str::trim)
    .filter(|word| !word.is_empty())
    .collect()
}

/// Splits titles that stand beside one another: 《民法典》《刑法》.
fn titles(mut text: &str) -> Vec<&str> {
    let mut titles = Vec::new();
    while let Some(end) = text.find("》《") {
        let (title, rest) = text.split_at(end + '》'.len_utf8());
        titles.push(title);
        text = rest;
    }
    titles.push(text);
    titles
}

/// Splits a line into paths like [`split`], but only if each part has an extension or begins with
/// `/`; a comma in a file name does not split it.
pub(crate) fn split_paths(text: &str) -> Vec<&str> {
    let parts = split(text);
    let is_path = |part: &&str| {
        part.starts_with('/')
            || part
                .rsplit_once('.')
                .is_some_and(|(_, ending)| (1..=5).contains(&ending.len()))
    };
    if parts.iter().all(is_path) {
        parts
    } else {
        vec![text.trim()]
    }
}

/// Returns the text inside full-width quotes that wrap the whole text.
pub(crate) fn without_quotes(text: &str) -> Option<&str> {
    const PAIRS: [(char, char); 4] = [('“', '”'), ('‘', '’'), ('「', '」'), ('＂', '＂')];
    PAIRS.iter().find_map(|(open, close)| {
        let inner = text.strip_prefix(*open)?.strip_suffix(*close)?;
        (!inner.contains([*open, *close])).then(|| inner.trim())
    })
}

/// Returns the text inside full-width brackets that wrap the whole text.
pub(crate) fn without_brackets(text: &str) -> Option<&str> {
    [('【', '】'), ('［', '］')]
        .iter()
        .find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close))
}

/// Parses yes or no in the words of either language.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "是" | "对" | "真" | "开" | "yes" | "on" | "true" => Some(true),
        "否" | "不" | "假" | "关" | "no" | "off" | "false" => Some(false),
        _ => None,
    }
}

/// Parses a whole number in digits of either width, optionally followed by 年.
pub(crate) fn number(text: &str) -> Option<i64> {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    let digits: String = text
        .trim()
        .trim_end_matches('年')
        .trim()
        .chars()
        .map(narrow)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_parted_into_words() {
        assert_eq!(
            split("宪法，民法典、 刑法;；a,b"),
            ["宪法", "民法典", "刑法", "a", "b"]
        );
        assert_eq!(
            split("《关于甲、乙的决定》、宪法"),
            ["《关于甲、乙的决定》", "宪法"]
        );
        assert_eq!(
            split("《民法典》《刑法》 宪法"),
            ["《民法典》", "《刑法》 宪法"]
        );
        assert_eq!(split(" "), Vec::<&str>::new());
        assert_eq!(split_paths("a.pdf，b.docx"), ["a.pdf", "b.docx"]);
        assert_eq!(
            split_paths("关于甲、乙的通知.pdf"),
            ["关于甲、乙的通知.pdf"]
        );
    }

    #[test]
    fn only_quotes_around_the_whole_are_taken_off() {
        assert_eq!(without_quotes("“宪法宣传周”"), Some("宪法宣传周"));
        assert_eq!(without_quotes("“宪法”与“民法典”"), None);
        assert_eq!(without_quotes("“宪法”宣传周"), None);
        assert_eq!(without_quotes("“"), None);
    }

    #[test]
    fn numbers_have_digits_of_either_width() {
        assert_eq!(
            [number("２０２６年"), number("-3"), number("三")],
            [Some(2026), Some(-3), None]
        );
    }
}
