//! Texts of scalars as written: `2.50` stays `2.50`, `0x10` is not 16, `是` and `yes` are no flags.

use serde_json::{Map, Value};

use super::locate::{PathStep, YamlPath, find};

/// Returns a value of YAML with its numbers and flags as texts where `is_text` says so of their key.
/// Under other keys a number stays one only if it is written as it would be printed.
pub(crate) fn as_written(yaml: &str, value: Value, is_text: fn(&str) -> bool) -> Value {
    let walker = ScalarWalker { yaml, is_text };
    match value {
        Value::Object(entries) => Value::Object(walker.entries(entries, None)),
        value => value,
    }
}

struct ScalarWalker<'w> {
    yaml: &'w str,
    is_text: fn(&str) -> bool,
}

impl ScalarWalker<'_> {
    fn entries(
        &self,
        entries: Map<String, Value>,
        parent: Option<&YamlPath<'_>>,
    ) -> Map<String, Value> {
        let entry = |(index, (key, value)): (usize, (String, Value))| {
            let at = YamlPath::new(parent, PathStep::Value(index));
            let is_text = (self.is_text)(&key);
            (key, self.value(value, &at, is_text))
        };
        entries.into_iter().enumerate().map(entry).collect()
    }

    fn value(&self, value: Value, at: &YamlPath<'_>, is_text: bool) -> Value {
        let written = || find(self.yaml, at).text;
        match value {
            Value::Object(entries) => Value::Object(self.entries(entries, Some(at))),
            Value::Array(items) => {
                let element = |(index, item)| {
                    let at = YamlPath::new(Some(at), PathStep::Element(index));
                    self.value(item, &at, is_text)
                };
                items.into_iter().enumerate().map(element).collect()
            }
            Value::Number(number) => {
                let printed = number.to_string();
                written()
                    .filter(|text| is_text || *text != printed)
                    .map_or(Value::Number(number), Value::String)
            }
            Value::Bool(flag) if is_text => {
                Value::String(written().unwrap_or_else(|| flag.to_string()))
            }
            Value::Null if is_text => written()
                .filter(|text| !text.is_empty())
                .map_or(Value::Null, Value::String),
            value => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_what_is_written() -> Result<(), serde_yaml::Error> {
        let yaml = "标题: 2026\n甲: 2.50\n乙: 3\n丙: true\n标题2: [0x10, 1e3, yes, ~, 007, 1_000, +86, 12345678901234567890, null]\n空:\n表: {标题: 010, 数: 010}\n";
        let value = serde_yaml::from_str(yaml)?;
        assert_eq!(
            as_written(yaml, value, |key| key.starts_with("标题") || key == "空"),
            json!({
                "标题": "2026",
                "甲": "2.50",
                "乙": 3,
                "丙": true,
                "标题2": ["0x10", "1e3", "yes", "~", "007", "1_000", "+86", "12345678901234567890", "null"],
                "空": null,
                "表": {"标题": "010", "数": "010"},
            })
        );
        Ok(())
    }
}
