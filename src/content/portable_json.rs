//! Serialization of free-form front matter (`extra`, `channels`) in the cache, with exact numbers.
//!
//! Formats that are not self-describing cannot read JSON values back, and JSON text may change the
//! last bit of a fraction.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

#[derive(Serialize, Deserialize)]
enum PortableValue {
    Null,
    Flag(bool),
    Whole(i64),
    Large(u64),
    Fraction(u64),
    Text(String),
    List(Vec<PortableValue>),
    Table(Vec<(String, PortableValue)>),
}

/// Serializes a free-form table.
pub(super) fn serialize<S: Serializer>(
    table: &Map<String, Value>,
    to: S,
) -> Result<S::Ok, S::Error> {
    entries(table).serialize(to)
}

/// Deserializes a free-form table.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Map<String, Value>, D::Error> {
    Vec::deserialize(from).map(table)
}

fn entries(table: &Map<String, Value>) -> Vec<(String, PortableValue)> {
    table
        .iter()
        .map(|(key, value)| (key.clone(), free(value)))
        .collect()
}

fn table(entries: Vec<(String, PortableValue)>) -> Map<String, Value> {
    entries
        .into_iter()
        .map(|(key, free)| (key, value(free)))
        .collect()
}

fn free(value: &Value) -> PortableValue {
    match value {
        Value::Null => PortableValue::Null,
        Value::Bool(flag) => PortableValue::Flag(*flag),
        Value::Number(number) => number_of(number),
        Value::String(text) => PortableValue::Text(text.clone()),
        Value::Array(list) => PortableValue::List(list.iter().map(free).collect()),
        Value::Object(table) => PortableValue::Table(entries(table)),
    }
}

fn number_of(number: &Number) -> PortableValue {
    if let Some(whole) = number.as_i64() {
        return PortableValue::Whole(whole);
    }
    match number.as_u64() {
        Some(large) => PortableValue::Large(large),
        None => PortableValue::Fraction(number.as_f64().unwrap_or_default().to_bits()),
    }
}

fn value(free: PortableValue) -> Value {
    match free {
        PortableValue::Null => Value::Null,
        PortableValue::Flag(flag) => Value::Bool(flag),
        PortableValue::Whole(whole) => Value::from(whole),
        PortableValue::Large(large) => Value::from(large),
        PortableValue::Fraction(bits) => Value::from(f64::from_bits(bits)),
        PortableValue::Text(text) => Value::String(text),
        PortableValue::List(list) => Value::Array(list.into_iter().map(value).collect()),
        PortableValue::Table(entries) => Value::Object(table(entries)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_value_comes_back_as_it_was() {
        let written = json!({
            "b": [null, true, -1, 18_446_744_073_709_551_615_u64, 0.1, 2.0, 1.0e300, "文"],
            "a": {"空": {}, "list": []},
        });
        assert_eq!(value(free(&written)).to_string(), written.to_string());
        assert_eq!(value(free(&written)), written);
    }
}
