//! Arguments of `cargo xtask test`.

/// Returns the steps that `--only STEP,…` selects; an empty selection means all. `names` are the
/// known steps.
///
/// Returns a description of the first error.
pub(crate) fn selection(words: &[String], names: &[&str]) -> Result<Vec<String>, String> {
    let mut only = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word != "--only" {
            return Err(format!("unknown argument `{word}`"));
        }
        let list = words.next().map_or("", String::as_str);
        only.extend(list.split(',').map(str::to_owned));
    }
    match only.iter().find(|name| !names.contains(&name.as_str())) {
        Some(name) => Err(format!("unknown step `{name}`")),
        None => Ok(only),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selected(line: &str) -> Result<Vec<String>, String> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        selection(&words, &["format", "html", "tests"])
    }

    #[test]
    fn steps_are_selected_by_name() {
        let only = ["html", "tests", "format"].map(str::to_owned).to_vec();
        assert_eq!(selected("--only html,tests --only format"), Ok(only));
        assert_eq!(selected(""), Ok(Vec::new()));
    }

    #[test]
    fn unknown_words_are_named() {
        assert_eq!(selected("--only htm"), Err("unknown step `htm`".to_owned()));
        assert_eq!(
            selected("--onyl html"),
            Err("unknown argument `--onyl`".to_owned())
        );
    }
}
