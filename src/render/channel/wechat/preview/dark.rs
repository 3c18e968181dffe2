//! Colours of a theme after the platform's dark mode: backgrounds, and text over each of them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::super::colour::{DARK_BACKGROUND, RgbColour, background, text_on};
use super::super::styles::ThemeStyles;

/// Default text colour in light mode.
const INK: &str = "#191919";

/// Converts each colour: `papers` as a background, `texts` as text over a converted background.
pub(super) fn colours(styles: &ThemeStyles) -> Value {
    let written: BTreeSet<String> = styles
        .colours()
        .chain([INK])
        .map(str::to_ascii_lowercase)
        .filter(|one| parsed(one).is_some())
        .collect();
    let grounds: BTreeSet<String> = styles.grounds().map(str::to_ascii_lowercase).collect();
    let turned = |of: &String| Some((of.clone(), background(parsed(of)?)));
    let papers: BTreeMap<String, RgbColour> = grounds.iter().filter_map(turned).collect();
    let under = papers.values().copied().chain([DARK_BACKGROUND]);
    let texts: BTreeMap<String, Value> = under
        .map(|paper| (paper.hex(), texts_on(&written, paper)))
        .collect();
    let papers: BTreeMap<String, String> = papers
        .into_iter()
        .map(|(of, paper)| (of, paper.hex()))
        .collect();
    json!({ "page": DARK_BACKGROUND.hex(), "ink": INK, "papers": papers, "texts": texts })
}

fn parsed(colour: &str) -> Option<RgbColour> {
    RgbColour::parse(colour)
}

fn texts_on(written: &BTreeSet<String>, paper: RgbColour) -> Value {
    let turned = |of: &String| Some((of.clone(), Value::String(text_on(parsed(of)?, paper).hex())));
    Value::Object(written.iter().filter_map(turned).collect())
}
