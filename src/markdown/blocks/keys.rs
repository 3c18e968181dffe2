//! Chinese keys of blocks, their English names for components, and which of them hold addresses.

use serde_json::{Map, Value};

/// Kind of a key's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockValueKind {
    /// Text.
    Text,
    /// Main address or file of the block: `href`, `type`, `size`, `length` are added beside it.
    Subject,
    /// Secondary address or file: `<key>_href` is added beside it.
    Companion,
    /// Secondary image: `<key>_href` is added beside it.
    Image,
}
use BlockValueKind::{Companion, Image, Subject, Text};

const KEYS: [(&str, &str, BlockValueKind); 30] = [
    ("文件", "file", Subject),
    ("附件", "file", Subject),
    ("标题", "title", Text),
    ("名称", "title", Text),
    ("说明", "description", Text),
    ("描述", "description", Text),
    ("简介", "description", Text),
    ("地址", "url", Subject),
    ("网址", "url", Subject),
    ("链接", "url", Subject),
    ("视频", "url", Subject),
    ("音频", "url", Subject),
    ("时长", "duration", Text),
    ("字幕", "captions", Companion),
    ("封面", "cover", Image),
    ("文字稿", "transcript", Text),
    ("题目", "questions", Text),
    ("题", "questions", Text),
    ("问题", "question", Text),
    ("问", "question", Text),
    ("题干", "question", Text),
    ("选项", "options", Text),
    ("答案", "answer", Text),
    ("答", "answer", Text),
    ("解析", "explanation", Text),
    ("解释", "explanation", Text),
    ("日期", "date", Text),
    ("来源", "source", Text),
    ("作者", "author", Text),
    ("图片", "src", Subject),
];

/// Returns true if a word is a known key of blocks.
pub(super) fn is_key(word: &str) -> bool {
    let word = word.trim().trim_start_matches('-').trim();
    KEYS.iter()
        .any(|(chinese, english, _)| *chinese == word || *english == word)
}

/// Returns the kind of a key's value, by either name; `None` for keys that only a component knows.
pub(super) fn holds(key: &str) -> Option<BlockValueKind> {
    let is_called =
        |(chinese, english, _): &&(&str, &str, BlockValueKind)| [*chinese, *english].contains(&key);
    KEYS.iter().find(is_called).map(|(.., holds)| *holds)
}

/// Returns every key of blocks that holds an address, under both names.
pub fn address_keys() -> impl Iterator<Item = &'static str> {
    let of = KEYS.iter().filter(|(.., holds)| *holds != Text);
    of.flat_map(|(chinese, english, _)| [*chinese, *english])
}

/// Translates keys to English at every depth; unknown keys stay.
pub(super) fn in_english(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            Value::Object(entries.into_iter().fold(Map::new(), with_english_key))
        }
        Value::Array(items) => Value::Array(items.into_iter().map(in_english).collect()),
        value => value,
    }
}

fn with_english_key(
    mut entries: Map<String, Value>,
    (key, value): (String, Value),
) -> Map<String, Value> {
    let english = KEYS
        .iter()
        .find(|(chinese, ..)| *chinese == key)
        .map(|(_, english, _)| *english);
    // 题目 is a list of questions, or the single question itself.
    let english = if english == Some("questions") && value.is_string() {
        Some("question")
    } else {
        english
    };
    entries
        .entry(english.map_or(key, str::to_owned))
        .or_insert(in_english(value));
    entries
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_english_at_every_depth() {
        assert_eq!(
            in_english(json!({"题目": [{"问": "一", "选项": ["甲"], "别的": 1}], "title": "x"})),
            json!({"questions": [{"question": "一", "options": ["甲"], "别的": 1}], "title": "x"})
        );
        assert_eq!(in_english(json!({"题目": "一"})), json!({"question": "一"}));
    }
}
