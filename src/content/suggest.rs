//! Suggestions for misspelled words (“did you mean”).

use crate::limits::likeness::WORD;

/// Returns the candidate most similar to a word, the first of equals; `None` if none is similar.
///
/// A comparison costs the product of both lengths, so very long words are skipped, and candidates
/// whose length alone makes them dissimilar.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let length = length(word)?;
    let word = word.to_lowercase();
    // Threshold for Han words: two characters, one of them right. A short ASCII word has one slip.
    let near = match word.is_ascii() {
        true if length <= 3 => 0.66,
        true if length <= 5 => 0.7,
        true => 0.6,
        false => 0.5,
    };
    let is_as_long = |candidate: &str| {
        self::length(candidate).is_some_and(|other| length.min(other) * 2 + 1 >= length.max(other))
    };
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        if !is_as_long(candidate) {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase());
        if likeness >= near && best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Counts the characters of a word; `None` if it is too long.
fn length(word: &str) -> Option<usize> {
    let length = word.chars().take(WORD + 1).count();
    (length <= WORD).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        assert_eq!(nearest("学堂", ["机关", "学校", "社区"]), Some("学校"));
        assert_eq!(nearest("Sumary", ["source", "summary"]), Some("summary"));
        assert_eq!(nearest("关键词", ["标题", "标签"]), None);
        assert_eq!(nearest("tpi", ["tip", "info"]), Some("tip"));
        assert_eq!(nearest("tilte", ["title", "toc"]), Some("title"));
        assert_eq!(nearest("topic", ["title", "toc", "topimg"]), None);
    }

    #[test]
    fn an_endless_word_is_like_none() {
        let word = "甲".repeat(100_000);
        assert_eq!(nearest(&word, [word.as_str(), "甲"]), None);
        assert_eq!(nearest("甲乙", [word.as_str(), "甲"]), Some("甲"));
    }
}
