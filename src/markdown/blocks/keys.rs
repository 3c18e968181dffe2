//! The Chinese keys of blocks, and the English ones that components see.

use serde_json::{Map, Value};

const KEYS: [(&str, &str); 30] = [
    ("文件", "file"),
    ("附件", "file"),
    ("标题", "title"),
    ("名称", "title"),
    ("说明", "description"),
    ("描述", "description"),
    ("简介", "description"),
    ("地址", "url"),
    ("网址", "url"),
    ("链接", "url"),
    ("视频", "url"),
    ("音频", "url"),
    ("时长", "duration"),
    ("字幕", "captions"),
    ("封面", "cover"),
    ("文字稿", "transcript"),
    ("题目", "questions"),
    ("题", "questions"),
    ("问题", "question"),
    ("问", "question"),
    ("题干", "question"),
    ("选项", "options"),
    ("答案", "answer"),
    ("答", "answer"),
    ("解析", "explanation"),
    ("解释", "explanation"),
    ("日期", "date"),
    ("来源", "source"),
    ("作者", "author"),
    ("图片", "src"),
];

/// Whether a word is a key that blocks have.
pub(super) fn is_key(word: &str) -> bool {
    let word = word.trim().trim_start_matches('-').trim();
    KEYS.iter().any(|(chinese, english)| *chinese == word || *english == word)
}

/// The same data under English keys, at every depth; an unknown key stays as it is.
pub(super) fn in_english(value: Value) -> Value {
    match value {
        Value::Object(entries) => Value::Object(entries.into_iter().fold(Map::new(), with_english_key)),
        Value::Array(items) => Value::Array(items.into_iter().map(in_english).collect()),
        value => value,
    }
}

fn with_english_key(mut entries: Map<String, Value>, (key, value): (String, Value)) -> Map<String, Value> {
    let english = KEYS.iter().find(|(chinese, _)| *chinese == key).map(|(_, english)| *english);
    // 题目 is a list of questions, or the one question itself.
    let english = if english == Some("questions") && value.is_string() { Some("question") } else { english };
    entries.entry(english.map_or(key, str::to_owned)).or_insert(in_english(value));
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
