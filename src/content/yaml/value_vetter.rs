//! Removal of unsafe addresses from values that no [`ValueReader`](super::ValueReader) has read.

use std::cell::Cell;

use serde_json::{Map, Value};

use super::MOST_LOOKS;
use super::locate::{PathStep, YamlPath, find};
use crate::url::{UnsafeAddress, is_active};

/// Value that was removed.
#[derive(Debug)]
pub(crate) struct RefusedValue {
    /// Value as read.
    pub(crate) written: String,
    /// Reason of the refusal.
    pub(crate) why: UnsafeAddress,
    /// Byte offset in the text.
    pub(crate) offset: usize,
}

/// Decides on a text under a key: returns the reason of a refusal.
pub(crate) type ValueVerdict<'v> = &'v dyn Fn(&str, &str) -> Option<UnsafeAddress>;

/// Verdict on free-form values, which a theme may use in any way: refuses those that would run.
pub(crate) fn free(_: &str, text: &str) -> Option<UnsafeAddress> {
    is_active(text).then_some(UnsafeAddress::Scheme)
}

/// Replaces each refused text of a YAML value by `null`, and removes keys that would run a script.
pub(crate) fn vet(
    yaml: &str,
    value: Value,
    verdict: ValueVerdict<'_>,
) -> (Value, Vec<RefusedValue>) {
    let mut vetting = ValueVetter {
        yaml,
        verdict,
        looks: Cell::new(MOST_LOOKS),
        refused: Vec::new(),
    };
    let value = match value {
        Value::Object(entries) => Value::Object(vetting.entries(entries, None)),
        // A value that is not a table has no keys; its consumer rejects it.
        value => value,
    };
    (value, vetting.refused)
}

struct ValueVetter<'v> {
    yaml: &'v str,
    verdict: ValueVerdict<'v>,
    looks: Cell<usize>,
    refused: Vec<RefusedValue>,
}

impl ValueVetter<'_> {
    fn entries(
        &mut self,
        entries: Map<String, Value>,
        parent: Option<&YamlPath<'_>>,
    ) -> Map<String, Value> {
        let mut kept = Map::new();
        for (index, (key, value)) in entries.into_iter().enumerate() {
            if is_active(&key) {
                self.refuse(
                    &key,
                    UnsafeAddress::Scheme,
                    &YamlPath::new(parent, PathStep::Key(index)),
                );
            } else {
                let value = self.value(&key, value, &YamlPath::new(parent, PathStep::Value(index)));
                kept.insert(key, value);
            }
        }
        kept
    }

    fn value(&mut self, key: &str, value: Value, at: &YamlPath<'_>) -> Value {
        match value {
            Value::Object(entries) => Value::Object(self.entries(entries, Some(at))),
            Value::Array(items) => {
                let element = |(index, item)| {
                    self.value(
                        key,
                        item,
                        &YamlPath::new(Some(at), PathStep::Element(index)),
                    )
                };
                items.into_iter().enumerate().map(element).collect()
            }
            Value::String(text) => match (self.verdict)(key, &text) {
                Some(why) => {
                    self.refuse(&text, why, at);
                    Value::Null
                }
                None => Value::String(text),
            },
            value => value,
        }
    }

    fn refuse(&mut self, written: &str, why: UnsafeAddress, at: &YamlPath<'_>) {
        let offset = match self.looks.get().checked_sub(1) {
            Some(left) => {
                self.looks.set(left);
                find(self.yaml, at).offset
            }
            None => 0,
        };
        self.refused.push(RefusedValue {
            written: written.to_owned(),
            why,
            offset,
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_refused_is_told_where_it_stands() {
        let yaml =
            "a: 甲\nb: [x, \"java\\tscript:y\"]\nc:\n  d: {e: data:z}\n\"javascript:f\": g\n";
        let value: Value = serde_yaml::from_str(yaml).unwrap_or_default();
        let (value, refused) = vet(yaml, value, &free);
        assert_eq!(
            value,
            json!({"a": "甲", "b": ["x", null], "c": {"d": {"e": null}}})
        );
        let lines = |refused: &RefusedValue| {
            (
                yaml[..refused.offset].matches('\n').count() + 1,
                refused.written.clone(),
            )
        };
        let told: Vec<_> = refused.iter().map(lines).collect();
        let expected = [(2, "java\tscript:y"), (4, "data:z"), (5, "javascript:f")];
        assert_eq!(
            told,
            expected.map(|(line, written)| (line, written.to_owned()))
        );
    }
}
