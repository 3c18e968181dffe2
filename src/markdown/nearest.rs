//! The word that a misspelt one was probably meant to be.

/// The nearest of some words, when it is near enough to be worth naming.
pub(super) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (distance, found) = words
        .into_iter()
        .map(|known| (strsim::damerau_levenshtein(word, known), known))
        .min_by_key(|&(distance, _)| distance)?;
    (distance <= (word.chars().count() / 2).max(1)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_named() {
        assert_eq!(nearest("提醒", ["注意", "提示"]), Some("提示"));
        assert_eq!(nearest("vidoe", ["audio", "video"]), Some("video"));
        assert_eq!(nearest("说明", ["注意", "提示"]), None);
    }
}
