//! JSON Schema of front matter and `site.yaml`, for completion in editors with a YAML plug-in.
//!
//! Generated from the reader's tables of keys: the schema allows exactly the input that is read.

use serde_json::{Map, Value, json};

use super::config;
use super::front_matter::{self, FOREIGN_KEYS, PROGRESS};
use super::key_spec::{KeySpec, ValueShape};
use super::{DocumentKind, KINDS};
use crate::law::venue::{LATER, SIX};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of the front matter of a kind.
pub(crate) fn front_matter(kind: DocumentKind) -> Value {
    let keys = front_matter::KEYS.iter().filter(|key| key.is_of(kind));
    let mut schema = Map::new();
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert(
        "title".into(),
        format!("{}（{}）的文首信息 · front matter", kind.name(), kind.id()).into(),
    );
    schema.extend(table(keys));
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.extend(foreign());
    }
    let required: Vec<Value> = front_matter::KEYS
        .iter()
        .filter(|key| kind.facts().required.contains(&key.name))
        .map(|key| json!({ "anyOf": key.names().map(|name| json!({ "required": [name] })).collect::<Value>() }))
        .collect();
    if !required.is_empty() {
        schema.insert("allOf".into(), required.into());
    }
    schema.into()
}

/// Returns the schema of `site.yaml`.
pub(crate) fn site() -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".into(), DIALECT.into());
    schema.insert("title".into(), "site.yaml".into());
    schema.extend(table(&config::KEYS));
    let title: Value = config::KEYS
        .iter()
        .filter(|key| key.name == "title")
        .flat_map(KeySpec::names)
        .map(|name| json!({ "required": [name] }))
        .collect();
    schema.insert("anyOf".into(), title);
    schema.insert("$defs".into(), json!({ "entry": table(&config::MENU) }));
    schema.into()
}

/// Builds an object with the keys of a table, each under all its names.
fn table<'k>(keys: impl IntoIterator<Item = &'k KeySpec>) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in keys {
        let property = property(key);
        properties.extend(key.names().map(|name| (name.to_owned(), property.clone())));
    }
    let mut object = Map::new();
    object.insert("type".into(), "object".into());
    object.insert("properties".into(), properties.into());
    object.insert("additionalProperties".into(), false.into());
    object
}

/// Iterates over the words of other systems that are read, each with the key that it stands for.
fn foreign() -> impl Iterator<Item = (String, Value)> {
    let with_key = |key: &'static front_matter::ForeignKey| {
        key.words.iter().map(|word| {
            let describes = match key.means {
                Some(name) => format!("{name} · 别的系统的写法"),
                None => "extra · 别的系统的字段".to_owned(),
            };
            let property = json!({ "deprecated": true, "description": describes });
            ((*word).to_owned(), property)
        })
    };
    FOREIGN_KEYS.iter().flat_map(with_key)
}

fn property(key: &KeySpec) -> Value {
    let mut property = Map::new();
    property.insert(
        "title".into(),
        format!("{} · {}", key.alias, key.name).into(),
    );
    property.insert(
        "description".into(),
        format!("{}\n{}", key.zh, key.en).into(),
    );
    if let Value::Object(shape) = shape(&key.shape) {
        property.extend(shape);
    }
    property.into()
}

