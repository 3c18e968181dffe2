//! The word that an editor probably meant.

/// The candidate most like a word; `None` when none is like it. The first of equals wins.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    // Two Han characters of which one is right are as near as Han words come.
    let near = if word.is_ascii() { 0.6 } else { 0.5 };
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::normalized_damerau_levenshtein(&word, &candidate.to_lowercase());
        if likeness >= near && best.is_none_or(|(known, _)| likeness > known) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
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
}
