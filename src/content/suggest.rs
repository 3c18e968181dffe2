//! The word that an editor probably meant.

use crate::limits::likeness::WORD;

/// The candidate most like a word; `None` when none is like it. The first of equals wins.
///
/// To compare two words takes the product of their lengths: a very long one is not weighed, nor one whose length alone
/// makes it unlike.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = length(word)?;
    let word = word.to_lowercase();
    // Two Han characters of which one is right are as near as Han words come.
    let near = if word.is_ascii() { 0.6 } else { 0.5 };
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

/// The characters of a word; `None` when there are too many.
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
    }

    #[test]
    fn an_endless_word_is_like_none() {
        let word = "甲".repeat(100_000);
        assert_eq!(nearest(&word, [word.as_str(), "甲"]), None);
        assert_eq!(nearest("甲乙", [word.as_str(), "甲"]), Some("甲"));
    }
}