fn shape(shape: &ValueShape) -> Value {
    match shape {
        ValueShape::Text | ValueShape::Address | ValueShape::Base => text(),
        ValueShape::Flag => json!({ "enum": [true, false, "是", "否"] }),
        ValueShape::Number(least, most) => number(*least, *most),
        ValueShape::Date => json!({
            "type": "string",
            "examples": ["2026-11-01", "2026-11-01 09:30", "2026年11月1日"],
        }),
        ValueShape::Words | ValueShape::Addresses => one_or_more(&text()),
        ValueShape::Kind => {
            let names: Vec<&str> = KINDS
                .iter()
                .map(|facts| facts.name)
                .chain(KINDS.iter().map(|facts| facts.id))
                .collect();
            json!({ "enum": names })
        }
        ValueShape::Venues => one_or_more(&venue()),
        ValueShape::Plan => {
            let counted = Value::Object(table(PROGRESS.split_at(2).0));
            one_or_more(&json!({ "anyOf": [text(), counted] }))
        }
        ValueShape::FlagOrText => json!({ "type": ["boolean", "string"] }),
        ValueShape::Choice(words) => json!({ "enum": words }),
        ValueShape::Free => json!({ "type": "object" }),
        ValueShape::Texts => json!({ "type": "object", "additionalProperties": text() }),
        ValueShape::Channels(keys) => {
            json!({ "type": "object", "additionalProperties": { "anyOf": [{ "enum": [false, "否"] }, table(*keys)] } })
        }
        ValueShape::Table(keys) => Value::Object(table(*keys)),
        ValueShape::TextOrTable(keys) | ValueShape::AddressOrTable(keys) => {
            json!({ "anyOf": [text(), table(*keys)] })
        }
        ValueShape::Tables(keys) => json!({ "type": "array", "items": table(*keys) }),
        ValueShape::TextsOrTables(keys) => one_or_more(&json!({ "anyOf": [text(), table(*keys)] })),
        ValueShape::Menu(_) | ValueShape::Same => {
            json!({ "type": "array", "items": { "$ref": "#/$defs/entry" } })
        }
    }
}

/// Text; a number is accepted as text: `title: 2026`.
fn text() -> Value {
    json!({ "type": ["string", "number"] })
}

fn number(least: i64, most: i64) -> Value {
    let mut number = Map::new();
    number.insert("type".into(), "integer".into());
    if least > i64::MIN {
        number.insert("minimum".into(), least.into());
    }
    if most < i64::MAX {
        number.insert("maximum".into(), most.into());
    }
    number.into()
}

fn one_or_more(item: &Value) -> Value {
    json!({ "anyOf": [{ "type": "array", "items": item }, item] })
}

/// Known venues, for completion; a site may have more.
fn venue() -> Value {
    let known = || SIX.iter().chain(&LATER);
    let names: Vec<&str> = known()
        .map(|venue| venue.name)
        .chain(known().map(|venue| venue.id))
        .collect();
    json!({ "anyOf": [{ "enum": names }, text()] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::front_matter::KEYS;

    fn pretty(schema: &Value) -> String {
        serde_json::to_string_pretty(schema).unwrap_or_default()
    }

    #[test]
    fn the_schema_of_an_event() {
        let schema = front_matter(DocumentKind::Event);
        let properties = &schema["properties"];
        for key in KEYS.iter().filter(|key| key.is_of(DocumentKind::Event)) {
            assert!(
                key.names().all(|name| !properties[name].is_null()),
                "{}",
                key.name
            );
        }
        assert!(properties["效力"].is_null(), "a key of laws");
        let shown = ["开始", "plan", "draft", "organizer"].map(|name| (name, &properties[name]));
        let rest = [("required", &schema["required"]), ("type", &schema["type"])];
        insta::assert_snapshot!(pretty(&serde_json::json!(
            shown.into_iter().chain(rest).collect::<Vec<_>>()
        )));
    }

    #[test]
    fn menus_nest_in_the_schema_of_a_site() {
        let schema = site();
        let children = &schema["$defs"]["entry"]["properties"]["children"]["items"];
        assert_eq!(children, &schema["properties"]["menu"]["items"]);
        assert_eq!(
            schema["properties"]["owner"]["properties"]["电话"]["title"],
            "电话 · phone"
        );
    }

    #[test]
    fn every_kind_asks_for_what_it_needs() {
        for facts in &KINDS {
            let schema = front_matter(facts.kind);
            let asked = schema["allOf"].as_array().map_or(0, Vec::len);
            assert_eq!(asked, facts.required.len(), "{}", facts.id);
            for name in facts.required {
                assert!(schema["properties"].get(*name).is_some(), "{name}");
            }
        }
    }
}
